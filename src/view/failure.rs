//! What kept the request from being sent, above the button that tries again.

use leptos::prelude::*;

use crate::desk::Desk;
use crate::failure::{Cause, Failure};
use crate::form::Phase;

pub(super) fn failure(desk: Desk) -> impl IntoView {
    let failure = Memo::new(move |_| {
        desk.form.with(|form| match form.phase() {
            Phase::Failed(failure) => Some(failure.clone()),
            _ => None,
        })
    });
    // Stands there before it has anything to say, or it would not be heard.
    view! { <div class="alert" role="alert">{move || failure.get().map(|failure| banner(desk, &failure))}</div> }
}

fn banner(desk: Desk, failure: &Failure) -> impl IntoView + use<> {
    let heading = if failure.certain { "failure.heading" } else { "failure.unsure" };
    let again = (!failure.certain && desk.knows_keys()).then(|| format!("{} ", desk.text("failure.again")));
    let elsewhere = needs_another_way(failure.cause).then(|| {
        view! { <a class="link" part="fallback-link" href=desk.fallback_href()>{desk.text("trouble.link")}</a> }
    });
    view! {
        <div class="failure" part="failure">
            <strong>{desk.text(heading)}</strong>
            <p>
                {desk.messages(|messages| messages.failure(failure))}
                " "
                {again}
                {desk.text("failure.kept")}
            </p>
            {elsewhere}
        </div>
    }
}

/// Trying again may never help.
fn needs_another_way(cause: Cause) -> bool {
    use Cause::{Forbidden, Malformed, Nonsense, NotFound, Setup, Unauthorized, Unavailable};
    matches!(cause, Setup | NotFound | Forbidden | Unauthorized | Malformed | Nonsense | Unavailable)
}
