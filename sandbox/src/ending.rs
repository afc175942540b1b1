//! How a request ends, well or badly.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};
use futures_core::Stream;
use tokio_util::sync::CancellationToken;

use crate::connection::Connection;

/// What the caller gets.
#[derive(Debug)]
pub(crate) enum Ending {
    /// An answer.
    Answer(Response),
    /// The first half of an answer in JSON, then the end of the connection.
    Cut(Vec<u8>),
    /// Nothing, until the caller gives up or the sandbox stops.
    Silence,
    /// A TCP reset.
    Reset,
}

impl Ending {
    pub(crate) async fn play(self, connection: &Connection, stop: &CancellationToken) -> Response {
        match self {
            Self::Answer(response) => return response,
            Self::Cut(answer) => return cut(answer),
            Self::Silence => stop.cancelled().await,
            Self::Reset => {}
        }
        connection.reset();
        // Never seen: its first byte is what resets the connection.
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

/// What Zoho's web servers show where no API answers.
pub(crate) fn html() -> Ending {
    let page = "<!doctype html>\n<html lang=\"en\"><head><title>Zoho Desk</title></head>\
        <body><h1>Sorry, the page you are trying to access cannot be found</h1></body></html>\n";
    Ending::Answer(Html(page).into_response())
}

/// Announces the whole and breaks off after half of it.
fn cut(mut answer: Vec<u8>) -> Response {
    let length = answer.len();
    answer.truncate(length / 2);
    (
        [(CONTENT_TYPE, "application/json".to_owned()), (CONTENT_LENGTH, length.to_string())],
        Body::from_stream(Broken::After(answer.into())),
    )
        .into_response()
}

/// A body that fails after its only chunk, but not before that has left.
#[derive(Debug)]
enum Broken {
    After(Bytes),
    Soon,
    Now,
}

impl Stream for Broken {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        match std::mem::replace(&mut *self, Self::Now) {
            Self::After(chunk) => {
                *self = Self::Soon;
                Poll::Ready(Some(Ok(chunk)))
            }
            // While there is nothing to write, the server writes out what it has.
            Self::Soon => {
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            Self::Now => Poll::Ready(Some(Err(io::ErrorKind::ConnectionReset.into()))),
        }
    }
}
