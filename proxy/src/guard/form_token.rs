//! The token of a plain form: when it was handed out, and one number for it, signed. It keeps a
//! robot from sending forms it has never asked for, at once, or for ever.

use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::Mac;

use super::secret::Secret;
use super::tag::keyed;

/// How long a form may stay open.
const LIFE: Duration = Duration::from_secs(24 * 3600);

/// Hands tokens out. `Debug` shows nothing of the secret.
#[derive(Clone)]
pub(crate) struct FormTokens([u8; 32]);

/// A token that is ours and not too old.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FormToken {
    /// Different for every form that was shown.
    pub(crate) nonce: String,
    /// How long ago it was handed out.
    pub(crate) age: Duration,
}

impl FormTokens {
    pub(super) fn new(secret: &Secret) -> Self {
        Self(secret.key("plain form"))
    }

    /// A new one.
    pub(crate) fn give(&self) -> String {
        self.at(now())
    }

    fn at(&self, moment: u64) -> String {
        let message = format!("{moment}.{}", uuid::Uuid::new_v4());
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(self.sign(&message).finalize().into_bytes()))
    }

    /// Reads one. `None`: forged, or too old.
    pub(crate) fn read(&self, token: &str) -> Option<FormToken> {
        let (message, signature) = token.rsplit_once('.')?;
        self.sign(message).verify_slice(&URL_SAFE_NO_PAD.decode(signature).ok()?).ok()?;
        let (moment, nonce) = message.split_once('.')?;
        let age = Duration::from_secs(now().saturating_sub(moment.parse().ok()?));
        (age <= LIFE).then(|| FormToken { nonce: nonce.to_owned(), age })
    }

    fn sign(&self, message: &str) -> hmac::Hmac<sha2::Sha256> {
        let mut mac = keyed(&self.0);
        mac.update(message.as_bytes());
        mac
    }
}

impl std::fmt::Debug for FormTokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FormTokens(..)")
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs()
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::*;

    fn tokens() -> FormTokens {
        FormTokens::new(&Secret::open(&SecretString::default(), &SecretString::default(), "sqlite::memory:").unwrap())
    }

    #[test]
    fn only_ours_and_only_for_a_day() {
        let tokens = tokens();
        let token = tokens.give();
        assert!(tokens.read(&token).unwrap().age < Duration::from_secs(60));
        assert_ne!(tokens.read(&token), tokens.read(&tokens.give()));
        assert!(tokens.read(&tokens.at(now() - 86_390)).is_some());
        assert_eq!(tokens.read(&tokens.at(now() - 86_401)), None);
        let (moment, rest) = token.split_once('.').unwrap();
        let later = format!("{}.{rest}", moment.parse::<u64>().unwrap() + 1);
        for forged in
            ["", ".", "..", "x", &later, &format!("{token}A"), &self::tokens().give(), &token[..token.len() - 2]]
        {
            assert_eq!(tokens.read(forged), None, "{forged}");
        }
    }
}
