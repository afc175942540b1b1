//! Creating a ticket, and asking what became of it.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use deskbell_rules::Draft;
use serde_json::json;

use super::body::Incoming;
use super::{Shared, check, openapi};
use crate::guard::Visitor;
use crate::problem::{Problem, ProblemKind, seconds};
use crate::submission::{Answer, AnswerState, IdempotencyKey, SubmitError};
use crate::zoho::{ErrorType, FieldError, Receipt};

/// The largest body. A description of 65,535 UTF-16 code units takes 393,210 bytes where each of
/// them is written as `\uXXXX`; the rest of a ticket is small.
const MAX_BYTES: usize = 512 * 1024;

/// When to come back after nothing could be stored.
const UNAVAILABLE: Duration = Duration::from_secs(5);

const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// Takes a ticket, and answers with its number.
///
/// The same `Idempotency-Key` again leads to the same ticket.
#[utoipa::path(
    post,
    path = "/api/v1/tickets",
    operation_id = "createTicket",
    tag = "tickets",
    params(
        ("Idempotency-Key" = String, Header, description = "A new UUID for every ticket", pattern = "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"),
        ("Challenge-Solution" = Option<String>, Header, description = "The solution of a challenge, where one is needed"),
    ),
    request_body(content = openapi::Ticket, content_type = "application/json"),
    responses(
        (status = 201, description = "The ticket exists", body = Receipt),
        (status = 202, description = "Stored; look at Location after Retry-After", body = openapi::Pending,
            headers(("Location" = String), ("Retry-After" = u32))),
        openapi::Refused,
    ),
    security((), ("identity" = [])),
)]
pub(super) async fn create(State(shared): State<Arc<Shared>>, request: Request) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let body = Incoming::new(body, &parts.headers, shared.body_timeout);
    media_type(&parts.headers)?;
    let key = idempotency_key(&parts.headers)?;
    let sender = shared.gate.identify(&parts.headers)?;
    let bytes = body.read(MAX_BYTES).await?;
    // What exactly is wrong stays untold: the reader's words may quote the body.
    let mut draft: Draft = serde_json::from_slice(&bytes).map_err(|_| Problem::new(ProblemKind::MalformedJson))?;
    sender.apply(&mut draft);
    let mut ticket = check::check(&shared, &draft).map_err(|violations| Problem::violations(&violations))?;
    shared.gate.mark(&sender, &mut ticket)?;
    let visitor = Visitor::of(&parts.extensions, &parts.headers);
    shared.gate.ticket(&visitor, &sender, &parts.headers, &key, &ticket).await?;
    match shared.submissions.submit(key, ticket).await {
        Ok(answer) => respond(answer),
        Err(SubmitError::NoUploads(places)) => Err(Problem::rejected(&gone(&places))),
        Err(SubmitError::KeyReused) => Err(Problem::new(ProblemKind::KeyReused)),
        Err(SubmitError::Unavailable(_)) => Err(Problem::new(ProblemKind::Unavailable).retry_after(UNAVAILABLE)),
    }
}

/// The files that are to be added once more.
fn gone(places: &[usize]) -> Vec<FieldError> {
    let error = |place| FieldError { field: format!("uploads.{place}"), error_type: ErrorType::Invalid };
    places.iter().map(error).collect()
}

/// What became of a ticket that was answered with 202.
#[utoipa::path(
    get,
    path = "/api/v1/tickets/submissions/{id}",
    operation_id = "findSubmission",
    tag = "tickets",
    params(("id" = String, Path, description = "From Location")),
    responses(
        (status = 201, description = "The ticket exists", body = Receipt),
        (status = 202, description = "Stored; ask again after Retry-After", body = openapi::Pending,
            headers(("Location" = String), ("Retry-After" = u32))),
        openapi::Refused,
    ),
)]
pub(super) async fn status(
    State(shared): State<Arc<Shared>>,
    path: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let Path(id) = path.map_err(|_| ProblemKind::NotFound)?;
    match shared.submissions.status(&id).await {
        Ok(Some(answer)) => respond(Answer { replayed: false, ..answer }),
        Ok(None) => Err(Problem::new(ProblemKind::NotFound)),
        Err(error) => {
            tracing::error!(event = "store.failed", reason = %error);
            Err(Problem::new(ProblemKind::Unavailable).retry_after(UNAVAILABLE))
        }
    }
}

/// Only JSON: a page of another website can send forms and plain text without asking first.
fn media_type(headers: &HeaderMap) -> Result<(), ProblemKind> {
    let wrong = ProblemKind::UnsupportedMediaType;
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).ok_or(wrong)?;
    let mut parts = value.split(';').map(|part| part.trim().to_ascii_lowercase());
    let json = parts.next().is_some_and(|essence| essence == "application/json");
    let utf8 = parts.all(|parameter| match parameter.split_once('=') {
        Some(("charset", charset)) => charset.trim_matches('"') == "utf-8",
        _ => true,
    });
    if json && utf8 { Ok(()) } else { Err(wrong) }
}

fn idempotency_key(headers: &HeaderMap) -> Result<IdempotencyKey, ProblemKind> {
    let mut values = headers.get_all("idempotency-key").iter();
    match (values.next().and_then(|value| value.to_str().ok()), values.next()) {
        (Some(value), None) => IdempotencyKey::parse(value).map_err(|_| ProblemKind::IdempotencyKey),
        _ => Err(ProblemKind::IdempotencyKey),
    }
}

fn respond(answer: Answer) -> Result<Response, Problem> {
    let mut response = match answer.state {
        AnswerState::Created(receipt) => (StatusCode::CREATED, Json(receipt)).into_response(),
        AnswerState::Pending { retry_after } => {
            let body = Json(json!({ "status": "pending", "reference": answer.reference }));
            let location = format!("/api/v1/tickets/submissions/{}", answer.id);
            let headers = [(header::LOCATION, location)];
            let retry = [(header::RETRY_AFTER, seconds(retry_after))];
            (StatusCode::ACCEPTED, headers, retry, body).into_response()
        }
        AnswerState::Rejected(errors) => Problem::rejected(&errors).into_response(),
    };
    if answer.replayed {
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    }
    Ok(response)
}
