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
mod grant;
mod http;
mod list;
mod outcome;
mod portal;
mod reason;
mod scope;
mod seal;
mod search;
mod settings;
mod ticket;
mod token;
mod upload;
mod window;

pub use client::Client;
pub(crate) use client::is_marker_field;
pub use grant::{GrantError, exchange_code};
pub use http::ClientError;
pub use outcome::{ErrorType, FieldError, Outcome, Receipt};
pub use portal::{Department, Organization, TicketField};
pub use reason::Reason;
pub use scope::{Need, Scope, wanted_scopes};
pub use search::{Likeness, LookupError, Sighting};
pub use settings::{Settings, Timeouts};
pub use ticket::TicketBody;
pub use token::TokenError;
pub use upload::{UploadError, Uploaded};
pub use window::Window;
