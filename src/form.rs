//! The form as a state machine: what was typed, what is wrong with it, and how far the request
//! has come. Knows no browser and no sentence.

mod arrange;
mod attempt;
mod change;
mod draft;
mod faults;
mod input;
mod layout;
mod memory;
mod vouching;

use std::rc::Rc;

use deskbell_rules::{self as rules, Draft, Ticket, Value};

use crate::answer::{Answer, Pending, Receipt};
use crate::failure::{Cause, Failure};
use crate::fault::Fault;
use crate::field::FieldDescription;
use crate::files::{Files, Limits};
pub(crate) use attempt::Attempt;
pub(crate) use change::{Part, Shown};
use draft::flat;
use input::Input;
pub(crate) use layout::halves;

/// How far the request has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Phase {
    /// The visitor is filling it in.
    Editing,
    /// Leaves as soon as the files have arrived.
    Waiting,
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
    /// Everything is, but for files that are still to arrive.
    Wait,
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
    files: Files,
    rules: rules::Form,
    /// The sign between whole and fraction in the visitor's numbers.
    decimal: char,
    phase: Phase,
    attempt: Option<Attempt>,
    refusals: u32,
    summary: bool,
    /// What stands there is of an earlier visit, and the visitor has not yet said what to do.
    restored: bool,
}

impl Form {
    /// An empty form. `values` fill its fields in; those without a field are sent along unseen.
    pub(crate) fn new(fields: Vec<FieldDescription>, departments: Vec<String>, values: &Draft) -> Self {
        let declared = fields.iter().map(FieldDescription::declared).collect();
        let mut form = Self {
            inputs: fields.into_iter().map(Input::new).collect(),
            hidden: Draft::new(),
            files: Files::default(),
            rules: rules::Form { fields: declared, departments, ..rules::Form::default() },
            decimal: '.',
            phase: Phase::Editing,
            attempt: None,
            refusals: 0,
            summary: false,
            restored: false,
        };
        form.prefill(values);
        for input in &mut form.inputs {
            input.preset.clone_from(&input.typed);
        }
        form
    }

    /// The same, taking files within `limits`.
    pub(crate) fn with_files(self, limits: Limits) -> Self {
        Self { files: Files::new(limits), ..self }
    }

    /// The same for a visitor who writes fractions after `decimal`.
    pub(crate) fn with_decimal(self, decimal: char) -> Self {
        Self { decimal, ..self }
    }

    /// Its files.
    pub(crate) fn files(&self) -> &Files {
        &self.files
    }

    /// Changes its files. What was shown to be wrong with them follows.
    pub(crate) fn change_files<T>(&mut self, change: impl FnOnce(&mut Files) -> T) -> T {
        let result = change(&mut self.files);
        if let Some(index) = self.inputs.iter().position(|input| input.field.is_files() && input.fault.is_some()) {
            self.recheck(index);
        }
        result
    }

    /// Its fields, in order.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Rc<FieldDescription>> {
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

    /// The first field with something wrong, otherwise the first without an answer, otherwise the
    /// first; none where there is a receipt instead.
    pub(crate) fn next(&self) -> Option<usize> {
        if matches!(self.phase, Phase::Sent(_) | Phase::Pending(_)) {
            return None;
        }
        let first = |fits: &dyn Fn(&Input) -> bool| self.inputs.iter().position(|input| input.shown && fits(input));
        first(&|input| input.fault.is_some())
            .or_else(|| first(&|input| input.typed.is_empty() && !input.field.is_files()))
            .or_else(|| first(&|_| true))
    }

    /// The visitor wanted to send, and there was no network.
    pub(crate) fn waits_for_network(&self) -> bool {
        matches!(&self.phase, Phase::Failed(failure) if failure.cause == Cause::Offline)
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
        if let Some(input) = self.inputs.get_mut(index).filter(|input| !input.vouched) {
            input.typed = typed;
            input.edited = true;
            self.restored = false;
            if self.decides(index) {
                self.arrange();
            }
            if self.fault(index).is_some() {
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
        let (ticket, faults) = self.check();
        if faults.is_empty() {
            self.show(Vec::new());
            if let Some(ticket) = ticket.filter(|_| !self.files.are_running()) {
                return Submit::Send(ticket);
            }
            self.phase = Phase::Waiting;
            return Submit::Wait;
        }
        self.phase = match self.show(faults.clone()) {
            elsewhere if elsewhere.is_empty() || self.summary => Phase::Editing,
            faults => Phase::Failed(Failure { faults, ..Failure::of(Cause::Setup) }),
        };
        Submit::Refused(faults)
    }

    /// The files have arrived, or will not: what was waiting for them is to be tried again.
    pub(crate) fn stop_waiting(&mut self) -> bool {
        let over = self.phase == Phase::Waiting && !self.files.are_running();
        if over {
            self.phase = Phase::Editing;
        }
        over
    }

    /// The request with this body leaves. Gives its `Idempotency-Key`, a `fresh` one unless the
    /// same body was sent before and may have arrived.
    pub(crate) fn begin(&mut self, body: &str, fresh: impl FnOnce() -> String) -> String {
        self.phase = Phase::Sending;
        Attempt::key(&mut self.attempt, body, fresh)
    }

    /// The answer to the request stayed away: there may be a ticket.
    pub(crate) fn doubt(&mut self) {
        if let Some(attempt) = &mut self.attempt {
            attempt.doubtful = true;
        }
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
                // A refusal at the door says nothing about an earlier try.
                failure.certain &= !self.attempt.as_ref().is_some_and(|attempt| attempt.doubtful);
                failure.faults = self.show(failure.faults);
                if self.summary && failure.faults.is_empty() { Phase::Editing } else { Phase::Failed(failure) }
            }
        };
    }

    /// Another request of the same visitor: who they are need not be typed again.
    pub(crate) fn again(&mut self) {
        let who = |name: &str| name.starts_with("contact.") || matches!(name, "email" | "phone");
        self.clear(|input| who(&input.field.name));
    }

    /// Back to an empty form, with its presets.
    pub(crate) fn reset(&mut self) {
        self.clear(|_| false);
    }

    fn clear(&mut self, keep: impl Fn(&Input) -> bool) {
        for input in &mut self.inputs {
            if keep(input) {
                // Known already, so nothing that could be lost.
                input.edited = false;
                input.fault = None;
            } else {
                input.clear();
            }
        }
        self.files.clear();
        self.attempt = None;
        self.summary = false;
        self.restored = false;
        self.phase = Phase::Editing;
        self.arrange();
    }

    /// Fills fields in, and attributes without a field unseen. Nothing while a request is on its
    /// way, and nothing over what an earlier visit has left.
    pub(crate) fn prefill(&mut self, values: &Draft) {
        if !matches!(self.phase, Phase::Editing | Phase::Failed(_)) {
            return;
        }
        for (name, value) in flat(values) {
            let index = self.inputs.iter().position(|input| input.field.name == name);
            match (index, value.as_text()) {
                (Some(index), Some(text)) => {
                    let restored = self.restored;
                    if let Some(input) =
                        self.inputs.get_mut(index).filter(|input| !(input.vouched || (restored && input.edited)))
                    {
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
        // A form that was made anew under the visitor's hands: nothing to be told of.
        let same = |input: &Input| values.get(&input.field.name).and_then(Value::as_text) == Some(&input.typed);
        self.restored &= !self.inputs.iter().filter(|input| input.edited).all(same);
        self.arrange();
    }
}

#[cfg(test)]
mod tests;
