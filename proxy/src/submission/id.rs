//! The submission's id: who knows it may ask what became of the submission.

use std::fmt;

/// Crockford's alphabet: no I, L, O and U, which are misread.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// 128 random bits in 26 characters of Crockford's base 32. Also the marker of the ticket in
/// Zoho Desk. Whoever knows it can read the state of the submission, so it is not logged.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SubmissionId(String);

impl SubmissionId {
    /// A new id.
    ///
    /// # Errors
    /// When the operating system has no randomness to give.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        Ok(Self::from_bits(u128::from_be_bytes(bytes)))
    }

    /// Reads an id, in either case. `None` for what cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.to_ascii_uppercase();
        (text.len() == 26 && text.bytes().all(|byte| ALPHABET.contains(&byte))).then_some(Self(text))
    }

    /// The 26 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Something random that is always the same for this id.
    pub(crate) fn salt(&self) -> u32 {
        self.0.bytes().rev().take(6).fold(0, |salt, byte| salt << 5 | u32::from(byte) & 31)
    }

    /// What a person is told while there is no ticket number: `DB-7K3F-9Q2M`, the id's first
    /// eight characters. They find the submission, but do not open it.
    pub fn reference(&self) -> String {
        let part = |range| self.0.get(range).unwrap_or_default();
        format!("DB-{}-{}", part(0..4), part(4..8))
    }

    /// From the left, so that the first characters are as random as the others.
    fn from_bits(bits: u128) -> Self {
        let character = |index: u32| {
            let shift = 123i32 - 5 * index as i32;
            let five = if shift >= 0 { bits >> shift } else { bits << -shift };
            char::from(ALPHABET.get((five & 31) as usize).copied().unwrap_or(b'0'))
        };
        Self((0..26).map(character).collect())
    }
}

impl fmt::Debug for SubmissionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SubmissionId({})", self.reference())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_bits_are_kept() {
        assert_eq!(SubmissionId::from_bits(0).as_str(), "0".repeat(26));
        assert_eq!(SubmissionId::from_bits(u128::MAX).as_str(), format!("{}W", "Z".repeat(25)));
        assert_eq!(SubmissionId::from_bits(1).as_str(), format!("{}4", "0".repeat(25)));
        let ids: std::collections::HashSet<_> = (0..128).map(|bit| SubmissionId::from_bits(1 << bit)).collect();
        assert_eq!(ids.len(), 128);
    }

    #[test]
    fn an_id_is_read_back() {
        let id = SubmissionId::random().expect("randomness");
        assert_eq!(SubmissionId::parse(id.as_str()).as_ref(), Some(&id));
        assert_eq!(SubmissionId::parse(&id.as_str().to_lowercase()).as_ref(), Some(&id));
        for text in ["", "0", "O0000000000000000000000000", "00000000000000000000000000 ", "../../etc"] {
            assert_eq!(SubmissionId::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_reference_is_its_beginning() {
        let id = SubmissionId::parse("7K3F9Q2M000000000000000000").expect("an id");
        assert_eq!(id.reference(), "DB-7K3F-9Q2M");
        assert_eq!(format!("{id:?}"), "SubmissionId(DB-7K3F-9Q2M)");
    }
}
