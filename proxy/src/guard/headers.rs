//! Headers for everything that leaves: answers are data, nearly never pages, and nobody keeps them.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

const ALWAYS: [(HeaderName, &str); 2] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // No image, script or frame of another website's. A page that asks by CORS is not concerned.
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Unless the answer is a page and has a policy of its own.
const NOT_A_PAGE: &str = "default-src 'none'; frame-ancestors 'none'";

/// Adds them; a route may say itself how long its answer keeps.
pub(super) async fn add(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(NOT_A_PAGE));
    headers.entry(header::REFERRER_POLICY).or_insert(HeaderValue::from_static("no-referrer"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
