//! What a change has touched, so that a keystroke costs the page what stands in one field and no
//! more.

use super::input::Input;
use super::{Form, Phase};
use crate::fault::Fault;
use crate::files::Files;

/// What can be told of a change on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Everything around the fields.
    Card,
    /// What there is to choose in a field and what is wrong with it, or whether it is there.
    Field(usize),
    /// What stands in a field.
    Content(usize),
}

/// What the page was told last.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    phase: Option<Phase>,
    /// Fields in the summary, refusals, and whether the draft is an earlier visit's.
    card: (Vec<usize>, u32, bool),
    fields: Vec<Look>,
    contents: Vec<String>,
    files: Files,
}

/// What a field shows beside what stands in it.
#[derive(Debug, Default, PartialEq)]
struct Look {
    shown: bool,
    vouched: bool,
    options: Vec<String>,
    fault: Option<Fault>,
    /// Nothing can be chosen before another field is.
    first: Option<usize>,
}

impl Form {
    /// What shows something else than the page was told, which it now is.
    pub(crate) fn tell(&self, shown: &mut Shown) -> Vec<Part> {
        let mut parts = Vec::new();
        shown.fields.resize_with(self.inputs.len(), Look::default);
        shown.contents.resize_with(self.inputs.len(), String::new);
        let files = shown.files != self.files;
        if files {
            shown.files = self.files.clone();
        }
        let known = shown.fields.iter_mut().zip(&mut shown.contents);
        for (index, (input, (look, content))) in self.inputs.iter().zip(known).enumerate() {
            let first = self.first(index);
            if !look.is_of(input, first) || (files && input.field.is_files()) {
                *look = Look::of(input, first);
                parts.push(Part::Field(index));
            }
            if *content != input.typed {
                content.clone_from(&input.typed);
                parts.push(Part::Content(index));
            }
        }
        let card = (self.summary(), self.refusals, self.restored);
        if shown.card != card || shown.phase.as_ref() != Some(&self.phase) {
            (shown.card, shown.phase) = (card, Some(self.phase.clone()));
            parts.push(Part::Card);
        }
        parts
    }
}

impl Look {
    fn of(input: &Input, first: Option<usize>) -> Self {
        let (shown, vouched) = (input.shown, input.vouched);
        Self { shown, vouched, options: input.options.clone(), fault: input.fault.clone(), first }
    }

    fn is_of(&self, input: &Input, first: Option<usize>) -> bool {
        (self.shown, self.vouched, &self.options, &self.fault, self.first)
            == (input.shown, input.vouched, &input.options, &input.fault, first)
    }
}
