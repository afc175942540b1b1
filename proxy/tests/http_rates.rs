//! How much one visitor may ask for.

mod common;

use common::{ORIGIN, Proxy, key, problem, ticket, ticket_with};
use deskbell_proxy::config::{Rate, Rates, TrustedProxies};
use reqwest::{Method, Response};
use serde_json::Value;

/// No limits but those of `change`.
async fn proxy(change: impl FnOnce(&mut Rates)) -> Proxy {
    let mut rates = Rates {
        requests_per_address: vec![],
        tickets_per_address: vec![],
        tickets_per_email: vec![],
        tickets_per_recipient: vec![],
        tickets_per_origin: vec![],
        uploads_per_address: vec![],
        upload_mebibytes_per_address: vec![],
        challenges_per_address: vec![],
        links_per_ticket: 2,
    };
    change(&mut rates);
    Proxy::with(|config| (config.limits, config.rates) = (true, rates)).await
}

fn rate(text: &str) -> Vec<Rate> {
    vec![text.parse().unwrap()]
}

async fn limited(answer: Response) -> u64 {
    let wait = answer.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    let exposed = answer.headers()["access-control-expose-headers"].to_str().unwrap();
    assert!(exposed.contains("retry-after"), "{exposed}");
    let (status, body) = problem(answer).await;
    assert_eq!((status, body["type"].as_str().unwrap()), (429, "urn:deskbell:problem:too-many"));
    wait
}

fn from(email: &str) -> Value {
    let mut ticket = ticket();
    (ticket["email"], ticket["contact"]["email"]) = (email.into(), email.into());
    ticket
}

async fn sent(proxy: &Proxy, ticket: &Value) -> Response {
    proxy.post(ticket).send().await.unwrap()
}

#[tokio::test]
async fn tickets_of_one_address() {
    let proxy = proxy(|rates| rates.tickets_per_address = rate("2/h")).await;
    let first = key();
    assert_eq!(proxy.post_with(&first, &ticket()).send().await.unwrap().status(), 201);
    assert_eq!(problem(sent(&proxy, &serde_json::json!({})).await).await.0, 422, "no ticket, so it does not count");
    assert_eq!(sent(&proxy, &from("bob@example.org")).await.status(), 201);
    let wait = limited(sent(&proxy, &from("eve@example.org")).await).await;
    assert!((1700..=1801).contains(&wait), "{wait}");
    let again = proxy.post_with(&first, &ticket()).send().await.unwrap();
    assert_eq!((again.status().as_u16(), again.headers().contains_key("idempotency-replayed")), (201, true));
    assert_eq!(proxy.tickets().await.len(), 2);
    proxy.stop().await;
}

#[tokio::test]
async fn tickets_of_one_sender_and_to_one_mailbox() {
    let proxy = proxy(|rates| {
        rates.tickets_per_email = rate("1/h");
        rates.tickets_per_recipient = rate("2/h");
    })
    .await;
    assert_eq!(sent(&proxy, &from("victim@example.org")).await.status(), 201);
    limited(sent(&proxy, &from("Victim@Example.org")).await).await;
    assert_eq!(sent(&proxy, &from("victim+1@example.org")).await.status(), 201);
    limited(sent(&proxy, &from("victim+2@example.org")).await).await;
    assert_eq!(sent(&proxy, &from("somebody@example.org")).await.status(), 201);
    // The contact's address counts, too, where it is another one.
    let mut hidden = from("another@example.org");
    hidden["contact"]["email"] = "victim+3@example.org".into();
    limited(sent(&proxy, &hidden).await).await;
    proxy.stop().await;
}

#[tokio::test]
async fn tickets_from_one_website() {
    let proxy = proxy(|rates| rates.tickets_per_origin = rate("1/h")).await;
    assert_eq!(sent(&proxy, &ticket()).await.status(), 201);
    limited(sent(&proxy, &ticket()).await).await;
    let other = proxy.client.post(format!("{}/api/v1/tickets", proxy.url)).header("origin", "http://localhost:1");
    assert_eq!(other.header("idempotency-key", key()).json(&ticket()).send().await.unwrap().status(), 201);
    proxy.stop().await;
}

