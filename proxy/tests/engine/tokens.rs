//! Access tokens: asked for once, used until their end, and not asked for when it is of no use.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::IntoResponse;
use deskbell_proxy::zoho::{Client, Outcome, Reason, TicketBody};

use crate::bench::{ms, soon, ticket, zoho_settings};
use crate::stand_in::{self, StandIn};

const TOKEN: &str = "/oauth/v2/token";

fn body() -> TicketBody {
    TicketBody::new(&ticket("Hello").into_upstream()).expect("a body")
}

async fn create_at_once(client: &Client, count: usize) -> Vec<Outcome> {
    let tasks: Vec<_> = (0..count)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.create_ticket(body(), "MARKER", soon()).await })
        })
        .collect();
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.push(task.await.expect("no panic"));
    }
    outcomes
}

fn all_created(outcomes: &[Outcome]) -> bool {
    outcomes.iter().all(|outcome| matches!(outcome, Outcome::Created(_)))
}

#[tokio::test]
async fn many_tickets_at_once_ask_for_one_token() {
    let desk = StandIn::start(|seen, _| match seen.uri.path() {
        TOKEN => stand_in::token("1000.one"),
        _ => stand_in::ticket(),
    })
    .await;
    let client = Client::new(zoho_settings(desk.address)).expect("a client");
    assert!(all_created(&create_at_once(&client, 20).await));
    assert!(all_created(&create_at_once(&client, 3).await));
    assert_eq!(desk.seen(TOKEN).len(), 1);
}

#[tokio::test]
async fn many_refusals_at_once_ask_for_one_new_token() {
    let desk = StandIn::start(|seen, before| match seen.uri.path() {
        TOKEN => stand_in::token(&format!("1000.number-{before}")),
        _ if seen.headers["authorization"] == "Zoho-oauthtoken 1000.number-0" => {
            StatusCode::UNAUTHORIZED.into_response()
        }
        _ => stand_in::ticket(),
    })
    .await;
    let client = Client::new(zoho_settings(desk.address)).expect("a client");
    assert!(all_created(&create_at_once(&client, 10).await));
    assert_eq!(desk.seen(TOKEN).len(), 2);
}

#[tokio::test]
async fn a_token_is_left_before_its_end() {
    let desk = StandIn::start(|seen, _| match seen.uri.path() {
        TOKEN => axum::Json(serde_json::json!({ "access_token": "1000.short", "expires_in_sec": 1 })).into_response(),
        _ => stand_in::ticket(),
    })
    .await;
    let client = Client::new(zoho_settings(desk.address)).expect("a client");
    assert!(all_created(&create_at_once(&client, 1).await));
    tokio::time::sleep(ms(950)).await;
    assert!(all_created(&create_at_once(&client, 1).await));
    assert_eq!(desk.seen(TOKEN).len(), 2);
}

#[tokio::test]
async fn a_throttled_account_is_left_alone() {
    let desk = StandIn::start(|_, _| {
        let body = serde_json::json!({
            "error": "Access Denied",
            "error_description": "You have made too many requests continuously. Please try again after some time.",
        });
        (StatusCode::BAD_REQUEST, axum::Json(body)).into_response()
    })
    .await;
    let client = Client::new(zoho_settings(desk.address)).expect("a client");
    for outcome in create_at_once(&client, 10).await {
        let Outcome::NotCreated { reason: Reason::TokenThrottled, retry_after: Some(wait) } = outcome else {
            panic!("{outcome:?}")
        };
        assert!(wait <= ms(300));
    }
    assert_eq!(desk.seen(TOKEN).len(), 1);
    assert!(desk.seen("/api/v1/tickets").is_empty());
    tokio::time::sleep(ms(350)).await;
    create_at_once(&client, 1).await;
    assert_eq!(desk.seen(TOKEN).len(), 2);
}

#[tokio::test]
async fn the_secrets_travel_in_the_form_and_nowhere_else() {
    let desk = StandIn::start(|seen, _| match seen.uri.path() {
        TOKEN => stand_in::token("1000.one"),
        _ => stand_in::ticket(),
    })
    .await;
    let settings = zoho_settings(desk.address);
    let client = Client::new(settings.clone()).expect("a client");
    create_at_once(&client, 1).await;
    let asked = &desk.seen(TOKEN)[0];
    assert_eq!(asked.uri.query(), None);
    assert_eq!(asked.headers["content-type"], "application/x-www-form-urlencoded");
    let form = String::from_utf8(asked.body.to_vec()).expect("text");
    let names: Vec<&str> = form.split('&').filter_map(|pair| pair.split('=').next()).collect();
    assert_eq!(names, ["grant_type", "client_id", "client_secret", "refresh_token"]);
    assert!(form.starts_with("grant_type=refresh_token&client_id=1000."));
}

/// A process that is started again and again asks for one token: Zoho gives ten in ten minutes.
#[tokio::test]
async fn a_token_outlives_its_process() {
    let desk = StandIn::start(|seen, before| match seen.uri.path() {
        TOKEN => stand_in::token(&format!("1000.number-{before}")),
        _ => stand_in::ticket(),
    })
    .await;
    let store = deskbell_proxy::store::open("sqlite::memory:", Arc::default()).await.expect("a store");
    let client = |settings| Client::keeping(settings, Some(Arc::clone(&store))).expect("a client");
    for _ in 0..12 {
        assert!(all_created(&create_at_once(&client(zoho_settings(desk.address)), 2).await));
    }
    assert_eq!(desk.seen(TOKEN).len(), 1);
    // In the store there is nothing that opens a desk.
    let kept = store.token().await.expect("read").expect("kept");
    assert!(!String::from_utf8_lossy(&kept.sealed).contains("number"));
    // With other credentials it is another account.
    let mut other = zoho_settings(desk.address);
    other.refresh_token = "another".into();
    assert!(all_created(&create_at_once(&client(other), 2).await));
    assert_eq!(desk.seen(TOKEN).len(), 2);
}

#[tokio::test]
async fn nothing_leaves_that_might_not_be_over_in_time() {
    let desk = StandIn::start(|_, _| stand_in::token("1000.one")).await;
    let client = Client::new(zoho_settings(desk.address)).expect("a client");
    let timeout = zoho_settings(desk.address).timeouts.request;
    let until = tokio::time::Instant::now() + timeout - ms(1);
    let outcome = client.create_ticket(body(), "MARKER", until).await;
    assert_eq!(outcome, Outcome::NotCreated { reason: Reason::Overdue, retry_after: None });
    assert!(desk.seen("/api/v1/tickets").is_empty());
}
