//! For whoever watches over the process.

use std::sync::Arc;

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
    if shared.stop.is_cancelled() {
        return Err(Problem::new(ProblemKind::Unavailable).retry_after(super::STORE_AGAIN));
    }
    shared.store.check().await.map_err(super::unavailable)?;
    Ok(Json(json!({ "status": "ok" })))
}
