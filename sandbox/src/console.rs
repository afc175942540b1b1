//! `/sandbox/codes`: what an operator does in Zoho's API console, under *Generate Code*.

use std::sync::Arc;

use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::routing::post;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::App;
use crate::control::unreadable;
use crate::refusal::Refusal;
use crate::store::Code;
use crate::{accounts, clock};

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new().route("/sandbox/codes", post(give))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    scope: String,
    /// How long the code is good: three minutes, as the console has it.
    #[serde(default = "three")]
    minutes: i64,
    /// Whether there is a refresh token for it, as a self client always has it.
    #[serde(default = "always")]
    offline: bool,
}

fn three() -> i64 {
    3
}

fn always() -> bool {
    true
}

async fn give(State(app): State<Arc<App>>, body: Result<Json<Wanted>, JsonRejection>) -> Result<Json<Value>, Refusal> {
    let Json(Wanted { scope, minutes, offline }) = body.map_err(unreadable)?;
    let code = Code { code: accounts::random(), scope, expires_at: clock::now() + minutes * 60_000, offline };
    app.store.keep_code(&code).await?;
    Ok(Json(json!({ "code": code.code })))
}
