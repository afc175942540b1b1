//! Visitors whom their site vouches for: a token (JWT) that the site's server has signed, in
//! `Authorization: Bearer`. What it says of the visitor wins over what was typed.

#[cfg(fuzzing)]
pub(crate) mod fuzzing;
mod token;

use std::time::SystemTime;

use axum::http::{HeaderMap, header};
use deskbell_rules::{Draft, Ticket, Value, Violation};

use crate::config::{Identity, IdentityMode};
use crate::problem::ProblemKind;

use token::{Claims, Invalid};

/// What the agents read in the custom field.
const VERIFIED: &str = "verified";
const UNVERIFIED: &str = "unverified";

/// Reads tokens, and marks tickets.
#[derive(Debug)]
pub(crate) struct Identities {
    config: Identity,
}

/// Who sends a ticket, as far as somebody vouches for it.
#[derive(Debug, Default)]
pub(crate) struct Sender {
    claims: Option<Claims>,
}

impl Identities {
    pub(crate) fn new(config: Identity) -> Self {
        Self { config }
    }

    /// Whether nobody may write without a token.
    pub(crate) fn required(&self) -> bool {
        self.config.mode == IdentityMode::Required
    }

    /// Reads the token of a request. A bad one is refused even where none is needed: its sender
    /// believes to be known.
    ///
    /// # Errors
    /// A token that is missing, not good, or not good any more.
    pub(crate) fn identify(&self, headers: &HeaderMap) -> Result<Sender, ProblemKind> {
        if self.config.mode == IdentityMode::Off {
            return Ok(Sender::default());
        }
        let token = match bearer(headers) {
            Ok(Some(token)) => token,
            Ok(None) if self.required() => return Err(ProblemKind::IdentityMissing),
            Ok(None) => return Ok(Sender::default()),
            Err(Invalid) => return Err(ProblemKind::IdentityInvalid),
        };
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs_f64();
        token::read(&self.config, token, now).map(|claims| Sender { claims: Some(claims) })
    }

    /// Tells the agents whether somebody has vouched for the sender.
    ///
    /// # Errors
    /// When there is no room left for the line.
    pub(crate) fn mark(&self, sender: &Sender, ticket: &mut Ticket) -> Result<(), Violation> {
        match &self.config.field {
            Some(field) => {
                ticket.set_custom_field(field, if sender.claims.is_some() { VERIFIED } else { UNVERIFIED });
                Ok(())
            }
            None if self.config.mode == IdentityMode::Off || sender.claims.is_some() => Ok(()),
            None => ticket.append_note(&self.config.note),
        }
    }
}

impl Sender {
    /// Puts the signed claims in the place of what was typed.
    pub(crate) fn apply(&self, draft: &mut Draft) {
        let Some(claims) = &self.claims else { return };
        draft.set("contact.email", claims.email.as_str());
        draft.set("email", claims.email.as_str());
        let (last, first) = claims.names();
        if let Some(last) = last {
            draft.set("contact.lastName", last);
            draft.set("contact.firstName", first.map_or(Value::Null, Value::from));
        }
    }

    /// The id of a token that may be used for one ticket only.
    pub(crate) fn single_use(&self) -> Option<&str> {
        self.claims.as_ref()?.jti.as_deref()
    }

    /// Whether somebody vouches for it.
    pub(crate) fn is_known(&self) -> bool {
        self.claims.is_some()
    }
}

/// `Authorization: Bearer …`, once. Other schemes are not for us.
fn bearer(headers: &HeaderMap) -> Result<Option<&str>, Invalid> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return if headers.contains_key(header::AUTHORIZATION) { Err(Invalid) } else { Ok(None) };
    };
    let (scheme, token) = value.to_str().map_err(|_| Invalid)?.split_once(' ').ok_or(Invalid)?;
    if scheme.eq_ignore_ascii_case("bearer") { Ok(Some(token.trim())) } else { Err(Invalid) }
}

#[cfg(test)]
mod tests;
