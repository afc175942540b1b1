//! One file of the list: what it is, how far it has come, and what can be done about it.

use web_sys::{Event, HtmlCanvasElement};

use super::button;
use super::tag::{Tag, part, print_of, tag};
use crate::desk::Desk;
use crate::files::{Entry, Stage, Why};
use crate::told::Told;

/// Pixels on each side of a thumbnail; twice what the style gives it, for dense screens.
const THUMB: &str = "80";

pub(super) fn entry(desk: Desk, index: usize, key: u32) -> Tag {
    let find = |entry: &Entry| (entry.name.clone(), entry.size);
    let (name, size) = desk.form(|form| form.files().entry(key).map(find)).unwrap_or_default();
    let stage = move || desk.field(index, |form| form.files().entry(key).map(|entry| entry.stage.clone()));
    let failed = move || match stage() {
        Some(Stage::Failed(why)) => Some(why),
        _ => None,
    };
    let named = |text: &str| desk.messages(|messages| messages.fill(text, &[("name", &name)]));
    let retry = button("icon retry", "file-retry")
        .attr("aria-label", &named("files.retry"))
        .flag("hidden", "", move || failed() != Some(Why::Failed))
        .on("click", move |_: Event| desk.retry_file(key));
    let remove = button("icon remove", "file-remove").attr("aria-label", &named("files.remove"));
    let remove = remove.on("click", move |_: Event| {
        desk.remove_file(key);
        desk.focus_field(index);
    });
    part("li", "file")
        .when("wrong", move || failed().is_some())
        .with(thumb(desk, key, &name))
        .with(about(desk, &name, size, stage))
        .region(
            move || failed().map_or(0, |why| print_of([why.as_str()])),
            move |_| failed().map(|why| sentence(desk, &name, why)).into_iter().collect(),
        )
        .all([retry, remove])
}

/// Name, size, and how far it has come.
fn about(desk: Desk, name: &str, size: u64, stage: impl Fn() -> Option<Stage> + Copy + 'static) -> Tag {
    let size = desk.messages(|messages| messages.size(size as f64));
    let uploading = desk.messages(|messages| messages.fill("files.uploading", &[("name", name)]));
    let bar = move |_| vec![bar(&uploading, move || percent(stage()))];
    tag("div", "about")
        .with(tag("bdi", "name").text(name))
        .text(" ")
        .with(tag("span", "hint").text(&size).says(move || word(desk, stage())))
        .region(move || usize::from(percent(stage()).is_some()), bar)
}

/// A word on how far it has come; while it is on its way the bar says it.
fn word(desk: Desk, stage: Option<Stage>) -> String {
    let key = match stage {
        Some(Stage::Waiting) => "files.waiting",
        Some(Stage::Done(_)) => "files.done",
        _ => return String::new(),
    };
    format!(" · {}", desk.text(key))
}

fn percent(stage: Option<Stage>) -> Option<u8> {
    match stage {
        Some(Stage::Uploading(percent)) => Some(percent),
        _ => None,
    }
}

fn bar(label: &str, percent: impl Fn() -> Option<u8> + 'static) -> Tag {
    tag("progress", "bar")
        .attr("part", "progress")
        .attr("max", "100")
        .attr("aria-label", label)
        .live("value", move || percent().map(|percent| percent.to_string()))
}

fn sentence(desk: Desk, name: &str, why: Why) -> Tag {
    let limits = desk.form(|form| form.files().limits().clone());
    part("p", "error").text(&desk.messages(|messages| messages.file(name, why, &limits)))
}

/// The picture, small; otherwise what kind of file it is, by the end of its name.
fn thumb(desk: Desk, key: u32, name: &str) -> Tag {
    let drawn = Told::new(false);
    let (shown, done) = (drawn.clone(), drawn.clone());
    let canvas = tag("canvas", "").attr("width", THUMB).attr("height", THUMB).flag("hidden", "", move || !shown.get());
    if let (Some(canvas), Some(file)) = (canvas.element::<HtmlCanvasElement>(), desk.file(key)) {
        desk.draw(file, canvas, move || done.set(true));
    }
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    let end: String = end.chars().take(4).collect();
    part("span", "thumb")
        .attr("aria-hidden", "true")
        .with(canvas)
        .with(tag("span", "").flag("hidden", "", move || drawn.get()).text(&end.to_uppercase()))
}
