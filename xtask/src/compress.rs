//! Compressed sizes, as a web server would send the files.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::{process, workspace::Workspace};

/// Bytes of a file: as it is, with gzip level 9 and with brotli quality 11.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sizes {
    pub(crate) raw: usize,
    pub(crate) gzip: usize,
    pub(crate) brotli: usize,
}

impl Sizes {
    /// Those of each of `files`.
    pub(crate) fn of(workspace: &Workspace, files: &[PathBuf]) -> Result<Vec<Self>> {
        let lines = process::output(workspace.command("node").arg("xtask/weigh.mjs").args(files))?;
        lines.lines().map(|line| Self::read(line).with_context(|| format!("`{line}` is no line of sizes"))).collect()
    }

    fn read(line: &str) -> Option<Self> {
        let mut numbers = line.split(' ').map(str::parse);
        let mut next = || numbers.next()?.ok();
        Some(Self { raw: next()?, gzip: next()?, brotli: next()? })
    }
}

impl std::ops::Add for Sizes {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { raw: self.raw + other.raw, gzip: self.gzip + other.gzip, brotli: self.brotli + other.brotli }
    }
}

#[cfg(test)]
mod tests {
    use super::Sizes;

    #[test]
    fn lines_are_read_and_sums_add_up() {
        let sizes = Sizes::read("5000 30 20").unwrap();
        assert_eq!(sizes, Sizes { raw: 5000, gzip: 30, brotli: 20 });
        assert_eq!((sizes + sizes).brotli, 40);
        assert_eq!([Sizes::read(""), Sizes::read("1 2"), Sizes::read("1 2 x")], [None; 3]);
    }
}
