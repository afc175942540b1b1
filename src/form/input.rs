//! One field with what stands in it.

use crate::fault::Fault;
use crate::field::FieldDescription;

/// One field with what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Input {
    pub(super) field: FieldDescription,
    /// As typed. Several choices are joined by `;`, a tick is `true`, times are UTC.
    pub(super) typed: String,
    /// What stands there when the form is empty.
    pub(super) preset: String,
    /// The visitor has changed it.
    pub(super) edited: bool,
    /// What is shown to be wrong.
    pub(super) fault: Option<Fault>,
}

impl Input {
    pub(super) fn new(field: FieldDescription) -> Self {
        Self { field, typed: String::new(), preset: String::new(), edited: false, fault: None }
    }

    pub(super) fn clear(&mut self) {
        self.typed.clone_from(&self.preset);
        self.edited = false;
        self.fault = None;
    }
}
