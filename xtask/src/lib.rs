//! The only build and test script of Deskbell: `cargo xtask run | test | dist | size | ci`.
//!
//! Each command installs what it misses by itself (`tools.rs`, `browser.rs`), says what it does and how long
//! that took (`step.rs`), and costs next to nothing when there is nothing to do.

mod bind;
mod browser;
mod ci;
mod compress;
mod dist;
mod functions;
mod groups;
mod lock;
mod process;
mod run;
mod servers;
mod size;
mod step;
mod test;
mod tools;
mod wasm_build;
mod workspace;

use std::process::ExitCode;

use workspace::Workspace;

const USAGE: &str = "\
usage: cargo xtask <command>

  run    build everything and start the demo page, the proxy and the sandbox on this machine
  test   all tests: on the host, in WebAssembly, and of the whole path in a browser
  dist   build the widget into npm/dist
  size   what a visitor downloads, against the budget
  ci     formatting, lints, tests, sizes and the Trunk build";

/// Runs the command named by the first of `arguments`. Exit codes: 0 fine, 1 failed, 2 usage.
pub fn main(mut arguments: impl Iterator<Item = String>) -> ExitCode {
    let command: fn(&Workspace) -> anyhow::Result<()> = match (arguments.next().as_deref(), arguments.next()) {
        (Some("run"), None) => run::run,
        (Some("test"), None) => test::test,
        (Some("dist"), None) => |workspace| dist::dist(workspace).map(drop),
        (Some("size"), None) => size::size,
        (Some("ci"), None) => ci::ci,
        (Some("help" | "--help" | "-h"), None) => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match Workspace::find().and_then(|workspace| command(&workspace)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
