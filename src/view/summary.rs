//! Everything that needs attention, with links to the fields. Takes the focus when a wish to send
//! was refused.

use web_sys::{Event, HtmlElement};

use super::field::message;
use super::tag::{Tag, later, part, tag};
use crate::desk::Desk;
use crate::form::Form;

pub(super) fn summary(desk: Desk) -> Tag {
    // A new wish to send makes a new summary, which takes the focus.
    let key = move || desk.form(|form| if form.summary().is_empty() { 0 } else { form.refusals() as usize });
    tag("div", "attention").region(key, move |_| vec![list(desk)])
}

#[inline(never)]
fn list(desk: Desk) -> Tag {
    let heading = move || desk.messages(|messages| messages.summary(desk.form(|form| form.summary().len())));
    // The list only ever gets shorter: what is put right leaves it.
    let indexes = move || desk.form(Form::summary).into_iter().filter_map(|index| index.try_into().ok()).collect();
    let links = tag("ul", "").attr("role", "list").each(indexes, move |index| link(desk, index as usize));
    let summary = part("div", "summary")
        .attr("id", "summary")
        .attr("tabindex", "-1")
        .attr("role", "group")
        .attr("aria-labelledby", "attention")
        .with(tag("strong", "").attr("id", "attention").says(heading))
        .with(links);
    let element = summary.element::<HtmlElement>();
    later(Box::new(move || {
        let _ = element.as_ref().map(HtmlElement::focus);
    }));
    summary
}

fn link(desk: Desk, index: usize) -> Tag {
    let go = move |event: Event| {
        event.prevent_default();
        desk.focus_field(index);
    };
    tag("li", "").with(tag("a", "").attr("href", &format!("#f{index}")).says(message(desk, index)).on("click", go))
}
