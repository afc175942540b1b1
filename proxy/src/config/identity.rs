//! Who may vouch for a visitor, and what becomes of visitors nobody vouches for.

use secrecy::{ExposeSecret, SecretString};

use super::source::Source;
use super::{one_of, zoho};

/// HMAC with SHA-256 is as strong as its key, up to 256 bits (RFC 7518, 3.2).
const SHORTEST: usize = 32;

/// Whether tokens are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IdentityMode {
    /// They are not.
    #[default]
    Off,
    /// A visitor may have one.
    Optional,
    /// A visitor has to have one.
    Required,
}

impl IdentityMode {
    /// Its name in a form description, which says nothing of it where tokens are not looked at.
    pub(crate) fn described(self) -> Option<&'static str> {
        match self {
            Self::Off => None,
            Self::Optional => Some("optional"),
            Self::Required => Some("required"),
        }
    }
}

/// A key of the site's server.
#[derive(Debug, Clone)]
pub struct IdentityKey {
    /// The token's `kid`; empty for tokens without one.
    pub id: String,
    /// The key itself.
    pub secret: SecretString,
}

/// The site's word for its visitors.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Whether tokens are looked at.
    pub mode: IdentityMode,
    /// The token's `aud`: whom it is meant for.
    pub audience: String,
    /// The keys that are good at present; two while one takes over from the other.
    pub keys: Vec<IdentityKey>,
    /// A line for the agents, at the end of the description of a ticket nobody vouches for.
    pub note: String,
    /// The API name of a custom field that says it instead: `verified` or `unverified`.
    pub field: Option<String>,
}

impl Default for Identity {
    fn default() -> Self {
        Self {
            mode: IdentityMode::Off,
            audience: String::new(),
            keys: Vec::new(),
            note: "[The sender's identity has not been verified.]".to_owned(),
            field: None,
        }
    }
}

pub(super) fn read(source: &mut Source<'_>) -> Identity {
    let default = Identity::default();
    let words =
        [("off", IdentityMode::Off), ("optional", IdentityMode::Optional), ("required", IdentityMode::Required)];
    let mode = one_of(source, "identity.mode", words).unwrap_or(default.mode);
    let audience = source.text("identity.audience").unwrap_or_default();
    let before = source.mistakes.len();
    let keys: Vec<IdentityKey> =
        [("identity.key_id", "identity.secret"), ("identity.other_key_id", "identity.other_secret")]
            .into_iter()
            .filter_map(|(id, secret)| key(source, id, secret))
            .collect();
    let no_key = keys.is_empty() && source.mistakes.len() == before;
    if mode != IdentityMode::Off {
        if audience.is_empty() {
            source.mistake(
                "identity.audience",
                "is missing; with identities it has to be the `aud` of the tokens, such as `deskbell`",
            );
        }
        if no_key {
            source.mistake("identity.secret", "is missing; with identities it has to be the key that the tokens are signed with, or `secret_file` with a file that holds it");
        }
    }
    if let [one, other] = keys.as_slice()
        && one.id == other.id
    {
        source.mistake("identity.other_key_id", "has to differ from `key_id`: the token's `kid` says which key it is");
    }
    let field = source.text("identity.field").filter(|name| !name.is_empty());
    if let Some(name) = field.as_ref().filter(|name| !crate::zoho::is_marker_field(name)) {
        source.mistake(
            "identity.field",
            format!("`{name}` is not the API name of a custom field, such as `cf_verified`"),
        );
    }
    Identity { mode, audience, keys, note: source.text("identity.note").unwrap_or(default.note), field }
}

fn key(source: &mut Source<'_>, id_key: &str, secret_key: &str) -> Option<IdentityKey> {
    let id = source.text(id_key).unwrap_or_default();
    let secret = zoho::secret(source, secret_key, &format!("{secret_key}_file"));
    match secret.expose_secret().len() {
        0 if !id.is_empty() => {
            source.mistake(secret_key, format!("is missing, although `{id_key}` is there"));
            None
        }
        0 => None,
        length if length < SHORTEST => {
            source.mistake(secret_key, format!("is too short: {length} bytes, at least {SHORTEST} are needed"));
            None
        }
        _ => Some(IdentityKey { id, secret }),
    }
}
