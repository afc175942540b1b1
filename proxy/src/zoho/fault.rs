//! What every answer of Zoho's means for a ticket. One arm a fault; the table below is the test.
//!
//! The one question that counts: is it certain that nothing was created? Zoho knows no
//! idempotency key, so that a ticket sent again after an answer was lost may become two.

use serde::Deserialize;
use serde_json::Value;

use deskbell_rules::field_of_pointer;

use super::exchange::{Break, Reply};
use super::{ErrorType, FieldError, Outcome, Reason, Receipt, TokenError};

/// What comes back from a request that needs an access token.
pub(super) type Called = Result<Reply, NoReply>;

/// Why there is no reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoReply {
    /// There was no access token, so nothing was sent.
    Token(TokenError),
    /// The exchange was cut short.
    Break(Break),
    /// It was too late to send anything.
    Late,
}

/// Classifies what came back from *Create a ticket*.
pub(super) fn outcome(called: &Called) -> Outcome {
    match called {
        Ok(reply) => reply_outcome(reply),
        Err(NoReply::Token(error)) => token_outcome(*error),
        Err(NoReply::Break(cut)) => break_outcome(*cut),
        Err(NoReply::Late) => Outcome::NotCreated { reason: Reason::Overdue, retry_after: None },
    }
}

fn token_outcome(error: TokenError) -> Outcome {
    match error {
        TokenError::Refused { .. } => Outcome::Held { reason: Reason::CredentialsRefused },
        TokenError::Throttled { wait } => {
            Outcome::NotCreated { reason: Reason::TokenThrottled, retry_after: Some(wait) }
        }
        TokenError::Unavailable => Outcome::NotCreated { reason: Reason::TokenUnavailable, retry_after: None },
    }
}

fn break_outcome(cut: Break) -> Outcome {
    match cut {
        Break::NotBuilt => Outcome::Held { reason: Reason::Misconfigured },
        Break::NotConnected => Outcome::NotCreated { reason: Reason::Unreachable, retry_after: None },
        Break::TimedOut => Outcome::Unknown { reason: Reason::TimedOut },
        Break::Lost => Outcome::Unknown { reason: Reason::ConnectionLost },
        Break::TooLarge => Outcome::Unknown { reason: Reason::AnswerTooLarge },
    }
}

fn reply_outcome(reply: &Reply) -> Outcome {
    let held = |reason| Outcome::Held { reason };
    match reply.status {
        200..=299 => created(reply),
        401 => held(Reason::Unauthorized),
        403 => held(forbidden(reply)),
        404 | 405 => held(Reason::NotFound),
        // Zoho's front servers say so after having waited for Zoho.
        408 => Outcome::Unknown { reason: Reason::TimedOut },
        429 => Outcome::NotCreated { reason: too_many(reply), retry_after: reply.retry_after },
        400 | 422 => match field_errors(reply) {
            errors if !errors.is_empty() => Outcome::Rejected(errors),
            _ if reply.status == 422 => held(Reason::Unprocessable),
            _ => held(Reason::Refused),
        },
        402..=499 => held(Reason::Refused),
        500..=599 => Outcome::Unknown { reason: Reason::ServerError },
        // Redirects are not followed, and nothing else is an answer of Zoho's.
        _ => Outcome::Unknown { reason: Reason::Unreadable },
    }
}

/// A success only with the two members that name the ticket; the rest is read leniently.
fn created(reply: &Reply) -> Outcome {
    let body = match &reply.body {
        Ok(body) => body,
        Err(cut) => return break_outcome(*cut),
    };
    match serde_json::from_slice(body).ok().as_ref().and_then(receipt) {
        Some(receipt) => Outcome::Created(receipt),
        None => Outcome::Unknown { reason: Reason::Unreadable },
    }
}

/// Reads a ticket of Zoho's.
pub(super) fn receipt(ticket: &Value) -> Option<Receipt> {
    let text = |name: &str| match ticket.get(name)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) if number.is_u64() => Some(number.to_string()),
        _ => None,
    };
    // A browser will make a link of it.
    let web_url = text("webUrl").filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    Some(Receipt { ticket_number: text("ticketNumber")?, id: text("id")?, web_url })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Problem {
    error_code: Option<String>,
    #[serde(default)]
    errors: Vec<Named>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Named {
    field_name: Option<String>,
    error_type: Option<String>,
}

fn problem(reply: &Reply) -> Option<Problem> {
    serde_json::from_slice(reply.body.as_ref().ok()?).ok()
}

fn error_code(reply: &Reply) -> String {
    problem(reply).and_then(|problem| problem.error_code).unwrap_or_default()
}

fn forbidden(reply: &Reply) -> Reason {
    match error_code(reply).as_str() {
        "OAUTH_ORG_MISMATCH" => Reason::OrgMismatch,
        "SCOPE_MISMATCH" => Reason::ScopeMismatch,
        "LICENSE_ACCESS_LIMITED" => Reason::LicenceLimited,
        _ => Reason::Forbidden,
    }
}

fn too_many(reply: &Reply) -> Reason {
    match error_code(reply).as_str() {
        "THRESHOLD_EXCEEDED" => Reason::DailyCredits,
        _ => Reason::Concurrency,
    }
}

/// The fields that Zoho names, each once: it may name the address twice, the contact's and the
/// ticket's, for the one that was typed.
fn field_errors(reply: &Reply) -> Vec<FieldError> {
    let named = problem(reply).map(|problem| problem.errors).unwrap_or_default();
    let mut errors: Vec<FieldError> = Vec::new();
    for error in named.into_iter().filter_map(field_error) {
        if !errors.iter().any(|known| known.field == error.field) {
            errors.push(error);
        }
    }
    errors
}

fn field_error(named: Named) -> Option<FieldError> {
    let error_type = match named.error_type.as_deref() {
        Some("missing") => ErrorType::Missing,
        Some("duplicate") => ErrorType::Duplicate,
        _ => ErrorType::Invalid,
    };
    Some(FieldError { field: typed_into(&named.field_name?), error_type })
}

/// The field that a visitor types into for what Zoho names: the contact's address is the ticket's.
fn typed_into(field_name: &str) -> String {
    match field_of_pointer(field_name) {
        field if field == "contact.email" => "email".to_owned(),
        field => field,
    }
}

#[cfg(test)]
#[path = "fault_tests.rs"]
mod tests;
