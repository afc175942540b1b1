//! Handing a ticket's files to Zoho, before the ticket itself: creating the ticket stays the one
//! step that counts, and a file without a ticket goes away by itself.

use std::time::Duration;

use crate::crash::{self, Point};
use crate::store::{StoreError, Upload};
use crate::zoho::{ErrorType, FieldError, Outcome, Reason, TicketBody, UploadError};

use super::sender::Sender;
use super::{Event, Moment, Submission};

/// For how long Zoho can be expected to keep a file without a ticket; it does not say.
const KEPT: Duration = Duration::from_secs(30 * 60);

impl Sender {
    /// The ticket with Zoho's ids of its files.
    ///
    /// # Errors
    /// What becomes of the ticket without them: it is certainly not created.
    pub(super) async fn with_files(
        &self,
        submission: &Submission,
        attempt: u32,
        body: TicketBody,
    ) -> Result<TicketBody, Outcome> {
        let named = body.uploads();
        if named.is_empty() {
            return Ok(body);
        }
        let kept = self.store.uploads(&submission.id).await.map_err(|error| not_stored(submission, &error))?;
        let mut ids = Vec::with_capacity(named.len());
        for (place, id) in named.iter().enumerate() {
            let Some(upload) = kept.iter().find(|upload| upload.id == *id) else { return Err(refused(place)) };
            ids.push(self.handed_over(submission, attempt, place, upload).await?);
        }
        Ok(body.with_uploads(ids))
    }

    async fn handed_over(
        &self,
        submission: &Submission,
        attempt: u32,
        place: usize,
        upload: &Upload,
    ) -> Result<String, Outcome> {
        if let Some((id, at)) = &upload.zoho
            && Moment::now().since(*at) < KEPT
        {
            return Ok(id.clone());
        }
        let failed = |error: StoreError| not_stored(submission, &error);
        let bytes = self.store.upload_content(&upload.id).await.map_err(failed)?;
        crash::point(Point::UploadBegun);
        let uploaded = self.desk.upload(&upload.name, bytes.into(), &upload.media_type).await;
        crash::point(Point::UploadDone);
        let id = uploaded.map_err(|error| outcome(error, place))?.id;
        self.store.upload_sent(&upload.id, &id).await.map_err(failed)?;
        // It has taken its time, and the next one will.
        self.store.apply(&submission.id, Event::Working { attempt }).await.map_err(failed)?;
        Ok(id)
    }

    /// The ticket exists: its files are not needed any more. What is left behind is swept later.
    pub(super) async fn forget_files(&self, submission: &Submission) {
        let had_files = submission.body.as_ref().is_some_and(|body| !body.uploads().is_empty());
        if had_files && let Err(error) = self.store.sweep_uploads(super::janitor::ORPHANS).await {
            tracing::warn!(event = "store.failed", reference = submission.id.reference(), reason = %error);
        }
    }
}

fn outcome(error: UploadError, place: usize) -> Outcome {
    match error {
        UploadError::TooLarge | UploadError::Refused => refused(place),
        UploadError::Unavailable { reason, .. } if reason.heals() => Outcome::Held { reason },
        UploadError::Unavailable { reason, retry_after } => Outcome::NotCreated { reason, retry_after },
    }
}

fn refused(place: usize) -> Outcome {
    Outcome::Rejected(vec![FieldError { field: format!("uploads.{place}"), error_type: ErrorType::Invalid }])
}

fn not_stored(submission: &Submission, error: &StoreError) -> Outcome {
    tracing::error!(event = "store.failed", reference = submission.id.reference(), reason = %error);
    Outcome::NotCreated { reason: Reason::Overdue, retry_after: None }
}
