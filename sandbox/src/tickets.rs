//! `/api/v1/tickets`.

mod create;
mod find;
mod incoming;
mod shape;

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Path, State};
use axum::routing::{get, post};
use axum::{Json, Router};

use crate::app::App;
use crate::authorize::Caller;
use crate::params::Params;
use crate::refusal::Refusal;

pub(crate) use shape::ticket_json;

pub(crate) fn routes() -> Router<Arc<App>> {
    let tickets = post(create::create).layer(DefaultBodyLimit::max(incoming::READ_LIMIT)).get(find::list);
    Router::new()
        .route("/api/v1/tickets", tickets)
        .route("/api/v1/tickets/search", get(find::search))
        .route("/api/v1/tickets/{id}", get(show))
}

async fn show(
    State(app): State<Arc<App>>,
    _: Caller,
    params: Params,
    Path(id): Path<String>,
) -> Result<Json<serde_json::Value>, Refusal> {
    params.none()?;
    let id = id.parse().map_err(|_| Refusal::url_not_found())?;
    let ticket = app.store.ticket(id).await?.ok_or_else(Refusal::url_not_found)?;
    Ok(Json(ticket_json(&ticket, &app.origin)))
}
