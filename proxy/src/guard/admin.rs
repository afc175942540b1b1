//! The operator's listener is for the operator's tools: no page of any website may use a browser
//! on the operator's machine to reach it.

use std::net::IpAddr;

use axum::extract::Request;
use axum::http::header::{HOST, ORIGIN};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::{Problem, ProblemKind};

/// Refuses what a page has sent, and what was sent to a name other than `localhost`: a website can
/// have its own name point to this machine, and its pages would count as ours ("DNS rebinding").
/// Monitoring asks by address.
pub(super) async fn check(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let cross_site = headers.get("sec-fetch-site").is_some_and(|site| site != "none" && site != "same-origin");
    if cross_site || headers.contains_key(ORIGIN) || !is_address(host) {
        return Problem::new(ProblemKind::OriginNotAllowed).into_response();
    }
    next.run(request).await
}

/// `127.0.0.1:8788`, `[::1]:8788`, `localhost:8788`, also without a port.
fn is_address(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost") || address.parse::<IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn addresses_and_nothing_else() {
        for host in ["127.0.0.1:8788", "127.0.0.1", "[::1]:8788", "[::1]", "localhost:1", "LOCALHOST", "10.0.0.7:8788"]
        {
            assert!(is_address(host), "{host}");
        }
        for host in ["", "evil.example", "evil.example:8788", "127.0.0.1.evil.example", "localhost.evil.example:8788"] {
            assert!(!is_address(host), "{host}");
        }
    }
}
