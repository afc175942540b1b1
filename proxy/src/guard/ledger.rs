//! What the guards remember: how much was taken, and what was used up. In memory here, which is
//! right for one process.

use std::collections::HashMap;
use std::future::Future;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use super::rate::Rate;
use super::tag::Tag;

/// So much of one rate.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Take {
    /// What is counted.
    pub(crate) tag: Tag,
    pub(crate) rate: Rate,
    pub(crate) cost: u32,
}

/// What became of an attempt to use something up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spent {
    /// Nobody has used it before.
    First,
    /// The same one has, and may again: it is the same request once more.
    Again,
    /// Somebody else has.
    Before,
}

/// Why it cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Too much was taken; not before so long.
    Wait(Duration),
}

/// What the guards remember. Several processes may share one.
pub(crate) trait Ledger {
    /// Takes all of `takes`, or nothing and says how long to wait.
    fn take(&self, takes: &[Take]) -> impl Future<Output = Result<(), Refused>> + Send;

    /// Uses `what` up on behalf of `by`; forgotten after `keep`.
    fn spend(&self, what: Tag, by: Tag, keep: Duration) -> impl Future<Output = Result<Spent, Refused>> + Send;

    /// Whether `what` has been used up.
    fn knows(&self, what: Tag) -> impl Future<Output = Result<bool, Refused>> + Send;
}

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

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::tag::Tagger;

    /// What every ledger has to do.
    async fn conforms(ledger: &impl Ledger) {
        let tagger = Tagger::new(b"secret");
        let rate = |text: &str| text.parse::<Rate>().unwrap();
        let take = |name: &str, text, cost| Take { tag: tagger.tag("x", name), rate: rate(text), cost };
        let many = [take("a", "3/h", 1), take("b", "2/h", 1)];
        assert_eq!(ledger.take(&many).await, Ok(()));
        assert_eq!(ledger.take(&many).await, Ok(()));
        assert!(matches!(ledger.take(&many).await, Err(Refused::Wait(wait)) if wait > Duration::from_secs(1700)));
        assert_eq!(ledger.take(&[take("a", "3/h", 1)]).await, Ok(()), "the refusal has taken nothing");
        assert!(ledger.take(&[take("a", "3/h", 1)]).await.is_err());

        let [what, one, other] = ["what", "one", "other"].map(|name| tagger.tag("y", name));
        let hour = Duration::from_secs(3600);
        assert_eq!(ledger.knows(what).await, Ok(false));
        assert_eq!(ledger.spend(what, one, hour).await, Ok(Spent::First));
        assert_eq!(ledger.spend(what, one, hour).await, Ok(Spent::Again));
        assert_eq!(ledger.spend(what, other, hour).await, Ok(Spent::Before));
        assert_eq!(ledger.knows(what).await, Ok(true));
        let brief = tagger.tag("y", "brief");
        assert_eq!(ledger.spend(brief, one, Duration::ZERO).await, Ok(Spent::First));
        assert_eq!(ledger.spend(brief, other, hour).await, Ok(Spent::First), "it was forgotten");
    }

    #[tokio::test]
    async fn memory_conforms() {
        conforms(&Memory::default()).await;
    }

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
