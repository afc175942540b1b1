//! What stands before and around every route: who may come in, and what every answer carries.

mod admin;
mod challenge;
mod client;
mod content;
mod cors;
mod flood;
mod form_token;
mod gate;
mod headers;
mod identity;
mod ledger;
mod links;
mod mailbox;
mod measure;
mod origin;
mod panic;
mod protocol;
pub(crate) mod rate;
mod secret;
mod sizes;
mod tag;
mod tally;

use std::sync::Arc;

use axum::{Router, middleware};
use tower_http::catch_panic::CatchPanicLayer;

use crate::config::{Origins, TrustedProxies};
use crate::log;
use crate::metrics::Answers;

#[cfg(fuzzing)]
pub(crate) use challenge::fuzzing as challenges;
pub(crate) use challenge::{Trial, described, try_out};
pub(crate) use client::Peer;
pub(crate) use content::{Inspected, NotTaken, inspect, may_come, never};
pub(crate) use gate::{Gate, Visitor};
#[cfg(fuzzing)]
pub(crate) use identity::fuzzing as identities;
pub(crate) use protocol::MAX_HEAD;
pub(crate) use secret::Secret;

/// Puts the guards around the routes. The order matters, from the outside in: the log sees
/// everything; the headers, CORS among them, are on every answer that comes from further inside,
/// because without them a browser shows a refusal as a network failure, and a browser's question
/// whether it may send is answered before anything is counted; a panic becomes an answer before
/// that; and only then may a request be refused.
pub(crate) fn public(
    routes: Router,
    origins: &Arc<Origins>,
    trusted: &Arc<TrustedProxies>,
    gate: &Arc<Gate>,
    answers: Answers,
) -> Router {
    routes
        .layer(middleware::from_fn_with_state(Arc::clone(origins), origin::check))
        .layer(middleware::from_fn_with_state(Arc::clone(gate), flood::check))
        .layer(middleware::from_fn_with_state(Arc::clone(trusted), client::note))
        .layer(middleware::from_fn(protocol::check))
        .layer(CatchPanicLayer::custom(panic::answer))
        .layer(cors::layer(origins))
        .layer(middleware::from_fn(headers::add))
        .layer(middleware::from_fn_with_state(answers, measure::answers))
        .layer(middleware::from_fn(log::requests))
}

/// The same for the operator's listener, which no website may read.
pub(crate) fn admin(routes: Router) -> Router {
    routes
        .layer(middleware::from_fn(admin::check))
        .layer(middleware::from_fn(protocol::check))
        .layer(CatchPanicLayer::custom(panic::answer))
        .layer(middleware::from_fn(headers::add))
        .layer(middleware::from_fn(log::requests))
}
