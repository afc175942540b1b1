//! What a mounted form holds, how it is read, and who is told of its changes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::{ArcTrigger, GetValue, Notify, Track};

use super::bells::Bells;
use super::{Desk, Kept, Screen};
use crate::form::{Form, Part};
use crate::told::Told;

/// Everything that changes while a form is mounted. One value of Leptos' for all of it: each type
/// that is stored on its own brings the code of the arena and its locks along.
pub(super) struct State {
    pub(super) form: RefCell<Form>,
    pub(super) bells: RefCell<Bells>,
    pub(super) screen: Told<Screen>,
    /// What screen readers are to say.
    pub(super) said: Told<String>,
    /// The visitor asked for the form, so it takes the focus when it appears.
    pub(super) wanted: Cell<bool>,
    /// The browser says that there is no network.
    pub(super) offline: Told<bool>,
    /// An answer stayed away, and the request is sent again.
    pub(super) again: Told<bool>,
    pub(super) kept: RefCell<Kept>,
}

impl State {
    /// Tells whoever listens what has changed.
    fn tell(&self) {
        let told = match (self.form.try_borrow(), self.bells.try_borrow_mut()) {
            (Ok(form), Ok(mut bells)) => bells.told(&form),
            _ => Vec::new(),
        };
        told.iter().for_each(ArcTrigger::notify);
    }
}

impl Desk {
    /// None once the form is gone.
    pub(super) fn state(self) -> Option<Rc<State>> {
        self.0.try_get_value()
    }

    /// Does something with it, if it is there.
    pub(super) fn on_state(self, act: impl FnOnce(&State)) {
        if let Some(state) = self.state() {
            act(&state);
        }
    }

    pub(super) fn look<T>(self, read: impl FnOnce(&Form) -> T) -> Option<T> {
        self.state()?.form.try_borrow().ok().map(|form| read(&form))
    }

    pub(super) fn read<T: Default>(self, read: impl FnOnce(&Form) -> T) -> T {
        self.look(read).unwrap_or_default()
    }

    pub(super) fn kept<T>(self, read: impl FnOnce(&Kept) -> T) -> Option<T> {
        self.state()?.kept.try_borrow().ok().map(|kept| read(&kept))
    }

    pub(super) fn kept_mut<T>(self, change: impl FnOnce(&mut Kept) -> T) -> Option<T> {
        self.state()?.kept.try_borrow_mut().ok().map(|mut kept| change(&mut kept))
    }

    /// Reads what stands around the fields. Whoever does so in an effect is told of its changes.
    pub(crate) fn form<T: Default>(self, read: impl FnOnce(&Form) -> T) -> T {
        self.listen(Part::Card);
        self.read(read)
    }

    /// Reads what there is to choose in field `index` and what is wrong with it, or whether it is
    /// there. Whoever does so in an effect is told of changes of that only.
    pub(crate) fn field<T: Default>(self, index: usize, read: impl FnOnce(&Form) -> T) -> T {
        self.listen(Part::Field(index));
        self.read(read)
    }

    /// Reads what stands in field `index`. Whoever does so in an effect is told of changes of that
    /// only.
    pub(crate) fn content<T: Default>(self, index: usize, read: impl FnOnce(&Form) -> T) -> T {
        self.listen(Part::Content(index));
        self.read(read)
    }

    fn listen(self, part: Part) {
        self.on_state(|state| {
            if let Ok(bells) = state.bells.try_borrow() {
                bells.of(part).map(ArcTrigger::track);
            }
        });
    }

    /// Changes the form; `None` where it is gone.
    pub(super) fn change<T>(self, change: impl FnOnce(&mut Form) -> T) -> Option<T> {
        let state = self.state()?;
        let result = change(&mut *state.form.try_borrow_mut().ok()?);
        state.tell();
        Some(result)
    }
}
