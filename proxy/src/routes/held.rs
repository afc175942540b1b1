//! What waits for the operator: the list, and what can be done about an entry. `deskbell-proxy
//! held` speaks to this.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

use super::Shared;
use crate::problem::{Problem, ProblemKind};
use crate::submission::{self, Submission, SubmissionId};
use crate::zoho::Reason;

/// How many are listed at most.
const MOST: usize = 1000;

/// One that waits. Nothing of what was typed is in it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Held {
    /// What the visitor was told: `DB-7K3F-9Q2M`.
    pub(crate) reference: String,
    /// `held` or `expired`.
    pub(crate) state: String,
    /// A name of [`Reason`], and its sentence.
    pub(crate) reason: String,
    pub(crate) detail: String,
    /// How many times it was sent.
    pub(crate) attempts: u32,
    /// When it came in, in milliseconds since 1970.
    pub(crate) created_at: i64,
}

/// What to do about it.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Retry {
    /// Somebody has looked: there is no ticket.
    pub(crate) absent: bool,
}

pub(super) async fn list(State(shared): State<Arc<Shared>>) -> Result<Json<Vec<Held>>, Problem> {
    let held = shared.submissions.held(MOST).await.map_err(super::unavailable)?;
    Ok(Json(held.iter().filter_map(entry).collect()))
}

/// The body is JSON, which no form of a website can send here without being asked.
pub(super) async fn retry(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Json(retry): Json<Retry>,
) -> Result<StatusCode, Problem> {
    let id = find(&shared, &name).await?;
    shared.submissions.requeue(&id, retry.absent).await.map_err(super::unavailable)?;
    Ok(StatusCode::ACCEPTED)
}

pub(super) async fn discard(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
) -> Result<StatusCode, Problem> {
    let id = find(&shared, &name).await?;
    match shared.submissions.discard(&id).await.map_err(super::unavailable)? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Problem::new(ProblemKind::NotFound)),
    }
}

fn entry(submission: &Submission) -> Option<Held> {
    let reason = reason(submission)?;
    let progress = &submission.progress;
    Some(Held {
        reference: submission.id.reference(),
        state: progress.state.name().to_owned(),
        reason: reason.as_str().to_owned(),
        detail: reason.to_string(),
        attempts: progress.attempt,
        created_at: progress.created_at.0,
    })
}

fn reason(submission: &Submission) -> Option<Reason> {
    match submission.progress.state {
        submission::State::Held { reason, .. } | submission::State::Expired { reason } => Some(reason),
        _ => None,
    }
}

/// The one of this reference or id.
async fn find(shared: &Shared, name: &str) -> Result<SubmissionId, Problem> {
    let name = name.to_ascii_uppercase();
    let held = shared.submissions.held(usize::MAX).await.map_err(super::unavailable)?;
    let mut ids = held.into_iter().map(|submission| submission.id);
    ids.find(|id| id.reference() == name || id.as_str() == name).ok_or_else(|| Problem::new(ProblemKind::NotFound))
}
