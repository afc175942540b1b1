//! What can go wrong on demand.

use std::num::NonZeroU32;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A fault; the crate's documentation says what each does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Fault {
    Latency,
    Unauthorized,
    TooManyRequests,
    ThresholdExceeded,
    ErrorBefore,
    ErrorAfter,
    SilentAfter,
    ResetAfter,
    Html,
    TokenError,
    TokenThrottled,
    SearchLag,
}

/// Where a fault strikes. Each place takes its own faults, in the order in which they were ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The answer to a new ticket.
    Ticket,
    /// The answer of the token endpoint.
    Token,
    /// The index that the search reads.
    Index,
}

impl Fault {
    fn place(self) -> Place {
        match self {
            Self::TokenError | Self::TokenThrottled => Place::Token,
            Self::SearchLag => Place::Index,
            Self::Latency
            | Self::Unauthorized
            | Self::TooManyRequests
            | Self::ThresholdExceeded
            | Self::ErrorBefore
            | Self::ErrorAfter
            | Self::SilentAfter
            | Self::ResetAfter
            | Self::Html => Place::Ticket,
        }
    }
}

/// A fault for the next `count` requests.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Order {
    pub(crate) fault: Fault,
    #[serde(default = "once")]
    count: NonZeroU32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) ms: Option<u64>,
}

fn once() -> NonZeroU32 {
    NonZeroU32::MIN
}

impl Order {
    /// `ms`, or a second and a half.
    pub(crate) fn delay(&self) -> Duration {
        Duration::from_millis(self.ms.unwrap_or(1500))
    }
}

/// The faults to come.
#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<Vec<Order>>);

impl Faults {
    pub(crate) fn add(&self, order: Order) {
        self.orders().push(order);
    }

    pub(crate) fn list(&self) -> Vec<Order> {
        self.orders().clone()
    }

    pub(crate) fn clear(&self) {
        self.orders().clear();
    }

    /// Uses up one of the faults that strike at `place`.
    pub(crate) fn next(&self, place: Place) -> Option<Order> {
        let mut orders = self.orders();
        let index = orders.iter().position(|order| order.fault.place() == place)?;
        let order = orders.get_mut(index)?;
        let struck = order.clone();
        match NonZeroU32::new(order.count.get() - 1) {
            Some(left) => order.count = left,
            None => drop(orders.remove(index)),
        }
        Some(struck)
    }

    fn orders(&self) -> MutexGuard<'_, Vec<Order>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_takes_its_own_faults_in_order() {
        let faults = Faults::default();
        for json in [
            r#"{"fault":"token_error"}"#,
            r#"{"fault":"reset_after","count":2}"#,
            r#"{"fault":"html"}"#,
            r#"{"fault":"search_lag","ms":20}"#,
        ] {
            faults.add(serde_json::from_str(json).unwrap());
        }
        let next = |place| faults.next(place).map(|order| order.fault);
        assert_eq!(next(Place::Ticket), Some(Fault::ResetAfter));
        assert_eq!(next(Place::Token), Some(Fault::TokenError));
        assert_eq!(next(Place::Token), None);
        assert_eq!(next(Place::Ticket), Some(Fault::ResetAfter));
        assert_eq!(next(Place::Ticket), Some(Fault::Html));
        assert_eq!(faults.next(Place::Index).map(|order| order.delay()), Some(Duration::from_millis(20)));
        assert!(faults.list().is_empty());
    }

    #[test]
    fn an_order_is_read_strictly() {
        for json in [r#"{"fault":"fire"}"#, r#"{"fault":"html","count":0}"#, r#"{"fault":"html","often":2}"#, "{}"] {
            assert!(serde_json::from_str::<Order>(json).is_err(), "{json}");
        }
    }
}
