//! What kept the request from being sent, above the button that tries again.

use super::tag::{Tag, part, print_of, tag};
use super::trouble::elsewhere;
use crate::desk::Desk;
use crate::failure::{Cause, Failure};
use crate::form::{Form, Phase};

pub(super) fn failure(desk: Desk) -> Tag {
    let key = move || {
        desk.form(failed).map_or(0, |failure| {
            print_of([failure.cause.as_str(), &failure.listed(), if failure.certain { "certain" } else { "" }])
                .wrapping_add(failure.wait.unwrap_or_default() as usize)
        })
    };
    // Stands there before it has anything to say, or it would not be heard.
    tag("div", "alert")
        .attr("role", "alert")
        .region(key, move |_| desk.form(failed).iter().map(|failure| banner(desk, failure)).collect())
}

fn failed(form: &Form) -> Option<Failure> {
    match form.phase() {
        Phase::Failed(failure) => Some(failure.clone()),
        _ => None,
    }
}

#[inline(never)]
fn banner(desk: Desk, failure: &Failure) -> Tag {
    let heading = if failure.certain { "failure.heading" } else { "failure.unsure" };
    let again = !failure.certain && desk.knows_keys();
    let sentences = [
        desk.messages(|messages| messages.failure(failure)),
        if again { desk.text("failure.again") } else { String::new() },
        desk.text("failure.kept"),
    ];
    let sentences: Vec<String> = sentences.into_iter().filter(|sentence| !sentence.is_empty()).collect();
    part("div", "failure")
        .with(tag("strong", "").text(&desk.text(heading)))
        .with(tag("p", "").text(&sentences.join(" ")))
        .all(needs_another_way(failure.cause).then(|| elsewhere(desk, "link")))
}

/// Trying again may never help.
fn needs_another_way(cause: Cause) -> bool {
    use Cause::{Forbidden, Malformed, Nonsense, NotFound, Setup, Unauthorized, Unavailable, Unsolved};
    matches!(cause, Setup | NotFound | Forbidden | Unauthorized | Malformed | Nonsense | Unavailable | Unsolved)
}
