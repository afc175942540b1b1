//! How attempts and lookups end, counted for the operator.

use std::time::Duration;

use prometheus_client::metrics::histogram::Histogram;

use crate::metrics::{Ending, Endings};
use crate::zoho::{LookupError, Outcome, Sighting};

/// The steps of the histogram of requests, in seconds; Zoho is given up after twenty.
const REQUEST_SECONDS: [f64; 8] = [0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0];

/// The counts since the start of the process. Clones are the same.
#[derive(Debug, Clone)]
pub struct Tally {
    /// Attempts to create a ticket, by outcome.
    pub attempts: Endings,
    /// Lookups of a ticket whose answer was lost, by outcome.
    pub lookups: Endings,
    /// How long attempts took.
    pub seconds: Histogram,
}

impl Default for Tally {
    fn default() -> Self {
        Self { attempts: Endings::default(), lookups: Endings::default(), seconds: Histogram::new(REQUEST_SECONDS) }
    }
}

impl Tally {
    pub(super) fn attempt(&self, outcome: &Outcome, took: Duration) {
        let outcome = match outcome {
            Outcome::Created(_) => "created",
            Outcome::Rejected(_) => "rejected",
            Outcome::NotCreated { .. } => "not_created",
            Outcome::Held { .. } => "held",
            Outcome::Unknown { .. } => "unknown",
        };
        self.attempts.get_or_create(&Ending { outcome }).inc();
        self.seconds.observe(took.as_secs_f64());
    }

    pub(super) fn lookup(&self, result: &Result<Sighting, LookupError>) {
        let outcome = match result {
            Ok(Sighting::Found(_)) => "found",
            Ok(Sighting::Absent) => "absent",
            Ok(Sighting::Unseen) => "unseen",
            Err(_) => "failed",
        };
        self.lookups.get_or_create(&Ending { outcome }).inc();
    }
}
