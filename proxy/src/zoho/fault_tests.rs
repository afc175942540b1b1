use std::time::Duration;

use super::*;

const TICKET: &str =
    r#"{"id":"1892000001054003","ticketNumber":"773","webUrl":"https://desk.zoho.com/x","isDeleted":"false"}"#;

fn reply(status: u16, body: &str) -> Called {
    Ok(Reply { status, retry_after: None, date: None, body: Ok(body.as_bytes().to_vec()) })
}

fn code(status: u16, code: &str) -> Called {
    reply(status, &format!(r#"{{"errorCode":"{code}","message":"secret text of Zoho's"}}"#))
}

fn named(status: u16, fields: &[(&str, &str)]) -> Called {
    let errors: Vec<_> = fields
        .iter()
        .map(|(name, kind)| serde_json::json!({ "fieldName": name, "errorType": kind, "errorMessage": "" }))
        .collect();
    reply(status, &serde_json::json!({ "errorCode": "INVALID_DATA", "message": "", "errors": errors }).to_string())
}

fn held(reason: Reason) -> Outcome {
    Outcome::Held { reason }
}

fn unknown(reason: Reason) -> Outcome {
    Outcome::Unknown { reason }
}

fn not_created(reason: Reason, seconds: Option<u64>) -> Outcome {
    Outcome::NotCreated { reason, retry_after: seconds.map(Duration::from_secs) }
}

fn rejected(fields: &[(&str, ErrorType)]) -> Outcome {
    let errors = fields.iter().map(|(field, kind)| FieldError { field: (*field).to_owned(), error_type: *kind });
    Outcome::Rejected(errors.collect())
}

fn receipt_773() -> Outcome {
    Outcome::Created(Receipt {
        ticket_number: "773".to_owned(),
        id: "1892000001054003".to_owned(),
        web_url: Some("https://desk.zoho.com/x".to_owned()),
    })
}

#[test]
fn every_answer_is_classified() {
    let later = Ok(Reply {
        status: 429,
        retry_after: Some(Duration::from_secs(7200)),
        date: None,
        body: Ok(br#"{"errorCode":"THRESHOLD_EXCEEDED"}"#.to_vec()),
    });
    let table: Vec<(&str, Called, Outcome)> = vec![
        ("created", reply(200, TICKET), receipt_773()),
        ("created", reply(201, TICKET), receipt_773()),
        ("html with 200", reply(200, "<!doctype html><title>Sorry</title>"), unknown(Reason::Unreadable)),
        ("no number", reply(200, r#"{"id":"1"}"#), unknown(Reason::Unreadable)),
        ("no id", reply(200, r#"{"ticketNumber":"1"}"#), unknown(Reason::Unreadable)),
        ("empty number", reply(200, r#"{"id":"1","ticketNumber":""}"#), unknown(Reason::Unreadable)),
        ("blank number", reply(200, r#"{"id":"1","ticketNumber":" "}"#), unknown(Reason::Unreadable)),
        ("error with 200", code(200, "INTERNAL_SERVER_ERROR"), unknown(Reason::Unreadable)),
        ("nothing with 204", reply(204, ""), unknown(Reason::Unreadable)),
        ("redirect", reply(302, ""), unknown(Reason::Unreadable)),
        ("bad request", code(400, "BAD_REQUEST"), held(Reason::Refused)),
        ("bad request, field", named(400, &[("/phone", "invalid")]), rejected(&[("phone", ErrorType::Invalid)])),
        ("401 again", code(401, "INVALID_OAUTH"), held(Reason::Unauthorized)),
        ("403", code(403, "FORBIDDEN"), held(Reason::Forbidden)),
        ("403, portal", code(403, "OAUTH_ORG_MISMATCH"), held(Reason::OrgMismatch)),
        ("403, scope", code(403, "SCOPE_MISMATCH"), held(Reason::ScopeMismatch)),
        ("403, edition", code(403, "LICENSE_ACCESS_LIMITED"), held(Reason::LicenceLimited)),
        ("403, html", reply(403, "<html>"), held(Reason::Forbidden)),
        ("404", code(404, "URL_NOT_FOUND"), held(Reason::NotFound)),
        ("405", code(405, "METHOD_NOT_ALLOWED"), held(Reason::NotFound)),
        ("408", reply(408, ""), unknown(Reason::TimedOut)),
        ("413", code(413, "RESOURCE_SIZE_EXCEEDED"), held(Reason::Refused)),
        ("415", code(415, "UNSUPPORTED_MEDIA_TYPE"), held(Reason::Refused)),
        ("422, no field", code(422, "UNPROCESSABLE_ENTITY"), held(Reason::Unprocessable)),
        (
            "422, fields",
            named(
                422,
                &[("/subject", "missing"), ("/contact/email", "invalid"), ("/cf/cf_a~1b", "duplicate"), ("/x", "")],
            ),
            rejected(&[
                ("subject", ErrorType::Missing),
                ("email", ErrorType::Invalid),
                ("cf.cf_a/b", ErrorType::Duplicate),
                ("x", ErrorType::Invalid),
            ]),
        ),
        ("429, at a time", code(429, "TOO_MANY_REQUESTS"), not_created(Reason::Concurrency, None)),
        ("429, daily", later, not_created(Reason::DailyCredits, Some(7200))),
        ("429, html", reply(429, "<html>"), not_created(Reason::Concurrency, None)),
        ("500", code(500, "INTERNAL_SERVER_ERROR"), unknown(Reason::ServerError)),
        ("502", reply(502, "<html>"), unknown(Reason::ServerError)),
        ("503", reply(503, ""), unknown(Reason::ServerError)),
        ("not built", Err(NoReply::Break(Break::NotBuilt)), held(Reason::Misconfigured)),
        ("not connected", Err(NoReply::Break(Break::NotConnected)), not_created(Reason::Unreachable, None)),
        ("timed out", Err(NoReply::Break(Break::TimedOut)), unknown(Reason::TimedOut)),
        ("reset", Err(NoReply::Break(Break::Lost)), unknown(Reason::ConnectionLost)),
        (
            "credentials",
            Err(NoReply::Token(TokenError::Refused { code: "invalid_code" })),
            held(Reason::CredentialsRefused),
        ),
        (
            "throttled",
            Err(NoReply::Token(TokenError::Throttled { wait: Duration::from_secs(600) })),
            not_created(Reason::TokenThrottled, Some(600)),
        ),
        ("no token", Err(NoReply::Token(TokenError::Unavailable)), not_created(Reason::TokenUnavailable, None)),
    ];
    for (name, called, expected) in table {
        assert_eq!(outcome(&called), expected, "{name}");
    }
}

#[test]
fn a_success_cut_short_is_unknown() {
    for (cut, reason) in [
        (Break::Lost, Reason::ConnectionLost),
        (Break::TimedOut, Reason::TimedOut),
        (Break::TooLarge, Reason::AnswerTooLarge),
    ] {
        assert_eq!(outcome(&Ok(Reply { status: 200, retry_after: None, date: None, body: Err(cut) })), unknown(reason));
    }
}

#[test]
fn no_status_counts_as_created_or_resendable_by_accident() {
    for status in 100..=599 {
        let of = outcome(&reply(status, ""));
        assert!(!matches!(of, Outcome::Created(_)), "{status}");
        assert_eq!(matches!(of, Outcome::NotCreated { .. }), status == 429, "{status}");
    }
}

#[test]
fn a_receipt_holds_no_link_but_a_web_address() {
    let with = |url: &str| receipt(&serde_json::json!({ "id": "1", "ticketNumber": 7, "webUrl": url }));
    assert_eq!(with("javascript:alert(1)").and_then(|receipt| receipt.web_url), None);
    assert_eq!(with("https://x").and_then(|receipt| receipt.web_url).as_deref(), Some("https://x"));
    assert_eq!(with("").map(|receipt| receipt.ticket_number).as_deref(), Some("7"));
}
