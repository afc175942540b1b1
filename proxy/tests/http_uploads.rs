//! Files: taking them, refusing them in time, and the tickets that they belong to.

mod common;

use std::time::Duration;

use common::raw::{answer, connect, part_head, send, upload_head};
use common::{ORIGIN, Proxy, errors, problem, ticket_with};
use deskbell_proxy::config::{Attachments, Config, Environment};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

/// Much less than any time-out, much more than any answer takes.
const PROMPT: Duration = Duration::from_secs(5);

/// What an operator sets in the environment to switch attachments on.
fn attachments() -> Attachments {
    let environment = [
        ("DESKBELL_ATTACHMENTS_ENABLED", "true"),
        ("DESKBELL_ATTACHMENTS_MAX_FILES", "2"),
        ("DESKBELL_ATTACHMENTS_MAX_BYTES", "100000"),
        ("DESKBELL_ATTACHMENTS_ACCEPT", ".txt,image/*"),
    ];
    let environment: Environment =
        environment.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    Config::load(None, &environment).unwrap().attachments
}

async fn proxy() -> Proxy {
    Proxy::with(|config| config.attachments = attachments()).await
}

async fn proxy_with(max_bytes: usize) -> Proxy {
    Proxy::with(|config| config.attachments = Attachments { max_bytes, ..attachments() }).await
}

fn file(name: &str, bytes: &[u8], media_type: &str) -> Form {
    Form::new().part("file", Part::bytes(bytes.to_vec()).file_name(name.to_owned()).mime_str(media_type).unwrap())
}

async fn upload(proxy: &Proxy, form: Form) -> reqwest::Response {
    let request = proxy.client.post(format!("{}/api/v1/uploads", proxy.url)).header("origin", ORIGIN);
    request.multipart(form).send().await.unwrap()
}

#[tokio::test]
async fn files_are_taken_only_where_they_are_wanted() {
    let proxy = Proxy::start().await;
    assert_eq!(problem(upload(&proxy, file("a.txt", b"hello", "text/plain")).await).await.0, 404);
    let (status, body) = problem(proxy.post(&ticket_with("uploads", json!(["1"]))).send().await.unwrap()).await;
    assert_eq!((status, errors(&body)), (422, vec![("/uploads".to_owned(), "not_allowed".to_owned())]));
    proxy.stop().await;
}

#[tokio::test]
async fn a_file_goes_with_its_ticket() {
    let proxy = proxy().await;
    let form: Value = proxy.get("/api/v1/form").send().await.unwrap().json().await.unwrap();
    let limits = json!({ "enabled": true, "maxFiles": 2, "maxBytes": 100_000, "accept": [".txt", "image/*"] });
    assert_eq!(form["attachments"], limits);

    let answer = upload(&proxy, file("../a.txt", &[b'x'; 100_000], "text/plain")).await;
    assert_eq!(answer.status(), 200);
    let uploaded: Value = answer.json().await.unwrap();
    assert_eq!((&uploaded["name"], &uploaded["size"]), (&json!("a.txt"), &json!(100_000)));
    assert_eq!(uploaded.as_object().unwrap().len(), 3);
    let id = uploaded["id"].as_str().unwrap();
    assert_eq!(proxy.post(&ticket_with("uploads", json!([id]))).send().await.unwrap().status(), 201);
    assert_eq!(proxy.tickets().await[0]["uploads"][0]["name"], "a.txt");
    proxy.stop().await;
}

#[tokio::test]
async fn what_cannot_be_taken_is_refused() {
    let proxy = proxy().await;
    for (form, expected) in [
        (file("a.txt", &[b'x'; 100_001], "text/plain"), 413),
        (file("a.txt", &[b'x'; 5_000_000], "text/plain"), 413),
        (file("a.html", b"x", "text/html"), 415),
        (file("a.html", &[b'x'; 90_000], "text/html"), 415),
        (Form::new().text("other", "x"), 400),
        (Form::new().text("file", "no file name"), 400),
        (Form::new(), 400),
    ] {
        assert_eq!(problem(upload(&proxy, form).await).await.0, expected);
    }
    let json = proxy.client.post(format!("{}/api/v1/uploads", proxy.url)).header("origin", ORIGIN).json(&json!({}));
    assert_eq!(problem(json.send().await.unwrap()).await.0, 415);
    proxy.stop().await;
}

