//! Taking a file and keeping it, before the ticket that it belongs to.

#[cfg(fuzzing)]
pub(crate) mod fuzzing;

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::Body;
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::StatusCode;

use super::body::Incoming;
use super::{Shared, openapi};
use crate::config::Attachments;
use crate::guard::{Inspected, NotTaken, Visitor, inspect, may_come};
use crate::problem::{Problem, ProblemKind};
use crate::store::{NewUpload, StoreError};
use crate::zoho::Uploaded;

/// What multipart adds to a file: boundaries, headers of the part.
const OVERHEAD: usize = 64 * 1024;

/// The longest file name, in letters.
const MAX_NAME: usize = 255;

/// When to come back after nothing could be kept.
const UNAVAILABLE: Duration = Duration::from_secs(5);

/// The largest body.
pub(super) fn body_limit(attachments: &Attachments) -> usize {
    attachments.max_bytes.saturating_add(OVERHEAD)
}

/// Takes a file; its id goes into `uploads` of a ticket. 404 where no files are taken.
#[utoipa::path(
    post,
    path = "/api/v1/uploads",
    operation_id = "uploadFile",
    tag = "tickets",
    request_body(content = openapi::Upload, content_type = "multipart/form-data"),
    responses((status = 200, description = "The file is kept until its ticket comes", body = Uploaded), openapi::Refused),
    security((), ("identity" = [])),
)]
pub(super) async fn create(State(shared): State<Arc<Shared>>, request: Request) -> Result<Json<Uploaded>, Problem> {
    let attachments = &shared.attachments;
    let (parts, body) = request.into_parts();
    let body = Incoming::new(body, &parts.headers, shared.body_timeout);
    shared.gate.identify(&parts.headers)?;
    let visitor = Visitor::of(&parts.extensions, &parts.headers);
    if !attachments.enabled {
        return Err(Problem::new(ProblemKind::NotFound));
    }
    if body.exceeds(body_limit(attachments)) {
        return Err(Problem::new(ProblemKind::TooLarge));
    }
    shared.gate.upload(&visitor).await?;
    let deadline = body.deadline();
    let request = Request::from_parts(parts, Body::from_stream(body));
    let reading = tokio::time::timeout_at(deadline, read(request, attachments));
    let file = reading.await.map_err(|_| Problem::new(ProblemKind::BodyTimeout))??;
    shared.gate.upload_size(&visitor, file.bytes.len() as u64).await?;
    let seen = inspect(attachments, &shared.scan, &file.name, &file.media_type, &file.bytes).await;
    let Inspected { name, media_type } = seen.map_err(not_taken)?;
    let file = NewUpload { name, media_type, bytes: file.bytes };
    let upload = shared.store.keep_upload(file).await.map_err(|error| refused(&error))?;
    shared.gate.uploaded(&upload.id, upload.size);
    Ok(Json(Uploaded { id: upload.id, name: upload.name, size: upload.size }))
}

async fn read(request: Request, attachments: &Attachments) -> Result<NewUpload, ProblemKind> {
    let mut parts = Multipart::from_request(request, &()).await.map_err(|rejection| match rejection {
        MultipartRejection::InvalidBoundary(_) => ProblemKind::UnsupportedMediaType,
        _ => ProblemKind::MalformedUpload,
    })?;
    let mut file = None;
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        // One file a request, so that an answer belongs to it.
        if part.name() != Some("file") || file.is_some() {
            return Err(ProblemKind::MalformedUpload);
        }
        file = Some(read_file(part, attachments).await?);
    }
    file.ok_or(ProblemKind::MalformedUpload)
}

async fn read_file(mut part: Field<'_>, attachments: &Attachments) -> Result<NewUpload, ProblemKind> {
    let name = part.file_name().map(plain_name).filter(|name| !name.is_empty()).ok_or(ProblemKind::MalformedUpload)?;
    let media_type = part.content_type().unwrap_or("application/octet-stream").to_owned();
    // Before the file itself is read: nobody has to wait for a refusal that is certain.
    if !may_come(attachments, &name, &media_type) {
        return Err(ProblemKind::FileType);
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(broken)? {
        if bytes.len() + chunk.len() > attachments.max_bytes {
            return Err(ProblemKind::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(NewUpload { name, media_type, bytes })
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn broken(error: MultipartError) -> ProblemKind {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { ProblemKind::TooLarge } else { ProblemKind::MalformedUpload }
}

/// The last part of a path, without what cannot be seen.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean = deskbell_rules::text::clean_line(last);
    clean.trim().chars().take(MAX_NAME).collect()
}

fn not_taken(reason: NotTaken) -> Problem {
    match reason {
        NotTaken::Kind => Problem::new(ProblemKind::FileType),
        NotTaken::Infected => Problem::new(ProblemKind::FileRefused),
        NotTaken::Unknown => Problem::new(ProblemKind::Unavailable).retry_after(UNAVAILABLE),
    }
}

fn refused(error: &StoreError) -> Problem {
    tracing::error!(event = "upload.failed", reason = %error);
    let kind = match error {
        StoreError::NoSpace => ProblemKind::NoRoom,
        _ => ProblemKind::Unavailable,
    };
    Problem::new(kind).retry_after(UNAVAILABLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_no_path() {
        for (sent, name) in [
            ("a.txt", "a.txt"),
            ("../../etc/passwd", "passwd"),
            ("C:\\x\\b.pdf", "b.pdf"),
            (" \u{202e}gpj.exe\n", "gpj.exe"),
            ("a/", ""),
        ] {
            assert_eq!(plain_name(sent), name, "{sent}");
        }
        assert_eq!(plain_name(&"ä".repeat(300)).chars().count(), 255);
    }
}
