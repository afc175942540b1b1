//! Numbers, sizes and plurals as languages write them.

use std::cell::RefCell;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::get;

/// The plural category of `number` in the language `lang`.
pub(crate) fn plural_category(lang: &str, number: usize) -> String {
    intl("PluralRules", lang, &[], "select", number as f64).unwrap_or_else(|| "other".to_owned())
}

/// `number` as the language `lang` writes it.
pub(crate) fn format_number(lang: &str, number: f64) -> String {
    intl("NumberFormat", lang, &[], "format", number).unwrap_or_else(|| (number as u64).to_string())
}

/// A size as the language `lang` writes it, in the largest unit of which there is at least one.
pub(crate) fn format_size(lang: &str, bytes: f64) -> String {
    let (unit, size) = match bytes {
        bytes if bytes >= 1_048_576.0 => ("megabyte", bytes / 1_048_576.0),
        bytes if bytes >= 1024.0 => ("kilobyte", bytes / 1024.0),
        bytes => ("byte", bytes),
    };
    let tenths: JsValue = if size < 9.95 { 1.into() } else { 0.into() };
    let style = [("style", "unit".into()), ("unit", unit.into()), ("maximumFractionDigits", tenths)];
    intl("NumberFormat", lang, &style, "format", size).unwrap_or_else(|| format!("{} {unit}", size as u64))
}

/// `new Intl[class](lang, options)[method](number)`
fn intl(class: &str, lang: &str, options: &[(&str, JsValue)], method: &str, number: f64) -> Option<String> {
    let object = if options.is_empty() { plain(class, lang)? } else { new(class, lang, options)? };
    let method: Function = get(&object, method).dyn_into().ok()?;
    method.call1(&object, &number.into()).ok()?.as_string()
}

thread_local! {
    /// Those without options, by class and language: a counter asks for them with each keystroke,
    /// and making one takes longer than all else that a keystroke does.
    static PLAIN: RefCell<Vec<(String, JsValue)>> = const { RefCell::new(Vec::new()) };
}

fn plain(class: &str, lang: &str) -> Option<JsValue> {
    let name = format!("{class} {lang}");
    PLAIN.with_borrow_mut(|known| {
        if let Some((_, object)) = known.iter().find(|(key, _)| *key == name) {
            return Some(object.clone());
        }
        let object = new(class, lang, &[])?;
        known.push((name, object.clone()));
        Some(object)
    })
}

fn new(class: &str, lang: &str, options: &[(&str, JsValue)]) -> Option<JsValue> {
    let given = Object::new();
    for (name, value) in options {
        Reflect::set(&given, &(*name).into(), value).ok()?;
    }
    let class: Function = get(&get(&js_sys::global(), "Intl"), class).dyn_into().ok()?;
    Reflect::construct(&class, &Array::of2(&lang.into(), &given)).ok()
}
