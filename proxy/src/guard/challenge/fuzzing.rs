//! Solutions of challenges.

use std::sync::LazyLock;

use axum::http::HeaderValue;

use super::*;

/// With a secret that everybody knows, so that one solution can lie among the first inputs.
static ALTCHA: LazyLock<Option<Altcha>> = LazyLock::new(|| {
    let secret = Secret::open(&"a secret that everybody knows".into(), &String::new().into(), "sqlite::memory:");
    Some(Altcha::new(&secret.ok()?, 1, true))
});

/// What the challenge was told apart by that a header solves. `None`: it solves nothing.
pub fn solved(header: &[u8]) -> Option<String> {
    let headers = HeaderMap::from_iter([(HEADER, HeaderValue::from_bytes(header).ok()?)]);
    let solved = ALTCHA.as_ref()?.solved(solution(&headers).ok()?)?;
    Some(solved.nonce)
}
