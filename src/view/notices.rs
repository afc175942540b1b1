//! What the visitor should know before going on: no network, or a draft of an earlier visit.

use web_sys::Event;

use super::button;
use super::tag::{Tag, tag};
use crate::desk::Desk;
use crate::form::Form;

pub(super) fn notices(desk: Desk) -> Tag {
    // Stands there before it has anything to say, or it would not be heard.
    tag("div", "notices")
        .attr("role", "status")
        .region(
            // A request that waits for the network says the same, and more.
            move || usize::from(desk.is_offline() && !desk.form(Form::waits_for_network)),
            move |_| vec![notice("notice offline").text(&desk.text("offline"))],
        )
        .region(move || usize::from(desk.form(Form::is_restored)), move |_| vec![restored(desk)])
}

#[inline(never)]
fn restored(desk: Desk) -> Tag {
    let discard = button("link", "discard").text(&desk.text("draft.discard"));
    notice("notice")
        .text(&desk.text("draft.restored"))
        .text(" ")
        .with(discard.on("click", move |_: Event| desk.start_over()))
}

fn notice(class: &str) -> Tag {
    tag("p", class).attr("part", "notice")
}
