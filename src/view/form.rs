//! The form itself.

use leptos::prelude::*;

use super::{failure, field, head, summary, text_if};
use crate::desk::Desk;
use crate::form::{Phase, halves};

pub(super) fn form(desk: Desk) -> impl IntoView {
    let sending = Memo::new(move |_| desk.form.with(|form| *form.phase() == Phase::Sending));
    if desk.wanted.get_untracked() {
        desk.wanted.set(false);
        Effect::new(move |_| desk.focus_field(0));
    }
    view! {
        <form
            class="form"
            part="form"
            novalidate=true
            aria-labelledby="heading"
            on:submit=move |event| {
                event.prevent_default();
                desk.submit();
            }
        >
            {head(desk.text("heading"), desk.text("lede"))}
            {summary::summary(desk)}
            <fieldset class="fields" part="fields" role="presentation" disabled=move || sending.get()>
                {fields(desk)}
            </fieldset>
            {failure::failure(desk)}
            {button(desk, sending)}
            {text_if(desk.text("note"), "note")}
        </form>
    }
}

fn fields(desk: Desk) -> impl IntoView {
    let (fields, halves) =
        desk.form.with_untracked(|form| (form.fields().cloned().collect::<Vec<_>>(), halves(form.fields())));
    let has_first_name = fields.iter().any(|field| field.name == "contact.firstName");
    let mut views = Vec::with_capacity(fields.len());
    for (index, (description, half)) in fields.into_iter().zip(halves).enumerate() {
        let label = desk.messages(|messages| messages.label(&description, has_first_name));
        views.push(field::field(desk, index, description, label, half, has_first_name));
    }
    views
}

/// Never disabled: a button that has the focus would lose it. The state machine knows that a
/// request on its way is not sent again.
fn button(desk: Desk, sending: Memo<bool>) -> impl IntoView {
    let label = move || {
        let key = desk.form.with(|form| match form.phase() {
            Phase::Sending => "sending",
            Phase::Failed(_) => "retry",
            _ => "send",
        });
        desk.text(key)
    };
    view! {
        <button
            type="submit"
            class="go"
            part="submit"
            aria-busy=move || sending.get().then_some("true")
            aria-disabled=move || sending.get().then_some("true")
            on:pointerdown=move |_| desk.press(true)
            on:pointerup=move |_| desk.press(false)
            on:pointerleave=move |_| desk.press(false)
            on:pointercancel=move |_| desk.press(false)
        >
            {label}
        </button>
    }
}
