//! The place for files: a button, a place to drop them, and the list of what was added.

use web_sys::{Event, HtmlInputElement};

use super::field::Context;
use super::file::entry;
use super::tag::{Tag, part, print_of, tag};
use super::{button, text_if};
use crate::desk::Desk;
use crate::dom;
use crate::form::Form;

#[inline(never)]
pub(super) fn files(context: &Context) -> Vec<Tag> {
    let (desk, index) = (context.desk, context.index);
    let keys = move || desk.field(index, |form| form.files().entries().iter().map(|entry| entry.key).collect());
    let none = move || desk.field(index, |form| form.files().entries().is_empty());
    let limits = tag("span", "").attr("id", &format!("m{index}")).text(&limits(desk));
    let list = tag("ul", "files")
        .attr("role", "list")
        .attr("aria-label", &desk.text("files.list"))
        .flag("hidden", "", none)
        .each(keys, move |key| entry(desk, index, key));
    vec![
        context.title(part("span", "label").attr("id", &format!("l{index}"))),
        invitation(context, part("div", "drop")).text(" ").with(limits),
        list,
        declined(desk, index),
    ]
}

/// A sentence with the button in it. The browser's own control would always say that no file is
/// chosen, because it is emptied after each choice, so that the same file can be chosen again.
fn invitation(context: &Context, around: Tag) -> Tag {
    let desk = context.desk;
    let sentence = desk.text("files.hint");
    let (before, after) = sentence.split_once("{choose}").unwrap_or(("", &sentence));
    let (several, accept) = desk.form(|form| {
        let limits = form.files().limits();
        (limits.max_files > 1, limits.accept.join(","))
    });
    let control = tag("input", "")
        .attr("type", "file")
        .attr("hidden", "")
        .maybe("multiple", several.then_some(""))
        .maybe("accept", Some(accept.as_str()).filter(|accept| !accept.is_empty()));
    let input = control.element::<HtmlInputElement>();
    let chosen = input.clone();
    let control = control.on("change", move |_: Event| {
        if let Some(input) = &chosen {
            let files = dom::list(input.files());
            input.set_value("");
            desk.add_files(files);
        }
    });
    let choose = button("link", "choose")
        .attr("id", &context.id())
        .live("aria-describedby", context.described(Some(format!("m{}", context.index))))
        .text(&desk.text("files.choose"))
        .on("click", move |_: Event| {
            let _ = input.as_ref().map(|input| input.click());
        });
    around.text(before).with(choose).with(control).text(after)
}

/// How many, how large, and of what kind.
fn limits(desk: Desk) -> String {
    let limits = desk.form(|form| form.files().limits().clone());
    desk.messages(|messages| {
        let size = messages.size(limits.max_bytes as f64);
        let mut sentence = messages.count("files.limit", limits.max_files, &[("size", &size)]);
        if !limits.accept.is_empty() {
            let types = limits.accept.join(", ");
            sentence = format!("{sentence} {}", messages.fill("files.accept", &[("types", &types)]));
        }
        sentence
    })
}

/// What was offered last and not taken. Heard at once: the visitor has just added something and
/// would believe it is there.
fn declined(desk: Desk, index: usize) -> Tag {
    let sentences = move |form: &Form| {
        let files = form.files();
        let sentence = |(name, why): &(String, _)| desk.messages(|messages| messages.file(name, *why, files.limits()));
        files.declined().iter().map(sentence).collect::<Vec<_>>()
    };
    let key = move || {
        let sentences = desk.field(index, sentences);
        if sentences.is_empty() { 0 } else { print_of(sentences.iter().map(String::as_str)) }
    };
    tag("div", "declined").attr("role", "alert").region(key, move |_| {
        desk.field(index, sentences).iter().filter_map(|sentence| text_if(sentence, "error")).collect()
    })
}
