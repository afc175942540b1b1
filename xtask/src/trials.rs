//! The trials of the proxy: a program of its own, in trials/, that kills, stops and starves it.

use std::{path::PathBuf, process::Command};

use anyhow::Result;

use crate::{
    packages::{self, Program},
    postgres, process,
    step::step,
    workspace::Workspace,
};

/// The trials that `cargo xtask bench` runs at full length.
pub(crate) const BENCHES: [&str; 3] = ["crash", "outage", "flood"];

/// What makes the flood.
const WRK: Program = ("wrk", "wrk");

/// The trials' program and the proxy that they are about.
#[derive(Debug)]
pub(crate) struct Trials {
    program: PathBuf,
    proxy: PathBuf,
}

impl Trials {
    /// Builds both; the proxy with its crash points, which no other build has.
    pub(crate) fn build(workspace: &Workspace) -> Result<Self> {
        postgres::server(workspace)?;
        step("Building the trials, and the proxy with its crash points", || {
            let mut cargo = workspace.cargo();
            cargo.args(["build", "-p", "deskbell-trials", "-p", "deskbell-proxy"]);
            process::run(cargo.args(["--features", "deskbell-proxy/crash-points"]))
        })?;
        let built = |name: &str| workspace.target(name).with_extension(std::env::consts::EXE_EXTENSION);
        Ok(Self { program: built("debug/deskbell-trials"), proxy: built("debug/deskbell-proxy") })
    }

    /// The command that plays the trial `name`.
    pub(crate) fn command(&self, workspace: &Workspace, name: &str) -> Command {
        let mut command = workspace.command(&self.program);
        command.arg("--proxy").arg(&self.proxy).arg(name);
        command
    }
}

/// Runs the trial `name` at full length, with `options` such as `--seed 7`.
pub(crate) fn bench(workspace: &Workspace, name: &str, options: &[&str]) -> Result<()> {
    if name == "flood" {
        packages::programs(workspace, [WRK])?;
    }
    let trials = Trials::build(workspace)?;
    step(&format!("Trying: {name}"), || process::run(trials.command(workspace, name).args(options)))
}
