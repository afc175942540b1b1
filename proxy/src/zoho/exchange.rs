//! One request and its answer, read up to a limit.

use std::time::Duration;

use reqwest::header::{DATE, RETRY_AFTER};
use reqwest::{RequestBuilder, Response};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

/// The largest answer that is read, in bytes. A ticket is a few kilobytes, fifty of them far less.
pub(super) const LIMIT: usize = 1024 * 1024;

/// The longest time out that a `Retry-After` is believed.
const LONGEST_PAUSE: Duration = Duration::from_secs(24 * 60 * 60);

/// An answer: at least its head arrived.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) retry_after: Option<Duration>,
    /// What the clock over there shows.
    pub(super) date: Option<OffsetDateTime>,
    pub(super) body: Result<Vec<u8>, Break>,
}

/// What cut an exchange short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    /// Nothing was sent: the request could not be built.
    NotBuilt,
    /// Nothing was sent: no connection came about.
    NotConnected,
    /// No (whole) answer in time.
    TimedOut,
    /// The connection ended before the (whole) answer.
    Lost,
    /// More than [`LIMIT`] bytes.
    TooLarge,
}

impl From<reqwest::Error> for Break {
    fn from(error: reqwest::Error) -> Self {
        // The order counts: a connection that is not made in time is both.
        if error.is_builder() {
            Self::NotBuilt
        } else if error.is_connect() {
            Self::NotConnected
        } else if error.is_timeout() {
            Self::TimedOut
        } else {
            Self::Lost
        }
    }
}

/// Sends `request` once.
pub(super) async fn exchange(request: RequestBuilder) -> Result<Reply, Break> {
    Ok(reply(request.send().await?).await)
}

pub(super) async fn reply(response: Response) -> Reply {
    let status = response.status().as_u16();
    let (retry_after, date) = (retry_after(&response), date(&response));
    Reply { status, retry_after, date, body: read(response).await }
}

async fn read(mut response: Response) -> Result<Vec<u8>, Break> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > LIMIT {
            return Err(Break::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// `Retry-After` in seconds, the only form that Zoho uses.
fn retry_after(response: &Response) -> Option<Duration> {
    let seconds = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_PAUSE))
}

fn date(response: &Response) -> Option<OffsetDateTime> {
    // HTTP's form of a date is one of those that mail has.
    OffsetDateTime::parse(response.headers().get(DATE)?.to_str().ok()?, &Rfc2822).ok()
}
