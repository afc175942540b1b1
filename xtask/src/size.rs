//! `cargo xtask size`: what a visitor downloads before the form shows, against the budget.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::{bind, compress::Sizes, dist, functions, workspace::Workspace};

/// What the files below may weigh together, in bytes of brotli. An unminified Leptos form alone has 75 KB;
/// raising this number needs a reason.
const BUDGET: usize = 80_000;
/// Everything a browser fetches to show the form; the other files of npm/dist are for people who build.
const NEEDED: [&str; 4] = ["index.js", "element.js", "deskbell_wasm.js", "inline.js"];
/// How many crates to name.
const LARGEST: usize = 10;

/// Prints the report and fails above the budget.
pub(crate) fn size(workspace: &Workspace) -> Result<()> {
    let total = report(workspace)?;
    ensure!(total <= BUDGET, "the form weighs {} bytes of brotli more than its budget", total - BUDGET);
    Ok(())
}

/// Prints what a browser fetches to show the form, and gives its sum in bytes of brotli.
pub(crate) fn report(workspace: &Workspace) -> Result<usize> {
    let files = dist::dist(workspace)?;
    let mut needed = Vec::new();
    for name in NEEDED {
        needed
            .push(files.iter().find(|file| file.name == name).with_context(|| format!("npm/dist/{name} is missing"))?);
    }
    let total = needed.iter().fold(Sizes::default(), |sum, file| sum + file.sizes);

    println!("\nTo show the form a browser fetches:");
    dist::print(needed);
    println!("    {:<24}{:>12}{:>12}{:>12}", "together", total.raw, total.gzip, total.brotli);
    largest(workspace)?;
    println!("\n{} of {BUDGET} bytes of brotli", total.brotli);
    Ok(total.brotli)
}

fn largest(workspace: &Workspace) -> Result<()> {
    let module = fs::read(workspace.target(bind::NAMED)).context("the module with names is missing")?;
    let crates = functions::by_crate(&module)?;
    let code: usize = crates.iter().map(|(_, bytes)| bytes).sum();
    println!("\nThe largest parts of its {code} bytes of code, by crate:");
    for (name, bytes) in crates.iter().take(LARGEST) {
        println!("    {name:<24}{bytes:>12}{:>11.1} %", percent(*bytes, code));
    }
    Ok(())
}

#[allow(clippy::cast_precision_loss, reason = "one decimal is shown")]
fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole as f64
}
