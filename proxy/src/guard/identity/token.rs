//! One kind of JSON Web Token and no other: HS256 (RFC 7515, 7518, 7519). The algorithm is not
//! the token's to choose, so there is nothing to confuse.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::Mac;
use secrecy::ExposeSecret;
use serde::Deserialize;

use crate::config::Identity;
use crate::guard::tag::keyed;
use crate::problem::ProblemKind;

/// The longest token, in bytes.
const LONGEST: usize = 4096;
/// How long a token may be good, in seconds: it stands in a page, where others may read it.
const LONGEST_LIFE: f64 = 3600.0;
/// How far two clocks may differ, in seconds.
const LEEWAY: f64 = 30.0;
/// As long as Zoho takes an address.
const LONGEST_EMAIL: usize = 150;

/// A token that is not one, or not one of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Invalid;

impl From<Invalid> for ProblemKind {
    fn from(_: Invalid) -> Self {
        Self::IdentityInvalid
    }
}

#[derive(Deserialize)]
struct Head {
    alg: String,
    typ: Option<String>,
    kid: Option<String>,
    crit: Option<serde_json::Value>,
}

/// What the site says of its visitor.
#[derive(Deserialize)]
pub(super) struct Claims {
    aud: Audience,
    exp: f64,
    nbf: Option<f64>,
    iat: Option<f64>,
    /// Where it is there, the token is good for one ticket.
    pub(super) jti: Option<String>,
    pub(super) email: String,
    name: Option<String>,
    given_name: Option<String>,
    family_name: Option<String>,
}

impl std::fmt::Debug for Claims {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Claims(..)")
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

impl Claims {
    /// Last name and first name, as far as they are told.
    pub(super) fn names(&self) -> (Option<&str>, Option<&str>) {
        match &self.family_name {
            Some(family) => (Some(family), self.given_name.as_deref()),
            None => (self.name.as_deref(), None),
        }
    }

    fn is_for(&self, audience: &str) -> bool {
        match &self.aud {
            Audience::One(one) => one == audience,
            Audience::Several(several) => several.iter().any(|one| one == audience),
        }
    }
}

/// Reads a token at `now`, in seconds since 1970.
///
/// # Errors
/// A token that is not good, or was good until a while ago.
pub(super) fn read(config: &Identity, token: &str, now: f64) -> Result<Claims, ProblemKind> {
    let claims = signed(config, token)?;
    if !claims.is_for(&config.audience) || !is_address(&claims.email) {
        return Err(ProblemKind::IdentityInvalid);
    }
    if claims.exp + LEEWAY < now {
        return Err(ProblemKind::IdentityExpired);
    }
    let too_early = claims.nbf.into_iter().chain(claims.iat).any(|moment| moment > now + LEEWAY);
    let begin = claims.iat.map_or(now + LEEWAY, |issued| issued.min(now + LEEWAY));
    if too_early || claims.exp - begin > LONGEST_LIFE {
        return Err(ProblemKind::IdentityInvalid);
    }
    Ok(claims)
}

/// The claims of a token whose signature is right. Nothing of it is believed before.
fn signed(config: &Identity, token: &str) -> Result<Claims, Invalid> {
    if token.len() > LONGEST {
        return Err(Invalid);
    }
    let (message, signature) = token.rsplit_once('.').ok_or(Invalid)?;
    let (head, claims) = message.split_once('.').ok_or(Invalid)?;
    let head: Head = part(head)?;
    let is_jwt = head.typ.is_none_or(|typ| typ.eq_ignore_ascii_case("jwt"));
    if head.alg != "HS256" || !is_jwt || head.crit.is_some() {
        return Err(Invalid);
    }
    let id = head.kid.unwrap_or_default();
    let key = config.keys.iter().find(|key| key.id == id).ok_or(Invalid)?;
    let mut mac = keyed(key.secret.expose_secret().as_bytes());
    mac.update(message.as_bytes());
    // In constant time.
    mac.verify_slice(&decode(signature)?).map_err(|_| Invalid)?;
    part(claims)
}

fn part<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T, Invalid> {
    serde_json::from_slice(&decode(text)?).map_err(|_| Invalid)
}

fn decode(text: &str) -> Result<Vec<u8>, Invalid> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| Invalid)
}

/// Only so much that the rules will not have to tell a visitor about an address they cannot see.
fn is_address(text: &str) -> bool {
    let (local, domain) = text.split_once('@').unwrap_or_default();
    !local.is_empty()
        && !domain.is_empty()
        && text.len() <= LONGEST_EMAIL
        && text.bytes().all(|byte| byte.is_ascii_graphic())
}
