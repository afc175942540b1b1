//! What is wrong, and at which field it is shown.

use deskbell_rules::{Code, Ticket};

use super::Form;
use crate::fault::{Fault, Reason};
use crate::files::UPLOADS;

impl Form {
    /// The ticket, or what is wrong with it. Files that will not arrive are, whatever the rules say.
    pub(super) fn check(&self) -> (Option<Ticket>, Vec<Fault>) {
        let (ticket, mut faults) = match self.draft().check(&self.rules) {
            Ok(ticket) => (Some(ticket), Vec::new()),
            Err(violations) => (None, violations.into_iter().map(Fault::from).collect()),
        };
        if self.files.are_running() {
            // What is still to arrive is not missing.
            faults.retain(|fault: &Fault| fault.field != UPLOADS);
        } else if self.files.have_failed() {
            faults.push(Fault { field: UPLOADS.to_owned(), reason: Reason::Rule(Code::NotAllowed) });
        }
        (ticket, faults)
    }

    pub(super) fn recheck(&mut self, index: usize) {
        let fault = self.check().1.into_iter().find_map(|fault| {
            let (place, fault) = self.place(fault).ok()?;
            (place == index).then_some(fault)
        });
        if let Some(input) = self.inputs.get_mut(index) {
            input.fault = fault;
        }
    }

    /// Shows each fault at its field, and gives back those that have none.
    pub(super) fn show(&mut self, faults: Vec<Fault>) -> Vec<Fault> {
        for input in &mut self.inputs {
            input.fault = None;
        }
        let mut elsewhere = Vec::new();
        for fault in faults {
            match self.place(fault) {
                Ok((index, fault)) => {
                    if let Some(input) = self.inputs.get_mut(index) {
                        input.fault.get_or_insert(fault);
                    }
                }
                Err(fault) => elsewhere.push(fault),
            }
        }
        self.summary = self.inputs.iter().any(|input| input.fault.is_some());
        self.refusals += u32::from(self.summary);
        elsewhere
    }

    /// The field at which a fault is to be put right. A ticket that is nobody's wants a name or
    /// an address, whichever the form asks for.
    fn place(&self, mut fault: Fault) -> Result<(usize, Fault), Fault> {
        let find = |name: &str| self.inputs.iter().position(|input| input.shown && input.field.name == name);
        let (name, address) = (find("contact.lastName"), find("contact.email").or_else(|| find("email")));
        if fault.field.starts_with("uploads.") {
            fault.field = UPLOADS.to_owned();
        }
        let index = match fault.field.as_str() {
            "contact" | "contactId" => {
                let either = name.is_some() && address.is_some();
                fault.reason = Reason::Rule(if either { Code::ContactIncomplete } else { Code::Missing });
                name.or(address)
            }
            "contact.email" => address,
            other => find(other),
        };
        match index {
            Some(index) => Ok((index, fault)),
            None => Err(fault),
        }
    }
}
