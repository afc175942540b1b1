//! The secret of this installation: the operator's, or one that is made at the first start.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use secrecy::{ExposeSecret, SecretString};

use super::tag::keyed;
use hmac::Mac;

/// The name of the file, beside the database.
const FILE: &str = "deskbell.secret";
const BYTES: usize = 32;

/// Gives the secret for each purpose. `Debug` shows nothing.
#[derive(Debug, Clone)]
pub(crate) struct Secret(SecretString);

impl Secret {
    /// `configured`, or else that of the file beside the database at `database_url`, which is made
    /// if it is not there. Where the database has no file, it is made from `shared`, a secret that
    /// all processes have in common; and where there is none of that either, it goes with the process.
    ///
    /// # Errors
    /// A file that cannot be read or written, or that holds less than a secret; no randomness.
    pub(crate) fn open(configured: &SecretString, shared: &SecretString, database_url: &str) -> io::Result<Self> {
        if !configured.expose_secret().is_empty() {
            return Ok(Self(configured.clone()));
        }
        match directory(database_url) {
            Some(directory) => Self::kept(&directory.join(FILE)),
            None if !shared.expose_secret().is_empty() => Ok(Self(derived(shared))),
            None => random(),
        }
    }

    /// The same as [`Secret::open`] without making a file: where there is none yet, any secret.
    ///
    /// # Errors
    /// The same.
    pub(crate) fn look(configured: &SecretString, shared: &SecretString, database_url: &str) -> io::Result<Self> {
        match directory(database_url) {
            Some(directory) if !directory.join(FILE).exists() => {
                Self::open(configured, &random()?.0, "sqlite::memory:")
            }
            _ => Self::open(configured, shared, database_url),
        }
    }

    fn kept(path: &Path) -> io::Result<Self> {
        match std::fs::read_to_string(path) {
            Ok(text) if text.trim().len() >= BYTES => Ok(Self(text.trim().to_owned().into())),
            // A disk that was full, perhaps. Nothing may ever be signed with an empty secret.
            Ok(_) => Err(io::Error::new(ErrorKind::InvalidData, "it is too short; delete it, and a new one is made")),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let secret = random()?;
                match private(path).and_then(|mut file| file.write_all(secret.0.expose_secret().as_bytes())) {
                    // Another process was quicker.
                    Err(error) if error.kind() == ErrorKind::AlreadyExists => Self::kept(path),
                    Err(error) => Err(error),
                    Ok(()) => Ok(secret),
                }
            }
            Err(error) => Err(error),
        }
    }

    /// A key for one purpose only, from which neither the secret nor another key can be told.
    pub(crate) fn key(&self, purpose: &str) -> [u8; 32] {
        let mut mac = keyed(self.0.expose_secret().as_bytes());
        mac.update(purpose.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

/// Not the other secret itself: what is signed must not help anybody to find that out.
fn derived(shared: &SecretString) -> SecretString {
    let mut mac = keyed(shared.expose_secret().as_bytes());
    mac.update(b"deskbell.secret");
    STANDARD_NO_PAD.encode(mac.finalize().into_bytes()).into()
}

fn random() -> io::Result<Secret> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(Secret(STANDARD_NO_PAD.encode(bytes).into()))
}

/// Where the database's file is.
pub(crate) fn directory(database_url: &str) -> Option<PathBuf> {
    let path = database_url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    let path = path.split('?').next().unwrap_or_default();
    if path.is_empty() || path.contains(":memory:") || database_url.contains("mode=memory") {
        return None;
    }
    Some(Path::new(path).parent().map(Path::to_path_buf).unwrap_or_default())
}

/// A new file for its owner only.
fn private(path: &Path) -> io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> PathBuf {
        let place = std::env::temp_dir().join(format!("deskbell-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir(&place).unwrap();
        place
    }

    fn open(place: &Path) -> io::Result<Secret> {
        let nothing = SecretString::default();
        Secret::open(&nothing, &nothing, &format!("sqlite://{}/x.db", place.display()))
    }

    #[test]
    fn it_is_made_once_and_for_the_owner_only() {
        let place = place();
        let first = open(&place).unwrap();
        assert_eq!(open(&place).unwrap().key("a"), first.key("a"));
        assert_ne!(first.key("a"), first.key("b"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(place.join(FILE)).unwrap().permissions().mode() & 0o777, 0o600);
        }
        std::fs::write(place.join(FILE), "").unwrap();
        assert!(open(&place).is_err(), "an empty secret is none");
        std::fs::remove_dir_all(place).unwrap();
    }

    #[test]
    fn each_database_in_memory_has_its_own_and_the_operators_goes_before() {
        let nothing = SecretString::default();
        let open = |configured: &str| Secret::open(&configured.into(), &nothing, "sqlite::memory:").unwrap();
        assert_ne!(open("").key("a"), open("").key("a"));
        assert_eq!(open("x").key("a"), open("x").key("a"));
        assert!(!format!("{:?}", open("hush")).contains("hush"));
    }

    #[test]
    fn several_processes_have_one_without_being_told() {
        let open = |shared: &str| Secret::open(&SecretString::default(), &shared.into(), "postgres://x/y").unwrap();
        assert_eq!(open("client secret").key("a"), open("client secret").key("a"));
        assert_ne!(open("client secret").key("a"), open("another").key("a"));
        assert_ne!(open("").key("a"), open("").key("a"));
    }
}
