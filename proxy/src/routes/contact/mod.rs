//! The form without script: the same fields, rules and limits as plain HTML, for visitors whose
//! browser runs no script or no WebAssembly.

mod fields;
mod html;
mod page;
mod plural;
mod sentence;
mod submit;
mod texts;
mod typed;

use std::sync::Arc;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::Shared;
use super::form::Description;
use crate::problem::{Problem, ProblemKind, seconds};
use crate::submission::AnswerState;

pub(super) use submit::submit;

use page::FormPage;
use sentence::Faults;
use texts::Texts;
use typed::Typed;

/// The form's own sheets and the page's.
const STYLE: &str = concat!(
    include_str!("../../../../style/tokens.css"),
    include_str!("../../../../style/deskbell.css"),
    include_str!("../../../../style/contact.css"),
);

/// A page of ours: its sheet, its form, and nothing else.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// How many seconds until a browser looks again whether there is a number.
const LOOK_AGAIN: &str = "5";

/// `?departmentId=&lang=`
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Parameters {
    department_id: Option<String>,
    lang: Option<String>,
}

impl Parameters {
    fn texts(&self, headers: &HeaderMap) -> Texts {
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Texts::choose(self.lang.as_deref(), accepted.unwrap_or_default())
    }

    /// The same parameters for the next page. Both are ours or digits by then.
    fn query(&self, texts: Texts) -> String {
        let department = self.department_id.as_ref().filter(|id| deskbell_rules::is_id(id));
        let department = department.map(|id| format!("&departmentId={id}")).unwrap_or_default();
        format!("?lang={}{department}", texts.lang)
    }

    fn description(&self, shared: &Shared) -> Result<Description, Problem> {
        shared.description.of_department(self.department_id.clone())
    }
}

/// `GET /contact`
pub(super) async fn show(
    State(shared): State<Arc<Shared>>,
    query: Result<Query<Parameters>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Query(parameters) = query.map_err(|_| ProblemKind::MalformedQuery)?;
    let texts = parameters.texts(&headers);
    if !shared.contact.enabled {
        return Ok(answer(StatusCode::NOT_FOUND, page::trouble(texts, texts.text("failure.not_found"), "")));
    }
    if shared.gate.identity_required() {
        return Ok(answer(StatusCode::UNAUTHORIZED, page::trouble(texts, texts.text("failure.unauthorized"), "")));
    }
    let description = parameters.description(&shared)?;
    let (typed, token) = (Typed::default(), shared.gate.form_tokens().give());
    let action = format!("contact{}", parameters.query(texts));
    let fields = plain_fields(&description);
    let page = FormPage {
        texts,
        fields: &fields,
        typed: &typed,
        faults: &Faults::new(),
        failure: "",
        token: &token,
        action: &action,
    };
    Ok(answer(StatusCode::OK, page.html()))
}

/// `GET /contact/{id}`: what became of it.
pub(super) async fn done(
    State(shared): State<Arc<Shared>>,
    path: Result<Path<String>, PathRejection>,
    query: Result<Query<Parameters>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (Path(id), Query(parameters)) =
        (path.map_err(|_| ProblemKind::NotFound)?, query.map_err(|_| ProblemKind::MalformedQuery)?);
    let texts = parameters.texts(&headers);
    let trouble = |status, key: &str| Ok(answer(status, page::trouble(texts, texts.text(key), "../")));
    let again = format!("../contact{}", parameters.query(texts));
    match shared.submissions.status(&id).await {
        Ok(Some(known)) => match &known.state {
            AnswerState::Created(receipt) => {
                Ok(answer(StatusCode::OK, page::receipt(texts, Some(&receipt.ticket_number), &known.reference, &again)))
            }
            AnswerState::Pending { .. } => {
                let mut response = answer(StatusCode::OK, page::receipt(texts, None, &known.reference, &again));
                response.headers_mut().insert(header::REFRESH, HeaderValue::from_static(LOOK_AGAIN));
                Ok(response)
            }
            AnswerState::Rejected(_) => trouble(StatusCode::OK, "failure.rejected"),
        },
        Ok(None) => trouble(StatusCode::NOT_FOUND, "failure.not_found"),
        Err(error) => {
            tracing::error!(event = "store.failed", reason = %error);
            trouble(StatusCode::SERVICE_UNAVAILABLE, "failure.unavailable")
        }
    }
}

/// `GET /contact.css`
pub(super) async fn style() -> Response {
    let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")];
    (headers, STYLE).into_response()
}

/// The fields that can be asked for without script: all but files.
fn plain_fields(description: &Description) -> Vec<crate::config::FieldDescription> {
    description.fields.iter().filter(|field| field.name != "uploads").cloned().collect()
}

fn answer(status: StatusCode, html: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        // With less, a browser would call the form's own origin `null`.
        (header::REFERRER_POLICY, "same-origin"),
    ];
    (status, headers, html).into_response()
}

/// The same, with the time until another try makes sense.
fn answer_later(status: StatusCode, html: String, wait: std::time::Duration) -> Response {
    let mut response = answer(status, html);
    response.headers_mut().insert(header::RETRY_AFTER, seconds(wait));
    response
}