#[tokio::test]
async fn more_files_than_a_ticket_takes_are_told_with_everything_else() {
    let proxy = proxy().await;
    let mut ticket = ticket_with("uploads", json!(["1", "2", "3"]));
    let (status, body) = problem(proxy.post(&ticket).send().await.unwrap()).await;
    assert_eq!((status, errors(&body)), (422, vec![("/uploads".to_owned(), "too_many".to_owned())]));
    assert_eq!(body["errors"][0]["params"], json!({ "limit": 2 }));

    (ticket["subject"], ticket["email"], ticket["nonsense"]) = ("".into(), "ada".into(), 1.into());
    let (_, body) = problem(proxy.post(&ticket).send().await.unwrap()).await;
    let expected =
        [("/subject", "missing"), ("/uploads", "too_many"), ("/email", "format"), ("/nonsense", "unknown_field")];
    assert_eq!(errors(&body), expected.map(|(field, code)| (field.to_owned(), code.to_owned())));
    proxy.stop().await;
}

/// Whoever listens to an upload's progress makes the browser ask first, although the request is
/// one that a form could send.
#[tokio::test]
async fn a_browser_that_shows_the_progress_asks_first() {
    let proxy = proxy().await;
    let url = format!("{}/api/v1/uploads", proxy.url);
    for headers in [None, Some("content-type")] {
        let ask = |origin: &'static str| {
            let request = proxy.client.request(Method::OPTIONS, &url).header("origin", origin);
            let request = request.header("access-control-request-method", "POST");
            headers
                .map_or(request.try_clone().unwrap(), |names| request.header("access-control-request-headers", names))
        };
        let answer = ask(ORIGIN).send().await.unwrap();
        assert!(answer.status().is_success());
        assert_eq!(answer.headers()["access-control-allow-origin"], ORIGIN);
        assert!(answer.headers()["access-control-allow-methods"].to_str().unwrap().contains("POST"));
        assert!(answer.headers()["access-control-allow-headers"].to_str().unwrap().contains("content-type"));
        let foreign = ask("https://evil.example").send().await.unwrap();
        assert!(!foreign.headers().contains_key("access-control-allow-origin"));
    }
    let answer = upload(&proxy, file("a.txt", b"hello", "text/plain")).await;
    assert_eq!(answer.headers()["access-control-allow-origin"], ORIGIN);
    proxy.stop().await;
}

#[tokio::test]
async fn a_refusal_does_not_wait_for_the_file() {
    let proxy = proxy().await;
    for (length, sent, status) in [
        (50_000_000, String::new(), "413"),
        (120_000, part_head("a.html", "text/html"), "415"),
        (120_000, part_head("a.txt", "text/plain") + &"x".repeat(100_001), "413"),
    ] {
        let mut stream = connect(&proxy.url).await;
        send(&mut stream, upload_head(length, "") + &sent).await;
        let (text, took) = answer(&mut stream).await;
        assert!(text.starts_with(&format!("HTTP/1.1 {status} ")), "{text}");
        assert!(text.contains(&format!("access-control-allow-origin: {ORIGIN}")), "{text}");
        assert!(took < PROMPT, "{took:?}");
    }
    proxy.stop().await;
}

/// A browser may look for the answer only after it has sent everything.
#[tokio::test]
async fn who_sends_the_file_all_the_same_still_gets_the_answer() {
    let proxy = proxy_with(20_000_000).await;
    for (length, begin, status) in
        [(30_000_000, part_head("a.txt", "text/plain"), "413"), (15_000_000, part_head("a.html", "text/html"), "415")]
    {
        let mut stream = connect(&proxy.url).await;
        send(&mut stream, upload_head(length, "") + &begin).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        send(&mut stream, "x".repeat(length - begin.len())).await;
        let (text, _) = answer(&mut stream).await;
        assert!(text.starts_with(&format!("HTTP/1.1 {status} ")), "{text}");
        // And the connection can go on.
        send(&mut stream, upload_head(0, "")).await;
        let (text, _) = answer(&mut stream).await;
        assert!(text.starts_with("HTTP/1.1 400 "), "{text}");
    }
    proxy.stop().await;
}

#[tokio::test]
async fn who_asks_before_sending_is_told_not_to() {
    let proxy = proxy().await;
    let mut stream = connect(&proxy.url).await;
    send(&mut stream, upload_head(50_000_000, "expect: 100-continue\r\n")).await;
    let (text, took) = answer(&mut stream).await;
    assert!(text.starts_with("HTTP/1.1 413 ") && took < PROMPT, "{took:?} {text}");
    proxy.stop().await;
}
