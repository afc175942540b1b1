//! Errors as Zoho Desk words them: `{ errorCode, message, errors? }`.

use axum::Json;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use deskbell_rules::{Code, Violation};
use serde::Serialize;
use serde_json::{Value, json};

use crate::zoho_code;

const WEIGHT: HeaderName = HeaderName::from_static("x-rate-limit-request-weight-v3");
const REMAINING: HeaderName = HeaderName::from_static("x-rate-limit-remaining-v3");

/// A request that is not granted.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Box<Body>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    error_code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
    #[serde(flatten)]
    more: Value,
}

/// One entry of `errors`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct FieldError {
    /// A JSON Pointer.
    field_name: String,
    error_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_message: Option<String>,
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, error_code: &'static str, message: impl Into<String>) -> Self {
        let body = Body { error_code, message: message.into(), errors: Vec::new(), more: json!({}) };
        Self { status, headers: Vec::new(), body: Box::new(body) }
    }

    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BAD_REQUEST", message)
    }

    pub(crate) fn unauthorized() -> Self {
        let message = "You are not authenticated to perform this operation.";
        Self::new(StatusCode::UNAUTHORIZED, "UNAUTHORIZED", message)
    }

    pub(crate) fn invalid_oauth() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "INVALID_OAUTH", "The OAuth Token you provided is invalid.")
    }

    pub(crate) fn org_mismatch() -> Self {
        let message = "The OAuthToken is not valid for specified organization.";
        Self::new(StatusCode::FORBIDDEN, "OAUTH_ORG_MISMATCH", message)
    }

    pub(crate) fn url_not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "URL_NOT_FOUND", "The URL you requested could not be found.")
    }

    pub(crate) fn method_not_allowed() -> Self {
        let message = "The requested method is not supported for this URL.";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", message)
    }

    pub(crate) fn too_large() -> Self {
        let message = "The resource size exceeds the allowed limit.";
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "RESOURCE_SIZE_EXCEEDED", message)
    }

    pub(crate) fn media_type() -> Self {
        let message = "The media type of the request is not supported.";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE", message)
    }

    pub(crate) fn unprocessable(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY", message)
    }

    pub(crate) fn internal() -> Self {
        let message = "An internal server error occurred while processing your request.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL_SERVER_ERROR", message)
    }

    /// Too many requests at once. Zoho does not say when to come again.
    pub(crate) fn too_many_requests() -> Self {
        let message = "Too many requests are being processed at the same time. Try again later.";
        Self::new(StatusCode::TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS", message)
            .with_header(WEIGHT, HeaderValue::from_static("1"))
    }

    /// The day's credits are gone for another `seconds`, an hour by default.
    pub(crate) fn threshold_exceeded(seconds: Option<u64>) -> Self {
        let message = "The number of API requests exceeds the daily limit.";
        Self::new(StatusCode::TOO_MANY_REQUESTS, "THRESHOLD_EXCEEDED", message)
            .with_header(RETRY_AFTER, seconds.unwrap_or(3600))
            .with_header(WEIGHT, HeaderValue::from_static("1"))
            .with_header(REMAINING, HeaderValue::from_static("0"))
    }

    /// `INTERNAL_SERVER_ERROR`, with `status` instead of 500.
    pub(crate) fn failed(status: Option<u16>) -> Self {
        Self::named(Some("INTERNAL_SERVER_ERROR"), status, None)
    }

    /// One of Zoho's codes, by name. `status` takes the place of its own; `field` is what it
    /// complains about. Without an `errorMessage`, as in the example of Zoho's OpenAPI file.
    pub(crate) fn named(code: Option<&str>, status: Option<u16>, field: Option<&str>) -> Self {
        let (code, usual, message) = zoho_code::of(code.unwrap_or_default());
        let mut refusal = Self::new(status.and_then(|status| status.try_into().ok()).unwrap_or(usual), code, message);
        let error =
            field.map(|field| FieldError { field_name: field.to_owned(), error_type: "invalid", error_message: None });
        refusal.body.errors.extend(error);
        if code == "LICENSE_ACCESS_LIMITED" {
            refusal.body.more =
                json!({ "feature": "tickets", "editionType": "FREE", "maxAllowedEntity": "3", "isTrial": false });
        }
        refusal
    }

    /// 422 with one entry for each violation.
    pub(crate) fn invalid_data(violations: &[Violation]) -> Self {
        let message = "The data is invalid due to validation restrictions";
        let mut refusal = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "INVALID_DATA", message);
        refusal.body.errors = violations.iter().map(FieldError::from).collect();
        refusal
    }

    /// 422 for the value of one field.
    pub(crate) fn field(pointer: &str, error_type: &'static str, message: impl Into<String>) -> Self {
        let mut refusal = Self::invalid_data(&[]);
        let error = FieldError { field_name: pointer.to_owned(), error_type, error_message: Some(message.into()) };
        refusal.body.errors.push(error);
        refusal
    }

    pub(crate) fn with_header(mut self, name: HeaderName, value: impl Into<HeaderValue>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body)).into_response();
        response.headers_mut().extend(self.headers);
        response
    }
}

impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        tracing::error!(%error, "the database failed");
        Self::internal()
    }
}

impl From<&Violation> for FieldError {
    fn from(violation: &Violation) -> Self {
        let error_type = match violation.code {
            Code::Missing | Code::ContactIncomplete => "missing",
            _ => "invalid",
        };
        Self { field_name: violation.pointer(), error_type, error_message: Some(sentence(&violation.code)) }
    }
}

fn sentence(code: &Code) -> String {
    match code {
        Code::Missing => "The value is required.".into(),
        Code::TooLong { limit, length } => format!("The value has {length} characters; at most {limit} are allowed."),
        Code::Format { expected } => format!("The value is not of the format '{}'.", expected.as_str()),
        Code::NotListed { options } => format!("The value is not one of: {}.", options.join(", ")),
        Code::OutOfRange { min, max } => format!("The value exceeds the range of '{min}-{max}'."),
        Code::UnknownField => "An extra parameter is found.".into(),
        Code::NotAllowed => "The value is not allowed.".into(),
        Code::ContactIncomplete => "Either lastName or email is required.".into(),
        Code::TooMany { limit } => format!("At most {limit} entries are allowed."),
        Code::TooLarge { limit } => format!("At most {limit} bytes are allowed."),
        Code::Type { expected } => format!("The value is not of the type '{}'.", expected.as_str()),
    }
}
