//! Encrypting the access token for the time that it lies in the database.
//!
//! The key follows from the credentials, which are never there: a copy of the database (a backup,
//! a dump) opens no desk. Other credentials make another key, so that a token of former ones is
//! not taken for one of these.

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use super::Settings;

/// What the key is for: no other use of the same secrets comes to the same key.
const PURPOSE: &[u8] = b"deskbell access token 1";

/// Encrypts and decrypts. Its `Debug` shows nothing.
pub(super) struct Seal {
    key: Option<LessSafeKey>,
}

impl Seal {
    pub(super) fn new(settings: &Settings) -> Self {
        let mut hash = Sha256::new();
        let secrets = [settings.client_secret.expose_secret(), settings.refresh_token.expose_secret()];
        let parts = [PURPOSE, settings.accounts_url.as_bytes(), settings.client_id.as_bytes()];
        for part in parts.into_iter().chain(secrets.map(str::as_bytes)) {
            // With its length, so that no two lists of parts come to the same bytes.
            hash.update(part.len().to_be_bytes());
            hash.update(part);
        }
        Self { key: UnboundKey::new(&CHACHA20_POLY1305, &hash.finalize()).ok().map(LessSafeKey::new) }
    }

    /// `None` where the system has no randomness to give.
    pub(super) fn seal(&self, token: &SecretString) -> Option<Vec<u8>> {
        let mut nonce = [0; NONCE_LEN];
        getrandom::fill(&mut nonce).ok()?;
        let mut text = token.expose_secret().as_bytes().to_vec();
        let sealing = Nonce::assume_unique_for_key(nonce);
        self.key.as_ref()?.seal_in_place_append_tag(sealing, Aad::empty(), &mut text).ok()?;
        Some([nonce.as_slice(), &text].concat())
    }

    /// `None` for what was not sealed with the same credentials, or changed since.
    pub(super) fn open(&self, sealed: &[u8]) -> Option<SecretString> {
        let (nonce, text) = sealed.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut text = text.to_vec();
        let token = self.key.as_ref()?.open_in_place(nonce, Aad::empty(), &mut text).ok()?;
        Some(std::str::from_utf8(token).ok()?.into())
    }
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zoho::Timeouts;

    fn seal(refresh_token: &str) -> Seal {
        Seal::new(&Settings {
            desk_url: String::new(),
            accounts_url: "https://accounts.zoho.eu".to_owned(),
            org_id: String::new(),
            client_id: "1000.CLIENT".to_owned(),
            client_secret: "secret".into(),
            refresh_token: refresh_token.into(),
            marker_field: None,
            timeouts: Timeouts::default(),
        })
    }

    #[test]
    fn only_the_same_credentials_open_it_and_only_as_it_was() {
        let token: SecretString = "1000.access".into();
        let sealed = seal("one").seal(&token).expect("sealed");
        assert!(!sealed.windows(6).any(|part| part == b"access"));
        assert_eq!(seal("one").open(&sealed).expect("opened").expose_secret(), "1000.access");
        assert!(seal("other").open(&sealed).is_none());
        assert_ne!(seal("one").seal(&token), Some(sealed.clone()), "never twice the same");
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert!(seal("one").open(&changed).is_none(), "{place}");
            assert!(seal("one").open(&sealed[..place]).is_none(), "{place}");
        }
    }
}
