//! How a request for a new ticket ends, well or badly.

use axum::http::header::{HeaderName, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use tokio_util::sync::CancellationToken;

use crate::connection::Connection;
use crate::refusal::Refusal;

/// What the caller gets.
#[derive(Debug)]
pub(super) enum Ending {
    /// An answer.
    Answer(Response),
    /// Nothing, until the caller gives up or the sandbox stops.
    Silence,
    /// A TCP reset.
    Reset,
}

impl Ending {
    pub(super) async fn play(self, connection: &Connection, stop: &CancellationToken) -> Response {
        match self {
            Self::Answer(response) => return response,
            Self::Silence => stop.cancelled().await,
            Self::Reset => {}
        }
        connection.reset();
        // Never seen: its first byte is what resets the connection.
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

const WEIGHT: HeaderName = HeaderName::from_static("x-rate-limit-request-weight-v3");
const REMAINING: HeaderName = HeaderName::from_static("x-rate-limit-remaining-v3");

/// Too many requests at once. Zoho does not say when to come again.
pub(super) fn too_many_requests() -> Refusal {
    let message = "Too many requests are being processed at the same time. Try again later.";
    Refusal::new(StatusCode::TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS", message)
        .with_header(WEIGHT, HeaderValue::from_static("1"))
}

/// The day's credits are gone for another `ms`, an hour by default.
pub(super) fn threshold_exceeded(ms: Option<u64>) -> Refusal {
    let seconds = ms.map_or(3600, |ms| ms.div_ceil(1000));
    let message = "The number of API requests exceeds the daily limit.";
    Refusal::new(StatusCode::TOO_MANY_REQUESTS, "THRESHOLD_EXCEEDED", message)
        .with_header(RETRY_AFTER, seconds)
        .with_header(WEIGHT, HeaderValue::from_static("1"))
        .with_header(REMAINING, HeaderValue::from_static("0"))
}

/// What Zoho's web servers show where no API answers.
pub(super) fn html() -> Ending {
    let page = "<!doctype html>\n<html lang=\"en\"><head><title>Zoho Desk</title></head>\
        <body><h1>Sorry, the page you are trying to access cannot be found</h1></body></html>\n";
    Ending::Answer(Html(page).into_response())
}
