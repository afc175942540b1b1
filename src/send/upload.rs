//! One file on its way. `fetch` tells nothing about how far a body has come, so this is
//! `XMLHttpRequest`; dropping the upload aborts it.

use deskbell_rules::Value;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{File, FormData, ProgressEvent, XmlHttpRequest};

use super::Proxy;
use crate::dom;
use crate::files::{Stage, Why};

/// Milliseconds without any progress until an upload is given up.
const PATIENCE: u32 = 60_000;

/// A file on its way.
#[derive(Debug)]
pub(crate) struct Upload {
    request: XmlHttpRequest,
    _progress: Closure<dyn Fn(ProgressEvent)>,
    _end: Closure<dyn Fn()>,
}

impl Proxy {
    /// Sends `file`; `turn` is told of every step, the last of which is `Done` or `Failed`. `None`
    /// where the browser refuses to begin.
    pub(crate) fn upload(&self, file: &File, turn: impl Fn(Stage) + Clone + 'static) -> Option<Upload> {
        let request = XmlHttpRequest::new().ok()?;
        let body = FormData::new().ok()?;
        body.append_with_blob_and_filename("file", file, &file.name()).ok()?;
        request.open("POST", &format!("{}/api/v1/uploads", self.base)).ok()?;
        let _ = request.set_request_header("Accept", "application/json");
        self.visitor.sign(&request);
        let end = {
            let (request, turn) = (request.clone(), turn.clone());
            Closure::<dyn Fn()>::new(move || turn(outcome(&request)))
        };
        let started = dom::now();
        request.set_timeout(PATIENCE);
        let progress = {
            let request = request.clone();
            Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
                // The clock starts anew: a slow line is not a dead one.
                request.set_timeout(((dom::now() - started) as u32).saturating_add(PATIENCE));
                if event.total() > 0.0 {
                    turn(Stage::Uploading((event.loaded() / event.total() * 100.0) as u8));
                }
            })
        };
        if let Ok(upload) = request.upload() {
            upload.set_onprogress(Some(progress.as_ref().unchecked_ref()));
        }
        request.set_onloadend(Some(end.as_ref().unchecked_ref()));
        request.send_with_opt_form_data(Some(&body)).ok()?;
        Some(Upload { request, _progress: progress, _end: end })
    }
}

/// What the server answered: `{ id }`, a refusal, or nothing.
fn outcome(request: &XmlHttpRequest) -> Stage {
    let status = request.status().unwrap_or_default();
    let body = request.response_text().ok().flatten().map(|text| dom::parse(&text));
    let id = body.as_ref().and_then(|body| body.member("id")).and_then(Value::as_text);
    match (status, id) {
        (200..=299, Some(id)) => Stage::Done(id.to_owned()),
        (413, _) => Stage::Failed(Why::TooLarge),
        (415, _) => Stage::Failed(Why::Type),
        // What gets 401 today is taken with another token.
        (400..=499, _) if !matches!(status, 401 | 408 | 425 | 429) => Stage::Failed(Why::Refused),
        _ => Stage::Failed(Why::Failed),
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        self.request.set_onloadend(None);
        if let Ok(upload) = self.request.upload() {
            upload.set_onprogress(None);
        }
        let _ = self.request.abort();
    }
}
