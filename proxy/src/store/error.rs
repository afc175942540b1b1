//! What can go wrong with the database.

use std::sync::Arc;

/// Why nothing could be stored or read. Holds no personal data: values are bound, not quoted.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// Not a URL of a database that is supported.
    #[error("the database URL has to begin with sqlite: or postgres:")]
    Url,
    /// The database cannot be opened.
    #[error("the database cannot be opened: {0}; check the path, its permissions and the free space")]
    Open(Arc<sqlx::Error>),
    /// The server cannot be reached, or does not let us in.
    #[error("the database server cannot be used: {0}; check address, user, password and database")]
    Connect(Arc<sqlx::Error>),
    /// A newer version of this program has been at work.
    #[error("the database was written by a newer version of deskbell-proxy; start that version or use another one")]
    NewerSchema,
    /// The schema could not be brought up to date.
    #[error("the database's schema cannot be brought up to date: {0}")]
    Migrate(Arc<sqlx::migrate::MigrateError>),
    /// SQLite before 3.51.3 can corrupt a database in WAL mode.
    #[error("SQLite {0} can corrupt its databases; 3.51.3 or newer is needed")]
    OldSqlite(String),
    /// A statement failed.
    #[error("the database failed: {0}")]
    Failed(Arc<sqlx::Error>),
    /// A row that this version did not write.
    #[error("a stored submission cannot be read: {0}")]
    Unreadable(&'static str),
    /// The row to be changed is not there.
    #[error("a stored submission is gone")]
    Gone,
    /// No room for a file; a ticket may still find some.
    #[error("there is no room for more files")]
    NoSpace,
    /// A file could not be written or read.
    #[error("a file failed: {0}")]
    File(Arc<std::io::Error>),
    /// No answer within the time a browser waits.
    #[error("the database did not answer in time")]
    Slow,
    /// Stopping: nothing new is taken.
    #[error("the proxy is stopping")]
    Stopping,
    /// No randomness for an id, or a ticket that cannot be written as JSON.
    #[error("the submission cannot be made: {0}")]
    Unwritable(Arc<str>),
}

impl StoreError {
    /// Whether it may be the fault of one change, and not of the database.
    pub(super) fn is_of_one(&self) -> bool {
        match self {
            Self::Failed(error) => matches!(**error, sqlx::Error::Database(_)),
            _ => true,
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull => Self::NoSpace,
            _ => Self::File(Arc::new(error)),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(Arc::new(error))
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Unwritable(error.to_string().into())
    }
}

impl From<getrandom::Error> for StoreError {
    fn from(error: getrandom::Error) -> Self {
        Self::Unwritable(error.to_string().into())
    }
}
