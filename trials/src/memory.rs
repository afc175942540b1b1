//! How much memory a process holds.

use std::fs;

use anyhow::{Context, Result};

/// The resident set of the process `id`, in megabytes.
pub(crate) fn resident(id: u32) -> Result<f64> {
    read(id, "VmRSS:")
}

/// The largest that it has ever been.
pub(crate) fn peak(id: u32) -> Result<f64> {
    read(id, "VmHWM:")
}

fn read(id: u32, name: &str) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).context("no /proc: is this Linux?")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)).with_context(|| format!("no {name}"))?;
    let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kilobytes / 1024.0)
}
