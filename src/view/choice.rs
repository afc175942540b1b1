//! Controls to choose with.

use std::rc::Rc;

use deskbell_rules::CHOICE_SEPARATOR;
use web_sys::Event;

use super::field::Context;
use super::tag::{Tag, part, print_of, tag};
use crate::desk::Desk;
use crate::form::Form;

/// What a ticked box stands for.
const TICKED: &str = "true";

#[inline(never)]
pub(super) fn select(context: &Context) -> Tag {
    let (desk, index, typed) = (context.desk, context.index, context.typed());
    let field = context.field.clone();
    let options = move |_| {
        let chosen = typed();
        let option = |(value, text): (String, String)| {
            let selected = (value == chosen).then_some("");
            tag("option", "").attr("value", &value).maybe("selected", selected).text(&text)
        };
        choices(desk, index, &field).into_iter().map(option).collect()
    };
    let select = tag("select", "control")
        .attr("part", "control select")
        .attr("id", &context.id())
        .when("unset", move || typed().is_empty())
        .with(tag("option", "").attr("value", "").says(move || unset(desk, index)))
        .region(version(desk, index), options);
    let select = context
        .describe(select)
        .value(typed)
        .on_value("change", move |value| desk.edit(index, value))
        .on("blur", move |_: Event| desk.blur(index));
    tag("span", "select").with(select)
}

/// What there is to choose, each with what stands for it.
fn choices(desk: Desk, index: usize, field: &crate::field::FieldDescription) -> Vec<(String, String)> {
    let choices = desk.field(index, |form| form.choices(index));
    let shown = |choice: crate::field::Choice| {
        let text = desk.messages(|messages| messages.choice(field, &choice));
        (choice.value, text)
    };
    choices.into_iter().map(shown).collect()
}

/// A number that changes with what there is to choose.
fn version(desk: Desk, index: usize) -> impl Fn() -> usize {
    move || {
        let choices = desk.field(index, |form| form.choices(index));
        print_of(choices.iter().map(|choice| choice.value.as_str()))
    }
}

/// What stands in field `index` while nothing is chosen: an invitation, or what to choose first.
fn unset(desk: Desk, index: usize) -> String {
    let first = |form: &Form| form.first(index).and_then(|first| form.fields().nth(first).cloned());
    match desk.field(index, first) {
        Some(field) => {
            desk.messages(|messages| messages.fill("choose.first", &[("label", &messages.label(&field, false))]))
        }
        None => desk.text("choose"),
    }
}

#[inline(never)]
pub(super) fn checkbox(context: &Context) -> Tag {
    let (desk, index, typed) = (context.desk, context.index, context.typed());
    let box_ = tag("input", "").attr("type", "checkbox").attr("part", "checkbox").attr("id", &context.id());
    let box_ = context
        .describe(box_)
        .checked(move || typed() == TICKED)
        .on_checked(move |now| desk.edit(index, if now { TICKED } else { "" }.to_owned()))
        .on("blur", move |_: Event| desk.blur(index));
    part("label", "choice").with(box_).with(context.title(tag("span", "")))
}

#[inline(never)]
pub(super) fn checkboxes(context: &Context) -> Tag {
    let (desk, index, all) = (context.desk, context.index, context.clone());
    let title = format!("l{index}");
    let nothing = move || usize::from(desk.field(index, |form| form.choices(index).is_empty()));
    tag("div", "group")
        .attr("role", "group")
        .attr("aria-labelledby", &title)
        .live("aria-describedby", context.described(None))
        .with(context.title(part("span", "label").attr("id", &title)))
        .region(nothing, move |_| vec![tag("span", "hint").text(&unset(desk, index))])
        .region(version(desk, index), move |_| boxes(&all))
}

fn boxes(context: &Context) -> Vec<Tag> {
    let choices = choices(context.desk, context.index, &context.field);
    let all: Rc<[String]> = choices.iter().map(|(value, _)| value.clone()).collect();
    let one = |(place, (value, text))| one(context, &all, place, value, text);
    choices.into_iter().enumerate().map(one).collect()
}

/// The first has the field's id, so that the summary leads there.
fn one(context: &Context, all: &Rc<[String]>, place: usize, choice: String, text: String) -> Tag {
    let (desk, index, typed) = (context.desk, context.index, context.typed());
    let id = (place == 0).then(|| context.id());
    let (all, ticked) = (all.clone(), choice.clone());
    let toggle = move |now| {
        let before = typed();
        let chosen = |known: &String| if *known == choice { now } else { is_chosen(&before, known) };
        let after: Vec<&str> = all.iter().filter(|known| chosen(known)).map(String::as_str).collect();
        desk.edit(index, after.join(CHOICE_SEPARATOR));
    };
    let box_ = tag("input", "")
        .attr("type", "checkbox")
        .attr("part", "checkbox")
        .maybe("id", id.as_deref())
        .attr("name", &context.field.name)
        .attr("value", &ticked)
        .flag("aria-invalid", "true", context.wrong())
        .checked(move || is_chosen(&typed(), &ticked))
        .on_checked(toggle)
        .on("blur", move |_: Event| desk.blur(index));
    part("label", "choice").with(box_).with(tag("span", "").text(&text))
}

fn is_chosen(typed: &str, choice: &str) -> bool {
    typed.split(CHOICE_SEPARATOR).any(|chosen| chosen == choice)
}
