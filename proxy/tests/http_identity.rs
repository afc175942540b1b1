//! Visitors whom their site vouches for.

mod common;

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use common::{ORIGIN, Proxy, key, problem, ticket};
use deskbell_proxy::config::{Attachments, Identity, IdentityKey, IdentityMode};
use hmac::{Hmac, Mac};
use reqwest::Response;
use serde_json::{Value, json};
use sha2::Sha256;

const SECRET: &str = "0123456789abcdef0123456789abcdef";
const OTHER: &str = "fedcba9876543210fedcba9876543210";

fn identity(mode: IdentityMode) -> Identity {
    let key = |id: &str, secret: &str| IdentityKey { id: id.to_owned(), secret: secret.into() };
    let keys = vec![key("1", SECRET), key("2", OTHER)];
    Identity { mode, audience: "deskbell".to_owned(), keys, ..Identity::default() }
}

async fn proxy(mode: IdentityMode) -> Proxy {
    Proxy::with(|config| config.identity = identity(mode)).await
}

fn claims() -> Value {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    json!({ "aud": "deskbell", "iat": now, "exp": now + 600, "email": "grace@example.com", "name": "Grace Hopper" })
}

fn token(head: &Value, claims: &Value, secret: &str) -> String {
    let message = [head, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string())).join(".");
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(message.as_bytes());
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

fn good() -> String {
    token(&json!({ "alg": "HS256", "kid": "1" }), &claims(), SECRET)
}

async fn post(proxy: &Proxy, key: &str, token: &str, ticket: &Value) -> Response {
    proxy.post_with(key, ticket).header("authorization", format!("Bearer {token}")).send().await.unwrap()
}

#[tokio::test]
async fn the_signed_name_and_address_win_over_what_was_typed() {
    let proxy = proxy(IdentityMode::Optional).await;
    let second = token(&json!({ "alg": "HS256", "kid": "2" }), &claims(), OTHER);
    for token in [good(), second] {
        assert_eq!(post(&proxy, &key(), &token, &ticket()).await.status(), 201);
        let received = &proxy.tickets().await[0]["received"];
        assert_eq!(received["contact"], json!({ "lastName": "Grace Hopper", "email": "grace@example.com" }));
        assert_eq!(received["email"], "grace@example.com");
        assert!(!received["description"].as_str().unwrap().contains("verified"));
    }
    proxy.stop().await;
}

#[tokio::test]
async fn who_has_no_token_is_marked_for_the_agents() {
    let proxy = proxy(IdentityMode::Optional).await;
    assert_eq!(proxy.post(&ticket()).send().await.unwrap().status(), 201);
    let received = proxy.tickets().await[0]["received"]["description"].as_str().unwrap().to_owned();
    assert!(received.ends_with("<br><br>[The sender&#39;s identity has not been verified.]"), "{received}");
    proxy.stop().await;

    let field = || Identity { field: Some("cf_verified".to_owned()), ..identity(IdentityMode::Optional) };
    let proxy = Proxy::with(|config| config.identity = field()).await;
    assert_eq!(proxy.post(&ticket()).send().await.unwrap().status(), 201);
    assert_eq!(post(&proxy, &key(), &good(), &ticket()).await.status(), 201);
    let seen: Vec<Value> =
        proxy.tickets().await.iter().map(|ticket| ticket["received"]["cf"]["cf_verified"].clone()).collect();
    assert_eq!(seen, ["verified", "unverified"]);
    assert!(!proxy.tickets().await[1]["received"]["description"].as_str().unwrap().contains("[The"));
    // And nobody can say so themselves.
    let mut forged = ticket();
    forged["cf"] = json!({ "cf_verified": "verified" });
    assert_eq!(problem(proxy.post(&forged).send().await.unwrap()).await.0, 422);
    proxy.stop().await;
}

