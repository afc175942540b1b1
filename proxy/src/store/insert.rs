//! Storing a new submission: one to a key, and one to what was sent twice.

use std::collections::BTreeSet;

use crate::submission::{Effect, Event, Moment, Policy, Submission, step};

use super::change::write;
use super::columns;
use super::link::{Link, Value};
use super::writer::Write;
use super::{Applied, Insert, Inserted, StoreError, uploads};

pub(super) async fn insert(
    link: &mut Link,
    new: &Insert,
    now: Moment,
    policy: &Policy,
) -> Result<Inserted, StoreError> {
    let mut submission = new.submission.clone();
    // By the store's clock, as everything that will be compared with it.
    submission.progress.created_at = now;
    submission.progress.salt = submission.id.salt();
    if let Some(known) = with_key(link, &submission.key_hash).await? {
        return Ok(Inserted::Known(Box::new(known)));
    }
    if !new.repeats.is_zero()
        && let Some(first) = same(link, &submission, now.before(new.repeats)).await?
    {
        let sql = "INSERT INTO repeats (key_hash, submission, created_at) VALUES ($1, $2, $3)
                   ON CONFLICT (key_hash) DO NOTHING";
        link.run(sql, vec![submission.key_hash.as_str().into(), first.id.as_str().into(), now.0.into()]).await?;
        return Ok(Inserted::Repeated(Box::new(first)));
    }
    let missing = uploads::missing(link, &submission).await?;
    if !missing.is_empty() {
        return Ok(Inserted::NoUploads(missing));
    }
    if !write_new(link, &submission, now).await? {
        // Another process was faster.
        let known = with_key(link, &submission.key_hash).await?.ok_or(StoreError::Gone)?;
        return Ok(Inserted::Known(Box::new(known)));
    }
    uploads::attach(link, &submission).await?;
    let mut effect = Effect::Rest;
    if let Some(owner) = &new.owner
        && !waits_for_another(link, &submission).await?
    {
        let due = Event::Due { owner: owner.clone() };
        (submission.progress, effect) = step(&submission.progress, due, now, policy);
        write(link, &submission, now).await?;
    }
    Ok(Inserted::New(Box::new(Applied { submission, effect })))
}

async fn with_key(link: &mut Link, key_hash: &str) -> Result<Option<Submission>, StoreError> {
    let sql = "SELECT * FROM submissions WHERE key_hash = $1
               OR id = (SELECT submission FROM repeats WHERE key_hash = $1)";
    link.row(sql, vec![key_hash.into()]).await?.as_ref().map(columns::submission).transpose()
}

/// The first with the same content since `since` that is worth answering with.
async fn same(link: &mut Link, new: &Submission, since: Moment) -> Result<Option<Submission>, StoreError> {
    let sql = "SELECT * FROM submissions WHERE fingerprint = $1 AND created_at > $2
               AND state NOT IN ('rejected', 'expired') ORDER BY seq LIMIT 1";
    let values = vec![new.fingerprint.as_str().into(), since.0.into()];
    link.row(sql, values).await?.as_ref().map(columns::submission).transpose()
}

async fn write_new(link: &mut Link, submission: &Submission, now: Moment) -> Result<bool, StoreError> {
    let sql = "INSERT INTO submissions (body, state, ahead, attempt, next_at, owner, reason, since, lookups, negatives,
               held_since, ticket_number, ticket_id, web_url, errors,
               id, key_hash, fingerprint, person, created_at, changed_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $20)
               ON CONFLICT (key_hash) DO NOTHING";
    let mut values = columns::changing(submission)?;
    values.extend([
        submission.id.as_str().into(),
        submission.key_hash.as_str().into(),
        submission.fingerprint.as_str().into(),
        Value::Text(submission.person.clone()),
        now.0.into(),
    ]);
    Ok(link.run(sql, values).await? == 1)
}

/// Whether an earlier submission of the same person is to arrive first.
async fn waits_for_another(link: &mut Link, new: &Submission) -> Result<bool, StoreError> {
    let sql = "SELECT 1 AS one FROM submissions WHERE person = $1 AND ahead = 1 AND id <> $2 LIMIT 1";
    let Some(person) = &new.person else { return Ok(false) };
    Ok(link.row(sql, vec![person.as_str().into(), new.id.as_str().into()]).await?.is_some())
}

/// On PostgreSQL: lets nobody else store the same content at the same time, so that of two repeats
/// on two replicas one sees the other. In one order for all, so that they cannot block each other.
pub(super) async fn lock_repeats(link: &mut Link, writes: &[Write]) -> Result<(), StoreError> {
    if matches!(link, Link::Sqlite(_)) {
        return Ok(());
    }
    let locks = writes.iter().filter_map(|write| match write {
        Write::Insert(new) if !new.repeats.is_zero() => Some(lock_number(new.submission.fingerprint.as_str())),
        _ => None,
    });
    for lock in locks.collect::<BTreeSet<i64>>() {
        link.run("SELECT pg_advisory_xact_lock($1)", vec![lock.into()]).await?;
    }
    Ok(())
}

/// The first sixteen of a fingerprint's hexadecimal digits.
fn lock_number(fingerprint: &str) -> i64 {
    let digits = fingerprint.get(..16).unwrap_or_default();
    u64::from_str_radix(digits, 16).unwrap_or_default().cast_signed()
}
