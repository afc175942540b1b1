//! Compares what visitors were told with what is in the desk.

use std::collections::HashMap;

pub use crate::ledger::{Entry, Told};

/// A ticket in the desk.
#[derive(Debug, Clone)]
pub struct Filed {
    /// What people call it; numbers count up.
    pub number: String,
    /// The entry's subject.
    pub subject: String,
    /// How many files it has.
    pub files: usize,
}

/// What is wrong, each with the subjects concerned. Nothing, in the end.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// Acknowledged, but not there.
    pub lost: Vec<String>,
    /// There more than once.
    pub doubled: Vec<String>,
    /// Refused, but there all the same: the visitor has sent it again with changes.
    pub refused_but_filed: Vec<String>,
    /// There under another number than the visitor was told.
    pub misnamed: Vec<String>,
    /// There with more or fewer files than were sent.
    pub files: Vec<String>,
    /// There, but nobody sent it.
    pub strangers: Vec<String>,
}

impl Faults {
    /// Whether there is nothing wrong.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Every ticket that was acknowledged is there exactly once; every other at most once.
pub fn judge(entries: &[Entry], desk: &[Filed]) -> Faults {
    let mut faults = Faults::default();
    let mut filed: HashMap<&str, Vec<&Filed>> = HashMap::new();
    for ticket in desk {
        filed.entry(&ticket.subject).or_default().push(ticket);
    }
    for entry in entries {
        let found = filed.remove(entry.subject.as_str()).unwrap_or_default();
        let mut blame = |list: fn(&mut Faults) -> &mut Vec<String>| list(&mut faults).push(entry.subject.clone());
        match found[..] {
            [] if matches!(entry.told, Told::Accepted | Told::Created(_)) => blame(|faults| &mut faults.lost),
            [] => {}
            [ticket] => {
                if entry.told == Told::Refused {
                    blame(|faults| &mut faults.refused_but_filed);
                }
                if matches!(&entry.told, Told::Created(number) if *number != ticket.number) {
                    blame(|faults| &mut faults.misnamed);
                }
                if ticket.files != entry.files {
                    blame(|faults| &mut faults.files);
                }
            }
            _ => blame(|faults| &mut faults.doubled),
        }
    }
    faults.strangers = filed.into_keys().map(str::to_owned).collect();
    faults
}

/// The pairs of tickets of one person that were acknowledged in one order and filed in the other.
/// `desk`: oldest first.
pub fn out_of_order(entries: &[Entry], desk: &[Filed]) -> Vec<(String, String)> {
    let filed: HashMap<&str, usize> =
        desk.iter().enumerate().map(|(place, ticket)| (ticket.subject.as_str(), place)).collect();
    let mut by_person: HashMap<&str, Vec<&Entry>> = HashMap::new();
    for entry in entries.iter().filter(|entry| entry.acknowledged.is_some()) {
        by_person.entry(&entry.email).or_default().push(entry);
    }
    let mut pairs = Vec::new();
    for sent in by_person.values_mut() {
        sent.sort_by_key(|entry| entry.acknowledged);
        for pair in sent.windows(2) {
            let [first, second] = pair else { continue };
            if filed.get(first.subject.as_str()) > filed.get(second.subject.as_str()) {
                pairs.push((first.subject.clone(), second.subject.clone()));
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(subject: &str, told: Told) -> Entry {
        let acknowledged = matches!(told, Told::Accepted | Told::Created(_)).then_some(0);
        Entry { subject: subject.into(), email: "ada@example.org".into(), files: 0, told, acknowledged }
    }

    fn filed(number: &str, subject: &str) -> Filed {
        Filed { number: number.into(), subject: subject.into(), files: 0 }
    }

    fn created(number: &str) -> Told {
        Told::Created(number.into())
    }

    #[test]
    fn one_each_is_fine_and_so_is_none_of_what_was_not_acknowledged() {
        let entries = [
            entry("a", created("1")),
            entry("b", Told::Accepted),
            entry("c", Told::Nothing),
            entry("d", Told::Nothing),
            entry("e", Told::Refused),
        ];
        let desk = [filed("1", "a"), filed("2", "b"), filed("3", "c")];
        assert!(judge(&entries, &desk).is_empty());
    }

    #[test]
    fn a_lost_ticket_is_found_out() {
        let entries = [entry("a", created("1")), entry("b", Told::Accepted)];
        assert_eq!(judge(&entries, &[]).lost, ["a", "b"]);
        assert_eq!(judge(&entries, &[filed("1", "a")]).lost, ["b"]);
    }

    #[test]
    fn a_doubled_ticket_is_found_out_whatever_was_told() {
        for told in [created("1"), Told::Accepted, Told::Nothing, Told::Refused] {
            let faults = judge(&[entry("a", told)], &[filed("1", "a"), filed("2", "a")]);
            assert_eq!(faults.doubled, ["a"]);
            assert!(!faults.is_empty());
        }
    }

    #[test]
    fn what_else_can_be_wrong_is_told_apart() {
        assert_eq!(judge(&[entry("a", Told::Refused)], &[filed("1", "a")]).refused_but_filed, ["a"]);
        assert_eq!(judge(&[entry("a", created("2"))], &[filed("1", "a")]).misnamed, ["a"]);
        assert_eq!(judge(&[], &[filed("1", "a")]).strangers, ["a"]);
        let with_file = Entry { files: 1, ..entry("a", created("1")) };
        assert_eq!(judge(&[with_file], &[filed("1", "a")]).files, ["a"]);
    }

    #[test]
    fn an_order_that_was_turned_round_is_found_out() {
        let placed = |subject: &str, email: &str, acknowledged| Entry {
            email: email.into(),
            acknowledged: Some(acknowledged),
            ..entry(subject, Told::Accepted)
        };
        let entries = [placed("b", "ada", 1), placed("a", "ada", 0), placed("c", "eve", 2), placed("d", "ada", 3)];
        let desk = |order: [&str; 4]| order.map(|subject| filed("1", subject));
        assert!(out_of_order(&entries, &desk(["c", "a", "b", "d"])).is_empty());
        assert_eq!(out_of_order(&entries, &desk(["b", "a", "c", "d"])), [("a".to_owned(), "b".to_owned())]);
    }
}
