//! Zoho's limit on access tokens: ten in ten minutes for one refresh token, then none.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How far back tokens count.
pub(crate) const WINDOW: Duration = Duration::from_secs(600);
const LIMIT: usize = 10;

/// Counts the tokens given out, in this run only: whoever restarts a sandbox while developing is
/// not to be locked out by it.
#[derive(Debug)]
pub(crate) struct Throttle(Mutex<Counted>);

#[derive(Debug)]
struct Counted {
    limit: usize,
    given: VecDeque<Instant>,
}

impl Default for Throttle {
    fn default() -> Self {
        Self(Mutex::new(Counted { limit: LIMIT, given: VecDeque::new() }))
    }
}

impl Throttle {
    /// Counts one more token, unless there have been too many.
    pub(crate) fn admit(&self, now: Instant) -> bool {
        let mut counted = self.counted(now);
        let admitted = counted.given.len() < counted.limit;
        if admitted {
            counted.given.push_back(now);
        }
        admitted
    }

    /// The limit, and how much of it is used.
    pub(crate) fn usage(&self, now: Instant) -> (usize, usize) {
        let counted = self.counted(now);
        (counted.limit, counted.given.len())
    }

    pub(crate) fn set_limit(&self, limit: usize) {
        self.counted(Instant::now()).limit = limit;
    }

    pub(crate) fn forget(&self) {
        self.counted(Instant::now()).given.clear();
    }

    fn counted(&self, now: Instant) -> MutexGuard<'_, Counted> {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counted.given.retain(|given| now.saturating_duration_since(*given) < WINDOW);
        counted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_in_ten_minutes() {
        let throttle = Throttle::default();
        let start = Instant::now();
        assert!((0..10).all(|second| throttle.admit(start + Duration::from_secs(second))));
        assert!(!throttle.admit(start + Duration::from_secs(599)));
        assert!(throttle.admit(start + Duration::from_secs(600)));
        assert!(!throttle.admit(start + Duration::from_secs(600)));
        throttle.set_limit(11);
        assert!(throttle.admit(start + Duration::from_secs(600)));
    }
}
