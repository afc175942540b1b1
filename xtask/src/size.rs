//! `cargo xtask size`: what a visitor downloads before the form shows, against the budget.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::{bind, dist, functions, workspace::Workspace};

/// What the script tag may weigh, in bytes of brotli: every visitor of every page pays it.
const LOADER_BUDGET: usize = 2_048;
/// What everything to show the form may weigh together, in bytes of brotli.
const FORM_BUDGET: usize = 80_000;
/// How many crates to name.
const LARGEST: usize = 10;

/// Prints what a browser fetches, and fails above a budget.
pub(crate) fn size(workspace: &Workspace) -> Result<()> {
    let weights = dist::dist(workspace)?;
    largest(workspace)?;
    let budgets = [("before interest", weights.before, LOADER_BUDGET), ("the form", weights.form, FORM_BUDGET)];
    let mut over = Vec::new();
    println!("\nBytes of brotli against the budget:");
    for (what, sizes, budget) in budgets {
        println!("    {what:<24}{:>12} of {budget}", sizes.brotli);
        if let Some(more @ 1..) = sizes.brotli.checked_sub(budget) {
            over.push(format!("{what} weighs {more} bytes more than its budget"));
        }
    }
    ensure!(over.is_empty(), "{}", over.join("; "));
    Ok(())
}

fn largest(workspace: &Workspace) -> Result<()> {
    let module = fs::read(workspace.target(bind::NAMED_FIRST)).context("the module with names is missing")?;
    let crates = functions::by_crate(&module)?;
    let code: usize = crates.iter().map(|(_, bytes)| bytes).sum();
    println!("\nThe largest parts of the {code} bytes of code that show the form, by crate:");
    for (name, bytes) in crates.iter().take(LARGEST) {
        println!("    {name:<24}{bytes:>12}{:>11.1} %", percent(*bytes, code));
    }
    Ok(())
}

#[allow(clippy::cast_precision_loss, reason = "one decimal is shown")]
fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole as f64
}
