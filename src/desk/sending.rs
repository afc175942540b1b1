//! From the wish to send to the receipt.

use deskbell_rules::{Ticket, Value};
use gloo_timers::future::TimeoutFuture;

use super::Desk;
use crate::answer::{Answer, Pending, Receipt};
use crate::dom;
use crate::failure::{Cause, Failure};
use crate::fault::Fault;
use crate::form::{Form, Phase, Submit};
use crate::send::Proxy;

/// Milliseconds before a request is sent again whose answer was lost.
const AGAIN: [u32; 2] = [1000, 4000];

/// Milliseconds after which a visitor is asked rather than kept waiting.
const LONG: f64 = 45_000.0;

/// Seconds between two looks after a pending ticket at the most.
const MAX_WAIT: u32 = 60;

impl Desk {
    /// The visitor, or a script, wants to send.
    pub(crate) fn submit(self) {
        if self.kept(|kept| kept.asking).unwrap_or(true) {
            return;
        }
        match self.change(Form::submit) {
            Some(Submit::Send(ticket)) => self.ask_and_send(&ticket),
            Some(Submit::Wait) => self.say(self.text("sending.files")),
            Some(Submit::Refused(faults)) => self.refused(&faults),
            Some(Submit::Busy) | None if self.stage() == "sent" => self.fulfil(&self.receipt()),
            Some(Submit::Busy) | None => {}
        }
    }

    fn refused(self, faults: &[Fault]) {
        let listed = self.read(|form| form.summary().len());
        let message = match self.look(|form| form.phase().clone()) {
            Some(Phase::Failed(failure)) => self.messages(|messages| messages.failure(&failure)),
            _ => self.messages(|messages| messages.summary(listed)),
        };
        self.refuse("invalid", 0, &message, &values(faults));
    }

    /// Listeners may change the ticket or keep it from being sent.
    fn ask_and_send(self, ticket: &Ticket) {
        let detail = dom::object_with("ticket", &dom::to_js(ticket));
        self.kept_mut(|kept| kept.asking = true);
        let go = self.emit("deskbell-submit", &detail);
        self.kept_mut(|kept| kept.asking = false);
        if !go {
            return self.refuse("prevented", 0, "a listener of deskbell-submit prevented sending", &[]);
        }
        match dom::from_js(&dom::get(&detail, "ticket")) {
            ticket @ Value::Object(_) => self.send(dom::json(&ticket)),
            _ => self.refuse("prevented", 0, "detail.ticket of deskbell-submit is no object", &[]),
        }
    }

    fn send(self, body: String) {
        let Some(proxy) = self.kept(|kept| kept.proxy.clone()) else { return };
        let Some(key) = self.change(|form| form.begin(&body, dom::uuid)) else { return };
        // Before it leaves: a page that is closed now must not send it again under another key.
        self.keep();
        self.say(self.text("sending"));
        self.spawn(async move {
            let answer = self.insist(&proxy, &key, &body).await;
            // Reset meanwhile: whatever came of it is no longer asked for.
            if self.look(|form| *form.phase() == Phase::Sending) == Some(true) {
                self.settle(answer);
            }
        });
    }

    /// A lost answer is asked for again under the same key, where the proxy is known to keep the
    /// promise of the key. The button says so.
    async fn insist(self, proxy: &Proxy, key: &str, body: &str) -> Answer {
        let started = dom::now();
        let mut answer = proxy.create(key, body).await;
        for wait in AGAIN {
            let lost = |failure: &Failure| matches!(failure.cause, Cause::Timeout | Cause::Unreachable);
            let is_lost = matches!(&answer, Answer::Failed(failure) if lost(failure));
            if !is_lost || !self.knows_keys() || dom::is_offline() || dom::now() - started > LONG {
                break;
            }
            self.change(Form::doubt);
            self.set_again(true);
            self.say(self.text("sending.again"));
            TimeoutFuture::new(wait).await;
            answer = proxy.create(key, body).await;
        }
        answer
    }

    fn set_again(self, again: bool) {
        self.on_state(|state| state.again.set(again));
    }

    fn settle(self, answer: Answer) {
        self.set_again(false);
        self.change(|form| form.settle(answer.clone()));
        self.keep();
        match answer {
            Answer::Created(receipt) => self.created(&receipt),
            Answer::Pending(pending) => self.pending(pending),
            Answer::Failed(failure) => self.failed(&failure),
        }
    }

    fn created(self, receipt: &Receipt) {
        self.say(self.messages(|messages| messages.fill("receipt.said", &[("number", &receipt.ticket_number)])));
        let detail = dom::to_js(&receipt.to_value());
        self.fulfil(&detail);
        self.emit("deskbell-created", &detail);
    }

    fn pending(self, pending: Pending) {
        self.say(String::new());
        let detail = dom::object_with("reference", &pending.reference.as_str().into());
        self.follow(pending);
        self.emit("deskbell-pending", &detail);
    }

    fn failed(self, failure: &Failure) {
        let faults = values(&failure.faults);
        let message = match self.look(|form| form.phase().clone()) {
            Some(Phase::Failed(failure)) => self.messages(|messages| messages.failure(&failure)),
            _ => self.messages(|messages| messages.text("failure.rejected")),
        };
        self.say(String::new());
        let code = failure.code.as_deref().unwrap_or(failure.cause.as_str());
        self.refuse(code, failure.status, &message, &faults);
        self.emit("deskbell-error", &dom::error_detail(code, failure.status, &message, &faults));
    }

    /// Looks after a pending ticket, less and less often, until there is a number or a refusal.
    pub(super) fn follow(self, pending: Pending) {
        let Some(location) = pending.location.clone() else { return };
        let Some(proxy) = self.kept(|kept| kept.proxy.clone()) else { return };
        self.spawn(async move {
            let mut wait = pending.wait;
            loop {
                TimeoutFuture::new(wait.saturating_mul(1000)).await;
                if !self.is_pending(&pending) {
                    return;
                }
                let answer = proxy.look(&location).await;
                if !self.is_pending(&pending) {
                    return;
                }
                match answer {
                    Answer::Created(_) => return self.settle(answer),
                    Answer::Failed(failure) if failure.is_verdict() => return self.settle(Answer::Failed(failure)),
                    Answer::Pending(next) => wait = next.wait.max(wait + wait / 2).min(MAX_WAIT),
                    // The request is safe, whatever a look at it meets.
                    Answer::Failed(failure) => wait = failure.wait.unwrap_or(0).max(wait * 2).min(MAX_WAIT),
                }
            }
        });
    }

    fn is_pending(self, pending: &Pending) -> bool {
        let same = |form: &Form| matches!(form.phase(), Phase::Pending(known) if known == pending);
        self.look(same) == Some(true)
    }
}

fn values(faults: &[Fault]) -> Vec<Value> {
    faults.iter().map(Fault::to_value).collect()
}
