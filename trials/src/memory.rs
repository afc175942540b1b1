//! How much memory a process holds.

use std::fs;

use anyhow::{Context, Result};

/// The resident set of the process `id`, in megabytes.
pub(crate) fn resident(id: u32) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).context("no /proc: is this Linux?")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kilobytes / 1024.0)
}
