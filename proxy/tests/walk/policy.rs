//! The machine's patience, in ticks: small numbers in the same order as the real ones.

use std::time::Duration;

use deskbell_proxy::submission::{Moment, OnUnknown, Policy};

/// The smallest step of time.
pub(crate) const TICK: Duration = Duration::from_secs(1);

/// What has to be left of a lease for a request to leave, in ticks.
pub(crate) const TIMEOUT: u8 = 1;

/// How long after it was sent a request can still arrive at Zoho, in ticks.
pub(crate) const ARRIVES: u8 = 2;

/// How long a ticket can stay hidden from every lookup, in ticks.
pub(crate) const HIDDEN: u8 = 1;

/// Now, in every world; what lies behind gets older instead.
pub(crate) const NOW: Moment = Moment(1_000_000);

/// For how long the past makes a difference, in ticks.
pub(crate) const PAST: u32 = 5;

pub(crate) fn policy(on_unknown: OnUnknown) -> Policy {
    Policy {
        retry_first: TICK,
        retry_most: TICK,
        lookups: vec![TICK, TICK * 2],
        negatives: 2,
        absent_after: TICK * u32::from(ARRIVES + HIDDEN),
        on_unknown,
        lookup_patience: TICK * (PAST - 1),
        lease: TICK * 2,
        heal_after: TICK,
        max_age: TICK * 3,
        visitor_stays: TICK,
        ..Policy::default()
    }
}
