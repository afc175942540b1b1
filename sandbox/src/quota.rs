//! What Zoho allows a portal: requests at a time, and credits a day. Nothing, unless somebody sets it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;

/// The limits in force. `None` is none.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Limits {
    /// Requests at a time: 5 to 25, after the edition.
    #[serde(default)]
    concurrency: Option<usize>,
    /// Credits left for the day.
    #[serde(default)]
    credits: Option<u64>,
    /// The `Retry-After` once they are used up.
    #[serde(default)]
    retry_after_seconds: Option<u64>,
}

/// The limits, and what came of them.
#[derive(Debug, Clone, Copy, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Usage {
    #[serde(flatten)]
    limits: Limits,
    /// Requests that are being served.
    in_flight: usize,
    /// The most that ever were, since the limits were set.
    most_in_flight: usize,
    /// Requests since the limits were set.
    requests: u64,
    /// How many of them were refused.
    refused: u64,
    /// How many of them were to create a ticket …
    posts: u64,
    /// … and how many to find one.
    lookups: u64,
}

/// What is asked, as far as it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Create,
    Search,
    List,
    Other,
}

/// Counts the requests of Zoho Desk.
#[derive(Debug, Default)]
pub(crate) struct Quota(Mutex<Usage>);

/// A request that is being served; over when dropped.
#[derive(Debug)]
struct Served(Arc<Quota>);

impl Drop for Served {
    fn drop(&mut self) {
        self.0.counted().in_flight -= 1;
    }
}

impl Quota {
    pub(crate) fn usage(&self) -> Usage {
        *self.counted()
    }

    /// Sets the limits and begins to count anew.
    pub(crate) fn limit(&self, limits: Limits) {
        let mut counted = self.counted();
        let in_flight = counted.in_flight;
        *counted = Usage { limits, in_flight, most_in_flight: in_flight, ..Usage::default() };
    }

    fn admit(self: &Arc<Self>, request: Kind) -> Result<Served, Refusal> {
        let mut counted = self.counted();
        counted.requests += 1;
        match request {
            Kind::Create => counted.posts += 1,
            Kind::Search | Kind::List => counted.lookups += 1,
            Kind::Other => {}
        }
        // As Zoho counts.
        let weight = if request == Kind::Search { 3 } else { 1 };
        if counted.limits.concurrency.is_some_and(|limit| counted.in_flight >= limit) {
            counted.refused += 1;
            return Err(Refusal::too_many_requests());
        }
        if let Some(credits) = counted.limits.credits {
            let Some(left) = credits.checked_sub(weight) else {
                counted.refused += 1;
                return Err(Refusal::threshold_exceeded(counted.limits.retry_after_seconds));
            };
            counted.limits.credits = Some(left);
        }
        counted.in_flight += 1;
        counted.most_in_flight = counted.most_in_flight.max(counted.in_flight);
        Ok(Served(Arc::clone(self)))
    }

    fn counted(&self) -> MutexGuard<'_, Usage> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Serves what the limits admit.
pub(crate) async fn keep(State(quota): State<Arc<Quota>>, request: Request, next: Next) -> Response {
    let kind = match (request.method(), request.uri().path()) {
        (&Method::POST, "/api/v1/tickets") => Kind::Create,
        (&Method::GET, "/api/v1/tickets/search") => Kind::Search,
        (&Method::GET, "/api/v1/tickets") => Kind::List,
        _ => Kind::Other,
    };
    match quota.admit(kind) {
        Ok(_served) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quota(concurrency: Option<usize>, credits: Option<u64>) -> Arc<Quota> {
        let quota = Arc::new(Quota::default());
        quota.limit(Limits { concurrency, credits, retry_after_seconds: None });
        quota
    }

    #[test]
    fn as_many_at_a_time_as_allowed() {
        let quota = quota(Some(2), None);
        let first = quota.admit(Kind::Create).unwrap();
        let _second = quota.admit(Kind::Create).unwrap();
        assert!(quota.admit(Kind::Create).is_err());
        drop(first);
        let _third = quota.admit(Kind::Create).unwrap();
        let usage = quota.usage();
        assert_eq!((usage.in_flight, usage.most_in_flight, usage.requests, usage.refused), (2, 2, 4, 1));
        assert_eq!((usage.posts, usage.lookups), (4, 0));
    }

    #[test]
    fn credits_are_used_up_by_weight() {
        let quota = quota(None, Some(4));
        assert!(quota.admit(Kind::Search).is_ok());
        assert!(quota.admit(Kind::Search).is_err());
        assert!(quota.admit(Kind::Create).is_ok());
        assert!(quota.admit(Kind::Create).is_err());
        quota.limit(Limits::default());
        assert!(quota.admit(Kind::Search).is_ok());
    }
}
