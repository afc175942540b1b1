//! Bytes that are nearly HTTP, and methods that nobody needs.

mod common;

use std::time::Duration;

use common::raw::{answer, connect, rest, send};
use common::{ORIGIN, Proxy, key, problem, ticket};

/// Much less than any time-out of a test, much more than any answer takes.
const PROMPT: Duration = Duration::from_secs(8);

async fn all(proxy: &Proxy, bytes: &str) -> String {
    let mut stream = connect(&proxy.url).await;
    send(&mut stream, bytes).await;
    tokio::io::AsyncWriteExt::shutdown(&mut stream).await.unwrap();
    rest(&mut stream).await.0
}

#[tokio::test]
async fn heads_that_are_not_quite_http_are_refused() {
    let proxy = Proxy::start().await;
    let post = "POST /api/v1/tickets HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
    let key = format!("idempotency-key: {}\r\n", key());
    for (what, bytes) in [
        ("no host", "GET /api/v1/form HTTP/1.1\r\n\r\n".to_owned()),
        ("two hosts", "GET /api/v1/form HTTP/1.1\r\nhost: x\r\nhost: y\r\n\r\n".to_owned()),
        (
            "two origins",
            format!("GET /api/v1/form HTTP/1.1\r\nhost: x\r\norigin: {ORIGIN}\r\norigin: {ORIGIN}\r\n\r\n"),
        ),
        ("two media types", format!("{post}content-type: text/plain\r\ncontent-length: 2\r\n{key}\r\n{{}}")),
        ("two lengths", format!("{post}content-length: 2\r\ncontent-length: 3\r\n{key}\r\n{{}} ")),
        ("a length that is none", format!("{post}content-length: +2\r\n{key}\r\n{{}}")),
        ("a negative length", format!("{post}content-length: -2\r\n{key}\r\n{{}}")),
        ("an unknown coding", format!("{post}transfer-encoding: gzip\r\n{key}\r\n{{}}")),
        ("a space before the colon", "GET /api/v1/form HTTP/1.1\r\nhost : x\r\n\r\n".to_owned()),
        ("a folded line", "GET /api/v1/form HTTP/1.1\r\nhost: x\r\n y: z\r\n\r\n".to_owned()),
        ("a control character", "GET /api/v1/form HTTP/1.1\r\nhost: x\r\na: b\u{1}c\r\n\r\n".to_owned()),
        ("a bare carriage return", "GET /api/v1/form HTTP/1.1\r\nhost: x\r\na: b\rc: d\r\n\r\n".to_owned()),
        ("no version", "GET /api/v1/form\r\n\r\n".to_owned()),
        ("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned()),
        ("TLS", "\u{16}\u{3}\u{1}\u{2}".to_owned()),
    ] {
        let text = all(&proxy, &bytes).await;
        assert!(text.is_empty() || text.starts_with("HTTP/1.1 400 "), "{what}: {text}");
    }
    assert!(proxy.tickets().await.is_empty());
    proxy.stop().await;
}

/// A request inside of another one's body is not a request, whichever length is believed.
#[tokio::test]
async fn a_request_cannot_be_smuggled() {
    let proxy = Proxy::start().await;
    let inner = "GET /api/v1/smuggled HTTP/1.1\r\nhost: x\r\n\r\n";
    for head in
        ["transfer-encoding: chunked\r\ncontent-length: 4\r\n", "content-length: 4\r\ntransfer-encoding: chunked\r\n"]
    {
        let bytes =
            format!("POST /api/v1/nothing HTTP/1.1\r\nhost: x\r\n{head}\r\n{:x}\r\n{inner}\r\n0\r\n\r\n", inner.len());
        let text = all(&proxy, &bytes).await;
        assert!(text.matches("HTTP/1.1 ").count() <= 1, "{text}");
    }
    proxy.stop().await;
}

#[tokio::test]
async fn both_sides_of_the_longest_head() {
    let proxy = Proxy::start().await;
    let get = |padding: usize| format!("GET /api/v1/form HTTP/1.1\r\nhost: x\r\nx: {}\r\n\r\n", "a".repeat(padding));
    assert!(all(&proxy, &get(30_000)).await.starts_with("HTTP/1.1 200 "));
    for padding in [33_000, 60_000] {
        let text = all(&proxy, &get(padding)).await;
        assert!(text.starts_with("HTTP/1.1 431 "), "{text}");
    }
    let text = all(&proxy, &get(1_000_000)).await;
    assert!(text.is_empty() || text.starts_with("HTTP/1.1 431 "), "{text}");
    let many: String = (0..101).map(|n| format!("x-{n}: a\r\n")).collect();
    let text = all(&proxy, &format!("GET /api/v1/form HTTP/1.1\r\nhost: x\r\n{many}\r\n")).await;
    assert!(text.is_empty() || text.starts_with("HTTP/1.1 431 "), "{text}");
    let long = all(&proxy, &format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "a".repeat(40_000))).await;
    assert!(long.is_empty() || long.starts_with("HTTP/1.1 4"), "{long}");
    proxy.stop().await;
}

