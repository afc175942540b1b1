//! The form itself.

use std::rc::Rc;

use web_sys::{ClipboardEvent, DragEvent, Event};

use super::field::Context;
use super::tag::{Tag, later, part, tag};
use super::{failure, field, head, notices, summary, text_if};
use crate::desk::Desk;
use crate::dom;
use crate::field::FieldDescription;
use crate::form::{Phase, halves};
use crate::told::Told;

pub(super) fn form(desk: Desk) -> Tag {
    if desk.take_wanted() {
        later(Box::new(move || desk.focus()));
    }
    let sending = move || desk.form(|form| *form.phase() == Phase::Sending);
    let fieldset = part("fieldset", "fields").attr("role", "presentation").flag("disabled", "", sending);
    let form = part("form", "form")
        .attr("novalidate", "")
        .attr("aria-labelledby", "heading")
        .on("submit", move |event: Event| {
            event.prevent_default();
            desk.submit();
        })
        .with(head(&desk.text("heading"), &desk.text("lede")))
        .with(notices::notices(desk))
        .with(summary::summary(desk))
        .with(fieldset.all(fields(desk)))
        .with(failure::failure(desk))
        .with(send(desk))
        .all(text_if(&desk.text("note"), "note"));
    if desk.form(|form| form.files().limits().enabled) { taking_files(form, desk) } else { form }
}

/// Files may be dropped anywhere on the form, and pasted into any field.
#[inline(never)]
fn taking_files(form: Tag, desk: Desk) -> Tag {
    let over = Told::new(false);
    let (enter, leave, end) = (over.clone(), over.clone(), over.clone());
    form.on("dragover", move |event: DragEvent| {
        if dom::carries(event.data_transfer().as_ref(), "Files") {
            event.prevent_default();
            enter.set(true);
        }
    })
    .on("dragleave", move |_: Event| leave.set(false))
    .on("drop", move |event: DragEvent| {
        end.set(false);
        let dropped = dom::files(event.data_transfer());
        if !dropped.is_empty() {
            event.prevent_default();
            desk.add_files(dropped);
        }
    })
    .on("paste", move |event: ClipboardEvent| {
        // Office programs put a picture of the text beside the text, which is what is meant.
        let pasted = event.clipboard_data();
        if !dom::carries(pasted.as_ref(), "text/plain") {
            let pasted = dom::files(pasted);
            if !pasted.is_empty() {
                event.prevent_default();
                desk.add_files(pasted);
            }
        }
    })
    .when("over", move || over.get())
}

fn fields(desk: Desk) -> Vec<Tag> {
    let (fields, halves) =
        desk.form(|form| (form.fields().cloned().collect::<Vec<_>>(), halves(form.fields().map(AsRef::as_ref))));
    let has_first_name = fields.iter().any(|field| field.name == "contact.firstName");
    let one = |(index, (field, half)): (usize, (Rc<FieldDescription>, bool))| {
        let label = desk.messages(|messages| messages.label(&field, has_first_name));
        field::field(&Context { desk, index, field, label, has_first_name }, half)
    };
    fields.into_iter().zip(halves).enumerate().map(one).collect()
}

/// Never disabled: a button that has the focus would lose it. The state machine knows that a
/// request on its way is not sent again.
fn send(desk: Desk) -> Tag {
    let busy = move || desk.form(|form| matches!(form.phase(), Phase::Waiting | Phase::Sending));
    let label = move || {
        let key = desk.form(|form| match form.phase() {
            Phase::Waiting => "sending.files",
            Phase::Sending if desk.is_trying_again() => "sending.again",
            Phase::Sending => "sending",
            Phase::Failed(_) => "retry",
            _ => "send",
        });
        desk.text(key)
    };
    tag("button", "go")
        .attr("type", "submit")
        .attr("part", "submit")
        .flag("aria-busy", "true", busy)
        .flag("aria-disabled", "true", busy)
        .on("pointerdown", move |_: Event| desk.press(true))
        .on("pointerup", move |_: Event| desk.press(false))
        .on("pointerleave", move |_: Event| desk.press(false))
        .on("pointercancel", move |_: Event| desk.press(false))
        .says(label)
}
