//! From a request's body to a ticket that has passed all checks.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use deskbell_rules::{Draft, Form, Ticket};

use crate::refusal::Refusal;
use crate::store::{Store, upload_ids};

/// The largest body of a ticket, in bytes: every attribute at its limit, escaped, fits in.
const LIMIT: usize = 1024 * 1024;

/// What is read of a body that is too large, so that its sender gets to see the answer.
pub(super) const READ_LIMIT: usize = 8 * LIMIT;

/// A ticket, and the body that it was read from.
#[derive(Debug)]
pub(super) struct Incoming {
    pub(super) ticket: Ticket,
    pub(super) received: String,
}

impl Incoming {
    /// Reads and checks a body.
    ///
    /// # Errors
    /// 415 for anything but JSON, 413, 400 where it is no JSON object, 422 where it breaks a rule.
    pub(super) async fn read(
        headers: &HeaderMap,
        body: Result<Bytes, BytesRejection>,
        store: &Store,
    ) -> Result<Self, Refusal> {
        if !is_json(headers) {
            return Err(Refusal::media_type());
        }
        let received = text(body)?;
        let draft: Draft = serde_json::from_str(&received)
            .map_err(|error| Refusal::bad_request(format!("The request body is not a valid JSON object: {error}")))?;
        let form = Form { description_is_html: true, ..Form::default() };
        let ticket = draft.check(&form).map_err(|violations| Refusal::invalid_data(&violations))?;
        check_uploads(&ticket, store).await?;
        Ok(Self { ticket, received })
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/json")
}

fn text(body: Result<Bytes, BytesRejection>) -> Result<String, Refusal> {
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::too_large(),
        _ => Refusal::bad_request("The request body ended early."),
    })?;
    if body.len() > LIMIT {
        return Err(Refusal::too_large());
    }
    if body.is_empty() {
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "EMPTY_PAYLOAD", "The request body is empty."));
    }
    String::from_utf8(body.into()).map_err(|_| Refusal::bad_request("The request body is not UTF-8."))
}

async fn check_uploads(ticket: &Ticket, store: &Store) -> Result<(), Refusal> {
    for id in upload_ids(ticket) {
        if !store.has_upload(id).await? {
            return Err(Refusal::field("/uploads", "invalid", format!("There is no upload with the id '{id}'.")));
        }
    }
    Ok(())
}
