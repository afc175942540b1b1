//! A submission's progress, spread over the columns of its row, and back.

use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::submission::{Fingerprint, Moment, Progress, State, Submission, SubmissionId};
use crate::zoho::{Reason, Receipt};

use super::StoreError;

/// The columns that change.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) state: &'static str,
    pub(super) reason: Option<&'static str>,
    pub(super) next_at: Option<i64>,
    pub(super) since: Option<i64>,
    pub(super) lookups: u32,
    pub(super) negatives: u32,
    pub(super) receipt: Option<Receipt>,
    pub(super) errors: Option<String>,
}

impl Columns {
    pub(super) fn of(state: &State) -> Result<Self, StoreError> {
        let named = |state| Self { state, ..Self::default() };
        Ok(match state {
            State::Received => named("received"),
            State::Sending => named("sending"),
            State::Retry { at, reason } => {
                Self { next_at: Some(at.0), reason: Some(reason.as_str()), ..named("retry") }
            }
            State::Unknown { since, at, lookups, negatives, reason } => Self {
                since: Some(since.0),
                next_at: Some(at.0),
                lookups: *lookups,
                negatives: *negatives,
                reason: Some(reason.as_str()),
                ..named("unknown")
            },
            State::Created(receipt) => Self { receipt: Some(receipt.clone()), ..named("created") },
            State::Rejected(errors) => Self { errors: Some(serde_json::to_string(errors)?), ..named("rejected") },
            State::Held { reason } => Self { reason: Some(reason.as_str()), ..named("held") },
        })
    }
}

/// The ticket, as long as it may still have to be sent.
pub(super) fn body(submission: &Submission) -> Result<Option<String>, StoreError> {
    match (&submission.progress.state, &submission.body) {
        (State::Created(_) | State::Rejected(_), _) | (_, None) => Ok(None),
        (_, Some(body)) => Ok(Some(serde_json::to_string(body)?)),
    }
}

/// Reads a row of `SELECT *`.
pub(super) fn submission(row: &SqliteRow) -> Result<Submission, StoreError> {
    let id: String = row.try_get("id")?;
    let body: Option<String> = row.try_get("body")?;
    Ok(Submission {
        id: SubmissionId::parse(&id).ok_or(StoreError::Unreadable("its id"))?,
        key_hash: row.try_get("key_hash")?,
        fingerprint: Fingerprint::from_stored(row.try_get("fingerprint")?),
        body: body
            .map(|body| serde_json::from_str(&body))
            .transpose()
            .map_err(|_| StoreError::Unreadable("its ticket"))?,
        progress: Progress { attempt: row.try_get("attempt")?, state: state(row)? },
        created_at: Moment(row.try_get("created_at")?),
    })
}

fn state(row: &SqliteRow) -> Result<State, StoreError> {
    let name: String = row.try_get("state")?;
    Ok(match name.as_str() {
        "received" => State::Received,
        "sending" => State::Sending,
        "retry" => State::Retry { at: moment(row, "next_at")?, reason: reason(row)? },
        "unknown" => State::Unknown {
            since: moment(row, "since")?,
            at: moment(row, "next_at")?,
            lookups: row.try_get("lookups")?,
            negatives: row.try_get("negatives")?,
            reason: reason(row)?,
        },
        "created" => State::Created(Receipt {
            ticket_number: row.try_get("ticket_number")?,
            id: row.try_get("ticket_id")?,
            web_url: row.try_get("web_url")?,
        }),
        "rejected" => {
            let errors: String = row.try_get("errors")?;
            State::Rejected(serde_json::from_str(&errors).map_err(|_| StoreError::Unreadable("its errors"))?)
        }
        "held" => State::Held { reason: reason(row)? },
        _ => return Err(StoreError::Unreadable("its state")),
    })
}

fn moment(row: &SqliteRow, column: &str) -> Result<Moment, StoreError> {
    Ok(Moment(row.try_get(column)?))
}

fn reason(row: &SqliteRow) -> Result<Reason, StoreError> {
    let name: String = row.try_get("reason")?;
    Reason::parse(&name).ok_or(StoreError::Unreadable("its reason"))
}
