//! The operator's listener is for the operator's tools: no page of any website may use a browser
//! on the operator's machine to reach it.

use axum::extract::Request;
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::{Problem, ProblemKind};

/// Refuses what a page has sent.
pub(super) async fn check(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let cross_site = headers.get("sec-fetch-site").is_some_and(|site| site != "none" && site != "same-origin");
    if cross_site || headers.contains_key(header::ORIGIN) {
        return Problem::new(ProblemKind::OriginNotAllowed).into_response();
    }
    next.run(request).await
}
