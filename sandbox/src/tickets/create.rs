//! `POST /api/v1/tickets`.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use tokio::time::sleep;

use super::incoming::Incoming;
use super::ticket_json;
use crate::app::App;
use crate::authorize::Caller;
use crate::connection::Connection;
use crate::ending::{self, Ending};
use crate::fault::{Endpoint, Fault, Order, Place};
use crate::params::Params;
use crate::refusal::Refusal;
use crate::strike;

pub(super) async fn create(
    State(app): State<Arc<App>>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    _: Caller,
    params: Params,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refusal> {
    params.none()?;
    let incoming = Incoming::read(&headers, body, &app.store).await?;
    // In a task of its own: Zoho finishes what it has begun, whether or not somebody still waits.
    let work = tokio::spawn({
        let app = Arc::clone(&app);
        async move { file(&app, incoming).await }
    });
    let ending = work.await.map_err(|_| Refusal::internal())??;
    Ok(ending.play(&connection, &app.stop).await)
}

/// Files the ticket, unless a fault says otherwise.
async fn file(app: &App, incoming: Incoming) -> Result<Ending, Refusal> {
    let Some(order) = app.faults.next(Place::Desk(Endpoint::Tickets)) else { return filed(app, incoming).await };
    match strike::instead(&order) {
        Some(ending) => Ok(ending),
        None => strike(app, &order, incoming).await,
    }
}

async fn strike(app: &App, order: &Order, incoming: Incoming) -> Result<Ending, Refusal> {
    if order.fault == Fault::Latency {
        tokio::select! {
            () = sleep(order.delay()) => {}
            () = app.stop.cancelled() => return Ok(Ending::Reset),
        }
    }
    let ticket = keep(app, &incoming).await?;
    Ok(match order.fault {
        Fault::Created => Ending::Answer((StatusCode::CREATED, Json(ticket)).into_response()),
        Fault::ErrorAfter => Ending::Answer(Refusal::failed(order.status).into_response()),
        Fault::SilentAfter => Ending::Silence,
        Fault::ResetAfter => Ending::Reset,
        Fault::CutAfter => Ending::Cut(ticket.to_string().into()),
        Fault::HtmlAfter => ending::html(),
        Fault::EmptyAfter => Ending::Answer(StatusCode::NO_CONTENT.into_response()),
        _ => Ending::Answer(Json(ticket).into_response()),
    })
}

async fn filed(app: &App, incoming: Incoming) -> Result<Ending, Refusal> {
    keep(app, &incoming).await.map(|ticket| Ending::Answer(Json(ticket).into_response()))
}

async fn keep(app: &App, incoming: &Incoming) -> Result<Value, Refusal> {
    let lag = app.faults.next(Place::Index).map(|order| order.delay()).unwrap_or_default();
    let ticket = app.store.file(&incoming.ticket, &incoming.received, lag).await?;
    tracing::info!(number = ticket.number(), "ticket filed");
    Ok(ticket_json(&ticket, &app.origin))
}
