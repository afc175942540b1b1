//! What a browser has to do before its ticket is taken.

mod common;

use std::sync::{Arc, Mutex};

use altcha::{Challenge as Riddle, Payload, SolveChallengeOptions, solve_challenge};
use axum::{Form, Json, Router, http::StatusCode, routing::post};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use common::{ORIGIN, Proxy, key, problem, ticket, ticket_with};
use deskbell_proxy::config::{Captcha, Challenge, Origins, Provider};
use serde_json::{Value, json};

async fn proxy() -> Proxy {
    Proxy::with(|config| (config.challenge, config.altcha_tries) = (Challenge::Altcha, 10)).await
}

async fn riddle(proxy: &Proxy) -> Riddle {
    let answer = proxy.get("/api/v1/challenge").send().await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.headers()["cache-control"].to_str().unwrap()), (200, "no-store"));
    answer.json().await.unwrap()
}

fn solve(challenge: Riddle) -> Payload {
    let solution = solve_challenge(SolveChallengeOptions::new(&challenge)).unwrap().unwrap();
    Payload { challenge, solution }
}

fn text(payload: &Payload) -> String {
    STANDARD.encode(serde_json::to_vec(payload).unwrap())
}

async fn send(proxy: &Proxy, key: &str, solution: &str, ticket: &Value) -> (u16, String) {
    let answer = proxy.post_with(key, ticket).header("challenge-solution", solution).send().await.unwrap();
    if answer.status().is_success() {
        return (answer.status().as_u16(), String::new());
    }
    let (status, body) = problem(answer).await;
    (status, body["type"].as_str().unwrap().trim_start_matches("urn:deskbell:problem:").to_owned())
}

fn failed() -> (u16, String) {
    (403, "challenge-failed".to_owned())
}

fn passed() -> (u16, String) {
    (201, String::new())
}

#[tokio::test]
async fn each_solution_is_good_for_one_ticket() {
    let proxy = proxy().await;
    let (status, body) = problem(proxy.post(&ticket()).send().await.unwrap()).await;
    assert_eq!((status, &body["type"]), (403, &json!("urn:deskbell:problem:challenge-missing")));
    let solved = solve(riddle(&proxy).await);
    let first = key();
    assert_eq!(
        send(&proxy, &first, &text(&solved), &ticket_with("subject", "")).await,
        (422, "invalid-fields".to_owned()),
        "and it is not used up"
    );
    assert_eq!(send(&proxy, &first, &text(&solved), &ticket()).await, passed());
    assert_eq!(send(&proxy, &first, &text(&solved), &ticket()).await, passed(), "the same ticket, asked for again");
    assert_eq!(proxy.post_with(&first, &ticket()).send().await.unwrap().status(), 201);
    assert_eq!(send(&proxy, &key(), &text(&solved), &ticket()).await, failed(), "another ticket");
    // The signature can be spelt differently; it is the same solution all the same.
    let mut shouted = solved.clone();
    shouted.challenge.signature = shouted.challenge.signature.map(|signature| signature.to_uppercase());
    shouted.solution.derived_key = shouted.solution.derived_key.to_uppercase();
    assert_eq!(send(&proxy, &key(), &text(&shouted), &ticket()).await, failed());
    assert_eq!(proxy.tickets().await.len(), 1);
    proxy.stop().await;
}

#[tokio::test]
async fn forged_solutions_are_refused() {
    let proxy = proxy().await;
    let other = self::proxy().await;
    let solved = solve(riddle(&proxy).await);
    let mut longer = solved.clone();
    longer.challenge.parameters.expires_at = longer.challenge.parameters.expires_at.map(|end| end + 3600);
    let mut unsigned = solved.clone();
    unsigned.challenge.signature = None;
    let mut guessed = solved.clone();
    guessed.solution.derived_key = "0".repeat(64);
    for solution in [
        text(&solve(riddle(&other).await)),
        text(&longer),
        text(&unsigned),
        text(&guessed),
        "x".to_owned(),
        String::new(),
    ] {
        assert_eq!(send(&proxy, &key(), &solution, &ticket()).await, failed());
    }
    assert!(proxy.tickets().await.is_empty());
    assert_eq!(send(&proxy, &key(), &text(&solved), &ticket()).await, passed(), "nobody has used it up");
    proxy.stop().await;
    other.stop().await;
}

#[tokio::test]
async fn the_form_says_whether_there_is_one() {
    let proxy = proxy().await;
    let form: Value = proxy.get("/api/v1/form").send().await.unwrap().json().await.unwrap();
    assert_eq!(form["challenge"], json!({ "type": "altcha" }));
    proxy.stop().await;
    let proxy = Proxy::start().await;
    let form: Value = proxy.get("/api/v1/form").send().await.unwrap().json().await.unwrap();
    assert_eq!(form.get("challenge"), None);
    assert_eq!(problem(proxy.get("/api/v1/challenge").send().await.unwrap()).await.0, 404);
    proxy.stop().await;
}

