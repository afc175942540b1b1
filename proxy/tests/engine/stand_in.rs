//! A desk that counts what it is asked and answers what the test says.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::{IntoResponse, Response};

/// What arrived.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

#[derive(Clone)]
pub(crate) struct StandIn {
    pub(crate) address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl StandIn {
    /// Starts a desk that answers a request, the how-manieth with this path it is, as `answer` says.
    pub(crate) async fn start<A>(answer: A) -> Self
    where
        A: Fn(&Seen, usize) -> Response + Clone + Send + Sync + 'static,
    {
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
        let this = Self { address: listener.local_addr().expect("an address"), seen: Arc::default() };
        let seen = Arc::clone(&this.seen);
        let app = Router::new().fallback(move |method: Method, uri: Uri, headers: HeaderMap, body: Bytes| async move {
            let request = Seen { method, uri, headers, body };
            let before = {
                let mut seen = seen.lock().expect("not poisoned");
                let before = seen.iter().filter(|known| known.uri.path() == request.uri.path()).count();
                seen.push(request.clone());
                before
            };
            // Long enough for others to come while a request is under way.
            tokio::time::sleep(crate::bench::ms(50)).await;
            answer(&request, before)
        });
        tokio::spawn(async move { axum::serve(listener, app).await });
        this
    }

    pub(crate) fn seen(&self, path: &str) -> Vec<Seen> {
        self.seen.lock().expect("not poisoned").iter().filter(|seen| seen.uri.path() == path).cloned().collect()
    }
}

pub(crate) fn token(name: &str) -> Response {
    axum::Json(serde_json::json!({ "access_token": name, "expires_in": 3600, "token_type": "Bearer" })).into_response()
}

pub(crate) fn ticket() -> Response {
    axum::Json(serde_json::json!({ "id": "1892000001054003", "ticketNumber": "773" })).into_response()
}
