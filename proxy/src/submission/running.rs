//! The submissions that this process is working on, by key, so that a second request with the
//! same key waits for the first one's ticket.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

use crate::store::StoreError;

use super::Submission;

/// What somebody who waits can see.
#[derive(Debug, Clone)]
pub(super) enum Seen {
    /// Not stored yet.
    Storing,
    /// Stored; `known` if it was already, when this process came to store it.
    Stored { submission: Arc<Submission>, known: bool },
    /// It could not be stored.
    Failed(StoreError),
}

/// The running submissions. Clones share them.
#[derive(Debug, Clone, Default)]
pub(super) struct Running {
    by_key: Arc<Mutex<HashMap<String, watch::Receiver<Seen>>>>,
}

/// A place among the running submissions; given up when dropped.
#[derive(Debug)]
pub(super) struct Place {
    running: Running,
    key_hash: String,
    seen: watch::Sender<Seen>,
}

/// What [`Running::join`] found.
pub(super) enum Joined {
    /// Nobody was there: the place has to be worked on.
    First(Place, watch::Receiver<Seen>),
    /// Somebody is working on it.
    Another(watch::Receiver<Seen>),
}

impl Running {
    /// Takes the place of `key_hash`, or joins who has it.
    pub(super) fn join(&self, key_hash: &str) -> Joined {
        let mut by_key = self.by_key.lock().unwrap_or_else(PoisonError::into_inner);
        match by_key.entry(key_hash.to_owned()) {
            Entry::Occupied(taken) => Joined::Another(taken.get().clone()),
            Entry::Vacant(free) => {
                let (seen, receiver) = watch::channel(Seen::Storing);
                free.insert(receiver.clone());
                let place = Place { running: self.clone(), key_hash: key_hash.to_owned(), seen };
                Joined::First(place, receiver)
            }
        }
    }
}

impl Place {
    /// Shows everybody who waits how it stands.
    pub(super) fn show(&self, seen: Seen) {
        self.seen.send_replace(seen);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut by_key = self.running.by_key.lock().unwrap_or_else(PoisonError::into_inner);
        by_key.remove(&self.key_hash);
    }
}
