//! An element of the form, and what of it follows the form's state.
//!
//! Leptos' `view!` gives every element a type of its own, and with it its own code; a form of this
//! size then weighs twice as much as everything else a page loads. A [`Tag`] is the same for every
//! element: Leptos' signals and effects around the DOM. It makes no HTML text, so pages with
//! Trusted Types have nothing to refuse.

use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, UnwrapThrowExt};
use web_sys::{Document, Element, Event, HtmlInputElement, Node, Text};

/// An element being made.
#[derive(Debug, Clone)]
pub(crate) struct Tag {
    pub(super) element: Element,
}

/// A new element called `name`, with these classes.
pub(crate) fn tag(name: &str, class: &str) -> Tag {
    let element = document().create_element(name).unwrap_throw();
    if !class.is_empty() {
        element.set_class_name(class);
    }
    Tag { element }
}

/// One that a site can style: its classes are its parts.
pub(super) fn part(name: &str, class: &str) -> Tag {
    tag(name, class).attr("part", class)
}

fn document() -> Document {
    web_sys::window().and_then(|window| window.document()).unwrap_throw()
}

impl Tag {
    /// The element, made.
    pub(super) fn into_element(self) -> Element {
        self.element
    }

    /// The element itself, to be spoken to later.
    pub(super) fn element<E: JsCast>(&self) -> Option<E> {
        self.element.clone().dyn_into().ok()
    }

    /// An attribute that stays.
    pub(super) fn attr(self, name: &str, value: &str) -> Self {
        let _ = self.element.set_attribute(name, value);
        self
    }

    /// An attribute that stays, if there is one.
    pub(super) fn maybe(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Whether it has an attribute by now.
    pub(super) fn has(&self, name: &str) -> bool {
        self.element.has_attribute(name)
    }

    /// An attribute that follows `value`.
    pub(super) fn live(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        let element = self.element.clone();
        follow(
            Box::new(value),
            Box::new(move |value| {
                let _ = match value {
                    Some(value) => element.set_attribute(name, value),
                    None => element.remove_attribute(name),
                };
            }),
        );
        self
    }

    /// An attribute that is there while `on`; its value is `value`.
    pub(super) fn flag(self, name: &'static str, value: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        self.live(name, move || on().then(|| value.to_owned()))
    }

    /// A class that is there while `on`.
    pub(super) fn when(self, class: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        let list = self.element.class_list();
        follow(
            Box::new(move || on().then(String::new)),
            Box::new(move |on| {
                let _ = list.toggle_with_force(class, on.is_some());
            }),
        );
        self
    }

    /// What stands in a control: it follows `value`, and the visitor may change it, too.
    pub(super) fn value(self, value: impl Fn() -> String + 'static) -> Self {
        let control = self.control();
        watch(Box::new(move || {
            let value = value();
            // Setting what is there already would move the caret. Compared as Rust's texts: one
            // half of a letter that comes in two is none here, and would be lost.
            if control.value() != value {
                control.set_value(&value);
            }
        }));
        self
    }

    /// Whether a box is ticked: it follows `checked`, and the visitor may change it, too.
    pub(super) fn checked(self, checked: impl Fn() -> bool + 'static) -> Self {
        let control = self.control();
        watch(Box::new(move || control.set_checked(checked())));
        self
    }

    /// Calls `handler` with what stands in the control, for every such event.
    pub(super) fn on_value(self, event: &'static str, handler: impl Fn(String) + 'static) -> Self {
        let control = self.control();
        self.on(event, move |_: Event| handler(control.value()))
    }

    /// Calls `handler` with whether the box is ticked, whenever the visitor changes that.
    pub(super) fn on_checked(self, handler: impl Fn(bool) + 'static) -> Self {
        let control = self.control();
        self.on("change", move |_: Event| handler(control.checked()))
    }

    /// Choices and texts of several lines have no other type for what they share with it.
    fn control(&self) -> HtmlInputElement {
        self.element.clone().unchecked_into()
    }

    /// Calls `handler` for every such event, until the form or this part of it is gone.
    pub(super) fn on<E: JsCast + 'static>(self, event: &'static str, handler: impl Fn(E) + 'static) -> Self {
        self.listen(event, Box::new(move |event: Event| handler(event.unchecked_into())));
        self
    }

    /// The text `text`.
    pub(super) fn text(self, text: &str) -> Self {
        if !text.is_empty() {
            self.append(&document().create_text_node(text));
        }
        self
    }

    /// A text that follows `text`.
    pub(super) fn says(self, text: impl Fn() -> String + 'static) -> Self {
        let node: Text = document().create_text_node("");
        self.append(&node);
        follow(Box::new(move || Some(text())), Box::new(move |text| node.set_data(text.unwrap_or_default())));
        self
    }

    /// An element inside.
    pub(super) fn with(self, child: Self) -> Self {
        self.append(&child.element);
        self
    }

    /// Elements inside.
    pub(super) fn all(self, children: impl IntoIterator<Item = Self>) -> Self {
        children.into_iter().fold(self, Self::with)
    }

