//! A flood must not fill the log as well: what is refused for being too much is counted, and told
//! now and then.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Seconds between two lines.
const PAUSE: u64 = 10;

/// Counts refusals.
#[derive(Debug)]
pub(super) struct Tally {
    begin: Instant,
    /// Seconds since the beginning, plus one; zero before the first line.
    told: AtomicU64,
    refused: AtomicU64,
}

impl Default for Tally {
    fn default() -> Self {
        Self { begin: Instant::now(), told: AtomicU64::new(0), refused: AtomicU64::new(0) }
    }
}

impl Tally {
    /// Counts one, and gives the number of those that nobody has been told of, if it is time.
    pub(super) fn count(&self) -> Option<u64> {
        self.count_at(self.begin.elapsed().as_secs() + 1)
    }

    fn count_at(&self, now: u64) -> Option<u64> {
        self.refused.fetch_add(1, Ordering::Relaxed);
        let told = self.told.load(Ordering::Relaxed);
        let due = told == 0 || now >= told + PAUSE;
        let mine = due && self.told.compare_exchange(told, now, Ordering::Relaxed, Ordering::Relaxed).is_ok();
        mine.then(|| self.refused.swap(0, Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_told_at_once_and_the_others_together() {
        let tally = Tally::default();
        let told: Vec<Option<u64>> = [1, 1, 2, 10, 11, 12, 30].into_iter().map(|now| tally.count_at(now)).collect();
        assert_eq!(told, [Some(1), None, None, None, Some(4), None, Some(2)]);
    }
}
