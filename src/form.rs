//! The form as a state machine: what was typed, what is wrong with it, and how far the request
//! has come. Knows no browser and no sentence.

mod attempt;
mod draft;
mod input;
mod layout;

use deskbell_rules::{self as rules, Code, Draft, Ticket};

use crate::answer::{Answer, Pending, Receipt};
use crate::failure::{Cause, Failure};
use crate::fault::{Fault, Reason};
use crate::field::FieldDescription;
use attempt::Attempt;
use draft::flat;
use input::Input;
pub(crate) use layout::halves;

/// How far the request has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Phase {
    /// The visitor is filling it in.
    Editing,
    /// On its way; nothing can be changed.
    Sending,
    /// There is a ticket.
    Sent(Receipt),
    /// Accepted; there will be a ticket.
    Pending(Pending),
    /// Not sent, or nobody knows; can be tried again.
    Failed(Failure),
}

/// What a wish to send has led to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Submit {
    /// Everything is in order.
    Send(Ticket),
    /// Something has to be changed first; the faults are shown.
    Refused(Vec<Fault>),
    /// The request is on its way or has arrived already.
    Busy,
}

/// One form, from empty to receipt and back.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Form {
    inputs: Vec<Input>,
    hidden: Draft,
    rules: rules::Form,
    phase: Phase,
    attempt: Option<Attempt>,
    refusals: u32,
    summary: bool,
}

impl Form {
    /// An empty form. `values` fill its fields in; those without a field are sent along unseen.
    pub(crate) fn new(fields: Vec<FieldDescription>, departments: Vec<String>, values: &Draft) -> Self {
        let declared = fields.iter().map(FieldDescription::declared).collect();
        let mut form = Self {
            inputs: fields.into_iter().map(Input::new).collect(),
            hidden: Draft::new(),
            rules: rules::Form { fields: declared, departments, ..rules::Form::default() },
            phase: Phase::Editing,
            attempt: None,
            refusals: 0,
            summary: false,
        };
        form.prefill(values);
        for input in &mut form.inputs {
            input.preset.clone_from(&input.typed);
        }
        form
    }

    /// Its fields, in order.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &FieldDescription> {
        self.inputs.iter().map(|input| &input.field)
    }

    /// What stands in field `index`.
    pub(crate) fn typed(&self, index: usize) -> &str {
        self.inputs.get(index).map_or("", |input| &input.typed)
    }

    /// What is shown to be wrong with field `index`.
    pub(crate) fn fault(&self, index: usize) -> Option<&Fault> {
        self.inputs.get(index)?.fault.as_ref()
    }

    /// Length and limit of field `index`, once nine tenths of it are used.
    pub(crate) fn counter(&self, index: usize) -> Option<(usize, usize)> {
        let input = self.inputs.get(index)?;
        input.field.length(&input.typed).filter(|(length, limit)| length * 10 >= limit * 9)
    }

    /// How far the request has come.
    pub(crate) fn phase(&self) -> &Phase {
        &self.phase
    }

    /// The fields to list in the summary, which a refused wish to send brings up.
    pub(crate) fn summary(&self) -> Vec<usize> {
        let faulty = self.inputs.iter().enumerate().filter(|(_, input)| self.summary && input.fault.is_some());
        faulty.map(|(index, _)| index).collect()
    }

    /// How often a wish to send was refused because of fields: the summary takes focus each time.
    pub(crate) fn refusals(&self) -> u32 {
        self.refusals
    }

    /// The visitor typed. A fault that is shown follows what is typed.
    pub(crate) fn edit(&mut self, index: usize, typed: String) {
        if let Some(input) = self.inputs.get_mut(index) {
            input.typed = typed;
            input.edited = true;
            if input.fault.is_some() {
                self.recheck(index);
            }
        }
    }

    /// The visitor left the field. One that was never touched is left in peace.
    pub(crate) fn blur(&mut self, index: usize) {
        if self.inputs.get(index).is_some_and(|input| input.edited) {
            self.recheck(index);
        }
    }

    /// The visitor wants to send.
    pub(crate) fn submit(&mut self) -> Submit {
        if !matches!(self.phase, Phase::Editing | Phase::Failed(_)) {
            return Submit::Busy;
        }
        let faults = match self.draft().check(&self.rules) {
            Ok(ticket) => {
                self.show(Vec::new());
                return Submit::Send(ticket);
            }
            Err(violations) => violations.into_iter().map(Fault::from).collect::<Vec<_>>(),
        };
        self.phase = match self.show(faults.clone()) {
            elsewhere if elsewhere.is_empty() || self.summary => Phase::Editing,
            faults => Phase::Failed(Failure { faults, ..Failure::of(Cause::Setup) }),
        };
        Submit::Refused(faults)
    }

    /// The request with this body leaves. Gives its `Idempotency-Key`, a `fresh` one unless the
    /// same body was sent before and may have arrived.
    pub(crate) fn begin(&mut self, body: &str, fresh: impl FnOnce() -> String) -> String {
        self.phase = Phase::Sending;
        Attempt::key(&mut self.attempt, body, fresh)
    }

    /// An answer came, to the request or to a later look at it.
    pub(crate) fn settle(&mut self, answer: Answer) {
        self.phase = match answer {
            Answer::Created(receipt) => {
                self.attempt = None;
                Phase::Sent(receipt)
            }
            Answer::Pending(pending) => {
                self.attempt = None;
                Phase::Pending(pending)
            }
            Answer::Failed(mut failure) => {
                Attempt::settle(&mut self.attempt, &failure);
                failure.faults = self.show(failure.faults);
                if self.summary && failure.faults.is_empty() { Phase::Editing } else { Phase::Failed(failure) }
            }
        };
    }

    /// Back to an empty form, with its presets.
    pub(crate) fn reset(&mut self) {
        for input in &mut self.inputs {
            input.clear();
        }
        self.attempt = None;
        self.summary = false;
        self.phase = Phase::Editing;
    }

    /// Fills fields in, and attributes without a field unseen. Nothing while a request is on its way.
    pub(crate) fn prefill(&mut self, values: &Draft) {
        if !matches!(self.phase, Phase::Editing | Phase::Failed(_)) {
            return;
        }
        for (name, value) in flat(values) {
            let index = self.inputs.iter().position(|input| input.field.name == name);
            match (index, value.as_text()) {
                (Some(index), Some(text)) => {
                    if let Some(input) = self.inputs.get_mut(index) {
                        input.typed = text.to_owned();
                    }
                    if self.fault(index).is_some() {
                        self.recheck(index);
                    }
                }
                (Some(_), None) => {}
                (None, _) => self.hidden.set(&name, value.clone()),
            }
        }
    }

    fn recheck(&mut self, index: usize) {
        let faults = match self.draft().check(&self.rules) {
            Ok(_) => Vec::new(),
            Err(violations) => violations.into_iter().map(Fault::from).collect(),
        };
        let fault = faults.into_iter().find_map(|fault| {
            let (place, fault) = self.place(fault).ok()?;
            (place == index).then_some(fault)
        });
        if let Some(input) = self.inputs.get_mut(index) {
            input.fault = fault;
        }
    }

    /// Shows each fault at its field, and gives back those that have none.
    fn show(&mut self, faults: Vec<Fault>) -> Vec<Fault> {
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
        let find = |name: &str| self.inputs.iter().position(|input| input.field.name == name);
        let (name, address) = (find("contact.lastName"), find("contact.email").or_else(|| find("email")));
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

#[cfg(test)]
mod tests;
