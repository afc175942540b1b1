//! Dates and times, with the browser's own controls. A time is shown as the visitor's and kept as
//! UTC, as Zoho wants it.

use web_sys::{Event, HtmlInputElement};

use super::field::Context;
use super::tag::{Tag, tag};
use crate::dom;

/// Stands for a date that is only half typed: the control has no value then, but leaving it out
/// would lose what the visitor meant to say.
const HALF: &str = "…";

#[inline(never)]
pub(super) fn date(context: &Context, timed: bool) -> Tag {
    let (desk, index, typed) = (context.desk, context.index, context.typed());
    let control = tag("input", "control")
        .attr("part", "control input")
        .attr("id", &context.id())
        .attr("type", if timed { "datetime-local" } else { "date" })
        // The control would take a year of six digits; nobody needs one.
        .attr("max", if timed { "9999-12-31T23:59" } else { "9999-12-31" });
    let input = control.element::<HtmlInputElement>();
    let shown = input.clone();
    let read = move || {
        let Some(input) = &input else { return };
        let value = if input.validity().bad_input() { HALF.to_owned() } else { input.value() };
        let value = if timed && value != HALF { dom::utc_of_local(&value) } else { value };
        if typed() != value {
            desk.edit(index, value);
        }
    };
    let leave = read.clone();
    context
        .describe(control)
        .value(move || {
            let value = typed();
            match &shown {
                // Left as it is: what is half typed has no value.
                Some(input) if value == HALF => input.value(),
                _ if timed => dom::local_of_utc(&value),
                _ => value,
            }
        })
        .on("input", move |_: Event| read())
        .on("blur", move |_: Event| {
            leave();
            desk.blur(index);
        })
}
