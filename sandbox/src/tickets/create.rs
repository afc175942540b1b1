//! `POST /api/v1/tickets`.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{ConnectInfo, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use tokio::time::sleep;

use super::ending::Ending;
use super::incoming::Incoming;
use super::ticket_json;
use crate::app::App;
use crate::authorize::Caller;
use crate::connection::Connection;
use crate::fault::{Fault, Order, Place};
use crate::params::Params;
use crate::refusal::Refusal;

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
    let Some(order) = app.faults.next(Place::Ticket) else { return filed(app, incoming).await };
    tracing::info!(fault = ?order.fault, "a fault strikes");
    strike(app, &order, incoming).await
}

async fn strike(app: &App, order: &Order, incoming: Incoming) -> Result<Ending, Refusal> {
    match order.fault {
        Fault::Latency => {
            tokio::select! {
                () = sleep(order.delay()) => filed(app, incoming).await,
                () = app.stop.cancelled() => Ok(Ending::Reset),
            }
        }
        Fault::Unauthorized => Err(Refusal::invalid_oauth()),
        Fault::TooManyRequests => Err(super::ending::too_many_requests()),
        Fault::ThresholdExceeded => Err(super::ending::threshold_exceeded(order.ms)),
        Fault::ErrorBefore => Err(Refusal::internal()),
        Fault::ErrorAfter => filed(app, incoming).await.and(Err(Refusal::internal())),
        Fault::SilentAfter => filed(app, incoming).await.and(Ok(Ending::Silence)),
        Fault::ResetAfter => filed(app, incoming).await.and(Ok(Ending::Reset)),
        Fault::Html => Ok(super::ending::html()),
        // They strike elsewhere.
        Fault::TokenError | Fault::TokenThrottled | Fault::SearchLag => filed(app, incoming).await,
    }
}

async fn filed(app: &App, incoming: Incoming) -> Result<Ending, Refusal> {
    let lag = app.faults.next(Place::Index).map(|order| order.delay()).unwrap_or_default();
    let ticket = app.store.file(&incoming.ticket, &incoming.received, lag).await?;
    tracing::info!(number = ticket.number(), "ticket filed");
    Ok(Ending::Answer(Json(ticket_json(&ticket, &app.origin)).into_response()))
}
