//! `cargo xtask run`: the whole of Deskbell on this machine, with no account and no configuration.

use std::{
    fs,
    path::PathBuf,
    process::Command,
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::Duration,
};

use anyhow::{Context, Result};

use crate::{
    dist, process,
    servers::{Server, ensure_free},
    step::step,
    workspace::Workspace,
};

const SITE: u16 = 8080;
const PROXY: u16 = 8787;
const ADMIN: u16 = 8788;
const SANDBOX: u16 = 8789;
/// What the playground may ask for beyond a proxy's own form.
const SETTINGS: &str = "demo/deskbell.toml";
/// Tickets and submissions are kept here from one start to the next.
const DATA: &str = ".deskbell";

/// Builds, starts the servers, prints their addresses and stays until Ctrl-C.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    // Before a build of minutes, and once more inside the servers themselves.
    for (port, purpose) in [
        (SITE, "the playground"),
        (PROXY, "the proxy"),
        (ADMIN, "the proxy's admin listener"),
        (SANDBOX, "the sandbox"),
    ] {
        ensure_free(port, purpose)?;
    }
    dist::build(workspace)?;
    let binary = build_proxy(workspace)?;
    let interrupt = interrupts()?;
    let stopped = || interrupt.try_recv().is_ok();

    println!("\n==> Starting the proxy, the sandbox and the playground");
    let mut proxy = Server::start("the proxy", &mut proxy_command(workspace, binary)?)?;
    proxy.wait_for(PROXY, "/api/v1/form", stopped)?;
    let mut site = Server::start("the playground", &mut site_command(workspace))?;
    site.wait_for(SITE, "/", stopped)?;

    println!(
        "\n    Playground       http://127.0.0.1:{SITE}/\
         \n    Sandbox's inbox  http://127.0.0.1:{SANDBOX}/\
         \n    Proxy            http://127.0.0.1:{PROXY}/api/v1/form\
         \n\n    Tickets are kept in {DATA}/. Ctrl-C stops everything.\n"
    );
    stay(&interrupt, [&mut proxy, &mut site])
}

/// Builds the proxy with its sandbox for people and for tests: quick to build, quick enough to run.
pub(crate) fn build_proxy(workspace: &Workspace) -> Result<PathBuf> {
    step("Building the proxy and the sandbox", || {
        process::run(workspace.cargo().args(["build", "-p", "deskbell-proxy"]))
    })?;
    Ok(workspace.target("debug/deskbell-proxy").with_extension(std::env::consts::EXE_EXTENSION))
}

fn proxy_command(workspace: &Workspace, binary: PathBuf) -> Result<Command> {
    let data = workspace.path(DATA);
    fs::create_dir_all(&data).with_context(|| format!("{} cannot be created", data.display()))?;
    let mut command = workspace.command(binary);
    command.args(["serve", "--config"]).arg(workspace.path(SETTINGS)).current_dir(data);
    command.env("DESKBELL_UPSTREAM", "sandbox");
    command.env("DESKBELL_LISTEN", format!("127.0.0.1:{PROXY}"));
    command.env("DESKBELL_ADMIN_LISTEN", format!("127.0.0.1:{ADMIN}"));
    command.env("DESKBELL_SANDBOX_LISTEN", format!("127.0.0.1:{SANDBOX}"));
    command.env("DESKBELL_ORIGINS", format!("http://127.0.0.1:{SITE},http://localhost:{SITE}"));
    Ok(command)
}

fn site_command(workspace: &Workspace) -> Command {
    let mut command = workspace.command("node");
    command.args(["tests/site.mjs", "--port", &SITE.to_string(), "--proxy", &format!("http://127.0.0.1:{PROXY}")]);
    command
}

/// Receives one message for each Ctrl-C or polite request to end.
fn interrupts() -> Result<Receiver<()>> {
    let (sender, receiver) = channel();
    ctrlc::set_handler(move || {
        // The receiver lives as long as `run`; after that nobody waits any more.
        let _ = sender.send(());
    })
    .context("Ctrl-C cannot be caught")?;
    Ok(receiver)
}

/// Returns when asked to stop, or fails when a server ends by itself. The servers are stopped by their `Drop`.
fn stay(interrupt: &Receiver<()>, mut servers: [&mut Server; 2]) -> Result<()> {
    loop {
        match interrupt.recv_timeout(Duration::from_millis(500)) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                for server in &mut servers {
                    server.ensure_up()?;
                }
            }
        }
    }
    println!("\n==> Stopping");
    Ok(())
}
