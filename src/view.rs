//! The card: what of the form is to be seen at the moment.

mod choice;
mod control;
mod date;
mod failure;
mod field;
mod file;
mod files;
mod form;
mod leptos;
mod loading;
mod notices;
mod receipt;
mod summary;
mod tag;
mod trouble;

use crate::desk::{Desk, Screen};
use crate::form::Phase;
pub(crate) use tag::Tag;
use tag::{part, tag};

/// What fills the card.
const LOADING: usize = 1;
const TROUBLE: usize = 2;
const FORM: usize = 3;
const RECEIPT: usize = 4;

/// Everything in the shadow root.
pub(crate) fn card(desk: Desk) -> Tag {
    let stage = move || {
        let arrived = |phase: &Phase| matches!(phase, Phase::Sent(_) | Phase::Pending(_));
        desk.screen(|screen| match screen {
            Screen::Loading => LOADING,
            Screen::Trouble(_) => TROUBLE,
            Screen::Ready if desk.form(|form| arrived(form.phase())) => RECEIPT,
            Screen::Ready => FORM,
        })
    };
    // Stands there before it has anything to say, or it would not be heard.
    let said = tag("div", "said").attr("role", "status").says(move || desk.said());
    part("section", "card").attr("aria-labelledby", "heading").with(said).region(stage, move |stage| {
        vec![match stage {
            LOADING => loading::loading(desk),
            TROUBLE => trouble::trouble(desk),
            FORM => form::form(desk),
            _ => receipt::receipt(desk),
        }]
    })
}

/// Heading and lede; a site leaves either out by an empty text.
fn head(heading: &str, lede: &str) -> Tag {
    let hidden = (heading.is_empty() && lede.is_empty()).then_some("");
    let heading = part("h2", "heading").attr("id", "heading").attr("tabindex", "-1").text(heading);
    part("header", "head").maybe("hidden", hidden).with(heading).all(text_if(lede, "lede"))
}

/// A sentence, if there is one.
fn text_if(text: &str, class: &str) -> Option<Tag> {
    (!text.is_empty()).then(|| part("p", class).text(text))
}

/// A button that does not send the form.
fn button(class: &str, name: &str) -> Tag {
    tag("button", class).attr("type", "button").attr("part", name)
}
