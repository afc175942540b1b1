//! The card: what of the form is to be seen at the moment.

mod choice;
mod control;
mod date;
mod failure;
mod field;
mod form;
mod loading;
mod receipt;
mod summary;
mod trouble;

use leptos::either::EitherOf4;
use leptos::prelude::*;

use crate::desk::{Desk, Screen};
use crate::form::Phase;

/// The dynamic part of elements that have none otherwise: see the crate's documentation.
const TRUE: &str = "true";

/// What fills the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Loading,
    Trouble,
    Form,
    Receipt,
}

/// Everything in the shadow root.
pub(crate) fn card(desk: Desk) -> impl IntoView {
    let stage = Memo::new(move |_| {
        let arrived = |phase: &Phase| matches!(phase, Phase::Sent(_) | Phase::Pending(_));
        desk.screen.with(|screen| match screen {
            Screen::Loading => Stage::Loading,
            Screen::Trouble(_) => Stage::Trouble,
            Screen::Ready if desk.form.with(|form| arrived(form.phase())) => Stage::Receipt,
            Screen::Ready => Stage::Form,
        })
    });
    view! {
        // Stands there before it has anything to say, or it would not be heard.
        <div class="said" role="status" aria-live="polite">{move || desk.said.get()}</div>
        <section class="card" part="card" aria-labelledby="heading">
            {move || match stage.get() {
                Stage::Loading => EitherOf4::A(loading::loading(desk)),
                Stage::Trouble => EitherOf4::B(trouble::trouble(desk)),
                Stage::Form => EitherOf4::C(form::form(desk)),
                Stage::Receipt => EitherOf4::D(receipt::receipt(desk)),
            }}
        </section>
    }
}

/// Heading and lede; a site leaves either out by an empty text.
fn head(heading: String, lede: String) -> impl IntoView {
    let lede = (!lede.is_empty()).then(|| view! { <p class="lede" part="lede">{lede}</p> });
    let hidden = heading.is_empty() && lede.is_none();
    view! {
        <header class="head" part="head" hidden=hidden>
            <h2 class="heading" id="heading" part="heading" tabindex="-1">{heading}</h2>
            {lede}
        </header>
    }
}

/// A sentence that is there while there is something to say.
fn text_if(text: String, class: &'static str) -> Option<impl IntoView> {
    (!text.is_empty()).then(|| view! { <p class=class part=class>{text}</p> })
}
