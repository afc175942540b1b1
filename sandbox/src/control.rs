//! `/sandbox/…`: for tests, and for people who want to see something fail.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::App;
use crate::fault::Order;
use crate::quota::{Limits, Usage};
use crate::refusal::Refusal;
use crate::store::StoredTicket;
use crate::throttle::WINDOW;
use crate::tickets::ticket_json;

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/sandbox/faults", get(faults).post(add_fault).delete(clear_faults))
        .route("/sandbox/tickets", get(tickets).delete(clear_tickets))
        .route("/sandbox/tokens", get(tokens).put(limit_tokens).delete(revoke_tokens))
        .route("/sandbox/quota", get(quota).put(limit_requests).delete(lift_limits))
}

async fn faults(State(app): State<Arc<App>>) -> Json<Vec<Order>> {
    Json(app.faults.list())
}

async fn add_fault(
    State(app): State<Arc<App>>,
    order: Result<Json<Order>, JsonRejection>,
) -> Result<Json<Vec<Order>>, Refusal> {
    let Json(order) = order.map_err(unreadable)?;
    order.check().map_err(Refusal::bad_request)?;
    app.faults.add(order);
    Ok(Json(app.faults.list()))
}

async fn clear_faults(State(app): State<Arc<App>>) -> StatusCode {
    app.faults.clear();
    StatusCode::NO_CONTENT
}

async fn tickets(State(app): State<Arc<App>>) -> Result<Json<Vec<Value>>, Refusal> {
    let tickets = app.store.tickets(true, 0, i64::MAX).await?;
    let mut all = Vec::with_capacity(tickets.len());
    for ticket in &tickets {
        all.push(with_body(&app, ticket).await?);
    }
    Ok(Json(all))
}

/// The ticket, its files, and the body that it came in.
async fn with_body(app: &App, ticket: &StoredTicket) -> Result<Value, Refusal> {
    let uploads = match ticket.uploads {
        0 => Vec::new(),
        _ => app.store.uploads_of(ticket.id).await?,
    };
    let uploads =
        uploads.iter().map(|upload| json!({ "id": upload.id.to_string(), "name": upload.name, "size": upload.size }));
    let mut json = ticket_json(ticket, &app.origin);
    if let Some(members) = json.as_object_mut() {
        members.insert("uploads".into(), uploads.collect());
        members.insert("received".into(), json!(ticket.received));
    }
    Ok(json)
}

async fn clear_tickets(State(app): State<Arc<App>>) -> Result<StatusCode, Refusal> {
    app.store.clear().await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenLimit {
    limit: usize,
}

async fn tokens(State(app): State<Arc<App>>) -> Json<Value> {
    let (limit, used) = app.throttle.usage(Instant::now());
    Json(json!({ "limit": limit, "used": used, "windowSeconds": WINDOW.as_secs() }))
}

async fn limit_tokens(
    State(app): State<Arc<App>>,
    body: Result<Json<TokenLimit>, JsonRejection>,
) -> Result<Json<Value>, Refusal> {
    let Json(TokenLimit { limit }) = body.map_err(unreadable)?;
    app.throttle.set_limit(limit);
    Ok(tokens(State(app)).await)
}

async fn revoke_tokens(State(app): State<Arc<App>>) -> Result<StatusCode, Refusal> {
    app.store.revoke_tokens().await?;
    app.throttle.forget();
    Ok(StatusCode::NO_CONTENT)
}

async fn quota(State(app): State<Arc<App>>) -> Json<Usage> {
    Json(app.quota.usage())
}

async fn limit_requests(
    State(app): State<Arc<App>>,
    body: Result<Json<Limits>, JsonRejection>,
) -> Result<Json<Usage>, Refusal> {
    let Json(limits) = body.map_err(unreadable)?;
    app.quota.limit(limits);
    Ok(quota(State(app)).await)
}

async fn lift_limits(State(app): State<Arc<App>>) -> StatusCode {
    app.quota.limit(Limits::default());
    StatusCode::NO_CONTENT
}

pub(crate) fn unreadable(rejection: JsonRejection) -> Refusal {
    match rejection.status() {
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Refusal::media_type(),
        _ => Refusal::bad_request(rejection.body_text()),
    }
}
