//! Giving a browser something to do before its ticket is taken.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use serde_json::Value;

use super::Shared;
use crate::guard::Visitor;
use crate::problem::Problem;

/// `GET /api/v1/challenge`
pub(super) async fn give(State(shared): State<Arc<Shared>>, request: Request) -> Result<Json<Value>, Problem> {
    let visitor = Visitor::of(request.extensions(), request.headers());
    shared.gate.challenge(&visitor).await.map(Json)
}
