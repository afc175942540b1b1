//! Requests that no decent client would send, byte by byte.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Connects to a `http://…` address.
pub async fn connect(url: &str) -> TcpStream {
    TcpStream::connect(url.trim_start_matches("http://")).await.expect("a connection")
}

/// The head of a ticket with a body of `length` bytes.
pub fn head(length: usize) -> String {
    let (key, origin) = (super::key(), super::ORIGIN);
    format!(
        "POST /api/v1/tickets HTTP/1.1\r\nhost: proxy\r\norigin: {origin}\r\ncontent-type: application/json\r\n\
         idempotency-key: {key}\r\ncontent-length: {length}\r\n\r\n"
    )
}

/// Everything until the other side closes, and how long that took.
pub async fn rest(stream: &mut TcpStream) -> (String, Duration) {
    let started = Instant::now();
    let mut bytes = Vec::new();
    // A reset counts as an end.
    drop(tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut bytes)).await.expect("an end"));
    (String::from_utf8_lossy(&bytes).into_owned(), started.elapsed())
}

/// Sends `bytes`.
pub async fn send(stream: &mut TcpStream, bytes: impl AsRef<[u8]>) {
    stream.write_all(bytes.as_ref()).await.expect("to be read");
}
