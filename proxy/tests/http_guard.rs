//! Who may come in, and what every answer carries.

mod common;

use common::{ORIGIN, Proxy, key, problem, ticket};
use deskbell_proxy::config::Origins;
use reqwest::Method;

#[tokio::test]
async fn websites_that_are_not_listed_are_refused() {
    let listed = Origins::Listed(vec!["https://www.example.com".to_owned()]);
    let proxy = Proxy::with(|config| config.origins = listed).await;
    for origin in [
        "null",
        "https://www.example.com.evil",
        "http://www.example.com",
        "https://www.example.com:444",
        ORIGIN,
        "garbage",
    ] {
        let post = proxy.client.post(format!("{}/api/v1/tickets", proxy.url)).header("origin", origin);
        let answer = post.header("idempotency-key", key()).json(&ticket()).send().await.unwrap();
        assert_eq!(answer.status(), 403, "{origin}");
        assert_eq!(answer.headers()["content-type"], "application/problem+json");
        assert!(!answer.headers().contains_key("access-control-allow-origin"), "{origin}");
        let get = proxy.client.get(format!("{}/api/v1/form", proxy.url)).header("origin", origin).send().await.unwrap();
        assert_eq!(get.status(), 403, "{origin}");
    }
    assert!(proxy.tickets().await.is_empty());
    let good = proxy.client.get(format!("{}/api/v1/form", proxy.url)).header("origin", "https://www.example.com");
    let good = good.send().await.unwrap();
    assert_eq!(
        (good.status().as_u16(), &good.headers()["access-control-allow-origin"]),
        (200, &"https://www.example.com".parse().unwrap())
    );
    assert!(
        good.headers().get_all("vary").iter().any(|value| value.to_str().unwrap().to_lowercase().contains("origin"))
    );
    proxy.stop().await;
}

#[tokio::test]
async fn programs_that_are_no_browser_send_no_origin() {
    let proxy = Proxy::start().await;
    let post = proxy.client.post(format!("{}/api/v1/tickets", proxy.url)).header("idempotency-key", key());
    assert_eq!(post.json(&ticket()).send().await.unwrap().status(), 201);
    proxy.stop().await;
}

#[tokio::test]
async fn a_browser_may_ask_first() {
    let proxy = Proxy::start().await;
    let ask = |origin: &'static str| {
        let request =
            proxy.client.request(Method::OPTIONS, format!("{}/api/v1/tickets", proxy.url)).header("origin", origin);
        let request = request.header("access-control-request-method", "POST");
        request.header("access-control-request-headers", "content-type,idempotency-key").send()
    };
    let answer = ask(ORIGIN).await.unwrap();
    assert!(answer.status().is_success());
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_lowercase();
    assert_eq!(header("access-control-allow-origin"), ORIGIN);
    assert!(header("access-control-allow-methods").contains("post"));
    assert!(header("access-control-allow-headers").contains("idempotency-key"));
    assert!(header("access-control-max-age").parse::<u64>().unwrap() > 60);
    assert!(!answer.headers().contains_key("access-control-allow-credentials"));
    assert!(!ask("https://evil.example").await.unwrap().headers().contains_key("access-control-allow-origin"));
    proxy.stop().await;
}

#[tokio::test]
async fn every_answer_can_be_read_by_the_page() {
    let proxy = Proxy::start().await;
    let unknown = proxy.get("/nothing/here").send().await.unwrap();
    let exposed = unknown.headers()["access-control-expose-headers"].to_str().unwrap().to_owned();
    for name in ["retry-after", "location", "idempotency-replayed"] {
        assert!(exposed.contains(name), "{exposed}");
    }
    assert_eq!(unknown.headers()["content-security-policy"], "default-src 'none'; frame-ancestors 'none'");
    assert_eq!(unknown.headers()["referrer-policy"], "no-referrer");
    assert!(unknown.headers().contains_key("x-request-id"));
    assert_eq!(problem(unknown).await.0, 404);
    let wrong =
        proxy.client.delete(format!("{}/api/v1/tickets", proxy.url)).header("origin", ORIGIN).send().await.unwrap();
    assert!(wrong.headers()["allow"].to_str().unwrap().contains("POST"));
    let (status, body) = problem(wrong).await;
    assert_eq!((status, body["errorCode"].as_str().unwrap()), (405, "METHOD_NOT_ALLOWED"));
    assert_eq!(problem(proxy.get("/api/v1/tickets").send().await.unwrap()).await.0, 405);
    proxy.stop().await;
}

