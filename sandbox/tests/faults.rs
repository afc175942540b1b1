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
        (json!({ "fault": "error_before", "status": 503 }), 503, "INTERNAL_SERVER_ERROR", None),
        (json!({ "fault": "refusal", "code": "SCOPE_MISMATCH" }), 403, "SCOPE_MISMATCH", None),
        (json!({ "fault": "refusal", "code": "INVALID_TOKEN" }), 401, "INVALID_TOKEN", None),
        (json!({ "fault": "refusal", "code": "ONLY_LIVECHAT_USER", "status": 422 }), 422, "ONLY_LIVECHAT_USER", None),
    ] {
        desk.fault(fault).await;
        let answer = desk.post(&ticket()).await;
        let header = answer.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(header.as_deref(), retry_after);
        refused(answer, status, code).await;
    }
    desk.fault(json!({ "fault": "html" })).await;
    assert_page(&desk.post(&ticket()).await, 200);
    desk.fault(json!({ "fault": "empty" })).await;
    assert_eq!(desk.post(&ticket()).await.status(), 204);
    desk.fault(json!({ "fault": "reset_before" })).await;
    assert!(desk.request(Method::POST, "/api/v1/tickets").json(&ticket()).send().await.is_err());
    desk.fault(json!({ "fault": "silent_before" })).await;
    let waiting = desk.request(Method::POST, "/api/v1/tickets").json(&ticket()).send();
    assert!(timeout(Duration::from_millis(300), waiting).await.is_err());
    assert!(desk.inbox().await.is_empty());
    desk.file(&ticket()).await;
}

fn assert_page(answer: &reqwest::Response, status: u16) {
    assert_eq!(answer.status(), status);
    assert!(answer.headers()["content-type"].to_str().unwrap().starts_with("text/html"));
}

#[tokio::test]
async fn a_refusal_says_what_zoho_says() {
    let desk = Desk::open().await;
    desk.fault(json!({ "fault": "refusal", "code": "INVALID_DATA", "field": "/contact/email" })).await;
    let body = refused(desk.post(&ticket()).await, 422, "INVALID_DATA").await;
    // Without the `errorMessage` that is `required` in Zoho's own description.
    assert_eq!(body["errors"], json!([{ "fieldName": "/contact/email", "errorType": "invalid" }]));
    desk.fault(json!({ "fault": "refusal", "code": "LICENSE_ACCESS_LIMITED" })).await;
    let body = refused(desk.post(&ticket()).await, 403, "LICENSE_ACCESS_LIMITED").await;
    for member in ["feature", "editionType", "maxAllowedEntity", "isTrial"] {
        assert!(body.get(member).is_some(), "{member}");
    }
}

#[tokio::test]
async fn what_is_odd_about_a_success_is_told_only_there() {
    let desk = Desk::open().await;
    desk.fault(json!({ "fault": "created" })).await;
    let answer = desk.post(&ticket()).await;
    assert_eq!(answer.status(), 201);
    assert_eq!(answer.json::<Value>().await.unwrap()["ticketNumber"], "101");
    desk.fault(json!({ "fault": "html_after" })).await;
    assert_page(&desk.post(&ticket()).await, 200);
    desk.fault(json!({ "fault": "empty_after" })).await;
    assert_eq!(desk.post(&ticket()).await.status(), 204);
    desk.fault(json!({ "fault": "cut_after" })).await;
    let cut = desk.post(&ticket()).await;
    assert_eq!(cut.status(), 200);
    assert!(cut.bytes().await.is_err());
    assert_eq!(desk.inbox().await.len(), 4);
}

#[tokio::test]
async fn other_requests_have_faults_of_their_own() {
    let desk = Desk::open().await;
    desk.file(&ticket()).await;
    for on in ["search", "list", "uploads"] {
        desk.fault(json!({ "fault": "refusal", "code": "SCOPE_MISMATCH", "on": on })).await;
    }
    // They leave a new ticket alone.
    desk.file(&ticket()).await;
    refused(desk.get("/api/v1/tickets/search?email=ada@example.org").await, 403, "SCOPE_MISMATCH").await;
    refused(desk.get("/api/v1/tickets").await, 403, "SCOPE_MISMATCH").await;
    refused(desk.upload("a.txt", b"a".to_vec()).await, 403, "SCOPE_MISMATCH").await;
    for path in ["/api/v1/tickets/search?email=ada@example.org", "/api/v1/tickets"] {
        assert_eq!(desk.get(path).await.status(), 200);
    }
    desk.fault(json!({ "fault": "reset_before", "on": "list" })).await;
    assert!(desk.request(Method::GET, "/api/v1/tickets").send().await.is_err());
}

#[tokio::test]
async fn a_portal_has_its_limits() {
    let desk = Desk::open().await;
    let limit = async |limits: Value| {
        let answer = desk.bare(Method::PUT, "/sandbox/quota").json(&limits).send().await.unwrap();
        assert_eq!(answer.status(), 200);
    };
    limit(json!({ "concurrency": 1 })).await;
    desk.fault(json!({ "fault": "latency", "ms": 500 })).await;
    let first = desk.request(Method::POST, "/api/v1/tickets").json(&ticket()).send();
    let second = async {
        sleep(Duration::from_millis(200)).await;
        refused(desk.post(&ticket()).await, 429, "TOO_MANY_REQUESTS").await
    };
    let (first, _) = tokio::join!(first, second);
    assert_eq!(first.unwrap().status(), 200);

    limit(json!({ "credits": 4, "retryAfterSeconds": 7 })).await;
    desk.get("/api/v1/tickets/search?email=ada@example.org").await;
    let answer = desk.get("/api/v1/tickets/search?email=ada@example.org").await;
    assert_eq!(answer.headers()["retry-after"], "7");
    refused(answer, 429, "THRESHOLD_EXCEEDED").await;
    desk.file(&ticket()).await;
    refused(desk.post(&ticket()).await, 429, "THRESHOLD_EXCEEDED").await;
    let usage: Value = desk.bare(Method::GET, "/sandbox/quota").send().await.unwrap().json().await.unwrap();
    assert_eq!((&usage["requests"], &usage["refused"], &usage["credits"]), (&json!(4), &json!(2), &json!(0)));
    assert_eq!(desk.bare(Method::DELETE, "/sandbox/quota").send().await.unwrap().status(), 204);
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
    for order in [
        json!({ "fault": "fire" }),
        json!({ "fault": "html", "count": 0 }),
        json!({}),
        json!({ "fault": "cut_after", "on": "list" }),
    ] {
        let answer = desk.bare(Method::POST, "/sandbox/faults").json(&order).send().await.unwrap();
        refused(answer, 400, "BAD_REQUEST").await;
    }
}
