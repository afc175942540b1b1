//! A submission's row, what is being done about it, and what Zoho really holds.

use std::hash::{Hash, Hasher};

use deskbell_proxy::submission::{Event, Moment, Progress, State};
use deskbell_proxy::zoho::{Reason, Receipt};

use crate::policy::{ARRIVES, HIDDEN, NOW, PAST, TICK};

/// How many processes work at the same time, each on one thing.
const PROCESSES: usize = 2;

#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct World {
    /// What is committed; `None`: nothing yet.
    pub(crate) row: Option<Progress>,
    /// The browser has been told that it is.
    pub(crate) promised: bool,
    /// What the processes are at. Any of them can stand still or end at any time.
    pub(crate) jobs: Vec<Job>,
    /// Requests that have left and not arrived.
    pub(crate) flights: Vec<Flight>,
    /// What Zoho holds.
    pub(crate) tickets: Vec<Ticket>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Job {
    /// The intent is committed, nothing has left.
    Send { attempt: u32 },
    /// Waiting for the answer.
    Waiting { attempt: u32 },
    /// A lookup is about to leave.
    Look { attempt: u32, asked: Moment },
    /// It is over, but not committed.
    Store(Event),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Flight {
    pub(crate) attempt: u32,
    /// For how long it may still arrive.
    pub(crate) left: u8,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Ticket {
    age: u8,
}

impl World {
    pub(crate) fn has_hands_free(&self) -> bool {
        self.jobs.len() < PROCESSES
    }

    /// A request leaves.
    pub(crate) fn fly(&mut self, attempt: u32) {
        self.flights.push(Flight { attempt, left: ARRIVES });
    }

    /// A request arrives, and Zoho makes a ticket of it.
    pub(crate) fn create(&mut self) -> Receipt {
        self.tickets.push(Ticket { age: 0 });
        receipt(self.tickets.len())
    }

    /// What a lookup shows now.
    pub(crate) fn visible(&self) -> Option<Receipt> {
        self.tickets.iter().position(|ticket| ticket.age >= HIDDEN).map(|index| receipt(index + 1))
    }

    /// A tick later.
    pub(crate) fn later(&self) -> Self {
        let mut world = self.clone();
        if let Some(row) = &mut world.row {
            older(row);
        }
        for job in &mut world.jobs {
            match job {
                Job::Look { asked, .. } | Job::Store(Event::LookedUp { asked, .. }) => *asked = earlier(*asked),
                Job::Send { .. } | Job::Waiting { .. } | Job::Store(_) => {}
            }
        }
        world.flights.retain(|flight| flight.left > 0);
        world.flights.iter_mut().for_each(|flight| flight.left -= 1);
        world.tickets.iter_mut().for_each(|ticket| ticket.age = (ticket.age + 1).min(HIDDEN));
        world
    }

    /// The same for all worlds between which nothing can tell: processes are all alike, and what
    /// is long over is long over.
    pub(crate) fn normal(mut self) -> Self {
        self.jobs.sort_by_cached_key(hash);
        self.flights.sort();
        if let Some(row) = &mut self.row {
            normal(row);
        }
        self
    }
}

fn hash(job: &Job) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    job.hash(&mut hasher);
    hasher.finish()
}

fn receipt(number: usize) -> Receipt {
    Receipt { ticket_number: number.to_string(), id: number.to_string(), web_url: None }
}

fn earlier(moment: Moment) -> Moment {
    moment.before(TICK).max(NOW.before(TICK * PAST))
}

fn older(row: &mut Progress) {
    row.created_at = earlier(row.created_at);
    row.held_since = row.held_since.map(earlier);
    match &mut row.state {
        State::Sending { lease: at, .. } | State::Retry { at, .. } | State::Held { at, .. } => *at = earlier(*at),
        State::Unknown { since, at, .. } => (*since, *at) = (earlier(*since), earlier(*at)),
        State::Received | State::Created(_) | State::Rejected(_) | State::Expired { .. } => {}
    }
}

fn normal(row: &mut Progress) {
    row.created_at = row.created_at.max(NOW.before(TICK * 2));
    row.held_since = row.held_since.map(|since| since.max(NOW.before(TICK * 3)));
    match &mut row.state {
        State::Sending { lease: at, .. } => *at = (*at).max(NOW),
        State::Retry { at, reason } => (*at, *reason) = ((*at).max(NOW), Reason::Interrupted),
        State::Unknown { at, lookups, negatives, reason, .. } => {
            (*at, *reason) = ((*at).max(NOW), Reason::Interrupted);
            (*lookups, *negatives) = ((*lookups).min(2), (*negatives).min(2));
        }
        State::Held { at, .. } => *at = (*at).max(NOW),
        State::Created(_) | State::Rejected(_) => (row.held_since, row.created_at) = (None, NOW),
        State::Received | State::Expired { .. } => {}
    }
}
