//! Says what is being done and how long it took.

use std::{cmp::Reverse, sync::Mutex, time::Duration, time::Instant};

use anyhow::{Context, Result};

/// How many steps to name at the end.
const LONGEST: usize = 5;

/// What was done, and how long it took.
static DONE: Mutex<Vec<(String, Duration)>> = Mutex::new(Vec::new());

/// Prints `what`, does the work and prints the time it took. A failure names the step.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("\n==> {what}");
    let start = Instant::now();
    let done = work().with_context(|| format!("{what} failed"))?;
    let took = start.elapsed();
    println!("    {:.1} s", took.as_secs_f64());
    if let Ok(mut all) = DONE.lock() {
        all.push((what.to_owned(), took));
    }
    Ok(done)
}

/// Prints which steps have taken longest.
pub(crate) fn print_longest() {
    let Ok(mut done) = DONE.lock().map(|done| done.clone()) else { return };
    done.sort_by_key(|(_, took)| Reverse(*took));
    println!("\n    {:<60}{:>8}", "longest steps", "seconds");
    for (what, took) in done.iter().take(LONGEST) {
        println!("    {what:<60}{:>8.1}", took.as_secs_f64());
    }
}
