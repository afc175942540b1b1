//! There is no form to show: what happened, another try, and another way.

use web_sys::Event;

use super::tag::{Tag, part, tag};
use super::{button, head};
use crate::desk::{Desk, Screen};

#[inline(never)]
pub(super) fn trouble(desk: Desk) -> Tag {
    let sentence = desk.screen(|screen| match screen {
        Screen::Trouble(failure) => desk.messages(|messages| messages.trouble(failure)),
        _ => String::new(),
    });
    let retry = button("go", "retry").text(&desk.text("retry")).on("click", move |_: Event| desk.open());
    let elsewhere = elsewhere(desk, "ghost");
    tag("div", "form trouble")
        .attr("part", "trouble")
        .with(head(&desk.text("trouble.heading"), &sentence))
        .with(tag("div", "actions").all([retry, elsewhere]))
}

/// A link to where else the visitor can go.
pub(super) fn elsewhere(desk: Desk, class: &str) -> Tag {
    part("a", class).attr("part", "fallback-link").attr("href", &desk.fallback_href()).text(&desk.text("trouble.link"))
}
