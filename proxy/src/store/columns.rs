//! A submission's progress, spread over the columns of its row, and back.

use crate::submission::{Fingerprint, Moment, Progress, State, Submission, SubmissionId};
use crate::zoho::{Reason, Receipt};

use super::StoreError;
use super::link::{Row, Value};

/// The values for `body, state, ahead, attempt, next_at, owner, reason, since, lookups, negatives,
/// held_since, ticket_number, ticket_id, web_url, errors`: the columns that change.
pub(super) fn changing(submission: &Submission) -> Result<Vec<Value>, StoreError> {
    let progress = &submission.progress;
    let (mut owner, mut reason, mut since, mut counts, mut receipt, mut errors) =
        (None, None, None, (0, 0), None, None);
    match &progress.state {
        State::Received => {}
        State::Sending { owner: by, .. } => owner = Some(by.clone()),
        State::Retry { reason: why, .. } | State::Held { reason: why, .. } | State::Expired { reason: why } => {
            reason = Some(why);
        }
        State::Unknown { since: from, lookups, negatives, reason: why, .. } => {
            (since, counts, reason) = (Some(from.0), (i64::from(*lookups), i64::from(*negatives)), Some(why));
        }
        State::Created(made) => receipt = Some(made.clone()),
        State::Rejected(fields) => errors = Some(serde_json::to_string(fields)?),
    }
    let (number, ticket, url) = match receipt {
        Some(receipt) => (Some(receipt.ticket_number), Some(receipt.id), receipt.web_url),
        None => (None, None, None),
    };
    Ok(vec![
        Value::Text(body(submission)?),
        progress.state.name().into(),
        i64::from(progress.goes_first()).into(),
        i64::from(progress.attempt).into(),
        Value::Int(progress.due().map(|due| due.0)),
        Value::Text(owner),
        Value::Text(reason.map(|reason| reason.as_str().to_owned())),
        Value::Int(since),
        counts.0.into(),
        counts.1.into(),
        Value::Int(progress.held_since.map(|since| since.0)),
        Value::Text(number),
        Value::Text(ticket),
        Value::Text(url),
        Value::Text(errors),
    ])
}

/// The ticket, until it exists. One that was rejected is kept: whoever typed it may have left.
fn body(submission: &Submission) -> Result<Option<String>, StoreError> {
    match (&submission.progress.state, &submission.body) {
        (State::Created(_), _) | (_, None) => Ok(None),
        (_, Some(body)) => Ok(Some(serde_json::to_string(body)?)),
    }
}

/// Reads a row of `SELECT *`.
pub(super) fn submission(row: &Row) -> Result<Submission, StoreError> {
    let id = SubmissionId::parse(&row.text("id")?).ok_or(StoreError::Unreadable("its id"))?;
    let body = row.maybe_text("body")?;
    Ok(Submission {
        key_hash: row.text("key_hash")?,
        fingerprint: Fingerprint::from_stored(row.text("fingerprint")?),
        person: row.maybe_text("person")?,
        body: body
            .map(|body| serde_json::from_str(&body))
            .transpose()
            .map_err(|_| StoreError::Unreadable("its ticket"))?,
        progress: Progress {
            created_at: Moment(row.int("created_at")?),
            attempt: count(row, "attempt")?,
            held_since: row.maybe_int("held_since")?.map(Moment),
            salt: id.salt(),
            state: state(row)?,
        },
        id,
    })
}

fn state(row: &Row) -> Result<State, StoreError> {
    let at = || due(row);
    Ok(match row.text("state")?.as_str() {
        "received" => State::Received,
        "sending" => State::Sending { owner: row.maybe_text("owner")?.unwrap_or_default(), lease: at()? },
        "retry" => State::Retry { at: at()?, reason: reason(row)? },
        "unknown" => State::Unknown {
            since: Moment(row.int("since")?),
            at: at()?,
            lookups: count(row, "lookups")?,
            negatives: count(row, "negatives")?,
            reason: reason(row)?,
        },
        "created" => State::Created(Receipt {
            ticket_number: row.text("ticket_number")?,
            id: row.text("ticket_id")?,
            web_url: row.maybe_text("web_url")?,
        }),
        "rejected" => {
            let errors = row.text("errors")?;
            State::Rejected(serde_json::from_str(&errors).map_err(|_| StoreError::Unreadable("its errors"))?)
        }
        "held" => State::Held { reason: reason(row)?, at: at()? },
        "expired" => State::Expired { reason: reason(row)? },
        _ => return Err(StoreError::Unreadable("its state")),
    })
}

fn due(row: &Row) -> Result<Moment, StoreError> {
    Ok(Moment(row.int("next_at")?))
}

fn count(row: &Row, column: &str) -> Result<u32, StoreError> {
    u32::try_from(row.int(column)?).map_err(|_| StoreError::Unreadable("its counts"))
}

fn reason(row: &Row) -> Result<Reason, StoreError> {
    Reason::parse(&row.text("reason")?).ok_or(StoreError::Unreadable("its reason"))
}
