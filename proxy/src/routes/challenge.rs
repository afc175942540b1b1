//! Giving a browser something to do before its ticket is taken.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use serde_json::Value;

use super::{Shared, openapi};
use crate::guard::Visitor;
use crate::problem::Problem;

/// A challenge for one ticket. 404 where there is none, or another server gives it.
#[utoipa::path(
    get,
    path = "/api/v1/challenge",
    operation_id = "giveChallenge",
    tag = "form",
    responses((status = 200, description = "A challenge of ALTCHA's, version 2", body = openapi::Challenge), openapi::Refused),
)]
pub(super) async fn give(State(shared): State<Arc<Shared>>, request: Request) -> Result<Json<Value>, Problem> {
    let visitor = Visitor::of(request.extensions(), request.headers());
    shared.gate.challenge(&visitor).await.map(Json)
}
