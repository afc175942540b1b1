//! Refusing other websites. CORS alone keeps their pages from reading an answer, but not from
//! sending a request.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::config::Origins;
use crate::problem::{Problem, ProblemKind};

/// Lets a request through whose `Origin` is allowed. One without the header does not come from
/// another website, since browsers always send it then: it is a program that could claim any
/// origin anyway, or a browser that opens the address itself.
///
/// The plain form is a page of this server, and the only one.
pub(super) async fn check(State(origins): State<Arc<Origins>>, request: Request, next: Next) -> Response {
    let own = own_page(&request);
    let allowed = |origin: &HeaderValue| {
        origin.to_str().is_ok_and(|origin| origins.allow(origin) || own.is_some_and(|host| is_at(origin, host)))
    };
    if request.headers().get_all(header::ORIGIN).iter().all(allowed) {
        next.run(request).await
    } else {
        Problem::new(ProblemKind::OriginNotAllowed).into_response()
    }
}

/// Where the browser has found this server, if the request is one of the plain form's.
fn own_page(request: &Request) -> Option<&str> {
    let plain = request.uri().path() == "/contact";
    request.headers().get(header::HOST).filter(|_| plain).and_then(|host| host.to_str().ok())
}

/// Whether `origin` is at `host`. A server in front may have taken TLS off, so the scheme does not
/// count.
fn is_at(origin: &str, host: &str) -> bool {
    let bare = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    bare.is_some_and(|bare| bare.eq_ignore_ascii_case(host))
}
