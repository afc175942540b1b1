//! What became of a ticket that was sent to Zoho Desk.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Reason;

/// What is known after one attempt to create a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The ticket exists.
    Created(Receipt),
    /// Zoho refused it and named the fields. Nothing was created.
    Rejected(Vec<FieldError>),
    /// Certainly nothing was created, and a later attempt may succeed.
    NotCreated {
        /// Why.
        reason: Reason,
        /// How long Zoho wants to be left alone, if it said so.
        retry_after: Option<Duration>,
    },
    /// Certainly nothing was created, and no attempt will succeed until an operator acts.
    Held {
        /// Why.
        reason: Reason,
    },
    /// The request left and no usable answer came: the ticket may exist.
    Unknown {
        /// Why.
        reason: Reason,
    },
}

/// A created ticket, as a browser may see it: `{ ticketNumber, id, webUrl }`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// The number people use.
    pub ticket_number: String,
    /// Zoho's id: digits, up to 19, never a JSON number.
    pub id: String,
    /// The ticket's page in Zoho Desk, `http` or `https`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub web_url: Option<String>,
}

/// A field that Zoho refused. Zoho's own sentence is left behind: it is upstream text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldError {
    /// The field by the rules' name, as it is typed into: `subject`, `email`, `cf.cf_modelname`.
    pub field: String,
    /// What is wrong with it.
    pub error_type: ErrorType,
}

/// Zoho's `errorType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ErrorType {
    /// Not a value that Zoho takes. Also stands for types that are not known.
    Invalid,
    /// Exists already.
    Duplicate,
    /// Required, but not there.
    Missing,
}

impl ErrorType {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::Duplicate => "duplicate",
            Self::Missing => "missing",
        }
    }
}
