//! Names for what is counted, from which nobody can tell whom they stand for: no address and no
//! e-mail is kept for the sake of the limits.

use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::submission::IdempotencyKey;

/// A name. It says nothing without the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Tag([u8; 16]);

impl Tag {
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Makes names. `Debug` shows nothing of the secret.
#[derive(Clone)]
pub(crate) struct Tagger(Hmac<Sha256>);

impl Tagger {
    pub(crate) fn new(secret: &[u8]) -> Self {
        Self(keyed(secret))
    }

    /// The name of `value` among those of a `kind`.
    pub(crate) fn tag(&self, kind: &str, value: &str) -> Tag {
        let mut mac = self.0.clone();
        mac.update(kind.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        let mut tag = [0; 16];
        tag.iter_mut().zip(mac.finalize().into_bytes()).for_each(|(to, from)| *to = from);
        Tag(tag)
    }

    /// The same as the key of a ticket.
    pub(crate) fn key(&self, kind: &str, value: &str) -> IdempotencyKey {
        IdempotencyKey::of(self.tag(kind, value).0)
    }
}

impl std::fmt::Debug for Tagger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tagger(..)")
    }
}

/// A key of any length will do for HMAC, so this cannot fail; if it did, it would be a key of
/// nobody's.
pub(crate) fn keyed(secret: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(secret).unwrap_or_else(|_| Hmac::new(&hmac::digest::Key::<Hmac<Sha256>>::default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_values_and_secrets_are_told_apart() {
        let tagger = Tagger::new(b"one");
        let tag = tagger.tag("email", "ada@example.org");
        assert_eq!(tag, Tagger::new(b"one").tag("email", "ada@example.org"));
        assert_ne!(tag, tagger.tag("recipient", "ada@example.org"));
        assert_ne!(tag, tagger.tag("email", "bob@example.org"));
        assert_ne!(tag, Tagger::new(b"two").tag("email", "ada@example.org"));
        assert_eq!(format!("{tagger:?}"), "Tagger(..)");
    }
}
