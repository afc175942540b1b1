//! The token endpoint and what its tokens open.

mod support;

use deskbell_sandbox::CREDENTIALS;
use reqwest::Method;
use serde_json::json;
use support::{Desk, Folder, refresh_parameters, refused, ticket};

#[tokio::test]
async fn a_refresh_token_buys_an_hour() {
    let desk = Desk::open().await;
    let answer = desk.refresh(&[]).await;
    assert_eq!(answer["expires_in"], 3600);
    assert_eq!(answer["token_type"], "Bearer");
    assert!(answer["api_domain"].as_str().unwrap().starts_with("https://"));
    assert_ne!(answer["access_token"], json!(desk.token));
    // The query will do as well.
    let request = desk.bare(Method::POST, "/oauth/v2/token").query(&refresh_parameters(&[]));
    let answer: serde_json::Value = request.send().await.unwrap().json().await.unwrap();
    assert!(answer["access_token"].is_string());
}

#[tokio::test]
async fn mistakes_are_answered_with_200() {
    let desk = Desk::open().await;
    for (parameter, error) in [
        ("grant_type", "unsupported_grant_type"),
        ("client_id", "invalid_client"),
        ("client_secret", "invalid_client_secret"),
        ("refresh_token", "invalid_code"),
    ] {
        let answer = desk.refresh_answer(&[(parameter, "wrong")]).await;
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.json::<serde_json::Value>().await.unwrap(), json!({ "error": error }));
    }
}

#[tokio::test]
async fn ten_tokens_in_ten_minutes() {
    let desk = Desk::open().await;
    for _ in 1..10 {
        assert!(desk.refresh(&[]).await["access_token"].is_string());
    }
    let answer = desk.refresh_answer(&[]).await;
    assert_eq!(answer.status(), 400);
    assert_eq!(answer.json::<serde_json::Value>().await.unwrap()["error"], "Access Denied");

    let limit = desk.bare(Method::PUT, "/sandbox/tokens").json(&json!({ "limit": 11 })).send().await.unwrap();
    let limit: serde_json::Value = limit.json().await.unwrap();
    assert_eq!(limit, json!({ "limit": 11, "used": 10, "windowSeconds": 600 }));
    assert!(desk.refresh(&[]).await["access_token"].is_string());
    assert_eq!(desk.refresh(&[]).await["error"], "Access Denied");

    desk.bare(Method::DELETE, "/sandbox/tokens").send().await.unwrap();
    refused(desk.post(&ticket()).await, 401, "INVALID_OAUTH").await;
    assert!(desk.refresh(&[]).await["access_token"].is_string());
}

#[tokio::test]
async fn faults_of_the_token_endpoint() {
    let desk = Desk::open().await;
    desk.fault(json!({ "fault": "token_error" })).await;
    desk.fault(json!({ "fault": "token_throttled" })).await;
    assert_eq!(desk.refresh(&[]).await, json!({ "error": "invalid_code" }));
    let throttled = desk.refresh_answer(&[]).await;
    assert_eq!(throttled.status(), 400);
    assert!(throttled.json::<serde_json::Value>().await.unwrap()["error_description"].is_string());
    assert!(desk.refresh(&[]).await["access_token"].is_string());
}

#[tokio::test]
async fn credentials_are_checked() {
    let desk = Desk::open().await;
    let send = async |authorization: Option<&str>, org: Option<&str>, path: &str| {
        let mut request = desk.bare(Method::GET, path);
        if let Some(authorization) = authorization {
            request = request.header("Authorization", authorization);
        }
        if let Some(org) = org {
            request = request.header("orgId", org);
        }
        request.send().await.unwrap()
    };
    let (good, org) = (format!("Zoho-oauthtoken {}", desk.token), Some(CREDENTIALS.org_id));
    let path = "/api/v1/tickets";
    refused(send(None, org, path).await, 401, "UNAUTHORIZED").await;
    refused(send(Some(&format!("Basic {}", desk.token)), org, path).await, 401, "UNAUTHORIZED").await;
    refused(send(Some("Zoho-oauthtoken 1000.no"), org, path).await, 401, "INVALID_OAUTH").await;
    refused(send(Some(&good), None, path).await, 400, "BAD_REQUEST").await;
    refused(send(Some(&good), Some("60001280953"), path).await, 403, "OAUTH_ORG_MISMATCH").await;
    refused(send(Some(&good), Some("zylker"), path).await, 500, "INTERNAL_SERVER_ERROR").await;
    assert_eq!(send(Some(&good), org, path).await.status(), 204);
    let in_query = format!("{path}?orgId={}", CREDENTIALS.org_id);
    assert_eq!(send(Some(&good), None, &in_query).await.status(), 204);
}

#[tokio::test]
async fn tokens_survive_a_restart_and_expire() {
    let folder = Folder::new();
    let database = folder.file("desk.db");
    let before = Desk::open_at(&database).await;
    let token = before.token.clone();
    before.running.stop().await;

    let mut after = Desk::open_at(&database).await;
    after.token = token.clone();
    assert_eq!(after.get("/api/v1/tickets").await.status(), 204);

    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", database.display())).await.unwrap();
    let expire = "UPDATE tokens SET expires_at = 0 WHERE token = ?";
    sqlx::query(expire).bind(token).execute(&pool).await.unwrap();
    pool.close().await;
    refused(after.get("/api/v1/tickets").await, 401, "INVALID_OAUTH").await;
}

#[tokio::test]
async fn the_token_endpoint_fails_in_every_way() {
    let desk = Desk::open().await;
    for code in ["invalid_code", "invalid_client", "invalid_client_secret"] {
        desk.fault(json!({ "fault": "token_error", "code": code })).await;
        assert_eq!(desk.refresh(&[]).await, json!({ "error": code }));
    }
    desk.fault(json!({ "fault": "token_unavailable" })).await;
    let answer = desk.refresh_answer(&[]).await;
    assert_eq!(answer.status(), 503);
    assert!(answer.text().await.unwrap().starts_with("<!doctype html>"));
    desk.fault(json!({ "fault": "token_silent" })).await;
    let waiting = tokio::time::timeout(std::time::Duration::from_millis(300), desk.refresh(&[]));
    assert!(waiting.await.is_err());
    desk.fault(json!({ "fault": "token_old" })).await;
    let old = desk.refresh(&[]).await;
    assert_eq!((&old["expires_in"], &old["expires_in_sec"]), (&json!(3_600_000), &json!(3600)));
    assert_eq!(desk.refresh(&[]).await["expires_in"], 3600);
}
