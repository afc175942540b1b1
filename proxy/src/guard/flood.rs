//! The first limit: requests of any kind from one address. It costs next to nothing and keeps a
//! flood away from everything that costs more.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Gate;
use super::client::Client;

/// Counts a request, unless it is a probe's: those come from one address all day long.
pub(super) async fn check(State(gate): State<Arc<Gate>>, request: Request, next: Next) -> Response {
    let probe =
        request.extensions().get::<MatchedPath>().is_some_and(|path| matches!(path.as_str(), "/healthz" | "/readyz"));
    let client = request.extensions().get::<Client>().copied();
    match client.filter(|_| !probe) {
        Some(client) => match gate.request(client).await {
            Ok(()) => next.run(request).await,
            Err(problem) => problem.into_response(),
        },
        None => next.run(request).await,
    }
}
