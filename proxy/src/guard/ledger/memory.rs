//! The ledger of one process, gone with it.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use super::{Ledger, Refused, Spent, Take, micros};
use crate::guard::tag::Tag;

/// Entries of one kind. Some 50 bytes each: with both kinds full, far below 100 MB.
const MOST: usize = 500_000;
const SWEEP: Duration = Duration::from_secs(30);

/// The ledger of one process, gone with it.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pages: Mutex<Pages>,
}

#[derive(Debug, Default)]
struct Pages {
    /// When everything will have come back, in microseconds since 1970.
    full: HashMap<Tag, i64>,
    /// Until when it is remembered, and who has used it.
    spent: HashMap<Tag, (i64, Tag)>,
    swept: i64,
}

impl Memory {
    fn with<T>(&self, work: impl FnOnce(&mut Pages, i64) -> T) -> T {
        let now = now();
        // A panic elsewhere leaves the numbers as right as they were.
        let mut pages = self.pages.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        pages.sweep(now);
        work(&mut pages, now)
    }
}

impl Ledger for Memory {
    async fn take(&self, takes: &[Take]) -> Result<(), Refused> {
        self.with(|pages, now| pages.take(takes, now)).map_err(Refused::Wait)
    }

    async fn spend(&self, what: Tag, by: Tag, keep: Duration) -> Result<Spent, Refused> {
        Ok(self.with(|pages, now| match pages.spent.get(&what) {
            Some((until, user)) if *until > now => {
                if *user == by {
                    Spent::Again
                } else {
                    Spent::Before
                }
            }
            _ => {
                pages.spent.insert(what, (now.saturating_add(micros(keep)), by));
                Spent::First
            }
        }))
    }

    async fn knows(&self, what: Tag) -> Result<bool, Refused> {
        Ok(self.with(|pages, now| pages.spent.get(&what).is_some_and(|(until, _)| *until > now)))
    }
}

impl Pages {
    fn take(&mut self, takes: &[Take], now: i64) -> Result<(), Duration> {
        let mut after: Vec<(Tag, i64)> = Vec::with_capacity(takes.len());
        let mut wait = None;
        for take in takes {
            match take.rate.take(self.full.get(&take.tag).copied().unwrap_or(now), now, take.cost) {
                Ok(full) => after.push((take.tag, full)),
                Err(longer) => wait = wait.max(Some(longer)),
            }
        }
        if let Some(wait) = wait {
            return Err(wait);
        }
        self.full.extend(after);
        Ok(())
    }

    /// Forgets what makes no difference any more, and where that is not enough whatever
    /// would be forgotten next, down to three quarters: a flood from countless addresses must not fill the memory.
    fn sweep(&mut self, now: i64) {
        let crowded = self.full.len() > MOST || self.spent.len() > MOST;
        if !crowded && now.saturating_sub(self.swept) < micros(SWEEP) {
            return;
        }
        self.swept = now;
        self.full.retain(|_, full| *full > now);
        self.spent.retain(|_, (until, _)| *until > now);
        shrink(&mut self.full, |full| *full);
        shrink(&mut self.spent, |(until, _)| *until);
    }
}

fn shrink<V>(entries: &mut HashMap<Tag, V>, moment: impl Fn(&V) -> i64) {
    if entries.len() <= MOST {
        return;
    }
    let mut moments: Vec<i64> = entries.values().map(&moment).collect();
    let surplus = moments.len() - MOST / 4 * 3;
    let (_, limit, _) = moments.select_nth_unstable(surplus);
    let limit = *limit;
    entries.retain(|_, entry| moment(entry) > limit);
}

/// Microseconds since 1970.
fn now() -> i64 {
    micros(SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::tag::Tagger;

    #[test]
    fn what_makes_no_difference_is_forgotten_and_the_rest_has_an_end() {
        let tagger = Tagger::new(b"secret");
        let mut pages = Pages::default();
        for n in 0..=MOST {
            let full = if n % 2 == 0 { 1_000 } else { i64::try_from(n).unwrap() + 10_000_000 };
            pages.full.insert(tagger.tag("n", &n.to_string()), full);
        }
        pages.sweep(5_000_000);
        assert_eq!(pages.full.len(), MOST / 2, "half of them had come back long ago");
        for n in 0..=MOST {
            pages.full.insert(tagger.tag("m", &n.to_string()), i64::MAX - i64::try_from(n).unwrap());
        }
        pages.sweep(5_000_001);
        assert!(pages.full.len() <= MOST && pages.full.len() > MOST / 2, "{}", pages.full.len());
    }
}
