//! The inbox: what arrived, for people.

mod page;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::refusal::Refusal;

/// How many tickets the page shows.
const SHOWN: i64 = 100;

/// Nothing but the page's own two files, should a ticket ever get its markup through.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(inbox))
        .route("/sandbox/inbox.css", get(async || file("text/css; charset=utf-8", include_str!("inbox/inbox.css"))))
        .route(
            "/sandbox/inbox.js",
            get(async || file("text/javascript; charset=utf-8", include_str!("inbox/inbox.js"))),
        )
}

async fn inbox(State(app): State<Arc<App>>) -> Result<Response, Refusal> {
    let (tickets, total) = (app.store.tickets(true, 0, SHOWN).await?, app.store.count().await?);
    let mut cards = Vec::with_capacity(tickets.len());
    for ticket in &tickets {
        let uploads = app.store.uploads_of(ticket.id).await?;
        cards.push(page::card(ticket, &uploads));
    }
    let headers = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, Html(page::page(&cards, total))).into_response())
}

fn file(content_type: &'static str, content: &'static str) -> impl IntoResponse {
    ([(CONTENT_TYPE, content_type), (CACHE_CONTROL, "no-cache"), (X_CONTENT_TYPE_OPTIONS, "nosniff")], content)
}
