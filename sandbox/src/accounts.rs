//! Zoho Accounts: access tokens for a refresh token. Mistakes are answered with 200.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::json;
use uuid::Uuid;

use crate::app::App;
use crate::fault::{Fault, Place};
use crate::params::Params;
use crate::refusal::Refusal;
use crate::{CREDENTIALS, clock};

/// How long an access token lives, in seconds.
const EXPIRES_IN: i64 = 3600;

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new().route("/oauth/v2/token", post(token))
}

/// The parameters stand in the form or in the query, as with Zoho.
async fn token(
    State(app): State<Arc<App>>,
    query: Params,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Response, Refusal> {
    let form = form.map(|Form(pairs)| pairs).unwrap_or_default();
    let given = |name: &str| {
        let in_form = form.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        in_form.or_else(|| query.get(name)).unwrap_or_default()
    };
    if given("grant_type") != "refresh_token" {
        return Ok(mistake("unsupported_grant_type"));
    }
    for (name, expected, error) in [
        ("client_id", CREDENTIALS.client_id, "invalid_client"),
        ("client_secret", CREDENTIALS.client_secret, "invalid_client_secret"),
        ("refresh_token", CREDENTIALS.refresh_token, "invalid_code"),
    ] {
        if given(name) != expected {
            return Ok(mistake(error));
        }
    }
    grant(&app).await
}

async fn grant(app: &App) -> Result<Response, Refusal> {
    match app.faults.next(Place::Token).map(|order| order.fault) {
        Some(Fault::TokenThrottled) => return Ok(throttled()),
        Some(_) => return Ok(mistake("invalid_code")),
        None if !app.throttle.admit(Instant::now()) => return Ok(throttled()),
        None => {}
    }
    let token = format!("1000.{}.{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
    app.store.keep_token(&token, clock::now() + EXPIRES_IN * 1000).await?;
    Ok(Json(json!({
        "access_token": token,
        "expires_in": EXPIRES_IN,
        // Where Zoho's other products are. Desk is not among them, which misleads clients.
        "api_domain": "https://www.zohoapis.com",
        "token_type": "Bearer",
    }))
    .into_response())
}

fn mistake(error: &str) -> Response {
    Json(json!({ "error": error })).into_response()
}

fn throttled() -> Response {
    let body = json!({
        "error": "Access Denied",
        "error_description": "You have made too many requests continuously. Please try again after some time.",
    });
    (StatusCode::BAD_REQUEST, Json(body)).into_response()
}
