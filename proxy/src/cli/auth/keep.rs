//! The two files with secrets, for their owner only.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};

const CLIENT_SECRET: &str = "zoho-client-secret";
const REFRESH_TOKEN: &str = "zoho-refresh-token";

/// Two files that are open under other names, until they are written: a code is used up by being
/// exchanged, and what it was exchanged for must not be lost to a directory without rights.
pub(super) struct Files {
    client_secret: Pending,
    refresh_token: Pending,
}

/// Where the secrets are.
pub(super) struct Kept {
    pub(super) client_secret: PathBuf,
    pub(super) refresh_token: PathBuf,
}

impl Files {
    pub(super) fn open(directory: &Path, replace: bool) -> Result<Self, String> {
        let directory = std::path::absolute(directory).map_err(|error| failed(directory, &error))?;
        let open = |name| Pending::open(directory.join(name), replace);
        Ok(Self { client_secret: open(CLIENT_SECRET)?, refresh_token: open(REFRESH_TOKEN)? })
    }

    pub(super) fn write(self, client_secret: &SecretString, refresh_token: &SecretString) -> Result<Kept, String> {
        // The one first that cannot be had again.
        let refresh_token = self.refresh_token.write(refresh_token)?;
        Ok(Kept { client_secret: self.client_secret.write(client_secret)?, refresh_token })
    }
}

impl Kept {
    /// Removes both, where they are of no use.
    pub(super) fn remove(self) {
        for path in [self.client_secret, self.refresh_token] {
            // What is still there is in the way of the next attempt, and told then.
            let _ = std::fs::remove_file(path);
        }
    }
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (secret, token) = (self.client_secret.display(), self.refresh_token.display());
        write!(f, "The secrets are in {secret} and {token}, for this user only.")
    }
}

/// A file that is not yet called what it will be. Without content, it goes when dropped.
struct Pending {
    path: PathBuf,
    temporary: PathBuf,
    file: File,
}

impl Pending {
    fn open(path: PathBuf, replace: bool) -> Result<Self, String> {
        if !replace && path.exists() {
            return Err(format!(
                "{} is there already; name another --directory, or put the new one in its place with --replace",
                path.display()
            ));
        }
        let mut temporary = path.clone().into_os_string();
        temporary.push(format!(".{}", std::process::id()));
        let temporary = PathBuf::from(temporary);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&temporary).map_err(|error| failed(&temporary, &error))?;
        Ok(Self { path, temporary, file })
    }

    fn write(mut self, secret: &SecretString) -> Result<PathBuf, String> {
        let write = |file: &mut File| -> io::Result<()> {
            file.write_all(secret.expose_secret().as_bytes())?;
            file.write_all(b"\n")?;
            file.sync_all()
        };
        write(&mut self.file).map_err(|error| failed(&self.temporary, &error))?;
        std::fs::rename(&self.temporary, &self.path).map_err(|error| failed(&self.path, &error))?;
        Ok(self.path.clone())
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        // After the renaming there is nothing of that name.
        let _ = std::fs::remove_file(&self.temporary);
    }
}

fn failed(path: &Path, error: &io::Error) -> String {
    let advice = match error.kind() {
        ErrorKind::NotFound => "make the directory first",
        _ => "name a directory that you may write to with --directory",
    };
    format!("{} cannot be written: {error}; {advice}", path.display())
}
