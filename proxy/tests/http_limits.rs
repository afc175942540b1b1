//! Clients that are slow, huge, or gone.

mod common;

use std::time::Duration;

use common::raw::{connect, head, rest, send};
use common::{ORIGIN, Proxy, problem, ticket};
use serde_json::json;

#[tokio::test]
async fn who_sends_headers_byte_by_byte_is_cut_off() {
    let proxy = Proxy::with(|config| config.server.header_timeout = Duration::from_secs(1)).await;
    let mut silent = connect(&proxy.url).await;
    let mut slow = connect(&proxy.url).await;
    send(&mut slow, "POST /api/v1/tickets HTTP/1.1\r\nhost: x\r\n").await;
    for stream in [&mut silent, &mut slow] {
        let (_, took) = rest(stream).await;
        assert!(took < Duration::from_secs(5), "{took:?}");
    }
    proxy.stop().await;
}

#[tokio::test]
async fn who_sends_a_body_byte_by_byte_gets_408() {
    let proxy = Proxy::with(|config| config.server.body_timeout = Duration::from_secs(1)).await;
    let mut stream = connect(&proxy.url).await;
    send(&mut stream, head(1000) + "{\"sub").await;
    let (answer, took) = rest(&mut stream).await;
    assert!(
        answer.starts_with("HTTP/1.1 408") && answer.contains(&format!("access-control-allow-origin: {ORIGIN}")),
        "{answer}"
    );
    assert!(took < Duration::from_secs(5), "{took:?}");
    proxy.stop().await;
}

#[tokio::test]
async fn a_hundred_megabytes_get_413_and_not_a_broken_connection() {
    let proxy = Proxy::start().await;
    let huge = vec![b'a'; 100 * 1024 * 1024];
    let answer = proxy.post(&json!(null)).body(huge.clone()).send().await.unwrap();
    let (status, body) = problem(answer).await;
    assert_eq!((status, &body["errorCode"]), (413, &json!("RESOURCE_SIZE_EXCEEDED")));
    let chunked = reqwest::Body::wrap_stream(Chunks(20));
    assert_eq!(problem(proxy.post(&json!(null)).body(chunked).send().await.unwrap()).await.0, 413);
    assert_eq!(proxy.post(&ticket()).send().await.unwrap().status(), 201);
    proxy.stop().await;
}

#[tokio::test]
async fn both_sides_of_the_largest_body() {
    let proxy = Proxy::start().await;
    let body = |length: usize| {
        let mut json = serde_json::to_string(&ticket()).unwrap();
        json.push_str(&" ".repeat(length - json.len()));
        json
    };
    assert_eq!(proxy.post(&json!(null)).body(body(512 * 1024)).send().await.unwrap().status(), 201);
    let answer = proxy.post(&json!(null)).body(body(512 * 1024 + 1)).send().await.unwrap();
    assert_eq!(problem(answer).await.0, 413);
    proxy.stop().await;
}

#[tokio::test]
async fn a_body_that_is_cut_short_creates_nothing() {
    let proxy = Proxy::start().await;
    let body = serde_json::to_string(&ticket()).unwrap();
    let mut stream = connect(&proxy.url).await;
    send(&mut stream, head(body.len()) + &body[..body.len() - 1]).await;
    tokio::io::AsyncWriteExt::shutdown(&mut stream).await.unwrap();
    let (answer, _) = rest(&mut stream).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert!(proxy.tickets().await.is_empty());
    proxy.stop().await;
}

#[tokio::test]
async fn more_connections_than_allowed_have_to_wait() {
    let proxy = Proxy::with(|config| {
        config.limits = true;
        config.server.max_connections = 1;
        config.server.header_timeout = Duration::from_secs(2);
    })
    .await;
    let _first = connect(&proxy.url).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let started = std::time::Instant::now();
    assert_eq!(proxy.get("/healthz").send().await.unwrap().status(), 200);
    assert!(started.elapsed() > Duration::from_secs(1), "{:?}", started.elapsed());
    proxy.stop().await;
}

#[tokio::test]
async fn a_shutdown_finishes_what_is_in_flight() {
    let proxy = Proxy::start().await;
    proxy.fault(json!({ "fault": "latency", "count": 1, "ms": 1500 })).await;
    let request = tokio::spawn(proxy.post(&ticket()).send());
    tokio::time::sleep(Duration::from_millis(500)).await;
    proxy.stop().await;
    assert_eq!(request.await.unwrap().unwrap().status(), 201);
}

/// So many megabytes, in pieces whose number nobody knows beforehand.
struct Chunks(usize);

impl futures_core::Stream for Chunks {
    type Item = Result<Vec<u8>, std::io::Error>;
    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        let left = self.0;
        self.0 = left.saturating_sub(1);
        std::task::Poll::Ready((left > 0).then(|| Ok(vec![b'a'; 1024 * 1024])))
    }
}
