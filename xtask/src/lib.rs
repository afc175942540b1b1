//! The only build and test script of Deskbell: `cargo xtask run | test | dist | size | bench | fuzz | ci`.
//!
//! Each command installs what it misses by itself (`tools.rs`, `browser.rs`, `postgres.rs`), says what it does and how long
//! that took (`step.rs`), and costs next to nothing when there is nothing to do.

mod attack;
mod bench;
mod bind;
mod browser;
mod ci;
mod compress;
mod dist;
mod functions;
mod fuzz;
mod glue;
mod groups;
mod lock;
mod packages;
mod postgres;
mod process;
mod run;
mod servers;
mod shown;
mod shrink;
mod size;
mod split;
mod step;
mod test;
mod tools;
mod trials;
mod wasm_build;
mod workspace;

use std::process::ExitCode;

use workspace::Workspace;

const USAGE: &str = "\
usage: cargo xtask <command>

  run           build everything and start the playground, the proxy and the sandbox on this machine
  test          all tests: on the host, in WebAssembly, and of the whole path in three browsers
  dist          build the widget into npm/dist
  size          what a visitor downloads, against the budget
  shown         finds out anew which part of the module shows the form
  bench embed   what a page pays for the script tag while nobody asks for help
  bench typing  how long the form takes to handle a keystroke
  bench attack  requests made up from the API's description, good and bad, against the proxy
  bench crash   kills the proxy 300 times and counts the tickets (`--kills`, `--seed`)
  bench outage  two hours without Zoho, 120 times as fast, and 5,000 tickets (`--tickets`, `--seed`)
  bench flood   refused requests over 256 connections, and how long a visitor waits meanwhile (`--seconds`)
  fuzz          a million inputs each for the rules and for all that reads what others send (`--runs`, a target)
  ci            formatting, lints, dependencies, types, tests, fuzzing, sizes and the Trunk build";

/// Runs the command that `arguments` name. Exit codes: 0 fine, 1 failed, 2 usage.
pub fn main(arguments: impl Iterator<Item = String>) -> ExitCode {
    let words: Vec<String> = arguments.collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if let ["help" | "--help" | "-h"] = words[..] {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let Some(command) = command(&words) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match Workspace::find().and_then(|workspace| command(&workspace)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

type Command<'a> = Box<dyn FnOnce(&Workspace) -> anyhow::Result<()> + 'a>;

fn command<'a>(words: &[&'a str]) -> Option<Command<'a>> {
    Some(match *words {
        ["run"] => Box::new(run::run),
        ["test"] => Box::new(test::test),
        ["dist"] => Box::new(|workspace| dist::dist(workspace).map(drop)),
        ["size"] => Box::new(size::size),
        ["shown"] => Box::new(shown::shown),
        ["bench", "attack"] => Box::new(attack::attack),
        ["bench", name] if bench::BENCHES.contains(&name) => Box::new(move |workspace| bench::bench(workspace, name)),
        ["bench", name, ref options @ ..] if trials::BENCHES.contains(&name) => {
            let options = options.to_vec();
            Box::new(move |workspace| trials::bench(workspace, name, &options))
        }
        ["fuzz", ref options @ ..] => {
            let plan = fuzz::Plan::read(options)?;
            Box::new(move |workspace| fuzz::fuzz(workspace, &plan))
        }
        ["ci"] => Box::new(ci::ci),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named_in_usage() -> impl Iterator<Item = &'static str> {
        USAGE.lines().filter_map(|line| Some(line.strip_prefix("  ")?.split_once("  ")?.0))
    }

    #[test]
    fn the_readme_names_every_command() {
        let readme = include_str!("../../README.md");
        for name in named_in_usage() {
            let told = readme.contains(&format!("cargo xtask {name} ")) || readme.contains(&format!("| `{name}` |"));
            assert!(told, "{name}");
        }
    }

    #[test]
    fn every_command_of_the_usage_is_one_and_nothing_else_is() {
        for name in named_in_usage() {
            let words: Vec<&str> = name.split(' ').collect();
            assert!(command(&words).is_some(), "{name}");
        }
        for words in [&[][..], &["fly"], &["run", "fast"], &["bench"], &["bench", "nothing"], &["fuzz", "nothing"]] {
            assert!(command(words).is_none(), "{words:?}");
        }
    }
}
