//! Named places where a test can end the process, as a power cut would: without a farewell.
//!
//! Only with the feature `crash-points`, which no release has; without it nothing of this is left.
//! `DESKBELL_CRASH_AT=intent_committed` ends the process at the first passing of that place,
//! `DESKBELL_CRASH_AT=intent_committed:3` at the third.

/// A place. Named after what has just been done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// A submission is about to be committed.
    InsertBegun,
    /// A submission is committed; nobody knows yet.
    InsertCommitted,
    /// The intent to send (or to look) is committed; nothing has left.
    IntentCommitted,
    /// The ticket has been written to the connection; its answer is on the way.
    TicketWritten,
    /// Zoho's answer has been read; it is not stored.
    AnswerRead,
    /// Zoho's answer is committed; nobody knows yet.
    AnswerCommitted,
    /// A file is about to leave for Zoho.
    UploadBegun,
    /// Zoho has the file; that is not stored.
    UploadDone,
    /// A lookup is about to leave.
    LookupBegun,
    /// A lookup was answered; that is not stored.
    LookupDone,
    /// Zoho Accounts gave an access token; it is not stored.
    TokenGranted,
    /// The access token is stored.
    TokenStored,
    /// The schema is about to be brought up to date.
    Migrating,
    /// The rows of what is no longer needed are gone, its files are not.
    Purging,
}

/// All places.
pub const POINTS: [Point; 14] = [
    Point::InsertBegun,
    Point::InsertCommitted,
    Point::IntentCommitted,
    Point::TicketWritten,
    Point::AnswerRead,
    Point::AnswerCommitted,
    Point::UploadBegun,
    Point::UploadDone,
    Point::LookupBegun,
    Point::LookupDone,
    Point::TokenGranted,
    Point::TokenStored,
    Point::Migrating,
    Point::Purging,
];

impl Point {
    /// Its name in `DESKBELL_CRASH_AT`.
    pub fn name(self) -> &'static str {
        match self {
            Self::InsertBegun => "insert_begun",
            Self::InsertCommitted => "insert_committed",
            Self::IntentCommitted => "intent_committed",
            Self::TicketWritten => "ticket_written",
            Self::AnswerRead => "answer_read",
            Self::AnswerCommitted => "answer_committed",
            Self::UploadBegun => "upload_begun",
            Self::UploadDone => "upload_done",
            Self::LookupBegun => "lookup_begun",
            Self::LookupDone => "lookup_done",
            Self::TokenGranted => "token_granted",
            Self::TokenStored => "token_stored",
            Self::Migrating => "migrating",
            Self::Purging => "purging",
        }
    }
}

/// Ends the process here, if it was asked to.
#[cfg(feature = "crash-points")]
pub(crate) fn point(point: Point) {
    armed::pass(point);
}

/// Nothing.
#[cfg(not(feature = "crash-points"))]
#[inline(always)]
pub(crate) fn point(_: Point) {}

/// Waits for the answer to a request that has just been sent, and passes [`Point::TicketWritten`]
/// meanwhile: as soon as the request can be expected to be on the wire, at the latest when an
/// answer is there.
#[cfg(feature = "crash-points")]
pub(crate) async fn written<F: Future>(answer: F) -> F::Output {
    let mut answer = std::pin::pin!(answer);
    let early = tokio::select! {
        answered = answer.as_mut() => Some(answered),
        () = tokio::time::sleep(std::time::Duration::from_millis(3)) => None,
    };
    point(Point::TicketWritten);
    match early {
        Some(answered) => answered,
        None => answer.await,
    }
}

/// Nothing but the answer.
#[cfg(not(feature = "crash-points"))]
pub(crate) async fn written<F: Future>(answer: F) -> F::Output {
    answer.await
}

#[cfg(feature = "crash-points")]
mod armed {
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::Point;

    /// The place, and how many passings are left until the end.
    static ARMED: LazyLock<Option<(String, AtomicU32)>> = LazyLock::new(|| {
        let order = std::env::var("DESKBELL_CRASH_AT").ok()?;
        let (name, passing) = order.split_once(':').unwrap_or((&order, "1"));
        Some((name.to_owned(), AtomicU32::new(passing.parse().ok()?)))
    });

    pub(super) fn pass(point: Point) {
        let Some((name, left)) = &*ARMED else { return };
        if name == point.name() && left.fetch_sub(1, Ordering::SeqCst) == 1 {
            // No destructor, no flush, no message: the process is simply gone.
            let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
            loop {
                std::thread::park();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn names_are_unique() {
        let names: std::collections::BTreeSet<_> = POINTS.iter().map(|point| point.name()).collect();
        assert_eq!(names.len(), POINTS.len());
    }

    /// A place that nobody passes would be a test that tests nothing.
    #[test]
    fn every_place_is_somewhere() {
        let mut sources = String::new();
        read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut sources);
        for point in POINTS {
            let passed = match point {
                Point::TicketWritten => "crash::written(".to_owned(),
                other => format!("crash::point(Point::{other:?})"),
            };
            assert!(sources.contains(&passed), "{passed} is nowhere");
        }
    }

    fn read(directory: &Path, sources: &mut String) {
        for entry in std::fs::read_dir(directory).expect("a directory") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                read(&path, sources);
            } else if !path.ends_with("crash.rs") {
                sources.push_str(&std::fs::read_to_string(&path).expect("a source"));
            }
        }
    }
}
