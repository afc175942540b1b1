//! What Zoho refuses, and what cannot be stored.

mod common;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use common::{Proxy, errors, key, problem, temporary, ticket};
use deskbell_proxy::config::{Upstream, Zoho};
use serde_json::{Value, json};
use sqlx::{Connection, Executor, SqliteConnection};

/// A server that refuses every ticket with `answer`.
async fn refusing(status: StatusCode, answer: Value) -> SocketAddr {
    let token = async || Json(json!({ "access_token": "access", "expires_in": 3600 }));
    let answer = Arc::new(answer);
    let refuse = move || {
        let answer = Arc::clone(&answer);
        async move { (status, Json(Value::clone(&answer))) }
    };
    let app = Router::new().route("/oauth/v2/token", post(token)).route("/api/v1/tickets", post(refuse));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

async fn proxy_for(zoho: SocketAddr) -> Proxy {
    Proxy::with(|config| {
        config.upstream = Upstream::Zoho;
        config.zoho = Zoho {
            desk_url: format!("http://{zoho}"),
            accounts_url: format!("http://{zoho}"),
            org_id: "60001280952".to_owned(),
            client_id: "client".to_owned(),
            client_secret: "secret".into(),
            refresh_token: "refresh".into(),
            ..Zoho::default()
        };
    })
    .await
}

fn invalid(fields: &[(&str, &str)]) -> Value {
    let error = |(name, kind): &(&str, &str)| json!({ "fieldName": name, "errorType": kind, "errorMessage": "Zoho's own words" });
    let errors: Vec<Value> = fields.iter().map(error).collect();
    json!({ "errorCode": "INVALID_DATA", "message": "Zoho's own words", "errors": errors })
}

#[tokio::test]
async fn fields_that_zoho_refuses_come_back_to_the_visitor() {
    let fields = [("/subject", "missing"), ("/contact/email", "invalid"), ("/email", "invalid")];
    let proxy = proxy_for(refusing(StatusCode::UNPROCESSABLE_ENTITY, invalid(&fields)).await).await;
    let key = key();
    for replayed in [false, true] {
        let answer = proxy.post_with(&key, &ticket()).send().await.unwrap();
        assert_eq!(answer.headers().contains_key("idempotency-replayed"), replayed);
        let (status, body) = problem(answer).await;
        let expected = [("/subject", "missing"), ("/email", "format")];
        assert_eq!(
            (status, errors(&body)),
            (422, expected.map(|(field, code)| (field.to_owned(), code.to_owned())).into())
        );
        assert!(!body.to_string().contains("own words"), "{body}");
    }
    proxy.stop().await;
}

#[tokio::test]
async fn fields_that_no_visitor_fills_in_are_the_operators() {
    for field in ["/departmentId", "/contactId", "/layoutId", "/cf/cf_required_by_the_layout"] {
        let proxy = proxy_for(refusing(StatusCode::UNPROCESSABLE_ENTITY, invalid(&[(field, "missing")])).await).await;
        let answer = proxy.post(&ticket()).send().await.unwrap();
        assert_eq!(answer.status(), 202, "{field}");
        proxy.stop().await;
    }
}

#[tokio::test]
async fn what_cannot_be_stored_is_not_accepted() {
    let database = temporary("locked.db");
    let url = format!("sqlite://{}", database.display());
    let proxy = Proxy::with(|config| config.database_url = url.as_str().into()).await;
    let mut other = SqliteConnection::connect(&url).await.unwrap();
    other.execute("BEGIN IMMEDIATE").await.unwrap();

    let key = key();
    let answer = proxy.post_with(&key, &ticket()).send().await.unwrap();
    assert!(answer.headers()["retry-after"].to_str().unwrap().parse::<u64>().unwrap() >= 1);
    let (status, body) = problem(answer).await;
    assert_eq!((status, &body["errorCode"]), (503, &json!("SERVICE_UNAVAILABLE")));
    assert_eq!(problem(proxy.get("/readyz").send().await.unwrap()).await.0, 503);
    assert_eq!(proxy.get("/healthz").send().await.unwrap().status(), 200, "it runs all the same");
    assert!(proxy.tickets().await.is_empty());

    other.execute("ROLLBACK").await.unwrap();
    other.close().await.unwrap();
    assert_eq!(proxy.post_with(&key, &ticket()).send().await.unwrap().status(), 201, "the same key, later");
    assert_eq!(proxy.tickets().await.len(), 1);
    proxy.stop().await;
    std::fs::remove_file(database).unwrap();
}
