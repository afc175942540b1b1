//! Where infected files go, if the operator wants to look at them.

use std::io::Write;
use std::path::Path;

/// No more than these are kept: nobody shall fill the disk with viruses.
const MOST: usize = 100;

/// Keeps `bytes` under a name that says nothing and that nothing opens. Blocks.
pub(super) fn keep(directory: &Path, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::create_dir_all(directory)?;
    if std::fs::read_dir(directory)?.count() >= MOST {
        return Err(std::io::Error::other("the quarantine is full"));
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(directory.join(format!("{}.infected", uuid::Uuid::new_v4())))?.write_all(bytes)
}
