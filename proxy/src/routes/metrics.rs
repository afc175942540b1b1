//! Numbers for the operator's monitoring.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

use super::Shared;
use crate::metrics::MEDIA_TYPE;
use crate::problem::{Problem, ProblemKind};

pub(super) async fn show(State(shared): State<Arc<Shared>>) -> Result<impl IntoResponse, Problem> {
    let census = shared.store.census().await.map_err(super::unavailable)?;
    let text = shared.metrics.write(&census).map_err(|_| Problem::new(ProblemKind::Internal))?;
    Ok(([(CONTENT_TYPE, MEDIA_TYPE)], text))
}
