//! Everything that can happen next.

use deskbell_proxy::submission::{Effect, Event, Policy, Progress, State};
use deskbell_proxy::zoho::{ErrorType, FieldError, LookupError, Outcome as Ended, Reason, Sighting};

use crate::Step;
use crate::policy::{NOW, TICK, TIMEOUT};
use crate::world::{Job, World};

/// The world's rules, and the machine in it.
#[derive(Clone, Copy)]
pub(crate) struct Moves<'a> {
    pub(crate) step: Step,
    pub(crate) policy: &'a Policy,
    /// Tickets carry a marker, so that a lookup can tell that there is none.
    pub(crate) marked: bool,
    /// How many attempts are followed.
    pub(crate) attempts: u32,
}

type Move = (&'static str, World);

impl Moves<'_> {
    pub(crate) fn from(&self, world: &World) -> Vec<Move> {
        let mut moves = vec![("a tick", world.later())];
        self.browser(world, &mut moves);
        self.claims(world, &mut moves);
        for index in 0..world.jobs.len() {
            self.job(world, index, &mut moves);
        }
        for index in 0..world.flights.len() {
            flight(world, index, &mut moves);
        }
        self.people(world, &mut moves);
        moves
    }

    fn browser(&self, world: &World, moves: &mut Vec<Move>) {
        if world.row.is_none() {
            let stored = World { row: Some(Progress::received(NOW)), ..world.clone() };
            moves.extend(
                self.claimed(&stored, self.attempts).map(|sending| ("stored and claimed with one commit", sending)),
            );
            moves.push(("stored", stored));
        } else if !world.promised {
            moves.push(("acknowledged", World { promised: true, ..world.clone() }));
        }
    }

    fn claims(&self, world: &World, moves: &mut Vec<Move>) {
        if world.has_hands_free() {
            moves.extend(self.claimed(world, self.attempts).map(|claimed| ("claimed", claimed)));
        }
    }

    /// A process takes what is due.
    pub(crate) fn claimed(&self, world: &World, attempts: u32) -> Option<World> {
        let due = world.row.as_ref()?.due().is_some_and(|due| due <= NOW);
        if !due {
            return None;
        }
        let (mut claimed, effect) = self.applied(world, Event::Due { owner: String::new() });
        match effect {
            Effect::Send { attempt } if attempt > attempts => return None,
            Effect::Send { attempt } => claimed.jobs.push(Job::Send { attempt }),
            Effect::LookUp { attempt, asked } => claimed.jobs.push(Job::Look { attempt, asked }),
            Effect::Rest => {}
        }
        Some(claimed)
    }

    pub(crate) fn applied(&self, world: &World, event: Event) -> (World, Effect) {
        let Some(row) = &world.row else { return (world.clone(), Effect::Rest) };
        let (row, effect) = (self.step)(row, event, NOW, self.policy);
        (World { row: Some(row), ..world.clone() }, effect)
    }

    fn job(&self, world: &World, index: usize, moves: &mut Vec<Move>) {
        let become_ = |job: Option<Job>| replaced(world, index, job);
        moves.push(("a process ends", become_(None)));
        match &world.jobs[index] {
            Job::Send { attempt } => {
                let ended = |outcome| become_(Some(stored(*attempt, outcome)));
                if may_leave(world, *attempt) {
                    let mut sent = become_(Some(Job::Waiting { attempt: *attempt }));
                    sent.fly(*attempt);
                    moves.push(("the request leaves", sent));
                }
                // Also: too late to send.
                moves.push(("no connection", ended(not_created())));
                moves.push(("no token", ended(Ended::Held { reason: Reason::Unauthorized })));
            }
            Job::Waiting { attempt } => {
                let lost = stored(*attempt, Ended::Unknown { reason: Reason::TimedOut });
                moves.push(("the answer does not come", become_(Some(lost))));
            }
            Job::Look { attempt, asked } => {
                let (attempt, asked) = (*attempt, *asked);
                let seen = |result| become_(Some(Job::Store(Event::LookedUp { attempt, asked, result })));
                moves.push(("a look", seen(Ok(self.sighting(world)))));
                // The search lags, and the list does not go so far.
                moves.push(("a look that is not whole", seen(Ok(Sighting::Unseen))));
                moves.push(("a look fails", seen(Err(LookupError(Reason::ServerError)))));
            }
            Job::Store(event) => {
                moves.push(("its outcome is stored", self.applied(&become_(None), event.clone()).0));
            }
        }
    }

    pub(crate) fn sighting(&self, world: &World) -> Sighting {
        let nothing = if self.marked { Sighting::Absent } else { Sighting::Unseen };
        world.visible().map_or(nothing, Sighting::Found)
    }

    /// Starts, and the operator.
    fn people(&self, world: &World, moves: &mut Vec<Move>) {
        if world.row.is_none() {
            return;
        }
        moves.push(("a start", self.applied(world, Event::Restarted).0));
        moves.push(("a restored copy", self.applied(world, Event::Restored).0));
        moves.push(("the operator tries again", self.applied(world, Event::Requeued { absent: false }).0));
        if nothing_there(world) {
            moves.push(("the operator saw none", self.applied(world, Event::Requeued { absent: true }).0));
        }
    }
}

