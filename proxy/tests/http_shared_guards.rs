//! Two proxies with one database: what one of them remembers, the other knows.

#![cfg(unix)]

mod common;

use altcha::{Challenge as Riddle, Payload, SolveChallengeOptions, solve_challenge};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use common::postgres::Postgres;
use common::{Proxy, key, ticket, ticket_with};
use deskbell_proxy::config::{Challenge, Config};

async fn proxy(url: &str, change: impl FnOnce(&mut Config)) -> Proxy {
    Proxy::with(|config| {
        config.database_url = url.into();
        config.secret = "0123456789abcdef0123456789abcdef".into();
        change(config);
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_hold_for_both_together() {
    let server = Postgres::start();
    let url = server.database("guards");
    let limited = |config: &mut Config| {
        config.limits = true;
        config.rates.tickets_per_address = vec!["2/h".parse().unwrap()];
    };
    let (one, other) = (proxy(&url, limited).await, proxy(&url, limited).await);
    let first = key();
    assert_eq!(one.post_with(&first, &ticket()).send().await.unwrap().status(), 201);
    let second = ticket_with("subject", "Another");
    assert_eq!(other.post(&second).send().await.unwrap().status(), 201);
    for proxy in [&one, &other] {
        let third = ticket_with("subject", "A third");
        assert_eq!(proxy.post(&third).send().await.unwrap().status(), 429);
    }
    assert_eq!(other.post_with(&first, &ticket()).send().await.unwrap().status(), 201, "asked for again, elsewhere");
    one.stop().await;
    other.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_solution_is_used_up_for_both() {
    let server = Postgres::start();
    let url = server.database("guards");
    let guarded = |config: &mut Config| (config.challenge, config.altcha_tries) = (Challenge::Altcha, 10);
    let (one, other) = (proxy(&url, guarded).await, proxy(&url, guarded).await);
    let challenge: Riddle = one.get("/api/v1/challenge").send().await.unwrap().json().await.unwrap();
    let solution = solve_challenge(SolveChallengeOptions::new(&challenge)).unwrap().unwrap();
    let text = STANDARD.encode(serde_json::to_vec(&Payload { challenge, solution }).unwrap());
    let send = |proxy: &Proxy, subject: &str| {
        proxy.post(&ticket_with("subject", subject)).header("challenge-solution", &text).send()
    };
    assert_eq!(send(&other, "One").await.unwrap().status(), 201, "given by one, taken by the other");
    for proxy in [&one, &other] {
        assert_eq!(send(proxy, "Two").await.unwrap().status(), 403);
    }
    one.stop().await;
    other.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_database_is_away_nothing_passes() {
    let mut server = Postgres::start();
    let url = server.database("guards");
    let proxy = proxy(&url, |config| config.limits = true).await;
    server.crash();
    assert_eq!(proxy.post(&ticket()).send().await.unwrap().status(), 503);
    server.resume();
    let again = ticket_with("subject", "Later");
    assert_eq!(proxy.post(&again).send().await.unwrap().status(), 201);
    proxy.stop().await;
}
