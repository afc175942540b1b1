use deskbell_rules::{Code, Violation};
use serde_json::{Value, json};

use super::*;
use crate::zoho::ErrorType;

async fn answer(problem: Problem) -> (Response<()>, Value) {
    let (parts, body) = problem.into_response().into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    (Response::from_parts(parts, ()), serde_json::from_slice(&bytes).unwrap())
}

#[tokio::test]
async fn the_members_are_those_of_the_rfc_and_of_zoho() {
    let violation = Violation::new("contact.lastName", Code::TooLong { limit: 200, length: 201 });
    let (response, body) = answer(Problem::violations(&[violation])).await;
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    assert_eq!(
        body,
        json!({
            "type": "urn:deskbell:problem:invalid-fields",
            "title": "Some fields need attention",
            "status": 422,
            "detail": "Each entry of errors names a field and what is wrong with it.",
            "errorCode": "INVALID_DATA",
            "message": "Each entry of errors names a field and what is wrong with it.",
            "errors": [{
                "fieldName": "/contact/lastName",
                "errorType": "invalid",
                "code": "too_long",
                "params": { "limit": 200, "length": 201 },
                "errorMessage": "This is 201 characters long; at most 200 are allowed.",
            }],
        })
    );
}

#[tokio::test]
async fn what_zoho_refused_reads_like_what_the_rules_refuse() {
    let error = |field: &str, error_type| FieldError { field: field.to_owned(), error_type };
    let errors = [
        error("subject", ErrorType::Missing),
        error("contact.email", ErrorType::Invalid),
        error("cf.cf_serial", ErrorType::Duplicate),
        error("priority", ErrorType::Invalid),
    ];
    let (_, body) = answer(Problem::rejected(&errors)).await;
    let seen: Vec<(&str, &str, &str)> = body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| ["fieldName", "errorType", "code"].map(|name| error[name].as_str().unwrap()).into())
        .collect();
    let expected = [
        ("/subject", "missing", "missing"),
        ("/contact/email", "invalid", "format"),
        ("/cf/cf_serial", "duplicate", "duplicate"),
        ("/priority", "invalid", "not_allowed"),
    ];
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn when_to_try_again_is_a_header_in_whole_seconds() {
    for (wait, header) in [(Duration::from_millis(200), "1"), (Duration::from_secs(90), "90")] {
        let (response, body) = answer(Problem::new(ProblemKind::Unavailable).retry_after(wait)).await;
        assert_eq!(
            (response.status().as_u16(), &response.headers()["retry-after"]),
            (503, &HeaderValue::from_static(header))
        );
        assert_eq!(body.get("errors"), None);
    }
}
