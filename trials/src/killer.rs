//! Starts the proxy and sees to its end, again and again.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Result;
use deskbell_proxy::crash::Point;

use crate::plan::{End, Run};
use crate::proxy::{Proxy, Started};
use crate::sandbox::Sandbox;

/// How long a run may take to come to its place; then it is killed where it stands.
const LONGEST: Duration = Duration::from_millis(2500);

/// How the runs ended.
#[derive(Debug, Default)]
pub(crate) struct Kills {
    /// At places, by name.
    pub(crate) at: BTreeMap<&'static str, usize>,
    /// At random moments.
    pub(crate) random: usize,
}

impl Kills {
    pub(crate) fn total(&self) -> usize {
        self.random + self.at.values().sum::<usize>()
    }

    /// Whether any run came to `point`.
    pub(crate) fn came_to(&self, point: Point) -> bool {
        self.at.contains_key(point.name())
    }
}

/// Starts `proxy` for one run and comes back when it is dead.
pub(crate) async fn carry_out(run: &Run, proxy: &mut Proxy, sandbox: &Sandbox, kills: &mut Kills) -> Result<()> {
    for fault in &run.faults {
        sandbox.order(fault).await?;
    }
    if run.revoke {
        sandbox.revoke_tokens().await?;
    }
    let started = proxy.start(run.end.order().as_deref()).await?;
    let at_its_place = match run.end {
        _ if started == Started::Ended => true,
        End::At(..) => proxy.killed_within(LONGEST).await?,
        End::After(moment) => {
            tokio::time::sleep(moment).await;
            false
        }
    };
    match run.end {
        End::At(point, _) if at_its_place => *kills.at.entry(point.name()).or_default() += 1,
        _ => {
            proxy.kill().await?;
            kills.random += 1;
        }
    }
    Ok(())
}
