//! How busy it is: how many challenges were asked for within the last minute or so.

/// Seconds.
const SPAN: i64 = 60;
/// So many in a span are no reason for anything.
const CALM: u32 = 60;
/// The most that a challenge gets harder.
const HARDEST: u32 = 16;

/// Counts in spans; the last one fades out while the present one fills.
#[derive(Debug, Default)]
pub(super) struct Load {
    span: i64,
    before: u32,
    present: u32,
}

impl Load {
    /// Counts one at `now` (in seconds), and gives the factor for it: 1, 2, 4, 8 or 16.
    pub(super) fn count(&mut self, now: i64) -> u32 {
        let span = now / SPAN;
        if span != self.span {
            self.before = if span == self.span + 1 { self.present } else { 0 };
            (self.span, self.present) = (span, 0);
        }
        self.present = self.present.saturating_add(1);
        let rest = u32::try_from(SPAN - now.rem_euclid(SPAN)).unwrap_or_default();
        let fading = u64::from(self.before) * u64::from(rest) / SPAN.unsigned_abs();
        let times = (fading + u64::from(self.present)) / u64::from(CALM);
        u32::try_from(times.checked_ilog2().map_or(1, |power| 1_u64 << power)).unwrap_or(HARDEST).min(HARDEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_the_harder_and_then_it_is_over() {
        let mut load = Load::default();
        let mut last = |count: u32, now| (0..count).map(|_| load.count(now)).last().unwrap();
        assert_eq!(last(119, 600), 1);
        assert_eq!(last(1, 600), 2);
        assert_eq!(last(120, 601), 4);
        assert_eq!(last(10_000, 602), 16);
        assert_eq!(last(1, 661), 16, "not over yet");
        assert_eq!(last(1, 719), 2, "nearly");
        assert_eq!(last(1, 900), 1);
    }
}
