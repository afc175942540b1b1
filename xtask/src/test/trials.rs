//! The proxy under every misfortune, as short as it makes sense.

use anyhow::Result;

use crate::{
    groups::{Counts, Groups},
    process,
    step::step,
    trials::Trials,
    workspace::Workspace,
};

const GROUP: &str = "trials of the proxy";

/// Plays all trials; each of them counts as one test.
pub(super) fn test(workspace: &Workspace, groups: &mut Groups) -> Result<()> {
    groups.add(GROUP, Counts::default());
    let trials = Trials::build(workspace)?;
    step("Killing, stopping and starving the proxy", || {
        let fine = process::watch(&mut trials.command(workspace, "short"), |line| {
            if let Some(counts) = Counts::from_sum(line) {
                groups.add(GROUP, counts);
            }
        })?;
        if !fine {
            groups.broke(GROUP);
        }
        Ok(())
    })
}
