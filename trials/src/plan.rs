//! What will happen in a crash trial: everything follows from the seed.

use std::time::Duration;

use deskbell_proxy::crash::{POINTS, Point};
use fastrand::Rng;
use serde_json::{Value, json};

use crate::faults;

/// The end of one run of the proxy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum End {
    /// It kills itself at this place, the how-manieth time it comes there.
    At(Point, u32),
    /// It is killed so long after its start.
    After(Duration),
}

impl End {
    /// The value of `DESKBELL_CRASH_AT`.
    pub(crate) fn order(&self) -> Option<String> {
        match self {
            Self::At(point, passing) => Some(format!("{}:{passing}", point.name())),
            Self::After(_) => None,
        }
    }
}

/// One run of the proxy.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    /// What the sandbox is told before.
    pub(crate) faults: Vec<Value>,
    /// Whether the access token is revoked before.
    pub(crate) revoke: bool,
    /// How it ends.
    pub(crate) end: End,
}

impl Run {
    /// A run that ends at `point`, with what it takes to come there.
    pub(crate) fn to(point: Point, passing: u32, random: &mut Rng) -> Self {
        let mut faults = faults::some(random);
        if matches!(point, Point::LookupBegun | Point::LookupDone) {
            faults.insert(0, json!({ "fault": "reset_after", "count": 3 }));
        }
        let revoke = matches!(point, Point::TokenGranted | Point::TokenStored);
        if revoke {
            faults.retain(|fault| !fault["fault"].as_str().unwrap_or_default().starts_with("token"));
        }
        Self { faults, revoke, end: End::At(point, passing) }
    }

    fn at_random(random: &mut Rng) -> Self {
        let faults = faults::some(random);
        let revoke = faults.iter().any(|fault| fault["fault"].as_str().unwrap_or_default().starts_with("token"));
        let end = End::After(Duration::from_millis(random.u64(20..900)));
        Self { faults, revoke, end }
    }
}

/// As many runs as `kills`: each place once, the rest half at places and half at random moments.
pub(crate) fn plan(seed: u64, kills: usize) -> Vec<Run> {
    let mut random = Rng::with_seed(seed);
    let mut runs: Vec<Run> = POINTS.iter().map(|point| Run::to(*point, 1, &mut random)).collect();
    while runs.len() < kills {
        let run = match random.choice(POINTS).filter(|_| random.bool()) {
            Some(point) => {
                let passing = random.u32(1..=4);
                Run::to(point, passing, &mut random)
            }
            None => Run::at_random(&mut random),
        };
        runs.push(run);
    }
    random.shuffle(&mut runs);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_repeats_the_plan() {
        assert_eq!(plan(7, 60), plan(7, 60));
        assert_ne!(plan(7, 60), plan(8, 60));
    }

    #[test]
    fn every_place_is_in_every_plan() {
        for seed in 0..20 {
            let runs = plan(seed, 40);
            assert_eq!(runs.len(), 40);
            for point in POINTS {
                assert!(runs.iter().any(|run| matches!(run.end, End::At(at, _) if at == point)), "{point:?}");
            }
            assert!(runs.iter().any(|run| matches!(run.end, End::After(_))));
        }
    }
}