#[tokio::test]
async fn challenges_are_limited_too() {
    let proxy = Proxy::with(|config| {
        config.challenge = Challenge::Altcha;
        config.limits = true;
        config.rates.challenges_per_address = vec!["2/h".parse().unwrap()];
    })
    .await;
    for _ in 0..2 {
        riddle(&proxy).await;
    }
    assert_eq!(problem(proxy.get("/api/v1/challenge").send().await.unwrap()).await.0, 429);
    proxy.stop().await;
}

/// A service that answers as it is told, and writes down what it was asked.
async fn service(status: StatusCode, answer: Value) -> (String, Arc<Mutex<Vec<Value>>>) {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&asked);
    let reply = move |Form(form): Form<Value>| {
        seen.lock().unwrap().push(form);
        let answer = answer.clone();
        async move { (status, Json(answer)) }
    };
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/verify", post(reply))).await });
    (format!("http://{address}/verify"), asked)
}

async fn guarded(provider: Provider, url: String) -> Proxy {
    Proxy::with(|config| {
        config.challenge = Challenge::Service(provider);
        config.captcha =
            Captcha { site_key: "site".to_owned(), secret: "hush".into(), verify_url: Some(url), ..Captcha::default() };
        config.origins = Origins::Listed(vec![ORIGIN.to_owned()]);
    })
    .await
}

fn now(seconds: i64) -> String {
    let moment = time::OffsetDateTime::now_utc() + time::Duration::seconds(seconds);
    moment.format(&time::format_description::well_known::Rfc3339).unwrap()
}

fn good() -> Value {
    json!({ "success": true, "challenge_ts": now(-10), "hostname": "127.0.0.1", "error-codes": [] })
}

fn with(name: &str, value: Value) -> Value {
    let mut answer = good();
    answer[name] = value;
    answer
}

#[tokio::test]
async fn a_service_is_asked_once_a_ticket() {
    for provider in [Provider::Turnstile, Provider::Hcaptcha, Provider::Recaptcha] {
        let (url, asked) = service(StatusCode::OK, good()).await;
        let proxy = guarded(provider, url).await;
        let form: Value = proxy.get("/api/v1/form").send().await.unwrap().json().await.unwrap();
        assert_eq!(form["challenge"], json!({ "type": provider.as_str(), "siteKey": "site" }));
        assert!(!form.to_string().contains("hush"));
        assert_eq!(problem(proxy.post(&ticket()).send().await.unwrap()).await.0, 403);
        let key = key();
        for _ in 0..2 {
            assert_eq!(send(&proxy, &key, "token", &ticket()).await, passed());
        }
        let asked = asked.lock().unwrap().clone();
        assert_eq!(asked.len(), 1, "{provider:?}");
        assert_eq!((&asked[0]["secret"], &asked[0]["response"]), (&json!("hush"), &json!("token")));
        assert_eq!(asked[0].get("idempotency_key").is_some(), provider == Provider::Turnstile);
        assert_eq!(asked[0].get("remoteip"), None, "whoever it is stays here");
        proxy.stop().await;
    }
}

#[tokio::test]
async fn what_a_service_does_not_vouch_for_is_refused() {
    for (provider, answer) in [
        (Provider::Turnstile, json!({ "success": false, "error-codes": ["timeout-or-duplicate"] })),
        (Provider::Turnstile, with("hostname", "evil.example".into())),
        (Provider::Turnstile, with("hostname", Value::Null)),
        (Provider::Turnstile, with("action", "login".into())),
        (Provider::Turnstile, with("challenge_ts", now(-301).into())),
        (Provider::Turnstile, with("challenge_ts", Value::Null)),
        (Provider::Hcaptcha, with("challenge_ts", "yesterday".into())),
        (Provider::Recaptcha, with("score", 0.9.into())),
    ] {
        let (url, _) = service(StatusCode::OK, answer.clone()).await;
        let proxy = guarded(provider, url).await;
        assert_eq!(send(&proxy, &key(), "token", &ticket()).await, failed(), "{answer}");
        proxy.stop().await;
    }
    for (score, expected) in [(0.5, passed()), (0.49, failed())] {
        let mut answer = with("score", score.into());
        answer["action"] = "ticket".into();
        let (url, _) = service(StatusCode::OK, answer).await;
        let proxy = guarded(Provider::Recaptcha, url).await;
        assert_eq!(send(&proxy, &key(), "token", &ticket()).await, expected, "{score}");
        proxy.stop().await;
    }
}

#[tokio::test]
async fn where_nobody_can_say_nobody_passes() {
    let wrong_secret = json!({ "success": false, "error-codes": ["invalid-input-secret"] });
    let mut urls = vec!["http://127.0.0.1:9/verify".to_owned()];
    for (status, answer) in [
        (StatusCode::INTERNAL_SERVER_ERROR, json!("oops")),
        (StatusCode::OK, json!({ "fine": true })),
        (StatusCode::OK, wrong_secret),
    ] {
        urls.push(service(status, answer).await.0);
    }
    for url in urls {
        let proxy = guarded(Provider::Turnstile, url.clone()).await;
        assert_eq!(send(&proxy, &key(), "token", &ticket()).await, (503, "unavailable".to_owned()), "{url}");
        assert!(proxy.tickets().await.is_empty());
        proxy.stop().await;
    }
}
