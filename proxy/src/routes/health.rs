//! For whoever watches over the process.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use super::Shared;
use crate::problem::{Problem, ProblemKind};

/// The process runs.
pub(super) async fn alive() -> Json<Value> {
    Json(json!({ "status": "ok" }))
}

/// Tickets can be stored. Zoho need not be there for that, so it is not asked.
pub(super) async fn ready(State(shared): State<Arc<Shared>>) -> Result<Json<Value>, Problem> {
    let unavailable = || Problem::new(ProblemKind::Unavailable).retry_after(Duration::from_secs(5));
    if shared.stop.is_cancelled() {
        return Err(unavailable());
    }
    shared.store.check().await.map_err(|error| {
        tracing::error!(event = "store.failed", reason = %error);
        unavailable()
    })?;
    Ok(Json(json!({ "status": "ok" })))
}
