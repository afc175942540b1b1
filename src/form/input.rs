//! One field with what stands in it.

use std::rc::Rc;

use deskbell_rules::Kind;

use crate::fault::Fault;
use crate::field::FieldDescription;
use crate::number;

/// One field with what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Input {
    pub(super) field: Rc<FieldDescription>,
    /// Whether it is there; a condition may take it away.
    pub(super) shown: bool,
    /// The values to choose from at the moment.
    pub(super) options: Vec<String>,
    /// As typed. Several choices are joined by `;`, a tick is `true`, times are UTC.
    pub(super) typed: String,
    /// What stands there when the form is empty.
    pub(super) preset: String,
    /// The site vouches for it: not the visitor's to change.
    pub(super) vouched: bool,
    /// The visitor has changed it.
    pub(super) edited: bool,
    /// What is shown to be wrong.
    pub(super) fault: Option<Fault>,
}

impl Input {
    pub(super) fn new(field: FieldDescription) -> Self {
        let options = field.options.iter().map(|choice| choice.value.clone()).collect();
        Self {
            field: Rc::new(field),
            shown: true,
            options,
            typed: String::new(),
            preset: String::new(),
            vouched: false,
            edited: false,
            fault: None,
        }
    }

    /// What is sent: numbers as Zoho writes them, the rest as typed.
    pub(super) fn value(&self, decimal: char) -> String {
        match self.field.control() {
            Kind::Number | Kind::Decimal | Kind::Currency | Kind::Percent => number::plain(&self.typed, decimal),
            _ => self.typed.clone(),
        }
    }

    pub(super) fn clear(&mut self) {
        self.typed.clone_from(&self.preset);
        self.edited = false;
        self.fault = None;
    }
}
