//! Where submissions are kept. What counts as stored survives a loss of power.
//!
//! [`Store`] is the few questions the rest of the program asks. The statements are the same for
//! SQLite and PostgreSQL and stand in the files named after what they do; what differs is in
//! `sqlite.rs` and `postgres.rs`. Everything that is written goes through one task, `writer.rs`,
//! which commits whatever has come meanwhile at once.

mod census;
mod change;
mod claim;
mod columns;
mod error;
mod files;
mod insert;
mod link;
mod postgres;
mod probe;
mod purge;
mod schema;
mod sql;
mod sqlite;
mod tokens;
mod uploads;
mod writer;

use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use prometheus_client::metrics::histogram::Histogram;

pub use census::{Census, STATES};
pub use error::StoreError;
pub(crate) use probe::{Probed, probe};
pub use tokens::KeptToken;
pub use uploads::{NewUpload, Upload};

use crate::submission::{Effect, Event, Policy, Submission, SubmissionId};

/// The submissions.
///
/// Every method that changes something is durable when it returns, and has happened wholly or not
/// at all. After an error it may have happened all the same (the answer to a commit can get lost).
#[async_trait]
pub trait Store: Debug + Send + Sync {
    /// Stores a submission, unless its key is known or it repeats another one.
    async fn insert(&self, new: Insert) -> Result<Inserted, StoreError>;

    /// Takes a submission one step further ([`crate::submission::step`]), by the store's clock.
    async fn apply(&self, id: &SubmissionId, event: Event) -> Result<Applied, StoreError>;

    /// Takes up to `limit` submissions that something is to be done about, those that have waited
    /// longest first, and does [`Event::Due`] to them. What another process has just taken is
    /// passed over; so is what would be sent before an earlier one of the same person.
    async fn claim(&self, owner: &str, limit: usize) -> Result<Vec<Applied>, StoreError>;

    /// How long it is until something is to be done that is not to be done yet.
    async fn next_due(&self) -> Result<Option<Duration>, StoreError>;

    /// How much is left of the lease of attempt number `attempt`; nothing if it is over.
    async fn lease_left(&self, id: &SubmissionId, attempt: u32) -> Result<Duration, StoreError>;

    /// Does [`Event::Restarted`] to what a start may free: to everything, or where other processes
    /// may be at work to what is held. Gives how many that were.
    async fn restart(&self) -> Result<u64, StoreError>;

    /// Does [`Event::Restored`] to everything that has no ticket: it may have been sent after the
    /// copy was made that the database was restored from. Gives how many that were.
    async fn doubt(&self) -> Result<u64, StoreError>;

    /// How many there are, and how long they have been waiting.
    async fn census(&self) -> Result<Census, StoreError>;

    /// Up to `limit` of those that wait for the operator, held or given up; the oldest first.
    async fn held(&self, limit: usize) -> Result<Vec<Submission>, StoreError>;

    /// Takes one of those away for good. Whether it was there.
    async fn discard(&self, id: &SubmissionId) -> Result<bool, StoreError>;

    /// How long commits take, in seconds.
    fn commits(&self) -> Histogram;

    /// Takes away what is no longer needed; gives the number of rows that changed.
    async fn purge(&self, purge: Purge) -> Result<u64, StoreError>;

    /// The submission with `id`.
    async fn find(&self, id: &SubmissionId) -> Result<Option<Submission>, StoreError>;

    /// Whether the ticket with Zoho's id `ticket` belongs to a submission.
    async fn knows_ticket(&self, ticket: &str) -> Result<bool, StoreError>;

    /// Keeps a file until the ticket exists that names it.
    async fn keep_upload(&self, new: NewUpload) -> Result<Upload, StoreError>;

    /// The files of a submission.
    async fn uploads(&self, submission: &SubmissionId) -> Result<Vec<Upload>, StoreError>;

    /// The content of a file.
    async fn upload_content(&self, id: &str) -> Result<Vec<u8>, StoreError>;

    /// Zoho has the file `id` and calls it `zoho_id`.
    async fn upload_sent(&self, id: &str, zoho_id: &str) -> Result<(), StoreError>;

    /// Takes away the files that no ticket will need: those whose ticket exists, and those that no
    /// ticket has named for so long. Gives how many.
    async fn sweep_uploads(&self, orphans: Duration) -> Result<u64, StoreError>;

    /// The access token that was kept, whatever it is worth.
    async fn token(&self) -> Result<Option<KeptToken>, StoreError>;

    /// Keeps an access token for the next start and for other processes.
    async fn keep_token(&self, token: KeptToken) -> Result<(), StoreError>;

    /// Waits until no other process is fetching an access token. This one may, as long as it
    /// holds what it is given.
    async fn token_turn(&self) -> Result<TokenTurn, StoreError>;

    /// Writes something, to see whether that is possible; for readiness probes.
    async fn check(&self) -> Result<(), StoreError>;

    /// Whether other processes may work on the same submissions.
    fn is_shared(&self) -> bool;

    /// Waits for what is being written and closes the database.
    async fn close(&self);
}

/// The right to fetch an access token; given back when dropped.
#[derive(Debug)]
pub struct TokenTurn(#[expect(dead_code, reason = "held, not used")] Option<postgres::Turn>);

/// A submission that has just come in.
#[derive(Debug, Clone)]
pub struct Insert {
    /// The submission, in the state `Received`.
    pub submission: Submission,
    /// The process that can send it at once. Then it is claimed with the same commit, unless an
    /// earlier one of the same person is to be sent first.
    pub owner: Option<String>,
    /// For how long another submission with the same content counts as the same; zero: not at all.
    pub repeats: Duration,
}

/// How long to keep what is finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purge {
    /// What a visitor wrote, after Zoho has refused it. (Of a created ticket nothing is kept.)
    pub rejected: Duration,
    /// Keys, fingerprints and ticket numbers of what is created or refused: for so long a key
    /// leads to its ticket.
    pub finished: Duration,
}

impl Default for Purge {
    /// A month for what was refused, half a year for numbers.
    fn default() -> Self {
        let days = |days: u64| Duration::from_secs(days * 24 * 60 * 60);
        Self { rejected: days(30), finished: days(180) }
    }
}

/// What came of storing a submission.
#[derive(Debug, Clone, PartialEq)]
pub enum Inserted {
    /// It is stored, and this is to be done about it.
    New(Box<Applied>),
    /// Its key was known; this is what stands there.
    Known(Box<Submission>),
    /// Its content came before, under another key, a short time ago. The key leads there from now
    /// on.
    Repeated(Box<Submission>),
    /// Nothing is stored: these entries of its list of files are not there, or another ticket's.
    NoUploads(Vec<usize>),
}

/// A submission after a change, and what is to be done about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// As it is stored now.
    pub submission: Submission,
    /// What to do.
    pub effect: Effect,
}

/// Opens the database at `url`, makes it if it is not there (SQLite), and brings its schema up to
/// date. `sqlite://deskbell.db`, `sqlite::memory:`, `postgres://user:password@host/database`.
///
/// # Errors
/// A URL of another kind, a database that cannot be opened or is none, a schema that a newer
/// version has written.
pub async fn open(url: &str, policy: Arc<Policy>) -> Result<Arc<dyn Store>, StoreError> {
    let (pool, files) = match url.split_once(':') {
        Some(("sqlite", _)) => sqlite::open(url).await?,
        Some(("postgres" | "postgresql", _)) => (postgres::open(url).await?, None),
        _ => return Err(StoreError::Url),
    };
    Ok(Arc::new(sql::Sql::new(pool, files, policy)))
}
