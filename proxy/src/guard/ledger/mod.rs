//! What the guards remember: how much was taken, and what was used up. In memory for one process,
//! in the database for several that share one.

mod memory;
mod postgres;

use std::future::Future;
use std::time::Duration;

use super::rate::Rate;
use super::tag::Tag;
use crate::error::Error;
use crate::store::StoreError;

pub(crate) use memory::Memory;
use postgres::Postgres;

/// So much of one rate.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Take {
    /// What is counted.
    pub(crate) tag: Tag,
    pub(crate) rate: Rate,
    pub(crate) cost: u32,
}

/// What became of an attempt to use something up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spent {
    /// Nobody has used it before.
    First,
    /// The same one has, and may again: it is the same request once more.
    Again,
    /// Somebody else has.
    Before,
}

/// Why it cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Too much was taken; not before so long.
    Wait(Duration),
    /// Nobody can say.
    Unavailable,
}

/// What the guards remember. Several processes may share one.
pub(crate) trait Ledger {
    /// Takes all of `takes`, or nothing and says how long to wait.
    fn take(&self, takes: &[Take]) -> impl Future<Output = Result<(), Refused>> + Send;

    /// Uses `what` up on behalf of `by`; forgotten after `keep`.
    fn spend(&self, what: Tag, by: Tag, keep: Duration) -> impl Future<Output = Result<Spent, Refused>> + Send;

    /// Whether `what` has been used up.
    fn knows(&self, what: Tag) -> impl Future<Output = Result<bool, Refused>> + Send;
}

/// The ledger of this installation.
#[derive(Debug)]
pub(crate) enum AnyLedger {
    Memory(Memory),
    Postgres(Postgres),
}

impl AnyLedger {
    /// The one that goes with the database at `url`.
    ///
    /// # Errors
    /// A URL that cannot be read.
    pub(crate) fn open(url: &str) -> Result<Self, Error> {
        match url.split_once(':') {
            Some(("postgres" | "postgresql", _)) => {
                let ledger = Postgres::new(url).map_err(|error| Error::Store(StoreError::from(error)))?;
                Ok(Self::Postgres(ledger))
            }
            _ => Ok(Self::Memory(Memory::default())),
        }
    }

    /// Whether it outlives this process.
    pub(crate) fn is_shared(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }
}

impl Ledger for AnyLedger {
    async fn take(&self, takes: &[Take]) -> Result<(), Refused> {
        match self {
            Self::Memory(ledger) => ledger.take(takes).await,
            Self::Postgres(ledger) => ledger.take(takes).await,
        }
    }

    async fn spend(&self, what: Tag, by: Tag, keep: Duration) -> Result<Spent, Refused> {
        match self {
            Self::Memory(ledger) => ledger.spend(what, by, keep).await,
            Self::Postgres(ledger) => ledger.spend(what, by, keep).await,
        }
    }

    async fn knows(&self, what: Tag) -> Result<bool, Refused> {
        match self {
            Self::Memory(ledger) => ledger.knows(what).await,
            Self::Postgres(ledger) => ledger.knows(what).await,
        }
    }
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
