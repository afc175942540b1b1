//! Reading what a browser sends: so much of it, in so much time, and no more.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes, HttpBody};
use axum::http::{HeaderMap, header};
use futures_core::Stream;
use tokio::runtime::Handle;
use tokio::time::Instant;

use crate::problem::ProblemKind;

/// The body of a request, and the time until which it may come.
///
/// Where a route lets go of it early, the answer leaves at once, and the rest is read in the
/// background: a browser may look for an answer only after it has sent everything, and if the
/// connection were closed before, the answer would be lost to a reset.
#[derive(Debug)]
pub(super) struct Incoming {
    /// `None`: it has ended.
    chunks: Option<BodyDataStream>,
    deadline: Instant,
    /// The client sends nothing before it is asked to (`Expect: 100-continue`).
    held_back: bool,
}

impl Incoming {
    /// A body that may take as long as `timeout`.
    pub(super) fn new(body: Body, headers: &HeaderMap, timeout: Duration) -> Self {
        Self {
            chunks: Some(body.into_data_stream()),
            deadline: Instant::now() + timeout,
            held_back: headers.contains_key(header::EXPECT),
        }
    }

    /// Until when it may come.
    pub(super) fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Whether it says itself that it is larger than `limit`.
    pub(super) fn exceeds(&self, limit: usize) -> bool {
        self.chunks.as_ref().is_some_and(|chunks| HttpBody::size_hint(chunks).lower() > limit as u64)
    }

    /// Reads at most `limit` bytes.
    ///
    /// # Errors
    /// A body that is larger, takes too long, or is cut short.
    pub(super) async fn read(mut self, limit: usize) -> Result<Bytes, ProblemKind> {
        if self.exceeds(limit) {
            return Err(ProblemKind::TooLarge);
        }
        let deadline = self.deadline;
        let reading = async {
            let mut bytes = Vec::new();
            while let Some(chunk) = next(&mut self).await {
                // An error here is a connection that broke, or chunks that do not add up.
                let chunk = chunk.map_err(|_| ProblemKind::MalformedJson)?;
                if bytes.len() + chunk.len() > limit {
                    return Err(ProblemKind::TooLarge);
                }
                bytes.extend_from_slice(&chunk);
            }
            Ok(bytes.into())
        };
        tokio::time::timeout_at(deadline, reading).await.unwrap_or(Err(ProblemKind::BodyTimeout))
    }
}

impl Stream for Incoming {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.held_back = false;
        let Some(chunks) = &mut self.chunks else { return Poll::Ready(None) };
        let chunk = ready!(Pin::new(chunks).poll_next(context));
        if !matches!(chunk, Some(Ok(_))) {
            self.chunks = None;
        }
        Poll::Ready(chunk)
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        let rest = self.chunks.take().filter(|chunks| !self.held_back && !chunks.is_end_stream());
        if let (Some(rest), Ok(runtime)) = (rest, Handle::try_current()) {
            runtime.spawn(discard(rest, self.deadline));
        }
    }
}

async fn discard(mut chunks: BodyDataStream, deadline: Instant) {
    let reading = async { while let Some(Ok(_)) = next(&mut chunks).await {} };
    // Too slow or not, there is nothing else to be done.
    let _ = tokio::time::timeout_at(deadline, reading).await;
}

async fn next<S: Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
    std::future::poll_fn(|context| Pin::new(&mut *stream).poll_next(context)).await
}
