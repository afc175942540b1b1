//! What the operator wants to know of all submissions together, and of those that wait for a hand.

use std::time::Duration;

use crate::submission::{Moment, Submission, SubmissionId};

use super::link::Link;
use super::{StoreError, columns};

/// How many submissions there are, and how long they have been waiting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    /// How many are in each state, by its name; states without any are left out.
    pub states: Vec<(String, u64)>,
    /// How long ago the oldest came in that has no ticket yet and was not refused.
    pub oldest_unsent: Option<Duration>,
    /// How many something could be done about right now.
    pub due: u64,
}

pub(super) async fn census(link: &mut Link, now: Moment) -> Result<Census, StoreError> {
    let mut states = Vec::new();
    for row in link.rows("SELECT state, count(*) AS number FROM submissions GROUP BY state", vec![]).await? {
        states.push((row.text("state")?, row.int("number")?.unsigned_abs()));
    }
    let sql = "SELECT min(created_at) AS oldest FROM submissions WHERE state NOT IN ('created', 'rejected')";
    let oldest = link.row(sql, vec![]).await?.map(|row| row.maybe_int("oldest")).transpose()?.flatten();
    let sql = "SELECT count(*) AS number FROM submissions WHERE next_at <= $1";
    let due = link.row(sql, vec![now.0.into()]).await?.map(|row| row.int("number")).transpose()?.unwrap_or_default();
    Ok(Census { states, oldest_unsent: oldest.map(|oldest| now.since(Moment(oldest))), due: due.unsigned_abs() })
}

/// Those that are held or given up, those that have waited longest first.
pub(super) async fn held(link: &mut Link, limit: usize) -> Result<Vec<Submission>, StoreError> {
    let sql = "SELECT * FROM submissions WHERE state IN ('held', 'expired') ORDER BY seq LIMIT $1";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    link.rows(sql, vec![limit.into()]).await?.iter().map(columns::submission).collect()
}

/// Takes away one that is held or given up. Whether there was such a one.
pub(super) async fn discard(link: &mut Link, id: &SubmissionId) -> Result<u64, StoreError> {
    let sql = "DELETE FROM submissions WHERE id = $1 AND state IN ('held', 'expired')";
    Ok(link.run(sql, vec![id.as_str().into()]).await?)
}

impl Census {
    /// How many are in `state`.
    pub fn count(&self, state: &str) -> u64 {
        self.states.iter().find(|(name, _)| name == state).map_or(0, |(_, number)| *number)
    }
}

/// The names of all states, for whoever counts.
pub const STATES: [&str; 8] = ["received", "sending", "retry", "unknown", "created", "rejected", "held", "expired"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::submission::State;
    use crate::zoho::{Reason, Receipt};

    #[test]
    fn every_state_is_counted() {
        let at = Moment(0);
        let reason = Reason::Interrupted;
        let receipt = Receipt { ticket_number: "1".to_owned(), id: "1".to_owned(), web_url: None };
        let states = [
            State::Received,
            State::Sending { owner: String::new(), lease: at },
            State::Retry { at, reason },
            State::Unknown { since: at, at, lookups: 0, negatives: 0, reason },
            State::Created(receipt),
            State::Rejected(Vec::new()),
            State::Held { reason, at },
            State::Expired { reason },
        ];
        assert_eq!(states.map(|state| state.name()), STATES);
    }
}