#[tokio::test]
async fn requests_of_one_address_but_not_a_browsers_question_and_not_a_probe() {
    let proxy = proxy(|rates| rates.requests_per_address = rate("2/h")).await;
    for _ in 0..5 {
        let ask =
            proxy.client.request(Method::OPTIONS, format!("{}/api/v1/tickets", proxy.url)).header("origin", ORIGIN);
        let ask = ask.header("access-control-request-method", "POST").send().await.unwrap();
        assert!(ask.status().is_success());
        assert_eq!(proxy.get("/healthz").send().await.unwrap().status(), 200);
    }
    for _ in 0..2 {
        assert_eq!(proxy.get("/api/v1/form").send().await.unwrap().status(), 200);
    }
    limited(proxy.get("/api/v1/form").send().await.unwrap()).await;
    limited(sent(&proxy, &ticket()).await).await;
    assert!(proxy.tickets().await.is_empty());
    proxy.stop().await;
}

#[tokio::test]
async fn advertisements_cost_more() {
    let proxy = proxy(|rates| rates.tickets_per_address = rate("6/h")).await;
    let linked = |links: usize| ticket_with("description", "https://www.example.com ".repeat(links));
    assert_eq!(sent(&proxy, &linked(2)).await.status(), 201);
    assert_eq!(sent(&proxy, &linked(3)).await.status(), 201, "nobody is refused for the looks of it");
    limited(sent(&proxy, &ticket()).await).await;
    proxy.stop().await;
}

#[tokio::test]
async fn limits_can_be_switched_off() {
    let proxy = Proxy::with(|config| config.rates.tickets_per_address = rate("1/d")).await;
    for _ in 0..3 {
        assert_eq!(sent(&proxy, &ticket()).await.status(), 201);
    }
    proxy.stop().await;
}

async fn with_header(proxy: &Proxy, forwarded: &str) -> u16 {
    proxy.post(&ticket()).header("x-forwarded-for", forwarded).send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn nobody_gets_around_a_limit_by_claiming_another_address() {
    let proxy = proxy(|rates| rates.tickets_per_address = rate("1/h")).await;
    assert_eq!(with_header(&proxy, "203.0.113.1").await, 201);
    assert_eq!(with_header(&proxy, "203.0.113.2").await, 429);
    for name in ["forwarded", "x-real-ip", "true-client-ip", "cf-connecting-ip", "x-client-ip"] {
        let answer = proxy.post(&ticket()).header(name, "203.0.113.3").send().await.unwrap();
        assert_eq!(answer.status(), 429, "{name}");
    }
    proxy.stop().await;
}

#[tokio::test]
async fn behind_a_trusted_proxy_its_word_counts_and_the_visitors_does_not() {
    let trusted = TrustedProxies::parse(&["127.0.0.0/8".to_owned()]).unwrap();
    let proxy = Proxy::with(|config| {
        config.limits = true;
        config.rates.tickets_per_address = rate("1/h");
        config.trusted_proxies = trusted;
    })
    .await;
    assert_eq!(with_header(&proxy, "203.0.113.1").await, 201);
    assert_eq!(with_header(&proxy, "203.0.113.2").await, 201, "another visitor");
    for spoofed in ["198.51.100.7, 203.0.113.1", "203.0.113.9, 203.0.113.2, 127.0.0.1"] {
        assert_eq!(with_header(&proxy, spoofed).await, 429, "{spoofed}");
    }
    assert_eq!(with_header(&proxy, "2001:db8:1:2::1").await, 201);
    assert_eq!(with_header(&proxy, "2001:db8:1:2:ffff::2").await, 429, "the same network");
    assert_eq!(with_header(&proxy, "2001:db8:1:3::1").await, 201);
    proxy.stop().await;
}
