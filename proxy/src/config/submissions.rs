//! How submissions are brought to Zoho, and for how long they are waited for.

use std::time::Duration;

use super::one_of;
use super::source::Source;
use crate::submission::OnUnknown;

/// What stays of a lease beyond a request's time-out, at least: for the access token before it.
const BEFORE: u64 = 5;

/// How submissions are treated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submissions {
    /// What to do about a ticket whose answer was lost, once it has been shown to be absent.
    pub on_unknown: OnUnknown,
    /// How long after the attempt that has to be shown.
    pub absent_after: Duration,
    /// Requests to Zoho at a time.
    pub concurrency: usize,
    /// How long to wait for an answer of Zoho's.
    pub request_timeout: Duration,
    /// For how long a process may be busy with a submission before another takes over.
    pub lease: Duration,
    /// For how long the same content under another key counts as the same; zero: not at all.
    pub repeats: Duration,
    /// How long a submission may be held before it is given up.
    pub held: Duration,
}

impl Default for Submissions {
    fn default() -> Self {
        Self {
            on_unknown: OnUnknown::Resend,
            absent_after: Duration::from_secs(600),
            concurrency: 5,
            request_timeout: Duration::from_secs(20),
            lease: Duration::from_secs(45),
            repeats: Duration::from_secs(600),
            held: Duration::from_secs(14 * 24 * 60 * 60),
        }
    }
}

pub(super) fn read(source: &mut Source<'_>) -> Submissions {
    let default = Submissions::default();
    let words = [("resend", OnUnknown::Resend), ("hold", OnUnknown::Hold)];
    let on_unknown = one_of(source, "on_unknown", words).unwrap_or(default.on_unknown);
    let concurrency = source.number("submissions.concurrency", 1..=100);
    let days = source.number("submissions.held_days", 1..=3650);
    let mut seconds = |key, range, default| source.number(key, range).map_or(default, Duration::from_secs);
    let submissions = Submissions {
        on_unknown,
        absent_after: seconds("submissions.absent_after_seconds", 1..=86_400, default.absent_after),
        concurrency: concurrency.and_then(|number| usize::try_from(number).ok()).unwrap_or(default.concurrency),
        request_timeout: seconds("submissions.request_timeout_seconds", 1..=300, default.request_timeout),
        lease: seconds("submissions.lease_seconds", 1..=3600, default.lease),
        repeats: seconds("submissions.repeat_seconds", 0..=86_400, default.repeats),
        held: days.map_or(default.held, |days| Duration::from_secs(days * 24 * 60 * 60)),
    };
    if submissions.lease < submissions.request_timeout + Duration::from_secs(BEFORE) {
        source.mistake(
            "submissions.lease_seconds",
            format!("has to be longer than request_timeout_seconds, by at least {BEFORE} seconds"),
        );
    }
    submissions
}
