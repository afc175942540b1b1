//! What visitors sent, and what they were told.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The last thing that a visitor was told about a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// Nothing, or that nothing was accepted.
    Nothing,
    /// 202: it is safe.
    Accepted,
    /// 201: it has this number.
    Created(String),
    /// 422: it will not be filed as it is.
    Refused,
}

/// One ticket of one visitor.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What makes it known in the desk; no other has it.
    pub subject: String,
    /// Whose it is.
    pub email: String,
    /// How many files it has.
    pub files: usize,
    /// The last word.
    pub told: Told,
    /// When it was first acknowledged, as a place among all acknowledgements.
    pub acknowledged: Option<usize>,
}

/// Everything that was sent. Clones are the same ledger.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger(Arc<Mutex<Pages>>);

#[derive(Debug, Default)]
struct Pages {
    entries: Vec<Entry>,
    acknowledgements: usize,
    surprises: Vec<String>,
}

impl Ledger {
    /// Notes a ticket before it is sent for the first time. Returns its place.
    pub(crate) fn begin(&self, subject: &str, email: &str, files: usize) -> usize {
        let mut pages = self.pages();
        let (subject, email) = (subject.to_owned(), email.to_owned());
        pages.entries.push(Entry { subject, email, files, told: Told::Nothing, acknowledged: None });
        pages.entries.len() - 1
    }

    /// Notes what the visitor was told. What contradicts an earlier word is a surprise.
    pub(crate) fn tell(&self, place: usize, told: Told) {
        let mut pages = self.pages();
        let Some(before) = pages.entries.get(place).map(|entry| entry.told.clone()) else { return };
        match (&before, &told) {
            (Told::Created(_), Told::Accepted) => return,
            (Told::Created(was), Told::Created(is)) if was == is => return,
            (Told::Created(_) | Told::Refused, _) if before != told => {
                pages.surprise(format!("entry {place}: first {before:?}, then {told:?}"));
            }
            _ => {}
        }
        let number = pages.acknowledgements;
        let acknowledged = matches!(told, Told::Accepted | Told::Created(_));
        if let Some(entry) = pages.entries.get_mut(place) {
            entry.told = told;
            if acknowledged && entry.acknowledged.is_none() {
                entry.acknowledged = Some(number);
                pages.acknowledgements += 1;
            }
        }
    }

    /// Notes an answer that nobody should get.
    pub(crate) fn surprise(&self, what: String) {
        self.pages().surprise(what);
    }

    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.pages().entries.clone()
    }

    pub(crate) fn surprises(&self) -> Vec<String> {
        self.pages().surprises.clone()
    }

    /// How many are acknowledged but have no number yet.
    pub(crate) fn pending(&self) -> usize {
        self.pages().entries.iter().filter(|entry| entry.told == Told::Accepted).count()
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pages {
    fn surprise(&mut self, what: String) {
        // A few say it all.
        if self.surprises.len() < 20 {
            self.surprises.push(what);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acknowledgements_are_counted_in_order_and_once() {
        let ledger = Ledger::default();
        let (one, two) = (ledger.begin("one", "a", 0), ledger.begin("two", "a", 0));
        ledger.tell(two, Told::Accepted);
        ledger.tell(one, Told::Created("1".into()));
        ledger.tell(two, Told::Created("2".into()));
        let places: Vec<_> = ledger.entries().iter().map(|entry| entry.acknowledged).collect();
        assert_eq!(places, [Some(1), Some(0)]);
        assert!(ledger.surprises().is_empty());
    }

    #[test]
    fn a_number_that_changes_is_a_surprise() {
        let ledger = Ledger::default();
        let place = ledger.begin("one", "a", 0);
        ledger.tell(place, Told::Created("1".into()));
        ledger.tell(place, Told::Accepted);
        ledger.tell(place, Told::Created("1".into()));
        assert!(ledger.surprises().is_empty());
        ledger.tell(place, Told::Created("2".into()));
        assert_eq!(ledger.surprises().len(), 1);
        ledger.tell(place, Told::Refused);
        assert_eq!(ledger.surprises().len(), 2);
    }
}
