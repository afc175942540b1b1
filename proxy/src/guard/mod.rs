//! What stands before and around every route: who may come in, and what every answer carries.

mod admin;
mod cors;
mod headers;
mod measure;
mod origin;
mod panic;

use std::sync::Arc;

use axum::{Router, middleware};
use tower_http::catch_panic::CatchPanicLayer;

use crate::config::Origins;
use crate::log;
use crate::metrics::Answers;

/// Puts the guards around the routes. The order matters, from the outside in: the log sees
/// everything; the headers, CORS among them, are on every answer that comes from further inside,
/// because without them a browser shows a refusal as a network failure; a panic becomes an answer
/// before that; and only then may the origin be refused.
pub(crate) fn public(routes: Router, origins: &Arc<Origins>, answers: Answers) -> Router {
    routes
        .layer(middleware::from_fn_with_state(Arc::clone(origins), origin::check))
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
        .layer(CatchPanicLayer::custom(panic::answer))
        .layer(middleware::from_fn(headers::add))
        .layer(middleware::from_fn(log::requests))
}
