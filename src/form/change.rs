//! Which fields a change has touched, so that a keystroke costs the page one field and not all.

use super::Form;
use super::input::Input;
use crate::files::Files;

/// What the fields show at one moment.
#[derive(Debug)]
pub(crate) struct Snapshot {
    inputs: Vec<Input>,
    files: Files,
}

impl Form {
    /// What its fields show now.
    pub(crate) fn snapshot(&self) -> Snapshot {
        Snapshot { inputs: self.inputs.clone(), files: self.files.clone() }
    }

    /// The fields that show something else than they did `then`. A field that waits for another
    /// one changes with that one.
    pub(crate) fn changed_since(&self, then: &Snapshot) -> Vec<usize> {
        let files = self.files != then.files;
        let before = then.inputs.iter().map(Some).chain(std::iter::repeat(None));
        let pairs: Vec<(&Input, bool)> =
            self.inputs.iter().zip(before).map(|(now, before)| (now, before != Some(now))).collect();
        let parent = |input: &Input| {
            let parent = input.field.depends_on.as_ref().map(|dependency| &dependency.field);
            parent.is_some_and(|parent| pairs.iter().any(|(other, changed)| *changed && other.field.name == *parent))
        };
        let changed =
            |(input, changed): &(&Input, bool)| *changed || (files && input.field.is_files()) || parent(input);
        pairs.iter().enumerate().filter(|(_, pair)| changed(pair)).map(|(index, _)| index).collect()
    }
}