    /// Elements inside that are made anew whenever `key` gives another number; none while it is 0.
    /// What `make` reads does not count.
    pub(super) fn region(self, key: impl Fn() -> usize + 'static, make: impl Fn(usize) -> Vec<Self> + 'static) -> Self {
        // Empty text has no place on the page, but holds the place.
        let end = document().create_text_node("");
        self.append(&end);
        let parent = self.element.clone();
        replace(memo(Box::new(key)), parent, end, Box::new(make));
        self
    }

    /// Elements inside, one for each of `keys`: new ones are added at the end, those whose key is
    /// gone go, the others stay as they are.
    pub(super) fn each(self, keys: impl Fn() -> Vec<u32> + 'static, make: impl Fn(u32) -> Self + 'static) -> Self {
        list(self.element.clone(), Box::new(keys), Box::new(make));
        self
    }

    fn listen(&self, event: &'static str, handler: Box<dyn Fn(Event)>) {
        let handler = Closure::wrap(handler);
        let _ = self.element.add_event_listener_with_callback(event, handler.as_ref().unchecked_ref());
        StoredValue::new_local(Listener { element: self.element.clone(), event, handler });
    }

    fn append(&self, node: &Node) {
        let _ = self.element.append_child(node);
    }
}

/// Lives as long as its owner.
struct Listener {
    element: Element,
    event: &'static str,
    handler: Closure<dyn Fn(Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let handler = self.handler.as_ref().unchecked_ref();
        let _ = self.element.remove_event_listener_with_callback(self.event, handler);
    }
}

/// Runs now, and again whenever what it has read changes, as long as the current owner lives.
fn watch(mut run: Box<dyn FnMut()>) {
    StoredValue::new_local(RenderEffect::new(move |_: Option<()>| run()));
}

/// Runs once the elements stand on the page, and again whenever what it has read changes.
pub(super) fn later(run: Box<dyn Fn()>) {
    Effect::new(run);
}

/// A number that follows `value`; those who read it are told of changes only.
pub(super) fn memo(value: Box<dyn Fn() -> usize>) -> Memo<usize> {
    let value = StoredValue::new_local(value);
    Memo::new(move |_| value.try_with_value(|value| value()).unwrap_or_default())
}

/// What a text is written to; `None` takes it away.
type Write = Box<dyn Fn(Option<&str>)>;

/// Hands every new `value` to `write`.
fn follow(value: Box<dyn Fn() -> Option<String>>, write: Write) {
    let mut last: Option<Option<String>> = None;
    watch(Box::new(move || {
        let value = value();
        if last.as_ref() != Some(&value) {
            write(value.as_deref());
            last = Some(value);
        }
    }));
}

fn replace(key: Memo<usize>, parent: Element, end: Text, make: Box<dyn Fn(usize) -> Vec<Tag>>) {
    let mut shown: Vec<Tag> = Vec::new();
    watch(Box::new(move || {
        let key = key.get();
        // What was made before has lost its effects and listeners by now: they belong to this run.
        for old in shown.drain(..) {
            old.element.remove();
        }
        if key > 0 {
            shown = untrack(|| make(key));
        }
        for new in &shown {
            let _ = parent.insert_before(&new.element, Some(&end));
        }
    }));
}

fn list(parent: Element, keys: Box<dyn Fn() -> Vec<u32>>, make: Box<dyn Fn(u32) -> Tag>) {
    // Each entry outlives the run that made it, so it belongs to the list.
    let owner = Owner::current().unwrap_or_default();
    let mut shown: Vec<(u32, Element, Owner)> = Vec::new();
    watch(Box::new(move || {
        let keys = keys();
        shown.retain(|(key, element, owner)| {
            let stays = keys.contains(key);
            if !stays {
                owner.cleanup();
                element.remove();
            }
            stays
        });
        for key in keys {
            if shown.iter().any(|(known, ..)| *known == key) {
                continue;
            }
            let own = owner.with(Owner::new);
            let element = own.with(|| untrack(|| make(key))).element;
            let _ = parent.append_child(&element);
            shown.push((key, element, own));
        }
    }));
}

/// A number that stands for a list of texts.
pub(super) fn print_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> usize {
    // FNV-1a; a byte that no text has ends each of them.
    let bytes = texts.into_iter().flat_map(|text| text.bytes().chain([0xff]));
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ usize::from(byte)).wrapping_mul(0x0100_0193)) | 1
}

#[cfg(test)]
mod tests {
    use super::print_of;

    #[test]
    fn lists_have_their_own_numbers() {
        let lists: [&[&str]; 6] = [&[], &[""], &["a"], &["a", "b"], &["ab"], &["b", "a"]];
        let mut prints = lists.map(|list| print_of(list.iter().copied())).to_vec();
        prints.sort_unstable();
        prints.dedup();
        assert_eq!(prints.len(), lists.len());
        assert!(!prints.contains(&0));
    }
}
