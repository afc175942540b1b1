//! How often something may happen: the generic cell rate algorithm. One number is kept for each
//! thing that is counted, and every store of them does the same arithmetic.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// So many in a period: that many at once, and then one more each time its share of the period
/// has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    count: u32,
    period: Duration,
}

/// A text that is not a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotARate;

impl Rate {
    /// `count` a day.
    pub(crate) const fn per_day(count: u32) -> Self {
        Self { count, period: Duration::from_secs(86_400) }
    }

    /// `count` in `period`.
    #[cfg(test)]
    pub(crate) fn new(count: u32, period: Duration) -> Self {
        Self { count: count.max(1), period }
    }

    /// Takes `cost` at the moment `now`, where `full` is the moment at which everything that was
    /// taken before will have come back (both in microseconds). Gives the new one, or how long to
    /// wait. What costs more than the whole rate costs just that.
    pub(crate) fn take(&self, full: i64, now: i64, cost: u32) -> Result<i64, Duration> {
        let period = i64::try_from(self.period.as_micros()).unwrap_or(i64::MAX);
        let taken = period / i64::from(self.count) * i64::from(cost.min(self.count));
        let full = full.max(now).saturating_add(taken);
        let over = full.saturating_sub(now).saturating_sub(period);
        if over > 0 { Err(Duration::from_micros(over.unsigned_abs())) } else { Ok(full) }
    }
}

impl FromStr for Rate {
    type Err = NotARate;

    /// `20/h`, `5/10m`: a number, a slash, and seconds, minutes, hours or days.
    fn from_str(text: &str) -> Result<Self, NotARate> {
        let (count, period) = text.trim().split_once('/').ok_or(NotARate)?;
        let unit = period.chars().next_back().ok_or(NotARate)?;
        let seconds = match unit {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86_400,
            _ => return Err(NotARate),
        };
        let number = |text: &str| match text.parse::<u32>() {
            Ok(number) if (1..=1_000_000).contains(&number) => Ok(number),
            _ => Err(NotARate),
        };
        let units = match period.strip_suffix(unit) {
            Some("") | None => 1,
            Some(units) => number(units)?,
        };
        if units > 366 * 86_400 / seconds {
            return Err(NotARate);
        }
        Ok(Self { count: number(count)?, period: Duration::from_secs(u64::from(units) * u64::from(seconds)) })
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}s", self.count, self.period.as_secs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read() {
        for (text, count, seconds) in [("20/h", 20, 3600), ("5/10m", 5, 600), (" 1/s ", 1, 1), ("240/d", 240, 86_400)] {
            assert_eq!(text.parse(), Ok(Rate::new(count, Duration::from_secs(seconds))), "{text}");
        }
        for text in ["", "5", "5/", "/m", "0/m", "5/0m", "-1/m", "5/w", "5/ä", "1000001/s", "5/1000000d", "a/m"] {
            assert_eq!(text.parse::<Rate>(), Err(NotARate), "{text}");
        }
    }

    #[test]
    fn as_many_at_once_as_the_rate_has_and_then_one_at_a_time() {
        let rate = Rate::new(3, Duration::from_secs(3));
        let mut full = 0;
        for _ in 0..3 {
            full = rate.take(full, 1_000_000, 1).unwrap();
        }
        assert_eq!(rate.take(full, 1_000_000, 1), Err(Duration::from_secs(1)));
        assert_eq!(rate.take(full, 1_999_999, 1), Err(Duration::from_micros(1)));
        full = rate.take(full, 2_000_000, 1).unwrap();
        assert_eq!(rate.take(full, 2_000_000, 1), Err(Duration::from_secs(1)));
        assert!(rate.take(full, 60_000_000, 3).is_ok(), "everything has come back");
    }

    #[test]
    fn what_costs_more_than_there_is_costs_everything() {
        let rate = Rate::new(3, Duration::from_secs(3));
        let full = rate.take(0, 0, 100).unwrap();
        assert_eq!(rate.take(full, 0, 1), Err(Duration::from_secs(1)));
    }

    #[test]
    fn extremes_do_not_overflow() {
        let rate: Rate = "1/366d".parse().unwrap();
        assert!(rate.take(i64::MAX, i64::MAX - 5, 1).is_ok() || rate.take(i64::MAX, 0, 1).is_err());
        assert!(rate.take(i64::MIN, i64::MIN, u32::MAX).is_ok());
    }
}
