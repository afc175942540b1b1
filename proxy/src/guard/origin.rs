//! Refusing other websites. CORS alone keeps their pages from reading an answer, but not from
//! sending a request.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::config::Origins;
use crate::problem::{Problem, ProblemKind};

/// Lets a request through whose `Origin` is allowed. One without the header does not come from
/// another website, since browsers always send it then: it is a program that could claim any
/// origin anyway, or a browser that opens the address itself.
pub(super) async fn check(State(origins): State<Arc<Origins>>, request: Request, next: Next) -> Response {
    let allowed = |origin: &axum::http::HeaderValue| origin.to_str().is_ok_and(|origin| origins.allow(origin));
    if request.headers().get_all(header::ORIGIN).iter().all(allowed) {
        next.run(request).await
    } else {
        Problem::new(ProblemKind::OriginNotAllowed).into_response()
    }
}
