//! Points in time that survive a restart.

use std::sync::LazyLock;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970, by the system's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

/// The clocks at the first look at them.
static START: LazyLock<(Moment, Instant)> = LazyLock::new(|| (Moment::by_the_system(), Instant::now()));

impl Moment {
    /// Now. The system's clock is read once and counted on from then, so that setting it makes no
    /// lease longer or shorter.
    pub fn now() -> Self {
        let (start, then) = *START;
        start.plus(then.elapsed())
    }

    /// How far [`Moment::now`] is behind the system's clock: that was set, or the machine has slept.
    pub(super) fn lag() -> Duration {
        Self::by_the_system().since(Self::now())
    }

    fn by_the_system() -> Self {
        Self(millis(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()))
    }

    /// This moment, `duration` later.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(millis(duration)))
    }

    /// This moment, `duration` earlier.
    #[must_use]
    pub fn before(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(millis(duration)))
    }

    /// How long it is from `earlier` until this moment; nothing if it is the other way round.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
