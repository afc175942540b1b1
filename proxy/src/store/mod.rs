//! Where submissions are kept. What counts as stored survives a loss of power.
//!
//! [`Store`] is the few questions the rest of the program asks; how they are put to a database is
//! in the file named after it.

mod columns;
mod error;
mod schema;
mod sqlite;

pub use error::StoreError;

use crate::submission::{Submission, SubmissionId};

/// The submissions. Clones share the connections.
#[derive(Debug, Clone)]
pub struct Store {
    sqlite: sqlite::Sqlite,
}

/// What came of storing a submission.
#[derive(Debug, Clone, PartialEq)]
pub enum Inserted {
    /// It is stored.
    New,
    /// Its key was known; this is what stands there.
    Known(Box<Submission>),
}

impl Store {
    /// Opens the database at `url` (`sqlite://deskbell.db`, `sqlite::memory:`), makes it if it is
    /// not there, and brings its schema up to date.
    ///
    /// # Errors
    /// A URL of another kind, a file that cannot be opened or is no database, a schema that a
    /// newer version has written.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        Ok(Self { sqlite: sqlite::Sqlite::open(url).await? })
    }

    /// Stores `submission`, unless its key is known. Durable when it returns.
    ///
    /// # Errors
    /// When it could not be stored, as far as is known.
    pub async fn insert(&self, submission: &Submission) -> Result<Inserted, StoreError> {
        self.sqlite.insert(submission).await
    }

    /// Stores where `submission` stands now. Durable when it returns.
    ///
    /// # Errors
    /// When it could not be stored, as far as is known; also when there is no such submission.
    pub async fn update(&self, submission: &Submission) -> Result<(), StoreError> {
        self.sqlite.update(submission).await
    }

    /// The submission with `id`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find(&self, id: &SubmissionId) -> Result<Option<Submission>, StoreError> {
        self.sqlite.find(id).await
    }

    /// The submissions that are neither created nor rejected, oldest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn unfinished(&self) -> Result<Vec<Submission>, StoreError> {
        self.sqlite.unfinished().await
    }

    /// Whether something can be stored right now; for readiness probes.
    ///
    /// # Errors
    /// When it cannot.
    pub async fn check(&self) -> Result<(), StoreError> {
        self.sqlite.check().await
    }

    /// Closes the database: everything is written to its one file.
    pub async fn close(&self) {
        self.sqlite.close().await;
    }
}
