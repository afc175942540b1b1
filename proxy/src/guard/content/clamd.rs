//! Asking ClamAV: `INSTREAM` of clamd's protocol (`man clamd`), over TCP or a Unix socket.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::config::Clamd;

/// For the whole scan.
const PATIENCE: Duration = Duration::from_secs(30);
const CHUNK: usize = 64 * 1024;
/// The longest answer worth reading.
const ANSWER: u64 = 4096;

/// What clamd says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    Clean,
    /// The name of what it found.
    Found(String),
}

/// Has `bytes` scanned.
///
/// # Errors
/// When there is no verdict: nobody there, no answer in time, one that means something else.
pub(super) async fn scan(clamd: &Clamd, bytes: &[u8]) -> io::Result<Verdict> {
    let scanning = async {
        match clamd {
            Clamd::Tcp(address) => stream(TcpStream::connect(address).await?, bytes).await,
            #[cfg(unix)]
            Clamd::Unix(path) => stream(tokio::net::UnixStream::connect(path).await?, bytes).await,
        }
    };
    tokio::time::timeout(PATIENCE, scanning).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}

async fn stream(mut socket: impl AsyncRead + AsyncWrite + Unpin, bytes: &[u8]) -> io::Result<Verdict> {
    // clamd may answer and hang up before it has everything, when the file is too large for it.
    let sent = send(&mut socket, bytes).await;
    let mut answer = Vec::new();
    let read = socket.take(ANSWER).read_to_end(&mut answer).await;
    match (verdict(&answer), sent, read) {
        (Some(verdict), ..) => Ok(verdict),
        (None, Err(error), _) | (None, Ok(()), Err(error)) => Err(error),
        (None, Ok(()), Ok(_)) => Err(io::Error::new(io::ErrorKind::InvalidData, "it gave no verdict")),
    }
}

async fn send(socket: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> io::Result<()> {
    socket.write_all(b"zINSTREAM\0").await?;
    for chunk in bytes.chunks(CHUNK) {
        let length = u32::try_from(chunk.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
        socket.write_all(&length.to_be_bytes()).await?;
        socket.write_all(chunk).await?;
    }
    socket.write_all(&0_u32.to_be_bytes()).await?;
    socket.flush().await
}

/// `stream: OK`, `stream: Eicar-Test-Signature FOUND`; everything else is no verdict.
fn verdict(answer: &[u8]) -> Option<Verdict> {
    let answer = std::str::from_utf8(answer).ok()?.trim_end_matches(['\0', '\n', '\r']);
    let said = answer.strip_prefix("stream: ")?;
    match said.strip_suffix(" FOUND") {
        Some(name) => Some(Verdict::Found(name.to_owned())),
        None => (said == "OK").then_some(Verdict::Clean),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_two_answers_are_verdicts() {
        assert_eq!(verdict(b"stream: OK\0"), Some(Verdict::Clean));
        assert_eq!(
            verdict(b"stream: Win.Test.EICAR_HDB-1 FOUND\0"),
            Some(Verdict::Found("Win.Test.EICAR_HDB-1".to_owned()))
        );
        for other in [
            &b""[..],
            b"OK",
            b"stream: ",
            b"stream: NOT OK",
            b"INSTREAM size limit exceeded. ERROR\0",
            b"stream: x ERROR",
            b"\xff",
        ] {
            assert_eq!(verdict(other), None, "{other:?}");
        }
    }
}
