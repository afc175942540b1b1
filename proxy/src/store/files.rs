//! The directory beside SQLite's file in which visitors' files wait for their ticket.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// What has to stay free on the disk: tickets, which are small, are to find room for long after
/// files are refused.
const RESERVE: u64 = 64 * 1024 * 1024;

/// How long a file may be there without a row: it is written first.
const UNCLAIMED: Duration = Duration::from_secs(60 * 60);

#[derive(Debug, Clone)]
pub(super) struct Files {
    directory: PathBuf,
    reserve: u64,
}

impl Files {
    /// The directory for the database in `file`: `deskbell.db-files`. Made with the first file.
    pub(super) fn beside(file: &Path) -> Self {
        let mut directory = file.as_os_str().to_owned();
        directory.push("-files");
        Self { directory: directory.into(), reserve: RESERVE }
    }

    /// Writes a file; it survives a loss of power when this returns.
    pub(super) async fn write(&self, id: &str, bytes: Vec<u8>) -> io::Result<()> {
        let (directory, id, reserve) = (self.directory.clone(), id.to_owned(), self.reserve);
        blocking(move || {
            make_directory(&directory)?;
            if free(&directory)? < reserve.saturating_add(bytes.len() as u64) {
                return Err(io::ErrorKind::StorageFull.into());
            }
            write(&directory, &id, &bytes)
        })
        .await
    }

    pub(super) async fn read(&self, id: &str) -> io::Result<Vec<u8>> {
        let path = self.directory.join(id);
        blocking(move || std::fs::read(path)).await
    }

    /// Removes files; those that are not there are as good as removed.
    pub(super) async fn remove(&self, ids: Vec<String>) -> io::Result<()> {
        let directory = self.directory.clone();
        blocking(move || {
            for id in ids {
                match std::fs::remove_file(directory.join(id)) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                    _ => {}
                }
            }
            Ok(())
        })
        .await
    }

    /// The names of the files that have been there for long enough to have a row.
    pub(super) async fn old(&self) -> io::Result<Vec<String>> {
        let directory = self.directory.clone();
        blocking(move || {
            let entries = match std::fs::read_dir(directory) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
                entries => entries?,
            };
            let mut old = Vec::new();
            for entry in entries {
                let entry = entry?;
                let age = SystemTime::now().duration_since(entry.metadata()?.modified()?).unwrap_or_default();
                if age >= UNCLAIMED
                    && let Ok(name) = entry.file_name().into_string()
                {
                    old.push(name);
                }
            }
            Ok(old)
        })
        .await
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}

fn write(directory: &Path, id: &str, bytes: &[u8]) -> io::Result<()> {
    // Under another name until it is whole.
    let (path, unfinished) = (directory.join(id), directory.join(format!("{id}.part")));
    let written = write_through(&unfinished, bytes).and_then(|()| std::fs::rename(&unfinished, &path));
    if let Err(error) = written {
        let _ = std::fs::remove_file(&unfinished);
        return Err(error);
    }
    // The name itself has to survive, too.
    std::fs::File::open(directory)?.sync_all()
}

fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn make_directory(directory: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(directory) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Bytes that are free on the disk of `directory`.
#[cfg(unix)]
fn free(directory: &Path) -> io::Result<u64> {
    let disk = rustix::fs::statvfs(directory)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(not(unix))]
fn free(_: &Path) -> io::Result<u64> {
    Ok(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(reserve: u64) -> Files {
        let name = format!("deskbell-test-{}", uuid::Uuid::new_v4());
        Files { reserve, ..Files::beside(&std::env::temp_dir().join(name)) }
    }

    #[tokio::test]
    async fn a_file_is_written_read_and_removed_and_only_its_owner_sees_it() {
        let files = files(0);
        assert_eq!(files.old().await.expect("no directory yet"), Vec::<String>::new());
        files.write("1", b"hello".to_vec()).await.expect("written");
        assert_eq!(files.read("1").await.expect("read"), b"hello");
        #[cfg(unix)]
        for path in [files.directory.clone(), files.directory.join("1")] {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&path).expect("there").permissions().mode();
            assert_eq!(mode & 0o077, 0, "{}", path.display());
        }
        assert_eq!(files.old().await.expect("listed"), Vec::<String>::new(), "too young to be stray");
        let age = SystemTime::now() - UNCLAIMED;
        let file = std::fs::File::options().write(true).open(files.directory.join("1")).expect("opened");
        file.set_modified(age).expect("aged");
        assert_eq!(files.old().await.expect("listed"), ["1"]);
        files.remove(vec!["1".to_owned(), "2".to_owned()]).await.expect("removed");
        assert!(files.read("1").await.is_err());
        std::fs::remove_dir(&files.directory).expect("empty");
    }

    #[tokio::test]
    async fn what_is_left_of_the_disk_is_for_tickets() {
        let files = files(u64::MAX);
        let full = files.write("1", b"hello".to_vec()).await.expect_err("no room");
        assert_eq!(full.kind(), io::ErrorKind::StorageFull);
        assert!(matches!(super::super::StoreError::from(full), super::super::StoreError::NoSpace));
        std::fs::remove_dir(&files.directory).expect("empty");
    }
}
