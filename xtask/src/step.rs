//! Says what is being done and how long it took.

use std::time::Instant;

use anyhow::{Context, Result};

/// Prints `what`, does the work and prints the time it took. A failure names the step.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("\n==> {what}");
    let start = Instant::now();
    let done = work().with_context(|| format!("{what} failed"))?;
    println!("    {:.1} s", start.elapsed().as_secs_f64());
    Ok(done)
}
