//! Query parameters. Zoho refuses those that it does not know.

use std::convert::Infallible;
use std::ops::RangeInclusive;

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;

use crate::refusal::Refusal;

/// The parameters of a request, in order.
#[derive(Debug)]
pub(crate) struct Params(Vec<(String, String)>);

impl<S: Sync> FromRequestParts<S> for Params {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(Query::try_from_uri(&parts.uri).map(|Query(pairs)| pairs).unwrap_or_default()))
    }
}

impl Params {
    /// Refuses every parameter but `known` and `orgId`, which may stand in any desk request.
    pub(crate) fn only(&self, known: impl Fn(&str) -> bool) -> Result<(), Refusal> {
        match self.0.iter().find(|(name, _)| name != "orgId" && !known(name)) {
            Some((name, _)) => {
                Err(Refusal::unprocessable(format!("Extra query parameter '{name}' is present in the input.")))
            }
            None => Ok(()),
        }
    }

    pub(crate) fn none(&self) -> Result<(), Refusal> {
        self.only(|_| false)
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// A whole number within `range`, or `default`.
    pub(crate) fn number(&self, name: &str, range: RangeInclusive<i64>, default: i64) -> Result<i64, Refusal> {
        let Some(text) = self.get(name) else { return Ok(default) };
        text.parse().ok().filter(|number| range.contains(number)).ok_or_else(|| {
            let (first, last) = (range.start(), range.end());
            Refusal::unprocessable(format!(
                "The value passed for field '{name}' exceeds the range of '{first}-{last}'."
            ))
        })
    }
}
