//! The ticket of Zoho Desk's *Create a ticket* API and its rules, for every part that has to give
//! the same answer: the widget while somebody types, the proxy before anything leaves, and the
//! sandbox that stands in for Zoho.
//!
//! A [`Draft`] may hold anything. [`Draft::check`] makes a [`Ticket`] of it, or reports every
//! [`Violation`]. The table of attributes is [`FIELDS`]; what one form asks for beyond it is a
//! [`Form`].
//!
//! ```
//! use deskbell_rules::{Code, Draft, Form};
//!
//! let mut draft = Draft::new();
//! draft.set("departmentId", "1892000000006907");
//! draft.set("contact.email", "carol@zylker.com");
//! let violations = draft.check(&Form::default()).unwrap_err();
//! assert_eq!(violations[0].field, "subject");
//! assert_eq!(violations[0].code, Code::Missing);
//!
//! draft.set("subject", "Real Time analysis Requirement");
//! assert!(draft.check(&Form::default()).is_ok());
//! ```

#![warn(missing_docs)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod check;
mod condition;
mod custom;
mod draft;
mod email;
mod field;
mod form;
mod format;
mod id;
mod kind;
mod number;
#[cfg(feature = "serde")]
mod serde;
pub mod text;
mod ticket;
mod timestamp;
mod url;
mod value;
mod violation;

pub use condition::{Condition, Dependency};
pub use draft::Draft;
pub use field::{CLASSIFICATIONS, CONTACT_FIELDS, FIELDS, Field, Type};
pub use form::{Declared, Form};
pub use id::{MAX_ID, is_id};
pub use kind::{CHOICE_SEPARATOR, KINDS, Kind};
pub use ticket::{Contact, Ticket, Upstream};
pub use value::Value;
pub use violation::{Code, Expected, Violation, field_of_pointer};
