//! `cargo xtask fuzz`: libFuzzer makes up inputs for the targets in fuzz/, led by which code each of them comes to.

use std::{
    env,
    fs::{self, File},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

use crate::{process, step::step, workspace::Workspace};

/// What is fuzzed; the first inputs of each lie in fuzz/corpus.
const TARGETS: [&str; 6] = ["rules", "problem", "zoho", "upload", "challenge", "identity"];

/// How many inputs are tried: by people who ask for it, and before every change.
const LONG: &str = "1000000";
const SHORT: &str = "20000";

/// What every target gets: inputs of at most so many bytes, seconds for each of them, and megabytes.
const LIMITS: [&str; 3] = ["-max_len=4096", "-timeout=20", "-rss_limit_mb=2048"];

/// So many lines say what does not hold; the rest of the stack is libFuzzer's.
const VERDICT: usize = 24;

/// What to fuzz, and for how long.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Plan<'a> {
    targets: Vec<&'a str>,
    runs: &'a str,
    /// The same inputs every time, instead of going on where the last run has come to.
    steady: bool,
}

/// What came of one target.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    executions: u64,
    per_second: u64,
    kept: u64,
    finding: Option<PathBuf>,
}

impl<'a> Plan<'a> {
    /// Reads `[--runs N] [target]`. `None`: it is something else.
    pub(crate) fn read(options: &[&'a str]) -> Option<Self> {
        let (runs, rest) = match options {
            ["--runs", runs, rest @ ..] => (*runs, rest),
            rest => (LONG, rest),
        };
        runs.parse::<u64>().ok().filter(|runs| *runs > 0)?;
        let targets = match rest {
            [] => TARGETS.to_vec(),
            [target] if TARGETS.contains(target) => vec![*target],
            _ => return None,
        };
        Some(Self { targets, runs, steady: false })
    }

    /// What is tried before every change.
    pub(crate) fn short() -> Plan<'static> {
        Plan { targets: TARGETS.to_vec(), runs: SHORT, steady: true }
    }
}

/// Fuzzes all targets of the plan, also after a finding in one of them.
pub(crate) fn fuzz(workspace: &Workspace, plan: &Plan<'_>) -> Result<()> {
    let program = build(workspace)?;
    let mut tallies = Vec::new();
    for target in &plan.targets {
        let tally = step(&format!("Fuzzing: {target}"), || run(workspace, &program, plan, target))?;
        tallies.push((*target, tally));
    }
    println!("\n    {:<12}{:>12}{:>12}{:>12}{:>12}", "fuzzed", "executions", "a second", "kept", "findings");
    for (target, Tally { executions, per_second, kept, finding }) in &tallies {
        let findings = u8::from(finding.is_some());
        println!("    {target:<12}{executions:>12}{per_second:>12}{kept:>12}{findings:>12}");
    }
    let repeat = |(target, tally): &(&str, Tally)| {
        let input = tally.finding.as_ref()?.display();
        Some(format!(
            "\n  {target}: the input is {input}; `DESKBELL_FUZZ={target} {} {input}` repeats it",
            program.display()
        ))
    };
    let findings: Vec<String> = tallies.iter().filter_map(repeat).collect();
    ensure!(findings.is_empty(), "something does not hold; what it is stands above{}", findings.concat());
    Ok(())
}

fn build(workspace: &Workspace) -> Result<PathBuf> {
    step("Building what is fuzzed", || {
        let mut cargo = workspace.cargo();
        cargo.args(["build", "-p", "deskbell-fuzz"]);
        // A million inputs are to take minutes; the proxy would take longer to build than that saves.
        for name in ["rules", "fuzz"] {
            cargo.arg("--config").arg(format!("profile.dev.package.deskbell-{name}.opt-level=1"));
        }
        process::run(cargo.env("RUSTC_WORKSPACE_WRAPPER", workspace.path("fuzz/rustc.sh")))
    })?;
    Ok(workspace.target("debug/deskbell-fuzz").with_extension(env::consts::EXE_EXTENSION))
}

