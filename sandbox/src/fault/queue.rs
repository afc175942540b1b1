//! The faults to come.

use std::num::NonZeroU32;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Order, Place};

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
        let index = orders.iter().position(|order| order.place() == place)?;
        let order = orders.get_mut(index)?;
        let struck = order.clone();
        match NonZeroU32::new(order.count.get() - 1) {
            Some(left) => order.count = left,
            None => drop(orders.remove(index)),
        }
        tracing::info!(fault = ?struck.fault, "a fault strikes");
        Some(struck)
    }

    fn orders(&self) -> MutexGuard<'_, Vec<Order>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::fault::{Endpoint, Fault};

    fn order(json: &str) -> Order {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn each_place_takes_its_own_faults_in_order() {
        let faults = Faults::default();
        for json in [
            r#"{"fault":"token_error"}"#,
            r#"{"fault":"html","on":"search"}"#,
            r#"{"fault":"reset_after","count":2}"#,
            r#"{"fault":"html"}"#,
            r#"{"fault":"search_lag","ms":20}"#,
        ] {
            faults.add(order(json));
        }
        let next = |place| faults.next(place).map(|order| order.fault);
        let tickets = Place::Desk(Endpoint::Tickets);
        assert_eq!(next(tickets), Some(Fault::ResetAfter));
        assert_eq!(next(Place::Token), Some(Fault::TokenError));
        assert_eq!(next(Place::Token), None);
        assert_eq!(next(tickets), Some(Fault::ResetAfter));
        assert_eq!(next(tickets), Some(Fault::Html));
        assert_eq!(next(Place::Desk(Endpoint::List)), None);
        assert_eq!(next(Place::Desk(Endpoint::Search)), Some(Fault::Html));
        assert_eq!(faults.next(Place::Index).map(|order| order.delay()), Some(Duration::from_millis(20)));
        assert!(faults.list().is_empty());
    }

    #[test]
    fn an_order_is_read_strictly() {
        for json in [
            r#"{"fault":"fire"}"#,
            r#"{"fault":"html","count":0}"#,
            r#"{"fault":"html","often":2}"#,
            r#"{"fault":"html","on":"moon"}"#,
            "{}",
        ] {
            assert!(serde_json::from_str::<Order>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn an_order_that_could_never_strike_is_not_taken() {
        for json in [
            r#"{"fault":"reset_after","on":"search"}"#,
            r#"{"fault":"token_error","on":"tickets"}"#,
            r#"{"fault":"search_lag","on":"search"}"#,
            r#"{"fault":"refusal"}"#,
            r#"{"fault":"refusal","code":"FIRE"}"#,
            r#"{"fault":"error_before","status":399}"#,
            r#"{"fault":"error_before","status":600}"#,
        ] {
            assert!(order(json).check().is_err(), "{json}");
        }
        for json in [
            r#"{"fault":"reset_after","on":"tickets"}"#,
            r#"{"fault":"refusal","code":"FORBIDDEN","on":"uploads","status":400}"#,
            r#"{"fault":"error_before","status":599}"#,
        ] {
            assert_eq!(order(json).check(), Ok(()), "{json}");
        }
    }
}
