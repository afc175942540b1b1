//! All readers of Zoho's answers on one answer.

use std::time::Duration;

use axum::http;
use reqwest::header::{HeaderValue, RETRY_AFTER};
use serde_json::Value;

use super::exchange::{self, Reply};
use super::{Likeness, Outcome, Receipt, Window, fault, search, token, upload};

/// How long Zoho Accounts is left alone, where it says so.
const THROTTLED: Duration = Duration::from_secs(600);
const MARKER_FIELD: &str = "cf_deskbell_ref";
/// Moments in 2023.
const SINCE: i64 = 1_700_000_000_000;
const UNTIL: i64 = 1_700_000_600_000;

/// What each reader has made of it.
#[derive(Debug)]
pub struct Readings {
    /// As the answer to a ticket.
    pub outcome: Outcome,
    /// As the answer to a search, with everything in it that is a ticket. `None`: not an answer.
    pub listed: Option<Vec<Receipt>>,
    /// As the answer to a file: its id.
    pub uploaded: Option<String>,
    /// As the answer of Zoho Accounts: how long its token lives. `None`: no token that can be sent.
    pub granted: Option<Duration>,
    /// How long Zoho wants to be left alone.
    pub retry_after: Option<Duration>,
}

/// Reads an answer. A status that HTTP does not have counts as 200; a `Retry-After` that cannot be
/// one is left out.
pub async fn read(status: u16, retry_after: &[u8], body: &[u8]) -> Readings {
    let called = Ok(reply(status, retry_after, body).await);
    let granted = token::read(Ok(reply(status, retry_after, body).await), THROTTLED).ok();
    Readings {
        outcome: fault::outcome(&called),
        uploaded: upload::accepted(&called).ok(),
        retry_after: called.as_ref().ok().and_then(|reply| reply.retry_after),
        listed: search::tickets(called).ok().map(|tickets| tickets.iter().filter_map(seen).collect()),
        granted: granted.and_then(|granted| token::AccessToken::new(&granted).map(|_| granted.lifetime)),
    }
}

async fn reply(status: u16, retry_after: &[u8], body: &[u8]) -> Reply {
    let mut response = http::Response::new(body.to_vec());
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap_or_default();
    if let Ok(retry_after) = HeaderValue::from_bytes(retry_after) {
        response.headers_mut().insert(RETRY_AFTER, retry_after);
    }
    exchange::reply(response.into()).await
}

/// A ticket of a list, compared with one that is looked for in all ways there are.
fn seen(ticket: &Value) -> Option<Receipt> {
    let subject = ticket.get("subject").and_then(Value::as_str).unwrap_or_default().to_owned();
    let likeness = Likeness { email: search::shown(ticket, "email").map(str::to_owned), subject };
    search::shown(ticket, MARKER_FIELD);
    search::is_alike(ticket, &likeness);
    let window = Window::new(SINCE, UNTIL);
    assert!(!(window.is_before(ticket) && window.is_after(ticket)), "a ticket is older and newer than a time");
    fault::receipt(ticket)
}
