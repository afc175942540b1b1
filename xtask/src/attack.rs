//! `cargo xtask bench attack`: requests that the API's own description makes up, good and bad, against a running
//! proxy. No answer may be a 5xx or one that is not described.

use std::{
    env,
    net::{Ipv4Addr, TcpListener},
    path::PathBuf,
};

use anyhow::{Context, Result, ensure};

use crate::{process, run, servers::Server, step::step, workspace::Workspace};

const SCHEMATHESIS: &str = "4.32.5";
/// For each route and phase; some 3,000 requests together.
const EXAMPLES: &str = "500";

/// Attacks a proxy of its own with its sandbox; fails where an answer is not as described.
pub(crate) fn attack(workspace: &Workspace) -> Result<()> {
    let schemathesis = schemathesis(workspace)?;
    let binary = run::build_proxy(workspace)?;
    let [public, admin, sandbox] = [free_port()?, free_port()?, free_port()?];
    let mut proxy = workspace.command(binary);
    proxy.arg("serve").env("DESKBELL_LOG", "error").env("DESKBELL_LIMITS", "off");
    proxy.env("DESKBELL_ATTACHMENTS_ENABLED", "true").env("DESKBELL_DATABASE_URL", "sqlite::memory:");
    proxy.env("DESKBELL_SANDBOX_DATABASE", ":memory:");
    for (name, port) in [("LISTEN", public), ("ADMIN_LISTEN", admin), ("SANDBOX_LISTEN", sandbox)] {
        proxy.env(format!("DESKBELL_{name}"), format!("127.0.0.1:{port}"));
    }
    let mut server = Server::start("the proxy", &mut proxy)?;
    server.wait_for(public, "/readyz", || false)?;
    step("Attacking the proxy with what its description makes up", || {
        let mut attack = workspace.command(schemathesis);
        attack.arg("--config-file").arg(workspace.path("tests/bench/attack.toml")).arg("run");
        attack
            .arg(format!("http://127.0.0.1:{admin}/openapi.json"))
            .arg("--url")
            .arg(format!("http://127.0.0.1:{public}"));
        attack.args(["--checks", "all", "--max-examples", EXAMPLES, "--seed", "1", "--continue-on-failure"]);
        attack.args(["--generation-database", "none"]);
        // What it keeps between runs belongs to no source tree.
        process::run(attack.current_dir(workspace.target("tools")))
    })?;
    server.ensure_up().context("the attack has ended the proxy")
}

/// The program, from the Python package index, in an environment of its own.
fn schemathesis(workspace: &Workspace) -> Result<PathBuf> {
    let place = workspace.target("tools").join(format!("schemathesis-{SCHEMATHESIS}"));
    let programs = place.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let program = programs.join("schemathesis").with_extension(env::consts::EXE_EXTENSION);
    if !program.is_file() {
        step(&format!("Installing schemathesis {SCHEMATHESIS}"), || {
            process::run(workspace.command("python3").args(["-m", "venv"]).arg(&place))
                .context("Python 3 with its module venv is needed")?;
            let package = format!("schemathesis=={SCHEMATHESIS}");
            process::run(workspace.command(programs.join("pip")).args(["install", "--quiet", &package]))
        })?;
    }
    ensure!(program.is_file(), "{} is missing", program.display());
    Ok(program)
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
