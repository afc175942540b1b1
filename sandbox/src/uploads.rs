//! `/api/v1/uploads`.

use std::sync::Arc;

use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::extract::{DefaultBodyLimit, Multipart, Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::app::App;
use crate::authorize::Caller;
use crate::clock;
use crate::params::Params;
use crate::refusal::Refusal;
use crate::strike::Spared;

/// The largest file, in bytes.
const LIMIT: usize = 20 * 1024 * 1024;

/// What is read of a file that is too large, so that its sender gets to see the answer.
const READ_LIMIT: usize = 2 * LIMIT;

/// The agent who owns the token, and so the files.
const AGENT: &str = "18921000000056007";

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/uploads", post(upload).layer(DefaultBodyLimit::max(READ_LIMIT)))
        .route("/api/v1/uploads/{id}/content", get(content))
}

async fn upload(
    State(app): State<Arc<App>>,
    _: Caller,
    _: Spared,
    params: Params,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Json<Value>, Refusal> {
    params.none()?;
    let (name, content) = file(form.map_err(|_| Refusal::media_type())?).await?;
    let upload = app.store.keep_upload(&name, &content, clock::now()).await?;
    let href = format!("{}/api/v1/uploads/{}/content", app.origin, upload.id);
    Ok(Json(json!({
        "id": upload.id.to_string(),
        "name": upload.name,
        "size": upload.size.to_string(),
        "creatorId": AGENT,
        "createdTime": clock::iso(upload.created_at),
        "href": href,
        "previewurl": null,
    })))
}

/// Name and content of the part `file`. Other parts are passed over.
async fn file(mut form: Multipart) -> Result<(String, Vec<u8>), Refusal> {
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        if part.name() == Some("file") {
            let name = part.file_name().filter(|name| !name.is_empty()).unwrap_or("file").to_owned();
            return Ok((name, bytes(part).await?));
        }
    }
    Err(Refusal::field("/file", "missing", "The part 'file' is required."))
}

/// Reads to the end in any case, but keeps no more than is allowed.
async fn bytes(mut part: Field<'_>) -> Result<Vec<u8>, Refusal> {
    let mut content = Vec::new();
    let mut too_large = false;
    while let Some(chunk) = part.chunk().await.map_err(unreadable)? {
        too_large |= content.len() + chunk.len() > LIMIT;
        if !too_large {
            content.extend_from_slice(&chunk);
        }
    }
    if too_large { Err(Refusal::too_large()) } else { Ok(content) }
}

fn unreadable(error: MultipartError) -> Refusal {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::too_large(),
        _ => Refusal::bad_request("The request body is not a complete multipart form."),
    }
}

/// Only ever as a download: the file comes from a stranger.
async fn content(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response, Refusal> {
    let id = id.parse().map_err(|_| Refusal::url_not_found())?;
    let (name, content) = app.store.upload_content(id).await?.ok_or_else(Refusal::url_not_found)?;
    let headers = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{}", percent_encoded(&name))),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
    ];
    Ok((headers, content).into_response())
}

/// RFC 8187, with everything encoded that might mean something.
fn percent_encoded(name: &str) -> String {
    name.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
        text
    })
}
