//! Taking one submission a step further.

use crate::submission::{Event, Moment, Policy, Submission, SubmissionId, step};

use super::link::{Link, Row};
use super::{Applied, StoreError, columns};

/// Reads the submission under a lock, asks the machine, and writes what it says: nobody can have
/// changed it in between, and an answer that belongs to another attempt changes nothing.
pub(super) async fn apply(
    link: &mut Link,
    id: &SubmissionId,
    event: Event,
    now: Moment,
    policy: &Policy,
) -> Result<Applied, StoreError> {
    let sql =
        link.either("SELECT * FROM submissions WHERE id = $1", "SELECT * FROM submissions WHERE id = $1 FOR UPDATE");
    let row = link.row(sql, vec![id.as_str().into()]).await?.ok_or(StoreError::Gone)?;
    take(link, &row, event, now, policy).await
}

/// The same for everything that a start may free.
pub(super) async fn restart(link: &mut Link, now: Moment, policy: &Policy) -> Result<u64, StoreError> {
    let sql = link.either(
        "SELECT * FROM submissions WHERE state IN ('sending', 'unknown', 'held')",
        "SELECT * FROM submissions WHERE state = 'held' ORDER BY id FOR UPDATE SKIP LOCKED",
    );
    take_all(link, sql, &Event::Restarted, now, policy).await
}

/// Nothing is certain any more about what has no ticket.
pub(super) async fn doubt(link: &mut Link, now: Moment, policy: &Policy) -> Result<u64, StoreError> {
    let sql = link.either(
        "SELECT * FROM submissions WHERE state NOT IN ('created', 'rejected')",
        "SELECT * FROM submissions WHERE state NOT IN ('created', 'rejected') ORDER BY id FOR UPDATE",
    );
    take_all(link, sql, &Event::Restored, now, policy).await
}

/// One step of each submission that `sql` reads; gives how many those are.
async fn take_all(
    link: &mut Link,
    sql: &'static str,
    event: &Event,
    now: Moment,
    policy: &Policy,
) -> Result<u64, StoreError> {
    let rows = link.rows(sql, vec![]).await?;
    for row in &rows {
        take(link, row, event.clone(), now, policy).await?;
    }
    Ok(rows.len() as u64)
}

/// One step of a submission whose row was read, and locked where that is needed.
pub(super) async fn take(
    link: &mut Link,
    row: &Row,
    event: Event,
    now: Moment,
    policy: &Policy,
) -> Result<Applied, StoreError> {
    let mut submission = columns::submission(row)?;
    let (progress, effect) = step(&submission.progress, event, now, policy);
    if progress != submission.progress {
        submission.progress = progress;
        write(link, &submission, now).await?;
    }
    Ok(Applied { submission, effect })
}

pub(super) async fn write(link: &mut Link, submission: &Submission, now: Moment) -> Result<(), StoreError> {
    let sql = "UPDATE submissions SET body = $1, state = $2, ahead = $3, attempt = $4, next_at = $5, owner = $6,
               reason = $7, since = $8, lookups = $9, negatives = $10, held_since = $11, ticket_number = $12,
               ticket_id = $13, web_url = $14, errors = $15, changed_at = $17,
               person = CASE WHEN $3 = 1 OR $2 = 'held' THEN person END WHERE id = $16";
    let mut values = columns::changing(submission)?;
    values.extend([submission.id.as_str().into(), now.0.into()]);
    if link.run(sql, values).await? == 1 { Ok(()) } else { Err(StoreError::Gone) }
}