#[tokio::test]
async fn methods_that_nobody_needs_do_nothing() {
    let proxy = Proxy::start().await;
    for method in ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "NONSENSE"] {
        let head = format!("{method} /api/v1/tickets HTTP/1.1\r\nhost: x\r\nx-told: back\r\ncontent-length: 0\r\n\r\n");
        let text = all(&proxy, &head).await;
        assert!(text.starts_with("HTTP/1.1 405 ") && !text.contains("x-told"), "{method}: {text}");
    }
    for bytes in [
        "CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example\r\n\r\n",
        "GET http://evil.example/ HTTP/1.1\r\nhost: evil.example\r\n\r\n",
        "GET //evil.example/ HTTP/1.1\r\nhost: x\r\n\r\n",
        "GET /api/v1/form/../../healthz HTTP/1.1\r\nhost: x\r\n\r\n",
    ] {
        let text = all(&proxy, bytes).await;
        assert!(text.starts_with("HTTP/1.1 40"), "{bytes}: {text}");
    }
    let tunnelled = proxy.post(&ticket()).header("x-http-method-override", "DELETE").send().await.unwrap();
    assert_eq!(tunnelled.status(), 201, "it is a POST");
    proxy.stop().await;
}

#[tokio::test]
async fn nothing_packed_is_unpacked() {
    let proxy = Proxy::start().await;
    for coding in ["gzip", "br", "deflate", "identity, gzip"] {
        let answer = proxy.post(&ticket()).header("content-encoding", coding).send().await.unwrap();
        assert_eq!(problem(answer).await.0, 415, "{coding}");
    }
    assert_eq!(proxy.post(&ticket()).header("content-encoding", "identity").send().await.unwrap().status(), 201);
    proxy.stop().await;
}

/// A body that nobody wants does not hold its connection.
#[tokio::test]
async fn a_body_where_none_belongs_is_not_waited_for() {
    let proxy = Proxy::start().await;
    for path in ["/api/v1/form", "/healthz", "/nothing"] {
        let mut stream = connect(&proxy.url).await;
        send(&mut stream, format!("GET {path} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n")).await;
        let (text, took) = answer(&mut stream).await;
        assert!(text.starts_with("HTTP/1.1 "), "{text}");
        assert!(took < PROMPT, "{took:?}");
    }
    proxy.stop().await;
}

#[tokio::test]
async fn a_connection_that_asks_for_nothing_more_is_closed() {
    let proxy = Proxy::with(|config| config.server.header_timeout = Duration::from_secs(1)).await;
    let mut stream = connect(&proxy.url).await;
    send(&mut stream, "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await;
    let (text, _) = answer(&mut stream).await;
    assert!(text.starts_with("HTTP/1.1 200 "), "{text}");
    let (more, took) = rest(&mut stream).await;
    assert!(more.is_empty() && took < PROMPT, "{took:?} {more}");
    proxy.stop().await;
}
