//! Who is told of which change.

use leptos::prelude::ArcTrigger;

use crate::form::{Form, Part, Shown};

/// One for each part of the form that changes on its own.
#[derive(Debug, Default)]
pub(super) struct Bells {
    card: ArcTrigger,
    fields: Vec<(ArcTrigger, ArcTrigger)>,
    shown: Shown,
}

impl Bells {
    /// The one for `part`.
    pub(super) fn of(&self, part: Part) -> Option<&ArcTrigger> {
        match part {
            Part::Card => Some(&self.card),
            Part::Field(index) => self.fields.get(index).map(|(field, _)| field),
            Part::Content(index) => self.fields.get(index).map(|(_, content)| content),
        }
    }

    /// Those to ring now that the form is like this.
    pub(super) fn told(&mut self, form: &Form) -> Vec<ArcTrigger> {
        self.fields.resize_with(form.fields().count(), Default::default);
        form.tell(&mut self.shown).into_iter().filter_map(|part| self.of(part).cloned()).collect()
    }
}
