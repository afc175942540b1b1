//! Dates and times, with the browser's own controls. A time is shown as the visitor's and kept as
//! UTC, as Zoho wants it.

use deskbell_rules::Kind;
use leptos::html::Input;
use leptos::prelude::*;

use super::field::Context;
use crate::dom;

/// Stands for a date that is only half typed: the control has no value then, but leaving it out
/// would lose what the visitor meant to say.
const HALF: &str = "…";

pub(super) fn date(context: &Context) -> impl IntoView + use<> {
    let (desk, index, typed) = (context.desk, context.index, context.typed());
    let timed = context.field.control() == Kind::DateTime;
    let node = NodeRef::<Input>::new();
    let read = move || {
        let Some(input) = node.get_untracked() else { return };
        let value = if input.validity().bad_input() { HALF.to_owned() } else { input.value() };
        let value = if timed && value != HALF { dom::utc_of_local(&value) } else { value };
        if desk.form.with_untracked(|form| form.typed(index) != value) {
            desk.edit(index, value);
        }
    };
    Effect::new(move |_| {
        let value = typed();
        let Some(input) = node.get().filter(|_| value != HALF) else { return };
        let value = if timed { dom::local_of_utc(&value) } else { value };
        if input.value() != value {
            input.set_value(&value);
        }
    });
    view! {
        <input
            class="control"
            part="control input"
            node_ref=node
            id=context.id()
            name=context.field.name.clone()
            type=if timed { "datetime-local" } else { "date" }
            aria-required=context.required()
            aria-invalid=context.invalid()
            aria-describedby=context.described()
            on:input=move |_| read()
            on:blur=move |_| {
                read();
                desk.blur(index);
            }
        />
    }
}
