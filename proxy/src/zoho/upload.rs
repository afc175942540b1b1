//! Files, which Zoho takes before the ticket that they belong to.

use std::time::Duration;

use axum::body::Bytes;
use deskbell_rules::is_id;
use reqwest::multipart::{Form, Part};
use reqwest::{Body, Method};
use serde::{Deserialize, Serialize};

use super::fault::{self, Called};
use super::{Client, Outcome, Reason};

/// A file that Zoho has: its `id` goes into a ticket's `uploads`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Uploaded {
    /// Zoho's id, digits.
    pub id: String,
    /// The file's name.
    pub name: String,
    /// Its size, in bytes.
    pub size: u64,
}

/// Why a file did not arrive. Nothing is lost by trying again: a file without a ticket goes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UploadError {
    /// Zoho takes no file of this size.
    #[error("the file is larger than Zoho Desk allows")]
    TooLarge,
    /// Zoho does not take this file (its type, for instance, which the portal can restrict).
    #[error("Zoho Desk does not take this file")]
    Refused,
    /// Not now; or, after the reason, not before an operator acts.
    #[error("the file did not reach Zoho Desk: {reason}")]
    Unavailable {
        /// Why.
        reason: Reason,
        /// How long Zoho wants to be left alone, if it said so.
        retry_after: Option<Duration>,
    },
}

#[derive(Deserialize)]
struct Answer {
    id: String,
}

impl Client {
    /// Hands a file to Zoho Desk. `content_type` is what the sender calls it; what is not a
    /// media type is left out.
    ///
    /// # Errors
    /// Where Zoho has no such file afterwards, as far as is known.
    pub async fn upload(&self, name: &str, bytes: Bytes, content_type: &str) -> Result<Uploaded, UploadError> {
        let size = bytes.len() as u64;
        let form = || {
            let part = || Part::stream_with_length(Body::from(bytes.clone()), size).file_name(name.to_owned());
            Form::new().part("file", part().mime_str(content_type).unwrap_or_else(|_| part()))
        };
        let called = self.call(Method::POST, "/api/v1/uploads", |request| request.multipart(form())).await;
        let id = accepted(&called)?;
        Ok(Uploaded { id, name: name.to_owned(), size })
    }
}

pub(super) fn accepted(called: &Called) -> Result<String, UploadError> {
    let unavailable = |reason, retry_after| UploadError::Unavailable { reason, retry_after };
    if let Ok(reply) = called {
        match reply.status {
            200..=299 => {
                let answer: Option<Answer> =
                    reply.body.as_ref().ok().and_then(|body| serde_json::from_slice(body).ok());
                // What is no id would make Zoho refuse the ticket.
                let id = answer.map(|answer| answer.id).filter(|id| is_id(id));
                return id.ok_or(unavailable(Reason::Unreadable, None));
            }
            413 => return Err(UploadError::TooLarge),
            400 | 415 | 422 => return Err(UploadError::Refused),
            _ => {}
        }
    }
    Err(match fault::outcome(called) {
        Outcome::NotCreated { reason, retry_after } => unavailable(reason, retry_after),
        Outcome::Held { reason } | Outcome::Unknown { reason } => unavailable(reason, None),
        Outcome::Created(_) | Outcome::Rejected(_) => UploadError::Refused,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zoho::exchange::Reply;

    #[test]
    fn a_file_that_arrived_has_an_id_of_zohos() {
        let reply =
            |body: &str| Ok(Reply { status: 200, retry_after: None, date: None, body: Ok(body.as_bytes().to_vec()) });
        let good = accepted(&reply(r#"{"id":"1892000000001004","name":"a.txt","size":"12"}"#));
        assert_eq!(good.as_deref(), Ok("1892000000001004"));
        let unreadable = UploadError::Unavailable { reason: Reason::Unreadable, retry_after: None };
        for body in [r#"{"id":""}"#, r#"{"id":"18920000010540:03"}"#, r#"{"id":7}"#, "{}", "<html>"] {
            assert_eq!(accepted(&reply(body)), Err(unreadable), "{body}");
        }
    }
}
