//! Cross-origin resource sharing: what lets a browser hand our answers to the page.

use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderName, Method, header, request};
use tower_http::cors::{AllowOrigin, CorsLayer};

use super::challenge;
use crate::config::Origins;

/// How long a browser need not ask again whether it may send; two hours are as long as any
/// browser keeps it.
const MAX_AGE: Duration = Duration::from_secs(7200);

pub(super) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
pub(super) const IDEMPOTENCY_REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

pub(super) fn layer(origins: &Arc<Origins>) -> CorsLayer {
    let origins = Arc::clone(origins);
    let allowed = move |origin: &axum::http::HeaderValue, _: &request::Parts| {
        origin.to_str().is_ok_and(|origin| origins.allow(origin))
    };
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(allowed))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([header::CONTENT_TYPE, header::AUTHORIZATION, IDEMPOTENCY_KEY, challenge::HEADER])
        .expose_headers([header::RETRY_AFTER, header::LOCATION, IDEMPOTENCY_REPLAYED])
        .max_age(MAX_AGE)
}
