//! Reading what a browser sends: so much of it, in so much time, and no more.

use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderMap, header};
use tokio::time::Instant;

use crate::problem::{Problem, ProblemKind};

/// Reads a body of at most `limit` bytes.
///
/// # Errors
/// One that is larger, takes longer than `timeout` altogether, or is cut short.
pub(super) async fn read(body: Body, headers: &HeaderMap, limit: usize, timeout: Duration) -> Result<Bytes, Problem> {
    let deadline = Instant::now() + timeout;
    if exceeds(&body, limit) {
        return Err(refuse(body, headers, deadline, ProblemKind::TooLarge).await);
    }
    let mut chunks = body.into_data_stream();
    let mut bytes = Vec::new();
    let reading = async {
        while let Some(chunk) = next(&mut chunks).await {
            // An error here is a connection that broke, or chunks that do not add up.
            let chunk = chunk.map_err(|_| Problem::new(ProblemKind::MalformedJson))?;
            if bytes.len() + chunk.len() > limit {
                return Ok(false);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(true)
    };
    match tokio::time::timeout_at(deadline, reading).await {
        Err(_) => Err(Problem::new(ProblemKind::BodyTimeout)),
        Ok(Ok(true)) => Ok(bytes.into()),
        Ok(Ok(false)) => {
            discard(&mut chunks, deadline).await;
            Err(Problem::new(ProblemKind::TooLarge))
        }
        Ok(Err(problem)) => Err(problem),
    }
}

/// Whether the body says itself that it is larger than `limit`.
pub(super) fn exceeds(body: &Body, limit: usize) -> bool {
    body.size_hint().lower() > limit as u64
}

/// Reads the rest of an unwanted body, because a browser sees an answer only after it has sent
/// everything: if the connection were closed before, the answer would be lost to a reset.
/// A client that asked first (`Expect: 100-continue`) has not begun to send.
pub(super) async fn refuse(body: Body, headers: &HeaderMap, deadline: Instant, kind: ProblemKind) -> Problem {
    if !headers.contains_key(header::EXPECT) {
        discard(&mut body.into_data_stream(), deadline).await;
    }
    Problem::new(kind)
}

async fn discard(chunks: &mut axum::body::BodyDataStream, deadline: Instant) {
    let reading = async { while let Some(Ok(_)) = next(chunks).await {} };
    // Too slow or not, there is nothing else to be done.
    let _ = tokio::time::timeout_at(deadline, reading).await;
}

async fn next(chunks: &mut axum::body::BodyDataStream) -> Option<Result<Bytes, axum::Error>> {
    use std::future::poll_fn;
    use std::pin::Pin;
    poll_fn(|context| Pin::new(&mut *chunks).poll_frame(context))
        .await
        .map(|frame| frame.map(|frame| frame.into_data().unwrap_or_default()))
}
