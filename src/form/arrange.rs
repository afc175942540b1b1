//! Fields that follow from others: which are there, and what each has to choose from.

use deskbell_rules::{CHOICE_SEPARATOR, CLASSIFICATIONS, Draft};

use super::Form;
use crate::field::Choice;

impl Form {
    /// Whether field `index` is there.
    pub(crate) fn is_shown(&self, index: usize) -> bool {
        self.inputs.get(index).is_some_and(|input| input.shown)
    }

    /// What there is to choose in field `index`: its own options, those that follow from another
    /// field, or those of Zoho's page.
    pub(crate) fn choices(&self, index: usize) -> Vec<Choice> {
        let Some(input) = self.inputs.get(index) else { return Vec::new() };
        if input.options.is_empty() && input.field.depends_on.is_none() && input.field.name == "classification" {
            return CLASSIFICATIONS.iter().map(|value| input.field.choice(value)).collect();
        }
        input.options.iter().map(|value| input.field.choice(value)).collect()
    }

    /// The field that has to be chosen first, where field `index` has nothing to choose from yet.
    pub(crate) fn first(&self, index: usize) -> Option<usize> {
        let input = self.inputs.get(index)?;
        let parent = &input.field.depends_on.as_ref()?.field;
        let at = self.inputs.iter().position(|other| other.field.name == *parent)?;
        (input.options.is_empty() && self.typed(at).is_empty()).then_some(at)
    }

    /// Whether something else may follow from what stands in field `index`, or that from something else.
    pub(super) fn decides(&self, index: usize) -> bool {
        let Some(input) = self.inputs.get(index) else { return false };
        let is_named = |field: &String| *field == input.field.name;
        input.field.depends_on.is_some()
            || self.rules.fields.iter().any(|declared| {
                declared.depends_on.as_ref().is_some_and(|dependency| is_named(&dependency.field))
                    || declared.show_when.as_ref().is_some_and(|condition| is_named(&condition.field))
            })
    }

    /// To be called after every change of a field that decides. A choice that no longer goes with its parent is gone, and
    /// may take others with it.
    pub(super) fn arrange(&mut self) {
        for _ in 0..=self.inputs.len() {
            let draft = self.deciding();
            if !self.arrange_once(&draft) {
                return;
            }
        }
    }

    fn arrange_once(&mut self, draft: &Draft) -> bool {
        let mut changed = false;
        for (input, declared) in self.inputs.iter_mut().zip(&self.rules.fields) {
            if declared.show_when.is_some() {
                input.shown = self.rules.shows(&declared.name, draft);
            }
            if !input.shown {
                input.fault = None;
            }
            if declared.depends_on.is_some() {
                input.options = self.rules.options(declared, draft);
                let typed = input.typed.split(CHOICE_SEPARATOR);
                let kept: Vec<&str> = typed.filter(|typed| input.options.iter().any(|known| known == typed)).collect();
                let kept = kept.join(CHOICE_SEPARATOR);
                changed |= kept != input.typed;
                input.typed = kept;
            }
        }
        changed
    }
}
