//! A fault that somebody has ordered, with what it may be told.

use std::num::NonZeroU32;
use std::ops::RangeInclusive;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::zoho_code;

use super::{Endpoint, Fault, Kind, Place};

/// The statuses that `status` may ask for.
const STATUSES: RangeInclusive<u16> = 400..=599;

/// A fault for the next `count` requests.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Order {
    pub(crate) fault: Fault,
    #[serde(default = "once")]
    pub(super) count: NonZeroU32,
    /// Whose answer it is, where it is not that to a new ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    on: Option<Endpoint>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) ms: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u16>,
    /// One of Zoho's error codes; of Zoho Accounts' for `token_error`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) code: Option<String>,
    /// What the code complains about, a JSON Pointer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) field: Option<String>,
}

fn once() -> NonZeroU32 {
    NonZeroU32::MIN
}

impl Order {
    /// Whether anything could ever come of it.
    ///
    /// # Errors
    /// A sentence for whoever ordered it.
    pub(crate) fn check(&self) -> Result<(), &'static str> {
        if self.status.is_some_and(|status| !STATUSES.contains(&status)) {
            return Err("'status' has to be between 400 and 599.");
        }
        if self.fault == Fault::Refusal && !self.code.as_deref().is_some_and(zoho_code::is_known) {
            return Err("'code' has to be one of Zoho's error codes.");
        }
        match (self.fault.kind(), self.on) {
            (Kind::Instead, _) | (_, None) | (Kind::Filing, Some(Endpoint::Tickets)) => Ok(()),
            _ => Err("This fault does not strike where 'on' says."),
        }
    }

    pub(super) fn place(&self) -> Place {
        match self.fault.kind() {
            Kind::Instead | Kind::Filing => Place::Desk(self.on.unwrap_or(Endpoint::Tickets)),
            Kind::Token => Place::Token,
            Kind::Index => Place::Index,
        }
    }

    /// `ms`, or a second and a half.
    pub(crate) fn delay(&self) -> Duration {
        Duration::from_millis(self.ms.unwrap_or(1500))
    }
}
