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

/// The head of an upload of `length` bytes, `extra` headers (each with its line end) included.
pub fn upload_head(length: usize, extra: &str) -> String {
    format!(
        "POST /api/v1/uploads HTTP/1.1\r\nhost: proxy\r\norigin: {}\r\n\
         content-type: multipart/form-data; boundary=edge\r\ncontent-length: {length}\r\n{extra}\r\n",
        super::ORIGIN
    )
}

/// The beginning of a multipart body: everything before the file's own bytes.
pub fn part_head(name: &str, media_type: &str) -> String {
    format!(
        "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         content-type: {media_type}\r\n\r\n"
    )
}

/// One answer, while the connection stays open; and how long it took.
pub async fn answer(stream: &mut TcpStream) -> (String, Duration) {
    let started = Instant::now();
    let mut text = String::new();
    let reading = async {
        while !text.ends_with('}') {
            let mut buffer = [0; 4096];
            let length = stream.read(&mut buffer).await.expect("an answer");
            assert!(length > 0, "cut off after {text:?}");
            text.push_str(&String::from_utf8_lossy(&buffer[..length]));
        }
    };
    tokio::time::timeout(Duration::from_secs(20), reading).await.expect("an answer");
    (text, started.elapsed())
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
