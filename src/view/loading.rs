//! The shape of the form while its description is on its way; the element shows the same while
//! the module is.

use super::head;
use super::tag::{Tag, tag};
use crate::desk::Desk;

pub(super) fn loading(desk: Desk) -> Tag {
    let field = || tag("span", "ghost-field").attr("aria-hidden", "true");
    tag("div", "form loading")
        .attr("aria-busy", "true")
        .with(head(&desk.text("heading"), &desk.text("lede")))
        .with(tag("p", "said").text(&desk.text("loading")))
        .all([field(), field(), field()])
}
