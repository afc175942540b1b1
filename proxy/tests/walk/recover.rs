//! From here on all goes well: what does it end with?

use std::collections::HashSet;

use deskbell_proxy::submission::{Event, State};
use deskbell_proxy::zoho::{Outcome as Ended, Reason};

use crate::moves::{Moves, is_over, may_leave, not_created, nothing_there, stored};
use crate::world::{Job, World};

/// Longer than anything takes.
const TICKS: usize = 60;

/// How it does not have to end.
pub(crate) enum Bad {
    Doubled,
    Lost,
}

/// Plays `world` to its end; `known` are worlds that ended well.
pub(crate) fn ends_well(moves: &Moves<'_>, world: &World, known: &mut HashSet<World>) -> Result<(), Bad> {
    let mut played = Vec::new();
    let mut world = World { promised: true, ..world.clone() };
    for _ in 0..TICKS {
        while !world.jobs.is_empty() || !world.flights.is_empty() {
            world = finished(moves, world);
        }
        world = world.normal();
        if world.tickets.len() > 1 {
            return Err(Bad::Doubled);
        }
        if known.contains(&world) || is_end(&world) {
            known.extend(played);
            return Ok(());
        }
        played.push(world.clone());
        world = match &world.row {
            Some(row) if is_over(row) => return Err(Bad::Lost),
            // The operator does what is to be done.
            Some(row) if matches!(row.state, State::Expired { .. }) || moves.is_the_operators(row) => {
                let absent = nothing_there(&world);
                moves.applied(&world, Event::Requeued { absent }).0
            }
            _ => moves.claimed(&world, u32::MAX).unwrap_or_else(|| world.later()),
        };
    }
    Err(Bad::Lost)
}

/// One ticket, which the row names; or none, and the visitor knows why.
fn is_end(world: &World) -> bool {
    match world.row.as_ref().map(|row| &row.state) {
        Some(State::Created(receipt)) => world.tickets.len() == 1 && receipt.id == "1",
        Some(State::Rejected(_)) => world.tickets.len() <= 1,
        Some(_) => false,
        None => world.tickets.is_empty(),
    }
}

/// One thing that was under way comes to its end.
fn finished(moves: &Moves<'_>, mut world: World) -> World {
    let Some(job) = world.jobs.pop() else {
        world.flights.pop();
        world.create();
        return world;
    };
    match job {
        Job::Send { attempt } => {
            let outcome = if may_leave(&world, attempt) { Ended::Created(world.create()) } else { not_created() };
            world.jobs.push(stored(attempt, outcome));
            world
        }
        Job::Waiting { attempt } => {
            let flying = world.flights.iter().position(|flight| flight.attempt == attempt);
            let outcome = match flying {
                Some(index) => {
                    world.flights.remove(index);
                    Ended::Created(world.create())
                }
                None => Ended::Unknown { reason: Reason::TimedOut },
            };
            world.jobs.push(stored(attempt, outcome));
            world
        }
        Job::Look { attempt, asked } => {
            let result = Ok(moves.sighting(&world));
            world.jobs.push(Job::Store(Event::LookedUp { attempt, asked, result }));
            world
        }
        Job::Store(event) => moves.applied(&world, event).0,
    }
}
