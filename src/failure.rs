//! Why a request did not become a ticket, as far as can be known.

use deskbell_rules::Value;

use crate::fault::Fault;

/// What went wrong; each has its sentence in the messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The browser says it has no network.
    Offline,
    /// No answer came: no connection, or the browser kept the answer from us.
    Unreachable,
    /// No answer in time.
    Timeout,
    /// The page was closed before an answer came.
    Interrupted,
    /// 400, 405, 415 and other refusals a visitor can do nothing about.
    Malformed,
    /// 401
    Unauthorized,
    /// 403
    Forbidden,
    /// 404
    NotFound,
    /// 409
    Conflict,
    /// 413
    TooLarge,
    /// 422
    Rejected,
    /// 429
    TooMany,
    /// 5xx
    Unavailable,
    /// 403, but the page may send: only the solution of a challenge was missing.
    Unsolved,
    /// A redirect, an HTML page, an empty body, an answer without a ticket number.
    Nonsense,
    /// The site's configuration lacks something that no visitor can add.
    Setup,
}

impl Cause {
    /// Every cause.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 16] = [
        Self::Offline,
        Self::Unreachable,
        Self::Timeout,
        Self::Interrupted,
        Self::Malformed,
        Self::Unauthorized,
        Self::Forbidden,
        Self::NotFound,
        Self::Conflict,
        Self::TooLarge,
        Self::Rejected,
        Self::TooMany,
        Self::Unavailable,
        Self::Unsolved,
        Self::Nonsense,
        Self::Setup,
    ];

    /// Its name in messages, and in `detail.code` where the server gave none.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::Unreachable => "unreachable",
            Self::Timeout => "timeout",
            Self::Interrupted => "interrupted",
            Self::Malformed => "malformed",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::Conflict => "conflict",
            Self::TooLarge => "too_large",
            Self::Rejected => "rejected",
            Self::TooMany => "too_many",
            // All that a visitor can do is the same.
            Self::Unavailable | Self::Unsolved => "unavailable",
            Self::Nonsense => "nonsense",
            Self::Setup => "setup",
        }
    }

    fn of_status(status: u16) -> Self {
        match status {
            401 => Self::Unauthorized,
            403 => Self::Forbidden,
            404 => Self::NotFound,
            408 => Self::Timeout,
            409 => Self::Conflict,
            413 => Self::TooLarge,
            422 => Self::Rejected,
            425 | 429 => Self::TooMany,
            400..=499 => Self::Malformed,
            500..=599 => Self::Unavailable,
            _ => Self::Nonsense,
        }
    }
}

/// A request that did not become a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    /// What went wrong.
    pub(crate) cause: Cause,
    /// The status of the answer; 0 where there was none.
    pub(crate) status: u16,
    /// The server's `errorCode`, if it gave one.
    pub(crate) code: Option<String>,
    /// Seconds to wait, if the server said so.
    pub(crate) wait: Option<u32>,
    /// Nothing has been filed, beyond doubt.
    pub(crate) certain: bool,
    /// What is wrong with which field.
    pub(crate) faults: Vec<Fault>,
}

impl Failure {
    /// A failure without an answer.
    pub(crate) fn of(cause: Cause) -> Self {
        let certain = matches!(cause, Cause::Offline | Cause::Setup);
        Self { cause, status: 0, code: None, wait: None, certain, faults: Vec::new() }
    }

    /// Reads an answer that is not a success: problem+json, or Zoho's own
    /// `{ errorCode, message, errors }`, or anything at all.
    #[inline(never)]
    pub(crate) fn of_answer(status: u16, wait: Option<u32>, body: &Value) -> Self {
        let faults = match body.member("errors") {
            Some(Value::List(errors)) => errors.iter().filter_map(Fault::read).collect(),
            _ => Vec::new(),
        };
        let code = body.member("errorCode").and_then(Value::as_text).map(str::to_owned);
        let certain = (400..500).contains(&status) && status != 408;
        // Zoho answers 400 and 422 alike where a field is wrong.
        let cause = match status {
            400 if !faults.is_empty() => Cause::Rejected,
            403 if is_of(body, "urn:deskbell:problem:challenge-") => Cause::Unsolved,
            _ => Cause::of_status(status),
        };
        Self { cause, status, code, wait, certain, faults }
    }

    /// The content was judged: asking again gives the same answer.
    pub(crate) fn is_verdict(&self) -> bool {
        matches!(self.cause, Cause::Rejected | Cause::Conflict)
    }

    /// The faults' fields, for a sentence.
    pub(crate) fn listed(&self) -> String {
        self.faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// Whether the `type` of a problem begins so.
fn is_of(body: &Value, family: &str) -> bool {
    body.member("type").and_then(Value::as_text).is_some_and(|kind| kind.starts_with(family))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::value;

    #[test]
    fn reads_problem_json_and_zohos_errors() {
        let zoho = value(
            r#"{"errorCode":"INVALID_DATA","message":"The data is invalid",
                "errors":[{"fieldName":"/email","errorType":"invalid","errorMessage":""}, 7]}"#,
        );
        let failure = Failure::of_answer(422, None, &zoho);
        assert_eq!((failure.cause, failure.certain), (Cause::Rejected, true));
        assert_eq!(failure.code.as_deref(), Some("INVALID_DATA"));
        assert_eq!(failure.listed(), "email");
        assert_eq!(Failure::of_answer(400, None, &zoho).cause, Cause::Rejected);
    }

    #[test]
    fn a_challenge_is_no_refusal_of_the_page() {
        for (kind, cause) in [
            ("challenge-missing", Cause::Unsolved),
            ("challenge-failed", Cause::Unsolved),
            ("origin-not-allowed", Cause::Forbidden),
        ] {
            let body = value(&format!(r#"{{"type":"urn:deskbell:problem:{kind}","errorCode":"FORBIDDEN"}}"#));
            let failure = Failure::of_answer(403, None, &body);
            assert_eq!((failure.cause, failure.certain), (cause, true), "{kind}");
            assert_eq!(Failure::of_answer(401, None, &body).cause, Cause::Unauthorized, "{kind}");
        }
    }

    #[test]
    fn every_status_has_a_cause_and_only_refusals_are_certain() {
        for (status, cause, certain) in [
            (400, Cause::Malformed, true),
            (401, Cause::Unauthorized, true),
            (403, Cause::Forbidden, true),
            (404, Cause::NotFound, true),
            (408, Cause::Timeout, false),
            (409, Cause::Conflict, true),
            (413, Cause::TooLarge, true),
            (415, Cause::Malformed, true),
            (429, Cause::TooMany, true),
            (500, Cause::Unavailable, false),
            (503, Cause::Unavailable, false),
            (204, Cause::Nonsense, false),
            (302, Cause::Nonsense, false),
            (0, Cause::Nonsense, false),
        ] {
            let failure = Failure::of_answer(status, None, &Value::Null);
            assert_eq!((failure.cause, failure.certain), (cause, certain), "{status}");
        }
    }
}
