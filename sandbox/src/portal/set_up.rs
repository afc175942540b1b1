//! `/sandbox/portal`: setting up the portal.

use std::sync::Arc;

use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};

use super::kept::{Change, Setup};
use crate::app::App;
use crate::control::unreadable;
use crate::refusal::Refusal;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/sandbox/portal", get(show).put(change).delete(reset))
}

async fn show(State(app): State<Arc<App>>) -> Json<Setup> {
    Json(app.portal.setup())
}

async fn change(
    State(app): State<Arc<App>>,
    body: Result<Json<Change>, JsonRejection>,
) -> Result<Json<Setup>, Refusal> {
    let Json(change) = body.map_err(unreadable)?;
    app.portal.change(change);
    Ok(show(State(app)).await)
}

async fn reset(State(app): State<Arc<App>>) -> StatusCode {
    app.portal.reset();
    StatusCode::NO_CONTENT
}