#[tokio::test]
async fn the_operators_listener_tells_how_it_is_and_nothing_else() {
    let proxy = Proxy::start().await;
    for url in [&proxy.url, &proxy.admin_url] {
        for path in ["/healthz", "/readyz"] {
            assert_eq!(proxy.client.get(format!("{url}{path}")).send().await.unwrap().status(), 200, "{url}{path}");
        }
    }
    let tickets = format!("{}/api/v1/tickets", proxy.admin_url);
    assert_eq!(proxy.client.post(tickets).json(&ticket()).send().await.unwrap().status(), 404);
    proxy.stop().await;
}

#[tokio::test]
async fn the_operators_listener_is_for_no_website() {
    let proxy = Proxy::start().await;
    let health = format!("{}/healthz", proxy.admin_url);
    for (name, value) in
        [("origin", ORIGIN), ("origin", "null"), ("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site")]
    {
        let answer = proxy.client.get(&health).header(name, value).send().await.unwrap();
        assert_eq!(answer.status(), 403, "{name}: {value}");
        assert!(!answer.headers().contains_key("access-control-allow-origin"));
    }
    assert_eq!(proxy.client.get(&health).header("sec-fetch-site", "none").send().await.unwrap().status(), 200);
    proxy.stop().await;
}

#[tokio::test]
async fn everything_that_leaves_carries_the_headers_of_safety() {
    let proxy = Proxy::with(|config| {
        config.limits = true;
        config.rates.tickets_per_address = vec!["1/d".parse().unwrap()];
    })
    .await;
    let url = |path: &str| format!("{}{path}", proxy.url);
    let get = |path: &str| proxy.get(path);
    let tag = get("/api/v1/form").send().await.unwrap().headers()["etag"].to_str().unwrap().to_owned();
    let mut seen = Vec::new();
    for request in [
        get("/api/v1/form"),
        get("/api/v1/form").header("if-none-match", tag),
        proxy.post(&ticket()),
        proxy.post(&ticket()),
        proxy.post(&ticket()).header("idempotency-key", "x"),
        proxy.client.get(url("/api/v1/form")).header("origin", "null"),
        get("/nothing"),
        get("/api/v1/tickets"),
        proxy.post(&ticket()).body("x".repeat(600_000)),
        proxy.client.post(url("/api/v1/tickets")).header("origin", ORIGIN).body("x"),
        proxy.post(&serde_json::json!({})),
        proxy.client.head(url("/api/v1/form")),
        proxy.client.request(Method::OPTIONS, url("/api/v1/tickets")).header("origin", ORIGIN),
        proxy.client.get(format!("{}/nothing", proxy.admin_url)),
        proxy.client.get(format!("{}/healthz", proxy.admin_url)),
    ] {
        let answer = request.send().await.unwrap();
        seen.push(answer.status().as_u16());
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.headers().get(name).map(|value| value.to_str().unwrap()), Some(value), "{name} {seen:?}");
        }
        assert!(answer.headers().contains_key("cache-control"), "{seen:?}");
        assert!(!answer.headers().contains_key("server") && !answer.headers().contains_key("set-cookie"));
    }
    assert_eq!(seen, [200, 304, 201, 429, 400, 403, 404, 405, 413, 415, 422, 200, 200, 404, 200]);
    proxy.stop().await;
}
