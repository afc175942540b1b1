//! There is no form to show: what happened, another try, and another way.

use leptos::prelude::*;

use super::head;
use crate::desk::{Desk, Screen};

pub(super) fn trouble(desk: Desk) -> impl IntoView {
    let sentence = desk.screen.with_untracked(|screen| match screen {
        Screen::Trouble(failure) => desk.messages(|messages| messages.trouble(failure)),
        _ => String::new(),
    });
    view! {
        <div class="form trouble" part="trouble">
            {head(desk.text("trouble.heading"), sentence)}
            <div class="actions">
                <button type="button" class="go" part="retry" on:click=move |_| desk.open()>
                    {desk.text("retry")}
                </button>
                <a class="ghost" part="fallback-link" href=desk.fallback_href()>{desk.text("trouble.link")}</a>
            </div>
        </div>
    }
}