#[tokio::test]
async fn forged_tokens_are_refused_even_where_none_is_needed() {
    let mut expired = claims();
    expired["exp"] = json!(claims()["iat"].as_u64().unwrap() - 60);
    let mut foreign = claims();
    foreign["aud"] = "another".into();
    let mut long = claims();
    long["exp"] = json!(claims()["iat"].as_u64().unwrap() + 86_400);
    let hs256 = json!({ "alg": "HS256", "kid": "1" });
    let none = token(&json!({ "alg": "none" }), &claims(), "");
    for mode in [IdentityMode::Optional, IdentityMode::Required] {
        let proxy = proxy(mode).await;
        for (token, name) in [
            (format!("{}.", none.rsplit_once('.').unwrap().0), "invalid"),
            (token(&json!({ "alg": "RS256", "kid": "1" }), &claims(), SECRET), "invalid"),
            (token(&json!({ "alg": "HS256", "kid": "3" }), &claims(), SECRET), "invalid"),
            (token(&hs256, &claims(), OTHER), "invalid"),
            (token(&hs256, &foreign, SECRET), "invalid"),
            (token(&hs256, &long, SECRET), "invalid"),
            (token(&hs256, &expired, SECRET), "expired"),
            ("nonsense".to_owned(), "invalid"),
        ] {
            let answer = post(&proxy, &key(), &token, &ticket()).await;
            assert_eq!(answer.headers()["www-authenticate"], "Bearer");
            let (status, body) = problem(answer).await;
            assert_eq!(
                (status, body["type"].as_str().unwrap()),
                (401, &*format!("urn:deskbell:problem:identity-{name}")),
                "{token}"
            );
        }
        assert!(proxy.tickets().await.is_empty());
        proxy.stop().await;
    }
}

#[tokio::test]
async fn where_one_is_needed_none_is_not_enough() {
    let attachments = Attachments { enabled: true, ..Attachments::default() };
    let proxy = Proxy::with(|config| {
        config.identity = identity(IdentityMode::Required);
        config.attachments = attachments;
    })
    .await;
    let (status, body) = problem(proxy.post(&ticket()).send().await.unwrap()).await;
    assert_eq!((status, &body["type"]), (401, &json!("urn:deskbell:problem:identity-missing")));
    let upload = proxy.client.post(format!("{}/api/v1/uploads", proxy.url)).header("origin", ORIGIN);
    let form =
        reqwest::multipart::Form::new().part("file", reqwest::multipart::Part::bytes(vec![b'a']).file_name("a.txt"));
    assert_eq!(problem(upload.multipart(form).send().await.unwrap()).await.0, 401);
    assert_eq!(proxy.get("/api/v1/form").send().await.unwrap().status(), 200, "the form can be seen");
    assert_eq!(post(&proxy, &key(), &good(), &ticket()).await.status(), 201);
    proxy.stop().await;
}

#[tokio::test]
async fn a_token_with_an_id_is_good_for_one_ticket() {
    let proxy = proxy(IdentityMode::Required).await;
    let mut once = claims();
    once["jti"] = "7f3a".into();
    let token = token(&json!({ "alg": "HS256", "kid": "1" }), &once, SECRET);
    let first = key();
    for _ in 0..2 {
        assert_eq!(post(&proxy, &first, &token, &ticket()).await.status(), 201, "the same ticket, asked for again");
    }
    let (status, body) = problem(post(&proxy, &key(), &token, &ticket()).await).await;
    assert_eq!((status, &body["type"]), (401, &json!("urn:deskbell:problem:identity-used")));
    assert_eq!(proxy.tickets().await.len(), 1);
    // Without an id it is good until it expires.
    for _ in 0..2 {
        assert_eq!(post(&proxy, &key(), &good(), &ticket()).await.status(), 201);
    }
    proxy.stop().await;
}

#[tokio::test]
async fn a_browser_may_send_it() {
    let proxy = proxy(IdentityMode::Optional).await;
    let ask = proxy.client.request(reqwest::Method::OPTIONS, format!("{}/api/v1/tickets", proxy.url));
    let ask = ask.header("origin", ORIGIN).header("access-control-request-method", "POST");
    let answer = ask.header("access-control-request-headers", "authorization,content-type").send().await.unwrap();
    assert!(answer.headers()["access-control-allow-headers"].to_str().unwrap().contains("authorization"));
    proxy.stop().await;
}

#[tokio::test]
async fn where_identities_are_off_a_token_means_nothing() {
    let proxy = proxy(IdentityMode::Off).await;
    assert_eq!(post(&proxy, &key(), "nonsense", &ticket()).await.status(), 201);
    let received = &proxy.tickets().await[0]["received"];
    assert_eq!(
        (&received["email"], received["description"].as_str().unwrap().contains("[The")),
        (&json!("ada@example.org"), false)
    );
    proxy.stop().await;
}

#[tokio::test]
async fn the_form_description_says_whether_tokens_count() {
    for (mode, said) in [
        (IdentityMode::Off, Value::Null),
        (IdentityMode::Optional, json!("optional")),
        (IdentityMode::Required, json!("required")),
    ] {
        let proxy = proxy(mode).await;
        let form: Value = proxy.get("/api/v1/form").send().await.unwrap().json().await.unwrap();
        assert_eq!(form["identity"], said, "{mode:?}");
        proxy.stop().await;
    }
}
