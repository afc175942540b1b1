//! What a browser is told.

use axum::response::IntoResponse;
use deskbell_rules::Violation;

use super::Problem;
use crate::zoho::FieldError;

/// The body of the answer to fields that break the rules.
pub async fn violated(violations: &[Violation]) -> Vec<u8> {
    body(Problem::violations(violations)).await
}

/// The body of the answer to fields that Zoho refused.
pub async fn refused(errors: &[FieldError]) -> Vec<u8> {
    body(Problem::rejected(errors)).await
}

async fn body(problem: Problem) -> Vec<u8> {
    let body = problem.into_response().into_body();
    axum::body::to_bytes(body, usize::MAX).await.map(Vec::from).unwrap_or_default()
}
