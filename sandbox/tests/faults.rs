//! Every fault, as it looks on the wire.

mod support;

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use deskbell_sandbox::CREDENTIALS;
use reqwest::Method;
use serde_json::{Value, json};
use support::{Desk, refused, ticket};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

/// Sends a ticket over a connection of its own.
async fn post_raw(desk: &Desk) -> TcpStream {
    let mut stream = TcpStream::connect(desk.running.address()).await.unwrap();
    let (body, token, org) = (ticket().to_string(), &desk.token, CREDENTIALS.org_id);
    let head = format!(
        "POST /api/v1/tickets HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Authorization: Zoho-oauthtoken {token}\r\norgId: {org}\r\n\r\n",
        body.len()
    );
    stream.write_all((head + &body).as_bytes()).await.unwrap();
    stream
}

/// Waits for as many tickets.
async fn filed(desk: &Desk, count: usize) {
    let deadline = Instant::now() + Duration::from_secs(5);
    while desk.inbox().await.len() != count {
        assert!(Instant::now() < deadline, "there are not {count} tickets");
        sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn refusals_create_nothing() {
    let desk = Desk::open().await;
    for (fault, status, code, retry_after) in [
        (json!({ "fault": "unauthorized" }), 401, "INVALID_OAUTH", None),
        (json!({ "fault": "too_many_requests" }), 429, "TOO_MANY_REQUESTS", None),
        (json!({ "fault": "threshold_exceeded" }), 429, "THRESHOLD_EXCEEDED", Some("3600")),
        (json!({ "fault": "threshold_exceeded", "ms": 1500 }), 429, "THRESHOLD_EXCEEDED", Some("2")),
        (json!({ "fault": "error_before" }), 500, "INTERNAL_SERVER_ERROR", None),
    ] {
        desk.fault(fault).await;
        let answer = desk.post(&ticket()).await;
        let header = answer.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(header.as_deref(), retry_after);
        refused(answer, status, code).await;
    }
    desk.fault(json!({ "fault": "html" })).await;
    let page = desk.post(&ticket()).await;
    assert_eq!(page.status(), 200);
    assert!(page.headers()["content-type"].to_str().unwrap().starts_with("text/html"));
    assert!(desk.inbox().await.is_empty());
    desk.file(&ticket()).await;
}

#[tokio::test]
async fn an_error_after_leaves_a_ticket() {
    let desk = Desk::open().await;
    desk.fault(json!({ "fault": "error_after", "count": 2 })).await;
    for count in 1..=2 {
        refused(desk.post(&ticket()).await, 500, "INTERNAL_SERVER_ERROR").await;
        assert_eq!(desk.inbox().await.len(), count);
    }
    desk.file(&ticket()).await;
}

#[tokio::test]
async fn latency_delays_and_no_more() {
    let desk = Desk::open().await;
    desk.fault(json!({ "fault": "latency", "ms": 300 })).await;
    let start = Instant::now();
    desk.file(&ticket()).await;
    assert!(start.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn a_ticket_is_filed_even_if_nobody_waits_for_it() {
    let desk = Desk::open().await;
    desk.fault(json!({ "fault": "latency", "ms": 200 })).await;
    let stream = post_raw(&desk).await;
    sleep(Duration::from_millis(50)).await;
    drop(stream);
    assert!(desk.inbox().await.is_empty());
    filed(&desk, 1).await;
}

#[tokio::test]
async fn a_reset_is_a_reset() {
    let desk = Desk::open().await;
    desk.fault(json!({ "fault": "reset_after" })).await;
    let mut stream = post_raw(&desk).await;
    let mut answer = Vec::new();
    let error = timeout(Duration::from_secs(5), stream.read_to_end(&mut answer)).await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    assert!(answer.is_empty());
    assert_eq!(desk.inbox().await.len(), 1);
}

#[tokio::test]
async fn silence_keeps_the_connection_and_ends_with_the_sandbox() {
    let desk = Desk::open().await;
    desk.fault(json!({ "fault": "silent_after" })).await;
    let mut stream = post_raw(&desk).await;
    filed(&desk, 1).await;
    let mut answer = [0];
    assert!(timeout(Duration::from_millis(300), stream.read(&mut answer)).await.is_err());

    let start = Instant::now();
    desk.running.stop().await;
    assert!(start.elapsed() < Duration::from_millis(900), "{:?}", start.elapsed());
    assert!(stream.read(&mut answer).await.is_err());
}

#[tokio::test]
async fn stopping_does_not_wait_for_half_a_request() {
    let desk = Desk::open().await;
    let mut stream = TcpStream::connect(desk.running.address()).await.unwrap();
    stream.write_all(b"POST /api/v1/tickets HTTP/1.1\r\nHost: desk\r\nContent-Le").await.unwrap();
    sleep(Duration::from_millis(50)).await;
    let (address, start) = (desk.running.address(), Instant::now());
    desk.running.stop().await;
    assert!(start.elapsed() < Duration::from_millis(2500));
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn faults_can_be_seen_and_taken_back() {
    let desk = Desk::open().await;
    desk.fault(json!({ "fault": "html", "count": 3 })).await;
    desk.fault(json!({ "fault": "search_lag", "ms": 20 })).await;
    // A ticket that would be refused anyway uses none up.
    refused(desk.post(&json!({})).await, 422, "INVALID_DATA").await;
    let listed: Value = desk.get("/sandbox/faults").await.json().await.unwrap();
    let expected = json!([{ "fault": "html", "count": 3 }, { "fault": "search_lag", "count": 1, "ms": 20 }]);
    assert_eq!(listed, expected);
    assert_eq!(desk.bare(Method::DELETE, "/sandbox/faults").send().await.unwrap().status(), 204);
    desk.file(&ticket()).await;
    for order in [json!({ "fault": "fire" }), json!({ "fault": "html", "count": 0 }), json!({})] {
        let answer = desk.bare(Method::POST, "/sandbox/faults").json(&order).send().await.unwrap();
        refused(answer, 400, "BAD_REQUEST").await;
    }
}
