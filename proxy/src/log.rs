//! What the operator reads. One line a request, with nothing in it that a visitor typed and
//! nothing that says who they are: no body, no query string, no address, no header.

use std::io::IsTerminal;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::ParseError;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Reads a filter such as `info` or `info,deskbell_proxy=debug`.
///
/// # Errors
/// A filter that cannot be read.
pub(crate) fn filter(text: &str) -> Result<EnvFilter, ParseError> {
    EnvFilter::builder().parse(text)
}

/// Starts logging to standard output: for people where that is a terminal, else as JSON lines.
/// A second call changes nothing.
pub(crate) fn start(text: &str) {
    let builder = tracing_subscriber::fmt().with_env_filter(filter(text).unwrap_or_default());
    let started = if std::io::stdout().is_terminal() {
        builder.with_target(false).try_init()
    } else {
        builder.json().flatten_event(true).with_span_list(false).try_init()
    };
    // It fails only where a log has been set up before, as in a test.
    drop(started);
}

/// Gives every request an id, which the answer tells as `X-Request-Id`, and writes its line.
pub(crate) async fn requests(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = uuid::Uuid::new_v4().to_string();
    let method = request.method().clone();
    // The route, not the path: that one holds a submission's id, which is a secret of its owner.
    let path = request.extensions().get::<MatchedPath>().map_or("-".to_owned(), |path| path.as_str().to_owned());
    let span = tracing::info_span!("request", request_id = id);
    async move {
        let mut response = next.run(request).await;
        let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let status = response.status();
        write(&path, status, method.as_str(), duration_ms);
        if let Ok(id) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(REQUEST_ID, id);
        }
        response
    }
    .instrument(span)
    .await
}

fn write(path: &str, status: StatusCode, method: &str, duration_ms: u64) {
    let (event, status) = ("request", status.as_u16());
    match path {
        // Probes come every few seconds and would bury the rest.
        "/healthz" | "/readyz" => tracing::debug!(event, method, path, status, duration_ms),
        // A flood; `guard/tally.rs` tells how large it is.
        _ if status == StatusCode::TOO_MANY_REQUESTS.as_u16() => {
            tracing::debug!(event, method, path, status, duration_ms)
        }
        _ => tracing::info!(event, method, path, status, duration_ms),
    }
}
