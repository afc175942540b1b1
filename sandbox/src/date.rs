//! The header `Date`, which shows the clock of the portal.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::DATE;
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;
use crate::clock;

/// Sets the header where the clock is wrong; else the server does.
pub(crate) async fn set(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let skew = app.portal.setup().clock_skew_seconds;
    if skew != 0
        && let Ok(date) = HeaderValue::from_str(&clock::http(clock::now() + skew * 1000))
    {
        response.headers_mut().insert(DATE, date);
    }
    response
}
