//! Every answer that is not a success: RFC 9457's problem details, with the members that Zoho's
//! own errors have (`errorCode`, `message`, `errors`), so that both read the same.

mod field;
#[cfg(fuzzing)]
pub(crate) mod fuzzing;
mod kind;
mod sentence;

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use deskbell_rules::Violation;
use serde::Serialize;

pub(crate) use field::FieldProblem;
pub(crate) use kind::ProblemKind;

use crate::zoho::FieldError;

/// A refusal or a failure, as a browser may see it: nothing of it comes from upstream or from
/// the inside of this program.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Problem {
    kind: ProblemKind,
    errors: Vec<FieldProblem>,
    retry_after: Option<Duration>,
}

/// Problem details (RFC 9457), with the members of Zoho's own errors.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Body<'a> {
    /// A name that stays the same: `urn:deskbell:problem:…`.
    r#type: String,
    title: &'a str,
    status: u16,
    detail: &'a str,
    /// One of Zoho's codes, where Zoho has one for it.
    error_code: &'a str,
    message: &'a str,
    /// What is wrong with each field.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [FieldProblem],
}

impl Problem {
    /// A problem that no field has.
    pub(crate) fn new(kind: ProblemKind) -> Self {
        Self { kind, errors: Vec::new(), retry_after: None }
    }

    /// Fields that break the rules: 422.
    pub(crate) fn violations(violations: &[Violation]) -> Self {
        Self { errors: violations.iter().map(FieldProblem::from).collect(), ..Self::new(ProblemKind::InvalidFields) }
    }

    /// Fields that Zoho refused: 422 all the same.
    pub(crate) fn rejected(errors: &[FieldError]) -> Self {
        Self { errors: errors.iter().map(FieldProblem::from).collect(), ..Self::new(ProblemKind::InvalidFields) }
    }

    /// Its status.
    pub(crate) fn status(&self) -> StatusCode {
        self.kind.row().status
    }

    /// When to try again, if it says so.
    pub(crate) fn wait(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Says when to try again.
    #[must_use]
    pub(crate) fn retry_after(self, wait: Duration) -> Self {
        Self { retry_after: Some(wait), ..self }
    }
}

impl From<ProblemKind> for Problem {
    fn from(kind: ProblemKind) -> Self {
        Self::new(kind)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let kind = self.kind.row();
        let body = Body {
            r#type: self.kind.uri(),
            title: kind.title,
            status: kind.status.as_u16(),
            detail: kind.detail,
            error_code: kind.error_code,
            message: kind.detail,
            errors: &self.errors,
        };
        // Only texts and numbers, so that writing it cannot fail.
        let json = serde_json::to_vec(&body).unwrap_or_default();
        let media_type = HeaderValue::from_static("application/problem+json");
        let mut response = (kind.status, [(header::CONTENT_TYPE, media_type)], json).into_response();
        if kind.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(wait) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds(wait));
        }
        response
    }
}

/// `Retry-After`: whole seconds, at least one.
pub(crate) fn seconds(wait: Duration) -> HeaderValue {
    HeaderValue::from(wait.as_secs().max(1))
}

#[cfg(test)]
mod tests;
