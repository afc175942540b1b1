//! Requests that are not quite HTTP: what two programs on the way might read differently is read
//! by none.

use axum::extract::Request;
use axum::http::{HeaderMap, Version, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::{Problem, ProblemKind};

/// Headers that decide about a request, and so must not stand there twice.
const ONCE: [header::HeaderName; 4] = [header::HOST, header::CONTENT_TYPE, header::CONTENT_LENGTH, header::ORIGIN];

/// The longest head, in bytes. What is far longer than this, hyper refuses before it has read it.
pub(crate) const MAX_HEAD: usize = 32 * 1024;

/// Refuses them.
pub(super) async fn check(request: Request, next: Next) -> Response {
    let fields = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len());
    let address = request.uri().path_and_query().map_or(0, |path| path.as_str().len());
    if fields.sum::<usize>() + address > MAX_HEAD {
        return Problem::new(ProblemKind::HeadTooLarge).into_response();
    }
    match judge(request.version(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(kind) => Problem::new(kind).into_response(),
    }
}

fn judge(version: Version, headers: &HeaderMap) -> Result<(), ProblemKind> {
    let twice = ONCE.iter().any(|name| headers.get_all(name).iter().nth(1).is_some());
    // RFC 9112, 3.2.
    let no_host = version == Version::HTTP_11 && !headers.contains_key(header::HOST);
    if twice || no_host {
        return Err(ProblemKind::MalformedRequest);
    }
    // Nothing is unpacked here, so that nothing can be packed too tightly.
    let encoded = headers.get(header::CONTENT_ENCODING).is_some_and(|value| value != "identity");
    if encoded { Err(ProblemKind::UnsupportedMediaType) } else { Ok(()) }
}
