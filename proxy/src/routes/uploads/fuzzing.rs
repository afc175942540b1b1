//! A file on its way in: through the reader of multipart, the limits and the look into it.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Bytes;
use axum::http::{HeaderValue, header};
use futures_core::Stream;

use super::*;
use crate::config::Scan;

/// The largest file.
pub const LARGEST: usize = 256;

/// A file that was taken.
#[derive(Debug, PartialEq, Eq)]
pub struct Taken {
    /// The name that it was given here.
    pub name: String,
    /// What it is.
    pub media_type: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Takes a file out of a body that comes in pieces of so many bytes. `Err`: why not.
pub async fn take(content_type: &[u8], body: &[u8], piece: usize) -> Result<Taken, String> {
    let accept = vec![".xyz".to_owned(), ".zip".to_owned(), "image/*".to_owned(), "text/plain".to_owned()];
    let attachments = Attachments { enabled: true, max_bytes: LARGEST, accept, ..Attachments::default() };
    let pieces = Pieces(body.chunks(piece.max(1)).map(Bytes::copy_from_slice).collect());
    let mut request = Request::new(Body::from_stream(pieces));
    if let Ok(content_type) = HeaderValue::from_bytes(content_type) {
        request.headers_mut().insert(header::CONTENT_TYPE, content_type);
    }
    let file = read(request, &attachments).await.map_err(|kind| format!("{kind:?}"))?;
    let seen = inspect(&attachments, &Scan::default(), &file.name, &file.media_type, &file.bytes).await;
    let Inspected { name, media_type } = seen.map_err(|reason| format!("{reason:?}"))?;
    Ok(Taken { name, media_type, bytes: file.bytes })
}

struct Pieces(VecDeque<Bytes>);

impl Stream for Pieces {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front().map(Ok))
    }
}
