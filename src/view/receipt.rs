//! The receipt, in the card where the form was: the ticket number, or the reference until there
//! is one.

use gloo_timers::future::TimeoutFuture;
use web_sys::Event;

use super::tag::{Tag, later, part, tag};
use super::{button, head, text_if};
use crate::desk::Desk;
use crate::form::{Form, Phase};
use crate::told::Told;

/// Milliseconds for which the copy button says that it has copied.
const THANKS: u32 = 4000;

const PENDING: usize = 1;
const SENT: usize = 2;

#[inline(never)]
pub(super) fn receipt(desk: Desk) -> Tag {
    // Once, not again when the number comes: by then the visitor may be elsewhere.
    later(Box::new(move || desk.focus_heading()));
    let state = move || desk.form(|form| if matches!(form.phase(), Phase::Sent(_)) { SENT } else { PENDING });
    part("div", "receipt").region(state, move |state| vec![done(desk, state == SENT)])
}

fn done(desk: Desk, sent: bool) -> Tag {
    let number = desk.form(number);
    let note = desk.text(if sent { "receipt.note" } else { "pending.note" });
    let (heading, lede) = words(desk, sent);
    tag("div", if sent { "done" } else { "done pending" })
        .with(part("span", "mark").attr("aria-hidden", "true"))
        .with(head(&heading, &lede))
        .all((!number.is_empty()).then(|| plate(desk, sent, &number)))
        .all(text_if(&note, "note"))
        .all(sent.then(|| {
            button("ghost", "another").text(&desk.text("another")).on("click", move |_: Event| desk.another())
        }))
}

fn number(form: &Form) -> String {
    match form.phase() {
        Phase::Sent(receipt) => receipt.ticket_number.clone(),
        Phase::Pending(pending) => pending.reference.clone(),
        _ => String::new(),
    }
}

fn words(desk: Desk, sent: bool) -> (String, String) {
    if !sent {
        return (desk.text("pending.heading"), desk.text("pending.lede"));
    }
    let address = desk.form(Form::address);
    let lede = address.map(|email| desk.messages(|messages| messages.fill("receipt.lede", &[("email", &email)])));
    (desk.text("receipt.heading"), lede.unwrap_or_default())
}

fn plate(desk: Desk, sent: bool, number: &str) -> Tag {
    let copied = Told::new("copy");
    let label = copied.clone();
    let copy = move |_: Event| {
        let copied = copied.clone();
        desk.copy("number", move |done| {
            let key = if done { "copied" } else { "copy.manual" };
            copied.set(key);
            desk.say(desk.text(key));
            desk.spawn(async move {
                TimeoutFuture::new(THANKS).await;
                copied.set("copy");
            });
        });
    };
    let title = desk.text(if sent { "receipt.ticket" } else { "pending.reference" });
    let number = tag("span", "").attr("id", "number").text(number);
    let number = tag("b", "").attr("part", "ticket-number").text(if sent { "#" } else { "" }).with(number);
    let copy = button("ghost", "copy").says(move || desk.text(label.get())).on("click", copy);
    tag("div", "plate")
        .attr("part", "ticket")
        .with(tag("span", "number").with(tag("span", "hint").text(&title)).text(" ").with(number))
        .with(copy)
}
