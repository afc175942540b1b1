//! Zoho Accounts: access tokens for a refresh token, or for a grant code. Mistakes are answered
//! with 200.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::rejection::FormRejection;
use axum::extract::{ConnectInfo, Form, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::app::App;
use crate::connection::Connection;
use crate::ending::Ending;
use crate::fault::{Fault, Place};
use crate::params::Params;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::{CREDENTIALS, clock};

/// How long an access token lives, in seconds.
const EXPIRES_IN: i64 = 3600;

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new().route("/oauth/v2/token", post(token))
}

/// What somebody is entitled to who has shown what is asked for.
struct Grant {
    scope: Scope,
    /// Comes along with the access token, where it is a new one.
    refresh_token: Option<String>,
}

/// The parameters stand in the form or in the query, as with Zoho.
async fn token(
    State(app): State<Arc<App>>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    query: Params,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Response, Refusal> {
    let form = form.map(|Form(pairs)| pairs).unwrap_or_default();
    let given = |name: &str| {
        let in_form = form.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        in_form.or_else(|| query.get(name)).unwrap_or_default()
    };
    let grant_type = given("grant_type");
    if !["refresh_token", "authorization_code"].contains(&grant_type) {
        return Ok(mistake("unsupported_grant_type"));
    }
    for (name, expected, error) in [
        ("client_id", CREDENTIALS.client_id, "invalid_client"),
        ("client_secret", CREDENTIALS.client_secret, "invalid_client_secret"),
    ] {
        if given(name) != expected {
            return Ok(mistake(error));
        }
    }
    let grant = match grant_type {
        "refresh_token" => refreshed(&app, given("refresh_token")).await?,
        _ => exchanged(&app, given("code")).await?,
    };
    match grant {
        Some(grant) => answer(&app, &connection, grant).await,
        None => Ok(mistake("invalid_code")),
    }
}

async fn refreshed(app: &App, token: &str) -> Result<Option<Grant>, Refusal> {
    let scope = match app.store.refresh_scope(token).await? {
        Some(scope) => Scope(Some(scope)),
        None if token == CREDENTIALS.refresh_token => Scope::EVERYTHING,
        None => return Ok(None),
    };
    Ok(Some(Grant { scope, refresh_token: None }))
}

/// A code is good once, and for some minutes.
async fn exchanged(app: &App, code: &str) -> Result<Option<Grant>, Refusal> {
    let Some((scope, offline)) = app.store.use_code(code, clock::now()).await? else { return Ok(None) };
    let refresh_token = offline.then(random);
    if let Some(token) = &refresh_token {
        app.store.keep_refresh_token(token, &scope).await?;
    }
    Ok(Some(Grant { scope: Scope(Some(scope)), refresh_token }))
}

async fn answer(app: &App, connection: &Connection, grant: Grant) -> Result<Response, Refusal> {
    let order = app.faults.next(Place::Token);
    let fault = order.as_ref().map(|order| order.fault);
    let ending = match fault {
        Some(Fault::TokenError) => {
            Ending::Answer(mistake(order.as_ref().and_then(|order| order.code.as_deref()).unwrap_or("invalid_code")))
        }
        Some(Fault::TokenThrottled) => Ending::Answer(throttled()),
        Some(Fault::TokenUnavailable) => Ending::Answer(unavailable()),
        Some(Fault::TokenSilent) => Ending::Silence,
        _ if !app.throttle.admit(Instant::now()) => Ending::Answer(throttled()),
        _ => Ending::Answer(granted(app, grant, fault == Some(Fault::TokenOld)).await?),
    };
    Ok(ending.play(connection, &app.stop).await)
}

/// A new token. `old`: as older answers have it, milliseconds where the seconds are now.
async fn granted(app: &App, grant: Grant, old: bool) -> Result<Response, Refusal> {
    let token = random();
    app.store.keep_token(&token, &grant.scope, clock::now() + EXPIRES_IN * 1000).await?;
    let mut answer = json!({
        "access_token": token,
        "expires_in": EXPIRES_IN,
        // Where Zoho's other products are. Desk is not among them, which misleads clients.
        "api_domain": "https://www.zohoapis.com",
        "token_type": "Bearer",
    });
    if old {
        answer["expires_in"] = json!(EXPIRES_IN * 1000);
        answer["expires_in_sec"] = json!(EXPIRES_IN);
    }
    if let Some(token) = grant.refresh_token {
        answer["refresh_token"] = Value::String(token);
    }
    Ok(Json(answer).into_response())
}

/// As all of Zoho's tokens and codes look.
pub(crate) fn random() -> String {
    format!("1000.{}.{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

fn mistake(error: &str) -> Response {
    Json(json!({ "error": error })).into_response()
}

/// What the web servers before Zoho Accounts show where it is down.
fn unavailable() -> Response {
    let page = "<!doctype html>\n<title>503</title><h1>Service temporarily unavailable</h1>\n";
    (StatusCode::SERVICE_UNAVAILABLE, Html(page)).into_response()
}

fn throttled() -> Response {
    let body = json!({
        "error": "Access Denied",
        "error_description": "You have made too many requests continuously. Please try again after some time.",
    });
    (StatusCode::BAD_REQUEST, Json(body)).into_response()
}