impl Moves<'_> {
    /// Whether nothing but the operator brings it on.
    pub(crate) fn is_the_operators(&self, row: &Progress) -> bool {
        let State::Held { reason, .. } = row.state else { return false };
        !reason.heals()
    }
}

/// What is asked just before a request leaves: whether the lease lasts until its end.
pub(crate) fn may_leave(world: &World, attempt: u32) -> bool {
    let Some(row) = &world.row else { return false };
    match row.state {
        State::Sending { lease, .. } => row.attempt == attempt && lease >= NOW.plus(TICK * u32::from(TIMEOUT)),
        _ => false,
    }
}

/// What an operator sees who looks at the desk, long after.
pub(crate) fn nothing_there(world: &World) -> bool {
    world.tickets.is_empty() && world.flights.is_empty()
}

/// A request arrives, in one of Zoho's ways, or gets lost.
fn flight(world: &World, index: usize, moves: &mut Vec<Move>) {
    let mut landed = world.clone();
    let attempt = landed.flights.remove(index).attempt;
    moves.push(("the request gets lost", landed.clone()));
    let mut created = landed.clone();
    let receipt = created.create();
    moves.push(("a ticket is created, and the answer lost", created.clone()));
    let waiting = landed.jobs.iter().position(|job| *job == Job::Waiting { attempt });
    let Some(waiting) = waiting else { return };
    let answered = |world: &World, outcome| replaced(world, waiting, Some(stored(attempt, outcome)));
    moves.push(("a ticket is created", answered(&created, Ended::Created(receipt))));
    let field = FieldError { field: "email".to_owned(), error_type: ErrorType::Invalid };
    for (name, outcome) in [
        ("a field is refused", Ended::Rejected(vec![field])),
        ("it is refused", Ended::Held { reason: Reason::Refused }),
        ("the token is refused", Ended::Held { reason: Reason::Unauthorized }),
        ("there are too many", not_created()),
        ("an error, and no ticket", Ended::Unknown { reason: Reason::TimedOut }),
    ] {
        moves.push((name, answered(&landed, outcome)));
    }
}

pub(crate) fn not_created() -> Ended {
    Ended::NotCreated { reason: Reason::Unreachable, retry_after: None }
}

pub(crate) fn stored(attempt: u32, outcome: Ended) -> Job {
    Job::Store(Event::Answered { attempt, outcome })
}

fn replaced(world: &World, index: usize, job: Option<Job>) -> World {
    let mut world = world.clone();
    match job {
        Some(job) => world.jobs[index] = job,
        None => drop(world.jobs.remove(index)),
    }
    world
}

/// Nothing more is expected of a row in this state.
pub(crate) fn is_over(row: &Progress) -> bool {
    matches!(row.state, State::Created(_) | State::Rejected(_))
}
