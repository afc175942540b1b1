//! What is due: taking it, and when there will be more.

use crate::submission::{Event, Moment, Policy, SubmissionId};

use super::change::take;
use super::link::{Link, Value};
use super::{Applied, StoreError};

/// Due, and not to be sent before an earlier one of the same person.
const CLAIM: &str = "SELECT * FROM submissions AS s WHERE next_at <= $1
    AND (state NOT IN ('received', 'retry', 'held') OR NOT EXISTS (
        SELECT 1 FROM submissions AS e WHERE e.person = s.person AND e.ahead = 1 AND e.seq < s.seq))
    ORDER BY next_at, seq LIMIT $2";

/// The same; what another replica is just taking is left to it.
const CLAIM_POSTGRES: &str = "SELECT * FROM submissions AS s WHERE next_at <= $1
    AND (state NOT IN ('received', 'retry', 'held') OR NOT EXISTS (
        SELECT 1 FROM submissions AS e WHERE e.person = s.person AND e.ahead = 1 AND e.seq < s.seq))
    ORDER BY next_at, seq LIMIT $2 FOR UPDATE OF s SKIP LOCKED";

pub(super) async fn claim(
    link: &mut Link,
    owner: &str,
    limit: usize,
    now: Moment,
    policy: &Policy,
) -> Result<Vec<Applied>, StoreError> {
    let sql = link.either(CLAIM, CLAIM_POSTGRES);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut claimed = Vec::new();
    for row in link.rows(sql, vec![now.0.into(), limit.into()]).await? {
        claimed.push(take(link, &row, Event::Due { owner: owner.to_owned() }, now, policy).await?);
    }
    Ok(claimed)
}

/// When the next is due that is not due at `now`.
pub(super) async fn next_due(link: &mut Link, now: Moment) -> Result<Option<Moment>, StoreError> {
    let sql = "SELECT min(next_at) AS next_at FROM submissions WHERE next_at > $1";
    let row = link.row(sql, vec![now.0.into()]).await?;
    Ok(row.map(|row| row.maybe_int("next_at")).transpose()?.flatten().map(Moment))
}

/// The end of the lease of that attempt, while it lasts.
pub(super) async fn lease(link: &mut Link, id: &SubmissionId, attempt: u32) -> Result<Option<Moment>, StoreError> {
    let sql = "SELECT next_at FROM submissions WHERE id = $1 AND attempt = $2 AND state = 'sending'";
    let row = link.row(sql, vec![id.as_str().into(), Value::Int(Some(i64::from(attempt)))]).await?;
    Ok(row.map(|row| row.maybe_int("next_at")).transpose()?.flatten().map(Moment))
}
