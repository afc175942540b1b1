//! A desk in which thousands of other tickets are filed.

use std::sync::{Arc, Mutex, MutexGuard};

use axum::Json;
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use deskbell_proxy::zoho::Client;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::bench::{MARKER, zoho_settings};
use crate::stand_in::{self, Seen, StandIn};

/// Milliseconds since 1970.
pub(crate) fn now() -> i64 {
    i64::try_from(OffsetDateTime::now_utc().unix_timestamp_nanos() / 1_000_000).expect("a time")
}

/// What the desk holds, and how far its list goes.
#[derive(Debug)]
pub(crate) struct Tickets {
    /// Oldest first.
    pub(crate) filed: Vec<Value>,
    /// The largest `from` that the list takes.
    pub(crate) furthest: usize,
    /// Whether the access token may search.
    pub(crate) searchable: bool,
    /// What happens after each page.
    pub(crate) meanwhile: fn(&mut Vec<Value>),
    /// What happens to a ticket that is sent, beside an answer that is lost.
    pub(crate) sent: fn(&mut Vec<Value>, Value),
}

#[derive(Clone)]
pub(crate) struct Busy {
    tickets: Arc<Mutex<Tickets>>,
    pub(crate) desk: StandIn,
}

impl Busy {
    /// The search of this desk lags behind: it never shows anything.
    pub(crate) async fn start() -> Self {
        let tickets =
            Tickets { filed: Vec::new(), furthest: 4999, searchable: true, meanwhile: |_| (), sent: |_, _| () };
        let tickets = Arc::new(Mutex::new(tickets));
        let held = Arc::clone(&tickets);
        let desk = StandIn::start(move |seen, _| answer(&mut held.lock().expect("not poisoned"), seen)).await;
        Self { tickets, desk }
    }

    pub(crate) fn client(&self) -> Client {
        Client::new(zoho_settings(self.desk.address)).expect("a client")
    }

    pub(crate) fn tickets(&self) -> MutexGuard<'_, Tickets> {
        self.tickets.lock().expect("not poisoned")
    }

    /// How many pages of the list were asked for, and how many tickets were sent.
    pub(crate) fn asked(&self) -> (usize, usize) {
        let seen = self.desk.seen("/api/v1/tickets");
        let sent = seen.iter().filter(|seen| seen.method == Method::POST).count();
        (seen.len() - sent, sent)
    }
}

fn answer(tickets: &mut Tickets, seen: &Seen) -> Response {
    match (seen.uri.path(), &seen.method) {
        ("/oauth/v2/token", _) => stand_in::token("1000.one"),
        ("/api/v1/tickets", &Method::GET) => list(tickets, &seen.uri),
        ("/api/v1/tickets", &Method::POST) => {
            let sent: Value = serde_json::from_slice(&seen.body).expect("JSON");
            if sent["subject"] != "Lost" {
                return stand_in::ticket();
            }
            (tickets.sent)(&mut tickets.filed, sent["cf"][MARKER].clone());
            StatusCode::BAD_GATEWAY.into_response()
        }
        _ if tickets.searchable => StatusCode::NO_CONTENT.into_response(),
        _ => (StatusCode::FORBIDDEN, r#"{"errorCode":"SCOPE_MISMATCH"}"#).into_response(),
    }
}

fn list(tickets: &mut Tickets, uri: &Uri) -> Response {
    let number = |name: &str| -> usize {
        let query = uri.query().unwrap_or_default().split('&');
        query
            .filter_map(|pair| pair.split_once('='))
            .find(|(known, _)| *known == name)
            .expect(name)
            .1
            .parse()
            .expect(name)
    };
    let (from, limit) = (number("from"), number("limit"));
    if from > tickets.furthest {
        return (StatusCode::UNPROCESSABLE_ENTITY, r#"{"errorCode":"UNPROCESSABLE_ENTITY"}"#).into_response();
    }
    let page: Vec<Value> = tickets.filed.iter().rev().skip(from).take(limit).cloned().collect();
    (tickets.meanwhile)(&mut tickets.filed);
    if page.is_empty() { StatusCode::NO_CONTENT.into_response() } else { Json(json!({ "data": page })).into_response() }
}

/// Files `count` tickets, all at `moment`, of which none has a marker.
pub(crate) fn file(tickets: &mut Vec<Value>, count: usize, moment: i64) {
    for _ in 0..count {
        mark(tickets, &Value::Null, moment);
    }
}

/// Files the ticket with `marker`.
pub(crate) fn mark(tickets: &mut Vec<Value>, marker: &Value, moment: i64) {
    let number = tickets.len() + 1000;
    let time = OffsetDateTime::from_unix_timestamp_nanos(i128::from(moment) * 1_000_000).expect("a time");
    tickets.push(json!({
        "id": number.to_string(),
        "ticketNumber": number.to_string(),
        "createdTime": time.format(&Rfc3339).expect("a text"),
        "cf": { MARKER: marker },
    }));
}
