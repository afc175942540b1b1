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
