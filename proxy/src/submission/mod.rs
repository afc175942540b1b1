//! A submission: one ticket of one visitor, from the moment it is stored until Zoho Desk has it.
//!
//! What happens next is decided by a pure function ([`step`]); [`Submissions`] carries it out.
//! A ticket is committed to the [`crate::store::Store`] before Zoho is called, and never sent
//! again while it may exist: a ticket is neither lost nor doubled.

mod answer;
mod files;
mod fingerprint;
mod id;
mod intake;
mod janitor;
mod key;
mod log;
mod machine;
mod moment;
mod policy;
mod record;
mod sender;
mod state;
mod throttle;
mod watch;

pub use answer::{Answer, AnswerState, SubmitError};
pub use fingerprint::Fingerprint;
pub use id::SubmissionId;
pub use intake::{Settings, Submissions};
pub use key::{IdempotencyKey, InvalidKey};
pub use machine::{Effect, Event, step};
pub use moment::Moment;
pub use policy::{OnUnknown, Policy};
pub use record::Submission;
pub use state::{Progress, State};