fn run(workspace: &Workspace, program: &Path, plan: &Plan<'_>, target: &str) -> Result<Tally> {
    let kept = workspace.target(if plan.steady { "fuzz/steady" } else { "fuzz/kept" }).join(target);
    if plan.steady && kept.is_dir() {
        fs::remove_dir_all(&kept)?;
    }
    fs::create_dir_all(&kept)?;
    let mut fuzzer = workspace.command(program);
    fuzzer.env("DESKBELL_FUZZ", target).arg(format!("-runs={}", plan.runs)).args(LIMITS);
    fuzzer.args(["-print_final_stats=1", "-print_funcs=0"]).args(plan.steady.then_some("-seed=1"));
    fuzzer.arg(format!("-artifact_prefix={}-", kept.display()));
    fuzzer.arg(&kept).arg(workspace.path("fuzz/corpus").join(target));
    // It has a line for every new input.
    let log = kept.with_extension("log");
    let status = fuzzer.stderr(File::create(&log)?).status().context("libFuzzer cannot be started")?;
    let text = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
    let tally = Tally::read(&text);
    let why = text.lines().skip_while(|line| !is_verdict(line)).take(VERDICT);
    why.filter(|_| tally.finding.is_some()).for_each(|line| println!("{line}"));
    let done = status.success() && tally.executions > 0;
    ensure!(done || tally.finding.is_some(), "libFuzzer has ended with {status}; see {}", log.display());
    Ok(tally)
}

/// Whether a line begins to say what does not hold: a panic, too long a time, too much memory.
fn is_verdict(line: &str) -> bool {
    line.contains(" panicked at ") || line.contains("ERROR: libFuzzer")
}

impl Tally {
    /// Reads what libFuzzer says: `stat::number_of_executed_units: 1000000`, `Test unit written to …`.
    fn read(text: &str) -> Self {
        let stat = |name: &str| {
            let value =
                text.lines().find_map(|line| line.strip_prefix("stat::")?.strip_prefix(name)?.strip_prefix(':'));
            value.and_then(|value| value.trim().parse().ok()).unwrap_or_default()
        };
        Self {
            executions: stat("number_of_executed_units"),
            per_second: stat("average_exec_per_sec"),
            kept: stat("new_units_added"),
            finding: text.lines().find_map(|line| Some(line.split_once("Test unit written to ")?.1.into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_all_targets_or_one_and_so_many_runs() {
        let read = |options: &[&'static str]| Plan::read(options).map(|plan| (plan.targets.len(), plan.runs));
        assert_eq!(read(&[]), Some((TARGETS.len(), LONG)));
        assert_eq!(read(&["zoho"]), Some((1, LONG)));
        assert_eq!(read(&["--runs", "7"]), Some((TARGETS.len(), "7")));
        assert_eq!(read(&["--runs", "7", "rules"]), Some((1, "7")));
        for wrong in [&["--runs"][..], &["--runs", "0"], &["--runs", "many"], &["nothing"], &["rules", "zoho"]] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn every_target_has_first_inputs_and_nothing_else_has() {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus");
        let names = fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        let mut targets = TARGETS.map(str::to_owned);
        names.sort();
        targets.sort();
        assert_eq!(names, targets);
    }

    #[test]
    fn figures_and_findings_are_read() {
        let text = "stat::number_of_executed_units: 20000\nstat::average_exec_per_sec:     4000\n\
                    stat::new_units_added:          12\nstat::peak_rss_mb:              80\n\
                    artifact_prefix='t/rules-'; Test unit written to t/rules-crash-1f\n";
        let finding = Some(PathBuf::from("t/rules-crash-1f"));
        assert_eq!(Tally::read(text), Tally { executions: 20_000, per_second: 4000, kept: 12, finding });
        assert_eq!(Tally::read("thread panicked"), Tally::default());
    }
}
