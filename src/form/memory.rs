//! What is kept of the form for another visit, and how it comes back.

use super::{Attempt, Form, Phase};
use crate::draft::{Saved, SavedFile};
use crate::failure::{Cause, Failure};
use crate::files::Stage;

impl Form {
    /// The visitor has typed or added something that has not been sent.
    pub(crate) fn is_unsent(&self) -> bool {
        let typed = self.inputs.iter().any(|input| input.edited && input.typed != input.preset);
        let open = !matches!(self.phase, Phase::Sent(_) | Phase::Pending(_));
        open && (typed || !self.files.entries().is_empty())
    }

    /// Whether what stands there was typed on an earlier visit.
    pub(crate) fn is_restored(&self) -> bool {
        self.restored
    }

    /// What has to be kept at the moment; nothing once there is a ticket.
    pub(crate) fn saved(&self) -> Saved {
        let pending = match &self.phase {
            Phase::Sent(_) => return Saved::default(),
            Phase::Pending(pending) => return Saved { pending: Some(pending.clone()), ..Saved::default() },
            _ => None,
        };
        let edited = self.inputs.iter().filter(|input| input.edited && input.typed != input.preset);
        let typed = edited.map(|input| (input.field.name.clone(), input.typed.clone())).collect();
        let files = self.files.entries().iter().map(|entry| SavedFile {
            name: entry.name.clone(),
            size: entry.size,
            id: match &entry.stage {
                Stage::Done(id) => Some(id.clone()),
                _ => None,
            },
        });
        // A page that is closed now never sees the answer.
        let sending = self.phase == Phase::Sending;
        let attempt = self.attempt.clone().map(|attempt| Attempt { doubtful: attempt.doubtful || sending, ..attempt });
        Saved { typed, files: files.collect(), attempt: attempt.filter(|attempt| attempt.doubtful), pending }
    }

    /// Puts back what an earlier visit left. Fields that are no longer asked for are forgotten.
    pub(crate) fn restore(&mut self, saved: Saved) {
        for (name, typed) in saved.typed {
            if let Some(input) = self.inputs.iter_mut().find(|input| input.field.name == name && !input.vouched) {
                input.typed = typed;
                input.edited = true;
                self.restored = true;
            }
        }
        if self.files.limits().enabled {
            for SavedFile { name, size, id } in saved.files {
                self.files.restore(name, size, id);
                self.restored = true;
            }
        }
        self.arrange();
        self.attempt = saved.attempt.filter(|_| self.restored);
        if let Some(pending) = saved.pending {
            self.phase = Phase::Pending(pending);
        } else if self.attempt.is_some() {
            self.phase = Phase::Failed(Failure::of(Cause::Interrupted));
        }
    }
}
