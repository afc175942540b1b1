//! The receipt, in the card where the form was: the ticket number, or the reference until there
//! is one.

use std::time::Duration;

use leptos::prelude::*;

use super::{TRUE, head, text_if};
use crate::desk::Desk;
use crate::form::Phase;

/// How long the copy button says that it has copied.
const THANKS: Duration = Duration::from_secs(4);

pub(super) fn receipt(desk: Desk) -> impl IntoView {
    let sent = Memo::new(move |_| desk.form.with(|form| matches!(form.phase(), Phase::Sent(_))));
    let number = Memo::new(move |_| {
        desk.form.with(|form| match form.phase() {
            Phase::Sent(receipt) => receipt.ticket_number.clone(),
            Phase::Pending(pending) => pending.reference.clone(),
            _ => String::new(),
        })
    });
    Effect::new(move |_| {
        // Once, not again when the number comes: by then the visitor may be elsewhere.
        desk.focus_heading();
    });
    let another = move |_| {
        desk.wanted.set(true);
        desk.reset();
    };
    view! {
        <div class="done" part="receipt" class:pending=move || !sent.get()>
            <span class="mark" part="mark" aria-hidden=TRUE></span>
            {move || {
                let (heading, lede) = words(desk, sent.get());
                head(heading, lede)
            }}
            {move || (!number.with(String::is_empty)).then(|| plate(desk, sent.get(), number.get()))}
            {move || text_if(desk.text(if sent.get() { "receipt.note" } else { "pending.note" }), "note")}
            <button type="button" class="ghost" part="another" hidden=move || !sent.get() on:click=another>
                {desk.text("another")}
            </button>
        </div>
    }
}

fn words(desk: Desk, sent: bool) -> (String, String) {
    if !sent {
        return (desk.text("pending.heading"), desk.text("pending.lede"));
    }
    let address = desk.form.with_untracked(|form| form.address());
    let lede = address.map(|email| desk.messages(|messages| messages.fill("receipt.lede", &[("email", &email)])));
    (desk.text("receipt.heading"), lede.unwrap_or_default())
}

fn plate(desk: Desk, sent: bool, number: String) -> impl IntoView {
    let copied = RwSignal::new("copy");
    let copy = move |_| {
        desk.copy("number", move |done| {
            let key = if done { "copied" } else { "copy.manual" };
            copied.try_set(key);
            desk.say(desk.text(key));
            set_timeout(
                move || {
                    copied.try_set("copy");
                },
                THANKS,
            );
        });
    };
    let label = desk.text(if sent { "receipt.ticket" } else { "pending.reference" });
    view! {
        <div class="plate" part="ticket">
            <span class="number">
                <span class="hint">{label}</span>
                " "
                <b part="ticket-number">
                    {sent.then_some("#")}
                    <span id="number">{number}</span>
                </b>
            </span>
            <button type="button" class="ghost" part="copy" on:click=copy>
                {move || desk.text(copied.get())}
            </button>
        </div>
    }
}
