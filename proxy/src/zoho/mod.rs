//! Zoho Desk and Zoho Accounts: everything that is spelled Zoho's way lives here.
//!
//! [`Client`] is the real thing for the sandbox and for Zoho alike. It sends a ticket at most
//! once a call and says what became of it as an [`Outcome`]; what to do next is decided in
//! [`crate::submission`].

mod client;
mod exchange;
mod fault;
#[cfg(fuzzing)]
pub(crate) mod fuzzing;
mod http;
mod outcome;
mod reason;
mod seal;
mod search;
mod settings;
mod ticket;
mod token;
mod upload;

pub use client::Client;
pub(crate) use client::is_marker_field;
pub use http::ClientError;
pub use outcome::{ErrorType, FieldError, Outcome, Receipt};
pub use reason::Reason;
pub use search::{Likeness, LookupError, Sighting};
pub use settings::{Settings, Timeouts};
pub use ticket::TicketBody;
pub use token::TokenError;
pub use upload::{UploadError, Uploaded};
