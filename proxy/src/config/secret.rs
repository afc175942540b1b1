//! The secret of this installation, with which it signs what it wants to recognise again.

use secrecy::{ExposeSecret, SecretString};

use super::source::Source;
use super::zoho;

/// As long as what HMAC with SHA-256 can make use of.
const SHORTEST: usize = 32;

pub(super) fn read(source: &mut Source<'_>) -> SecretString {
    let secret = zoho::secret(source, "secret", "secret_file");
    let length = secret.expose_secret().len();
    if (1..SHORTEST).contains(&length) {
        source.mistake("secret", format!("is too short: {length} bytes, at least {SHORTEST} are needed"));
    }
    secret
}
