//! The addresses of the two listeners.

mod body;
mod challenge;
mod check;
mod contact;
mod form;
mod health;
pub(crate) mod held;
mod metrics;
pub(crate) mod openapi;
mod tickets;
mod uploads;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use deskbell_rules::Form;
use tokio_util::sync::CancellationToken;

use crate::config::{Attachments, Config, Contact, Scan};
use crate::guard::Gate;
use crate::metrics::{Answers, Metrics, answers};
use crate::problem::{Problem, ProblemKind};
use crate::store::{Store, StoreError};
use crate::submission::Submissions;

use form::Description;
#[cfg(fuzzing)]
pub(crate) use uploads::fuzzing;

/// When to come again where nothing can be stored.
const STORE_AGAIN: Duration = Duration::from_secs(5);

/// What the routes work with.
#[derive(Debug)]
pub(crate) struct Shared {
    form: Form,
    description: Description,
    attachments: Attachments,
    scan: Scan,
    contact: Contact,
    body_timeout: Duration,
    submissions: Submissions,
    store: Arc<dyn Store>,
    gate: Arc<Gate>,
    stop: CancellationToken,
    metrics: Metrics,
    pub(crate) answers: Answers,
}

impl Shared {
    pub(crate) fn new(
        config: &Config,
        submissions: Submissions,
        store: Arc<dyn Store>,
        gate: Arc<Gate>,
        stop: CancellationToken,
    ) -> Arc<Self> {
        let answers = answers();
        Arc::new(Self {
            metrics: Metrics::new(&*store, &submissions, answers.clone()),
            answers,
            form: config.form(),
            description: Description::new(config),
            attachments: config.attachments.clone(),
            scan: config.scan.clone(),
            contact: config.contact.clone(),
            body_timeout: config.server.body_timeout,
            submissions,
            store,
            gate,
            stop,
        })
    }
}

/// Where browsers come in.
pub(crate) fn public(shared: &Arc<Shared>) -> Router {
    let upload_limit = DefaultBodyLimit::max(uploads::body_limit(&shared.attachments));
    let routes = Router::new()
        .route("/api/v1/tickets", post(tickets::create))
        .route("/api/v1/tickets/submissions/{id}", get(tickets::status))
        .route("/api/v1/uploads", post(uploads::create).layer(upload_limit))
        .route("/api/v1/form", get(form::show))
        .route("/api/v1/challenge", get(challenge::give))
        .route("/contact", get(contact::show).post(contact::submit))
        .route("/contact/{id}", get(contact::done))
        .route("/contact.css", get(contact::style))
        .merge(health());
    closed(routes, shared)
}

/// Where the operator's tools come in.
pub(crate) fn admin(shared: &Arc<Shared>) -> Router {
    let routes = health()
        .route("/metrics", get(metrics::show))
        .route("/held", get(held::list))
        .route("/held/{id}", post(held::retry).delete(held::discard))
        .route("/openapi.json", get(openapi::show));
    closed(routes, shared)
}

/// The store does not answer, or not as it should.
fn unavailable(error: StoreError) -> Problem {
    tracing::error!(event = "store.failed", reason = %error);
    Problem::new(ProblemKind::Unavailable).retry_after(STORE_AGAIN)
}

fn health() -> Router<Arc<Shared>> {
    Router::new().route("/healthz", get(health::alive)).route("/readyz", get(health::ready))
}

/// Answers what no route answers. Last, because it is for the routes that are there already.
fn closed(routes: Router<Arc<Shared>>, shared: &Arc<Shared>) -> Router {
    routes
        .fallback(async || Problem::new(ProblemKind::NotFound))
        .method_not_allowed_fallback(async || Problem::new(ProblemKind::MethodNotAllowed))
        .with_state(Arc::clone(shared))
}
