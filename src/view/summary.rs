//! Everything that needs attention, with links to the fields. Takes the focus when a wish to send
//! was refused.

use leptos::html::Div;
use leptos::prelude::*;

use crate::desk::Desk;

pub(super) fn summary(desk: Desk) -> impl IntoView {
    let listed = Memo::new(move |_| desk.form.with(|form| form.summary()));
    let some = Memo::new(move |_| listed.with(|listed| !listed.is_empty()));
    let refusals = Memo::new(move |_| desk.form.with(|form| form.refusals()));
    let node = NodeRef::<Div>::new();
    Effect::new(move |seen: Option<u32>| match (node.get(), refusals.get()) {
        (Some(element), refusals) if seen != Some(refusals) => {
            let _ = element.focus();
            refusals
        }
        _ => seen.unwrap_or_default(),
    });
    let heading = move || desk.messages(|messages| messages.summary(listed.with(Vec::len)));
    let links = move || listed.get().into_iter().map(|index| link(desk, index)).collect::<Vec<_>>();
    view! {
        <Show when=move || some.get()>
            <div class="summary" part="summary" id="summary" node_ref=node tabindex="-1" role="group" aria-labelledby="attention">
                <strong id="attention">{heading}</strong>
                <ul role="list">{links}</ul>
            </div>
        </Show>
    }
}

fn link(desk: Desk, index: usize) -> impl IntoView {
    view! {
        <li>
            <a
                href=format!("#f{index}")
                on:click=move |event| {
                    event.prevent_default();
                    desk.focus_field(index);
                }
            >
                {super::field::message(desk, index)}
            </a>
        </li>
    }
}
