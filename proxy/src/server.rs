//! The loop that takes connections. Not `axum::serve`, because that sets no timer, and without a
//! timer hyper waits forever for the headers of a request: a few clients that send them byte by
//! byte would hold every connection there is.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

use crate::guard::{MAX_HEAD, Peer};

/// What a listener allows its clients.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Connections open at a time; more wait in the system's queue.
    pub(crate) connections: usize,
    /// For the headers of a request, and between two requests.
    pub(crate) header_timeout: Duration,
    /// For what is in flight at a shutdown.
    pub(crate) grace: Duration,
}

/// Serves until `stop`, then finishes what is in flight, for at most `limits.grace`.
pub(crate) async fn serve(listener: TcpListener, router: Router, limits: Limits, stop: CancellationToken) {
    let connections = TaskTracker::new();
    let end = CancellationToken::new();
    let places = Arc::new(Semaphore::new(limits.connections.min(Semaphore::MAX_PERMITS)));
    while let Some((stream, peer, place)) = stop.run_until_cancelled(next(&listener, &places)).await {
        let connection = connection(stream, peer, router.clone(), limits.header_timeout, stop.clone());
        let end = end.clone();
        connections.spawn(async move {
            end.run_until_cancelled(connection).await;
            drop(place);
        });
    }
    // Nobody new: a client that comes now is to try the next process.
    drop(listener);
    connections.close();
    if tokio::time::timeout(limits.grace, connections.wait()).await.is_err() {
        tracing::warn!(event = "shutdown.cut", connections = connections.len(), "requests were still in flight");
        end.cancel();
        connections.wait().await;
    }
}

/// The next connection, once there is a place for it.
async fn next(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (TcpStream, SocketAddr, Option<tokio::sync::OwnedSemaphorePermit>) {
    // `None` only if the semaphore were closed, which it never is.
    let place = Arc::clone(places).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, peer, place),
            Err(error) => {
                // Mostly too many open files; the connection keeps waiting in the queue.
                tracing::warn!(event = "accept.failed", %error);
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    header_timeout: Duration,
    stop: CancellationToken,
) {
    // Only a matter of speed.
    let _ = stream.set_nodelay(true);
    // HTTP/1 only: HTTP/2 without TLS is spoken by no browser, and telling the two apart would
    // mean to wait for bytes before the timer starts.
    let mut builder = auto::Builder::new(TokioExecutor::new()).http1_only();
    builder.http1().timer(TokioTimer::new()).header_read_timeout(header_timeout).max_buf_size(MAX_HEAD);
    let service = router.map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        request
    });
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service)));
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        // Clients that leave or dawdle: everyday life.
        tracing::debug!(event = "connection.ended", %error);
    }
}
