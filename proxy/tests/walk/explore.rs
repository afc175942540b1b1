//! The walk: breadth first, every world once.

use std::collections::{HashMap, HashSet};
use std::fmt;

use crate::moves::Moves;
use crate::recover::{Bad, ends_well};
use crate::world::World;

/// The way to a world in which something is wrong.
#[derive(Debug)]
pub(crate) enum Wrong {
    /// There are two tickets.
    Doubled(Vec<&'static str>),
    /// It does not end with one.
    Lost(Vec<&'static str>),
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, way) = match self {
            Self::Doubled(way) => ("two tickets", way),
            Self::Lost(way) => ("not one ticket in the end", way),
        };
        write!(f, "{what} after: {}", way.join("; "))
    }
}

/// Visits everything that can be reached; gives the number of worlds.
pub(crate) fn explore(moves: &Moves<'_>) -> Result<usize, Wrong> {
    let mut walk = Walk::default();
    walk.reach(World::default(), 0, "the beginning");
    let mut good = HashSet::new();
    let mut next = 0;
    while next < walk.worlds.len() {
        let world = walk.worlds[next].0.clone();
        if world.tickets.len() > 1 {
            return Err(Wrong::Doubled(walk.way(next)));
        }
        match ends_well(moves, &world, &mut good) {
            Ok(()) => {}
            Err(Bad::Doubled) => return Err(Wrong::Doubled(walk.way(next))),
            Err(Bad::Lost) => return Err(Wrong::Lost(walk.way(next))),
        }
        for (name, reached) in moves.from(&world) {
            walk.reach(reached, next, name);
        }
        next += 1;
    }
    Ok(next)
}

/// What has been reached, each with the world and the move before it.
#[derive(Default)]
struct Walk {
    worlds: Vec<(World, usize, &'static str)>,
    places: HashMap<World, usize>,
}

impl Walk {
    fn reach(&mut self, world: World, before: usize, name: &'static str) {
        let world = world.normal();
        if !self.places.contains_key(&world) {
            self.places.insert(world.clone(), self.worlds.len());
            self.worlds.push((world, before, name));
        }
    }

    fn way(&self, mut place: usize) -> Vec<&'static str> {
        let mut way = Vec::new();
        while place > 0 {
            let (_, before, name) = &self.worlds[place];
            way.push(*name);
            place = *before;
        }
        way.reverse();
        way
    }
}
