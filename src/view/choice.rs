//! Controls to choose with.

use deskbell_rules::CHOICE_SEPARATOR;
use leptos::prelude::*;

use super::TRUE;
use super::field::{Context, label};

pub(super) fn select(context: &Context) -> impl IntoView + use<> {
    let (desk, index, typed) = (context.desk, context.index, context.typed());
    let options = context.field.choices().into_iter().map(|choice| {
        let (value, text) = (choice.clone(), choice.clone());
        view! { <option value=value prop:selected=move || typed() == choice>{text}</option> }
    });
    view! {
        <span class="select">
            <select
                class="control"
                part="control select"
                id=context.id()
                name=context.field.name.clone()
                class:unset=move || typed().is_empty()
                aria-required=context.required()
                aria-invalid=context.invalid()
                aria-describedby=context.described()
                on:change=move |event| desk.edit(index, event_target_value(&event))
                on:blur=move |_| desk.blur(index)
            >
                <option value="" prop:selected=move || typed().is_empty()>{desk.text("choose")}</option>
                {options.collect::<Vec<_>>()}
            </select>
        </span>
    }
}

pub(super) fn checkbox(context: &Context) -> impl IntoView + use<> {
    let (desk, index, typed) = (context.desk, context.index, context.typed());
    view! {
        <label class="choice" part="choice">
            <input
                type="checkbox"
                part="checkbox"
                id=context.id()
                name=context.field.name.clone()
                aria-required=context.required()
                aria-invalid=context.invalid()
                aria-describedby=context.described()
                prop:checked=move || typed() == TRUE
                on:change=move |event| {
                    desk.edit(index, if event_target_checked(&event) { TRUE } else { "" }.to_owned())
                }
                on:blur=move |_| desk.blur(index)
            />
            <span>{label(context)}</span>
        </label>
    }
}

pub(super) fn checkboxes(context: &Context) -> impl IntoView + use<> {
    let title = format!("l{}", context.index);
    let named = title.clone();
    let choices = context.field.choices();
    let boxes = choices.iter().enumerate().map(|(place, choice)| one(context, &choices, place, choice));
    let boxes = boxes.collect::<Vec<_>>();
    view! {
        <div
            class="group"
            role="group"
            aria-labelledby=named
            aria-describedby=context.described()
        >
            <span class="label" part="label" id=title>{label(context)}</span>
            {boxes}
        </div>
    }
}

/// The first has the field's id, so that the summary leads there.
fn one(context: &Context, choices: &[String], place: usize, choice: &str) -> impl IntoView + use<> {
    let (desk, index, typed) = (context.desk, context.index, context.typed());
    let id = (place == 0).then(|| context.id());
    let (all, choice) = (choices.to_vec(), choice.to_owned());
    let text = choice.clone();
    let ticked = choice.clone();
    let toggle = move |ticked: bool| {
        let before = desk.form.with_untracked(|form| form.typed(index).to_owned());
        let chosen = |known: &String| if *known == choice { ticked } else { is_chosen(&before, known) };
        let after: Vec<&str> = all.iter().filter(|known| chosen(known)).map(String::as_str).collect();
        desk.edit(index, after.join(CHOICE_SEPARATOR));
    };
    view! {
        <label class="choice" part="choice">
            <input
                type="checkbox"
                part="checkbox"
                id=id
                name=context.field.name.clone()
                value=text.clone()
                aria-invalid=context.invalid()
                prop:checked=move || is_chosen(&typed(), &ticked)
                on:change=move |event| toggle(event_target_checked(&event))
                on:blur=move |_| desk.blur(index)
            />
            <span>{text}</span>
        </label>
    }
}

fn is_chosen(typed: &str, choice: &str) -> bool {
    typed.split(CHOICE_SEPARATOR).any(|chosen| chosen == choice)
}
