//! Drafts: what was typed survives reloading, crashes and walking about the site.

use std::cell::RefCell;

use gloo_timers::callback::Timeout;

use super::Desk;
use crate::dom;
use crate::draft::{Keep, Saved};
use crate::form::{Form, Phase};

/// Milliseconds after a keystroke until the draft is written; what a crash may cost.
const SOON: u32 = 300;

thread_local! {
    /// The names under which forms of this page keep their drafts.
    static NAMES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Where a form keeps its draft.
#[derive(Debug)]
pub(super) struct Drawer {
    keep: Keep,
    name: String,
    /// Something of ours lies there.
    used: bool,
    timer: Option<Timeout>,
}

impl Drawer {
    /// `name` is the form's own on this page; a second form of the same name gets another one.
    pub(super) fn new(keep: Keep, name: &str) -> Self {
        let free = |names: &Vec<String>, name: &String| !names.contains(name);
        let name = NAMES.with_borrow_mut(|names| {
            let numbered = (1..).map(|number: u32| match number {
                1 => name.to_owned(),
                number => format!("{name}#{number}"),
            });
            let name = numbered.into_iter().find(|name| free(names, name)).unwrap_or_default();
            names.push(name.clone());
            name
        });
        Self { keep, name, used: false, timer: None }
    }

    fn read(&self) -> Option<Saved> {
        let json = dom::storage(self.keep)?.get_item(&self.name).ok()??;
        Saved::read(&dom::parse(&json), self.keep, dom::now())
    }

    fn write(&mut self, saved: &Saved) {
        self.timer = None;
        let Some(storage) = dom::storage(self.keep) else { return };
        if saved.is_empty() {
            // What another form of the site has left here is not ours to clear away.
            if std::mem::take(&mut self.used) {
                let _ = storage.remove_item(&self.name);
            }
        } else {
            // A full storage keeps what it has.
            self.used |= storage.set_item(&self.name, &dom::json(&saved.to_value(dom::now()))).is_ok();
        }
    }
}

impl Drop for Drawer {
    fn drop(&mut self) {
        NAMES.with_borrow_mut(|names| names.retain(|name| *name != self.name));
    }
}

impl Desk {
    /// Takes up what an earlier visit left.
    pub(super) fn remember(self) {
        let saved = self.kept_mut(|kept| {
            let saved = kept.drawer.read()?;
            kept.drawer.used = true;
            Some(saved)
        });
        if let Some(saved) = saved.flatten() {
            self.take_up(saved);
        }
    }

    #[inline(never)]
    fn take_up(self, saved: Saved) {
        self.change(|form| form.restore(saved));
        if let Some(Phase::Pending(pending)) = self.look(|form| form.phase().clone()) {
            self.follow(pending);
        }
    }

    /// Writes the draft once the visitor pauses.
    pub(super) fn keep_soon(self) {
        self.kept_mut(|kept| {
            kept.drawer.timer.get_or_insert_with(|| Timeout::new(SOON, move || self.keep()));
        });
    }

    /// Writes the draft now: the page may go any moment, or a request is about to leave.
    pub(crate) fn keep(self) {
        if let Some(saved) = self.look(Form::saved) {
            self.kept_mut(|kept| kept.drawer.write(&saved));
        }
    }

    /// The page is back as it was left, but another page of the site may have gone on with the
    /// draft, or sent it: what lies in the storage is the truth. Without this an old key would be
    /// used again.
    pub(crate) fn revive(self) {
        let open = self.look(|form| matches!(form.phase(), Phase::Editing | Phase::Failed(_)));
        let ours = self.kept(|kept| kept.drawer.used && dom::storage(kept.drawer.keep).is_some());
        if open == Some(true) && ours == Some(true) {
            self.drop_files();
            self.change(Form::reset);
            self.remember();
        }
    }

    /// The visitor does not want what an earlier visit left.
    pub(crate) fn start_over(self) {
        self.reset();
        self.focus_field(0);
    }
}
