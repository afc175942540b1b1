//! `POST /contact`: from what was typed to a ticket, or back to the form with everything in it.

use std::sync::Arc;
use std::time::Duration;

use axum::Form;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequest, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use deskbell_rules::{Draft, Violation};

use super::page::{FormPage, TOKEN, TRAP};
use super::sentence::{self, Faults};
use super::texts::Texts;
use super::typed::Typed;
use super::{Parameters, answer, answer_later, page, plain_fields};
use crate::config::FieldDescription;
use crate::guard::Visitor;
use crate::problem::{Problem, ProblemKind};
use crate::routes::body::Incoming;
use crate::routes::{Shared, check};
use crate::submission::{AnswerState, SubmitError};

/// The largest body: a description of 65,535 letters, each of nine bytes with its percent signs.
const MAX_BYTES: usize = 640 * 1024;
/// When to come back after nothing could be stored.
const UNAVAILABLE: Duration = Duration::from_secs(5);

/// Why the form comes back.
enum Back {
    Faults(Vec<Violation>),
    /// A status, the key of a sentence, and how long to wait.
    Failure(StatusCode, &'static str, Option<Duration>),
}

impl From<Problem> for Back {
    fn from(problem: Problem) -> Self {
        let (status, wait) = (problem.status(), problem.wait());
        match status {
            StatusCode::TOO_MANY_REQUESTS => Self::Failure(status, "failure.wait", wait),
            StatusCode::SERVICE_UNAVAILABLE => Self::Failure(status, "failure.unavailable", wait),
            _ => Self::Failure(status, "failure.rejected", wait),
        }
    }
}

/// `POST /contact`
pub(in crate::routes) async fn submit(
    State(shared): State<Arc<Shared>>,
    query: Result<Query<Parameters>, QueryRejection>,
    request: Request,
) -> Result<Response, Problem> {
    let Query(parameters) = query.map_err(|_| ProblemKind::MalformedQuery)?;
    let (parts, body) = request.into_parts();
    let body = Incoming::new(body, &parts.headers, shared.body_timeout);
    if !shared.contact.enabled {
        return Err(ProblemKind::NotFound.into());
    }
    from_here(&parts.headers)?;
    let texts = parameters.texts(&parts.headers);
    if shared.gate.identity_required() {
        return Ok(answer(StatusCode::UNAUTHORIZED, page::trouble(texts, texts.text("failure.unauthorized"), "")));
    }
    let description = parameters.description(&shared)?;
    let fields = plain_fields(&description);
    let visitor = Visitor::of(&parts.extensions, &parts.headers);
    let bytes = body.read(MAX_BYTES).await.map_err(|kind| match kind {
        ProblemKind::MalformedJson => ProblemKind::MalformedRequest,
        kind => kind,
    })?;
    let form = Request::from_parts(parts, Body::from(bytes));
    let Form(pairs) =
        Form::<Vec<(String, String)>>::from_request(form, &()).await.map_err(|_| ProblemKind::UnsupportedMediaType)?;
    let typed = Typed::new(pairs);
    let department = description.department_id.as_deref();
    match file(&shared, &fields, department, &visitor, &typed).await {
        Ok(id) => {
            let place = format!("contact/{id}{}", parameters.query(texts));
            let place = HeaderValue::from_str(&place).map_err(|_| ProblemKind::Internal)?;
            Ok((StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response())
        }
        Err(back) => Ok(again(&shared, texts, &fields, &typed, &format!("contact{}", parameters.query(texts)), back)),
    }
}

/// A form of ours is sent by a page of ours. There is nothing to ride on, as there are no cookies,
/// but no other website has any business here.
fn from_here(headers: &HeaderMap) -> Result<(), ProblemKind> {
    match headers.get("sec-fetch-site") {
        Some(site) if site != "same-origin" && site != "none" => Err(ProblemKind::OriginNotAllowed),
        _ => Ok(()),
    }
}

/// Files the ticket, and gives the submission's id.
async fn file(
    shared: &Shared,
    fields: &[FieldDescription],
    department: Option<&str>,
    visitor: &Visitor,
    typed: &Typed,
) -> Result<String, Back> {
    let token = shared.gate.form_tokens().read(&typed.text(TOKEN));
    let token = token.ok_or(Back::Failure(StatusCode::CONFLICT, "failure.conflict", None))?;
    if !typed.text(TRAP).is_empty() {
        tracing::info!(event = "contact.trapped");
        return Err(Back::Failure(StatusCode::UNPROCESSABLE_ENTITY, "failure.rejected", None));
    }
    if let Some(wait) = shared.contact.min_time.checked_sub(token.age).filter(|wait| !wait.is_zero()) {
        return Err(Back::Failure(StatusCode::TOO_MANY_REQUESTS, "failure.wait", Some(wait)));
    }
    let draft = draft(shared, fields, department, typed);
    let mut ticket = check::check(shared, &draft).map_err(Back::Faults)?;
    shared.gate.mark_unknown(&mut ticket).map_err(|violation| Back::Faults(vec![violation]))?;
    // The same form with the same words is the same ticket, however often it is sent.
    let key = shared.gate.form_key(&token, &serde_json::to_string(&draft).unwrap_or_default());
    shared.gate.plain_ticket(visitor, &token, &key, &ticket).await?;
    match shared.submissions.submit(key, ticket).await {
        Ok(known) => match known.state {
            AnswerState::Created(_) | AnswerState::Pending { .. } => Ok(known.id),
            AnswerState::Rejected(errors) => Err(Back::Faults(sentence::violations(&errors))),
        },
        // The plain form takes no files.
        Err(SubmitError::KeyReused | SubmitError::NoUploads(_)) => {
            Err(Back::Failure(StatusCode::CONFLICT, "failure.conflict", None))
        }
        Err(SubmitError::Unavailable(_)) => {
            Err(Back::Failure(StatusCode::SERVICE_UNAVAILABLE, "failure.unavailable", Some(UNAVAILABLE)))
        }
    }
}

fn draft(shared: &Shared, fields: &[FieldDescription], department: Option<&str>, typed: &Typed) -> Draft {
    let mut draft = typed.draft(fields, &shared.form, &[TOKEN, TRAP]);
    if let (None, Some(department)) = (draft.get("departmentId"), department) {
        let asked = fields.iter().any(|field| field.name == "departmentId");
        if !asked {
            draft.set("departmentId", department);
        }
    }
    draft
}

/// The form once more, with everything that was typed.
fn again(
    shared: &Shared,
    texts: Texts,
    fields: &[FieldDescription],
    typed: &Typed,
    action: &str,
    back: Back,
) -> Response {
    let known = typed.text(TOKEN);
    // The same token goes on, so that the same words stay the same ticket.
    let token = if shared.gate.form_tokens().read(&known).is_some() { known } else { shared.gate.form_tokens().give() };
    let (status, faults, failure, wait) = match back {
        Back::Faults(violations) => {
            let (faults, strangers) = sentence::faults(texts, fields, &violations);
            let failure = if strangers.is_empty() {
                String::new()
            } else {
                texts.fill("failure.setup", &[("fields", &strangers.join(", "))])
            };
            (StatusCode::UNPROCESSABLE_ENTITY, faults, failure, None)
        }
        Back::Failure(status, "failure.wait", wait) => (status, Faults::new(), until(texts, wait), wait),
        Back::Failure(status, key, wait) => (status, Faults::new(), texts.text(key).to_owned(), wait),
    };
    let page = FormPage { texts, fields, typed, faults: &faults, failure: &failure, token: &token, action };
    match wait {
        Some(wait) => answer_later(status, page.html(), wait),
        None => answer(status, page.html()),
    }
}

fn until(texts: Texts, wait: Option<Duration>) -> String {
    let seconds = wait.map_or(0, |wait| wait.as_secs().max(1));
    let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    match seconds {
        0 => texts.text("failure.too_many").to_owned(),
        1..100 => texts.count("failure.wait.seconds", number(seconds), &[]),
        _ => texts.count("failure.wait.minutes", number(seconds.div_ceil(60)), &[]),
    }
}
