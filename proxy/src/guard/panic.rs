//! A panic in a route is a mistake of ours: the visitor gets an answer, the operator a line.

use std::any::Any;

use axum::response::{IntoResponse, Response};

use crate::problem::{Problem, ProblemKind};

/// The panic's own words may hold anything, so they are not logged. The standard library's hook
/// has written the place to standard error.
pub(super) fn answer(_: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!(event = "request.panicked");
    Problem::new(ProblemKind::Internal).into_response()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::Router;
    use axum::body::Body;
    use axum::http::Request;
    use axum::routing::get;
    use tower::ServiceExt;

    use crate::config::{Config, Origins};
    use crate::guard::{Gate, Secret};

    #[expect(clippy::panic, reason = "the test is about it")]
    async fn broken() {
        panic!("nobody may see this");
    }

    #[tokio::test]
    async fn a_panic_is_answered_with_the_headers_of_every_other_answer() {
        let config = Config::default();
        let gate =
            Gate::new(&config, &Secret::open(&config.secret, &config.secret, "sqlite::memory:").unwrap()).unwrap();
        let routes = Router::new().route("/", get(broken));
        let trusted = Arc::new(config.trusted_proxies);
        let router =
            crate::guard::public(routes, &Arc::new(Origins::Loopback), &trusted, &gate, crate::metrics::answers());
        let request = Request::get("/")
            .header("host", "x")
            .header("origin", "http://localhost:8080")
            .body(Body::empty())
            .unwrap();
        let response = router.oneshot(request).await.unwrap();
        assert_eq!(response.status(), 500);
        assert_eq!(response.headers()["content-type"], "application/problem+json");
        assert_eq!(response.headers()["access-control-allow-origin"], "http://localhost:8080");
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
        let body = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
        assert!(!String::from_utf8_lossy(&body).contains("nobody"));
    }
}
