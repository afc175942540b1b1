//! A disk that is full, and then has room again.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use crate::proxy::Proxy;
use crate::stage::Stage;
use crate::store_gone::{self, Misfortune};

const HURRY: u32 = 60;
const ANSWER: u32 = 1000;

/// The size of the disk, as `mount` reads it.
const SIZE: &str = "size=4m";

/// Plays it on a small filesystem; without the right to mount one, with a limit on the size of the
/// process's files.
///
/// # Errors
/// See [`store_gone::play`].
pub(crate) async fn disk(program: &Path, seed: u64) -> Result<()> {
    let stage = Stage::new(program, "disk", HURRY, ANSWER).await?;
    let mut proxy = stage.proxy("proxy", None)?;
    let mut full = Full::new(stage.directory().join("proxy"));
    println!("    {}", full.describe());
    if matches!(full, Full::Limited) {
        proxy.mind_no_limits();
    }
    let result = match proxy.serve().await {
        Ok(()) => store_gone::play(&stage, &mut proxy, &mut full, seed).await,
        Err(error) => Err(error),
    };
    let stopped = proxy.stop().await;
    full.unmount();
    let result = result.and(stopped);
    stage.end(&result).await;
    result
}

/// The way in which there is no room.
#[derive(Debug)]
enum Full {
    /// A filesystem of its own at this path, which is filled up.
    Mounted(PathBuf),
    /// The process may not write beyond the first byte of a file.
    Limited,
}

impl Full {
    fn new(directory: PathBuf) -> Self {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", SIZE, "tmpfs"]).arg(&directory);
        match mount.output() {
            Ok(output) if output.status.success() => Self::Mounted(directory),
            _ => Self::Limited,
        }
    }

    fn describe(&self) -> &'static str {
        match self {
            Self::Mounted(_) => "a small filesystem of its own, filled up",
            Self::Limited => "a limit on the size of files (no right to mount a filesystem)",
        }
    }

    fn unmount(&self) {
        if let Self::Mounted(directory) = self {
            drop(Command::new("umount").arg(directory).status());
        }
    }
}

impl Misfortune for Full {
    fn begin(&mut self, proxy: &Proxy) -> Result<()> {
        match self {
            Self::Mounted(directory) => fill(&directory.join("ballast")),
            Self::Limited => limit(proxy, "1:unlimited"),
        }
    }

    fn end(&mut self, proxy: &Proxy) -> Result<()> {
        match self {
            Self::Mounted(directory) => Ok(fs::remove_file(directory.join("ballast"))?),
            Self::Limited => limit(proxy, "unlimited:unlimited"),
        }
    }
}

/// Writes until there is no room for another block.
fn fill(path: &Path) -> Result<()> {
    let mut ballast = File::create(path)?;
    while ballast.write_all(&[0; 4096]).is_ok() {}
    Ok(())
}

fn limit(proxy: &Proxy, soft_and_hard: &str) -> Result<()> {
    let (process, limit) = (proxy.id()?.to_string(), format!("--fsize={soft_and_hard}"));
    let status = Command::new("prlimit").args(["--pid", &process, &limit]).status()?;
    ensure!(status.success(), "prlimit ended with {status}");
    Ok(())
}
