//! The `Idempotency-Key` of a request.

use std::fmt;

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The key by which a browser says that two requests are the same one: a UUID, as the contract
/// has it. Only its hash is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct IdempotencyKey(Uuid);

/// The header holds no UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the Idempotency-Key has to be a UUID")]
pub struct InvalidKey;

impl IdempotencyKey {
    /// Reads the header's value, with or without the quotation marks that the IETF draft puts
    /// around it.
    ///
    /// # Errors
    /// Anything but a UUID, and the UUID that is all zeros.
    pub fn parse(header: &str) -> Result<Self, InvalidKey> {
        let text = header.trim();
        let bare = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
        match Uuid::try_parse(bare) {
            Ok(uuid) if !uuid.is_nil() => Ok(Self(uuid)),
            _ => Err(InvalidKey),
        }
    }

    /// A key made of bytes that nobody can guess.
    pub(crate) fn of(bytes: [u8; 16]) -> Self {
        Self(uuid::Builder::from_random_bytes(bytes).into_uuid())
    }

    /// The key as a UUID that does not give the key away, for somebody else who wants one.
    pub(crate) fn to_uuid(&self) -> String {
        let hash = Sha256::digest(self.0.as_bytes());
        let bytes = hash.first_chunk::<16>().copied().unwrap_or_default();
        uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
    }

    /// The hash that stands in the store: 64 hexadecimal digits.
    pub(crate) fn hash(&self) -> String {
        format!("{:x}", Sha256::digest(self.0.as_bytes()))
    }
}

impl fmt::Debug for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdempotencyKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_key_in_all_its_spellings() {
        let key = IdempotencyKey::parse("8e03978e-40d5-43dd-bc93-6894a57f9324").expect("a key");
        for text in ["8E03978E-40D5-43DD-BC93-6894A57F9324", " \"8e03978e-40d5-43dd-bc93-6894a57f9324\" "] {
            assert_eq!(IdempotencyKey::parse(text).as_ref(), Ok(&key), "{text}");
        }
        assert_eq!(key.hash().len(), 64);
    }

    #[test]
    fn what_is_no_uuid_is_no_key() {
        for text in ["", "1", "\"", "8e03978e-40d5-43dd-bc93-6894a57f932", "00000000-0000-0000-0000-000000000000"] {
            assert_eq!(IdempotencyKey::parse(text), Err(InvalidKey), "{text}");
        }
    }
}
