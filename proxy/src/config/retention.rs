//! How long finished submissions are kept.

use std::time::Duration;

use super::source::Source;
use crate::store::Purge;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

pub(super) fn read(source: &mut Source<'_>) -> Purge {
    let default = Purge::default();
    let mut days = |key, default| source.number(key, 1..=3650).map_or(default, |days| DAY * days as u32);
    let purge = Purge {
        rejected: days("retention.rejected_days", default.rejected),
        finished: days("retention.finished_days", default.finished),
    };
    if purge.finished < purge.rejected {
        source.mistake("retention.finished_days", "has to be at least retention.rejected_days".to_owned());
    }
    purge
}
