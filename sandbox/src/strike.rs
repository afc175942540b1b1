//! Faults that stand in for an answer of Zoho Desk, whatever was asked: nothing is done.

use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::connection::Connection;
use crate::ending::{self, Ending};
use crate::fault::{Endpoint, Fault, Order, Place};
use crate::refusal::Refusal;

/// What `order` answers instead; `None` where it lets the request be served.
pub(crate) fn instead(order: &Order) -> Option<Ending> {
    let refusal = |refusal: Refusal| Some(Ending::Answer(refusal.into_response()));
    match order.fault {
        Fault::Refusal => refusal(Refusal::named(order.code.as_deref(), order.status, order.field.as_deref())),
        Fault::Unauthorized => refusal(Refusal::invalid_oauth()),
        Fault::TooManyRequests => refusal(Refusal::too_many_requests()),
        Fault::ThresholdExceeded => refusal(Refusal::threshold_exceeded(order.ms.map(|ms| ms.div_ceil(1000)))),
        Fault::ErrorBefore => refusal(Refusal::failed(order.status)),
        Fault::SilentBefore => Some(Ending::Silence),
        Fault::ResetBefore => Some(Ending::Reset),
        Fault::Html => Some(ending::html()),
        Fault::Empty => Some(Ending::Answer(StatusCode::NO_CONTENT.into_response())),
        _ => None,
    }
}

/// Proof that no fault strikes a request for anything but a new ticket.
#[derive(Debug)]
pub(crate) struct Spared;

impl FromRequestParts<Arc<App>> for Spared {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Response> {
        let Some(endpoint) = endpoint(parts) else { return Ok(Self) };
        let Some(ending) = app.faults.next(Place::Desk(endpoint)).as_ref().and_then(instead) else { return Ok(Self) };
        let connection: Result<_, _> = ConnectInfo::<Connection>::from_request_parts(parts, app).await;
        let connection = connection.map(|ConnectInfo(connection)| connection).unwrap_or_default();
        Err(ending.play(&connection, &app.stop).await)
    }
}

fn endpoint(parts: &Parts) -> Option<Endpoint> {
    match (&parts.method, parts.uri.path()) {
        (&Method::GET, "/api/v1/tickets") => Some(Endpoint::List),
        (&Method::GET, "/api/v1/tickets/search") => Some(Endpoint::Search),
        (&Method::POST, "/api/v1/uploads") => Some(Endpoint::Uploads),
        (_, "/api/v1/organizations") => Some(Endpoint::Organizations),
        (_, "/api/v1/fields") => Some(Endpoint::Fields),
        (_, path) if path.starts_with("/api/v1/departments") => Some(Endpoint::Departments),
        _ => None,
    }
}
