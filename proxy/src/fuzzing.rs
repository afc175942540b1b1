//! Ways into what is private, for `fuzz/`: the readers of what others send. It is there only with
//! `--cfg fuzzing`, and changes nothing.
#![allow(missing_docs, reason = "the items have their words where they are")]

pub use crate::guard::challenges::solved;
pub use crate::guard::identities::{identified, signed};
pub use crate::problem::fuzzing::{refused, violated};
pub use crate::routes::fuzzing::{LARGEST, Taken, take};
pub use crate::zoho::fuzzing::{Readings, read};
