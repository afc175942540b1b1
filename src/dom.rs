//! What the form needs of the page around it: events, focus, the clipboard, keys, times, plurals.
//! Nothing here throws: a JavaScript exception that crossed the module would end every form.

use std::cell::RefCell;

use deskbell_rules::Value;
use js_sys::{Array, Date, Function, Object, Reflect};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    CanvasRenderingContext2d, CustomEvent, CustomEventInit, DataTransfer, File, FileList, HtmlCanvasElement,
    HtmlElement, ImageBitmap, ImageBitmapOptions, Storage,
};

use crate::draft::Keep;

/// The custom element, and the box in its shadow root that the form stands in.
#[derive(Debug, Clone)]
pub(crate) struct Host {
    element: HtmlElement,
    root: HtmlElement,
}

impl Host {
    pub(crate) fn new(element: HtmlElement, root: HtmlElement) -> Self {
        Self { element, root }
    }

    pub(crate) fn root(&self) -> HtmlElement {
        self.root.clone()
    }

    pub(crate) fn is(&self, other: &Self) -> bool {
        self.element == other.element
    }

    /// Dispatches an event that the page sees through the shadow root. `false` if a listener
    /// prevented what it announces. To be called last: listeners may call back.
    pub(crate) fn emit(&self, name: &str, detail: &JsValue) -> bool {
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_cancelable(name == "deskbell-submit");
        init.set_detail(detail);
        let event = CustomEvent::new_with_event_init_dict(name, &init);
        event.and_then(|event| self.element.dispatch_event(&event)).unwrap_or(true)
    }

    /// Tells whoever runs the page: in the console, and as `deskbell-error`.
    pub(crate) fn complain(&self, code: &str, message: &str) {
        web_sys::console::error_2(&format!("Deskbell: {message}").into(), &self.element);
        self.emit("deskbell-error", &error_detail(code, 0, message, &[]));
    }

    /// The element with this id, if it is there.
    pub(crate) fn find(&self, id: &str) -> Option<HtmlElement> {
        let found = self.root.query_selector(&format!("#{id}")).ok().flatten();
        found.and_then(|element| element.dyn_into::<HtmlElement>().ok())
    }

    /// Moves the focus to the element with this id, if it is there.
    pub(crate) fn focus(&self, id: &str) {
        if let Some(element) = self.find(id) {
            let _ = element.focus();
        }
    }

    /// The name by which the page knows the element; empty where it has none.
    pub(crate) fn id(&self) -> String {
        self.element.id()
    }

    /// Puts the text of the element with this id on the clipboard; where the page may not, it is
    /// selected instead, for the visitor to copy.
    pub(crate) async fn copy(&self, id: &str) -> bool {
        let Ok(Some(element)) = self.root.query_selector(&format!("#{id}")) else { return false };
        let text = element.text_content().unwrap_or_default();
        let clipboard = web_sys::window().map(|window| window.navigator().clipboard());
        // Absent where the page is not a secure context, whatever its type says.
        if let Some(clipboard) = clipboard.filter(|clipboard| !clipboard.is_undefined())
            && wasm_bindgen_futures::JsFuture::from(clipboard.write_text(&text)).await.is_ok()
        {
            return true;
        }
        if let Some(selection) = web_sys::window().and_then(|window| window.get_selection().ok().flatten()) {
            let _ = selection.select_all_children(&element);
        }
        false
    }
}

/// `detail` of `deskbell-error`.
pub(crate) fn error_detail(code: &str, status: u16, message: &str, errors: &[Value]) -> JsValue {
    to_js(&Value::Object(vec![
        ("code".to_owned(), Value::from(code)),
        ("status".to_owned(), Value::Integer(status.into())),
        ("message".to_owned(), Value::from(message)),
        ("errors".to_owned(), Value::List(errors.to_vec())),
    ]))
}

/// The same as an `Error` for a promise to reject with.
pub(crate) fn error(detail: &JsValue) -> JsValue {
    let message = get(detail, "message").as_string().unwrap_or_default();
    let error = js_sys::Error::new(&message);
    error.set_name("DeskbellError");
    let Some(detail) = detail.dyn_ref::<Object>() else { return error.into() };
    Object::assign(&error, detail).into()
}

/// A copy in plain objects.
pub(crate) fn to_js(value: &impl Serialize) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

/// A copy of plain data. `Null` for what is none.
///
/// By hand: what serde makes of an unexpected value knows how to spell fractions, and that alone is
/// a twentieth of the module.
pub(crate) fn from_js(value: &JsValue) -> Value {
    if let Some(text) = value.as_string() {
        Value::Text(text)
    } else if let Some(flag) = value.as_bool() {
        Value::Boolean(flag)
    } else if let Some(number) = value.as_f64() {
        number_of(number)
    } else if let Some(entries) = value.dyn_ref::<Array>() {
        Value::List(entries.iter().map(|entry| from_js(&entry)).collect())
    } else if value.is_object() {
        // Not by `instanceof`: one made in a frame, or without a prototype, is data as well.
        let object = value.unchecked_ref::<Object>();
        let member = |name: JsValue| (name.as_string().unwrap_or_default(), from_js(&member_of(object, &name)));
        Value::Object(Object::keys(object).iter().map(member).collect())
    } else {
        i64::try_from(value.clone()).map_or(Value::Null, Value::Integer)
    }
}

/// Numbers that are whole, and small enough to be exactly what was written.
fn number_of(number: f64) -> Value {
    if js_sys::Number::is_safe_integer(&number.into()) { Value::Integer(number as i64) } else { Value::Number(number) }
}

/// The member `name`; `undefined` where there is none.
pub(crate) fn get(object: &JsValue, name: &str) -> JsValue {
    member_of(object, &name.into())
}

fn member_of(object: &JsValue, name: &JsValue) -> JsValue {
    Reflect::get(object, name).unwrap_or(JsValue::UNDEFINED)
}

/// `{ [name]: value }`
pub(crate) fn object_with(name: &str, value: &JsValue) -> JsValue {
    let object = Object::new();
    let _ = Reflect::set(&object, &name.into(), value);
    object.into()
}

/// The JSON of plain data. Written here, because `JSON.stringify` asks objects and lists for a
/// `toJSON`, and old libraries have given lists one that makes texts of them.
pub(crate) fn json(value: &Value) -> String {
    let mut json = String::new();
    write(value, &mut json);
    json
}

fn write(value: &Value, json: &mut String) {
    match value {
        Value::Null => json.push_str("null"),
        Value::Boolean(flag) => json.push_str(if *flag { "true" } else { "false" }),
        Value::Integer(number) => json.push_str(&number.to_string()),
        Value::Number(number) => primitive(&(*number).into(), json),
        Value::Text(text) => primitive(&text.into(), json),
        Value::List(entries) => {
            for (index, entry) in entries.iter().enumerate() {
                json.push(if index == 0 { '[' } else { ',' });
                write(entry, json);
            }
            json.push_str(if entries.is_empty() { "[]" } else { "]" });
        }
        Value::Object(members) => {
            for (index, (name, member)) in members.iter().enumerate() {
                json.push(if index == 0 { '{' } else { ',' });
                primitive(&name.into(), json);
                json.push(':');
                write(member, json);
            }
            json.push_str(if members.is_empty() { "{}" } else { "}" });
        }
    }
}

/// Texts and numbers have no `toJSON` that anybody would ask.
fn primitive(value: &JsValue, json: &mut String) {
    let text = js_sys::JSON::stringify(value).ok().and_then(|text| text.as_string());
    json.push_str(text.as_deref().unwrap_or("null"));
}

/// The value that `json` spells; `Null` where it is no JSON.
pub(crate) fn parse(json: &str) -> Value {
    js_sys::JSON::parse(json).map_or(Value::Null, |value| from_js(&value))
}

/// A random UUID (version 4). Pages that are no secure context have no `randomUUID`.
pub(crate) fn uuid() -> String {
    let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) else { return String::new() };
    if get(&crypto, "randomUUID").is_function() {
        return crypto.random_uuid();
    }
    let mut bytes = [0_u8; 16];
    let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    format_uuid(u128::from_be_bytes(bytes))
}

fn format_uuid(random: u128) -> String {
    let bits = random & !(0xf << 76) & !(0b11 << 62) | (0x4 << 76) | (0b10 << 62);
    let hex = format!("{bits:032x}");
    let part = |from, to| hex.get(from..to).unwrap_or_default().to_owned();
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}

/// The browser knows that it has no network.
pub(crate) fn is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}

/// The time of a `datetime-local` control, which is the visitor's, as UTC.
pub(crate) fn utc_of_local(local: &str) -> String {
    let date = Date::new(&local.into());
    if local.is_empty() || date.get_time().is_nan() { local.to_owned() } else { date.to_iso_string().into() }
}

/// The opposite of [`utc_of_local`].
pub(crate) fn local_of_utc(utc: &str) -> String {
    let date = Date::new(&utc.into());
    if date.get_time().is_nan() {
        return String::new();
    }
    let (year, month, day) = (date.get_full_year(), date.get_month() + 1, date.get_date());
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// The storage of the browser for drafts; `None` where there is none, or the page may not use it.
pub(crate) fn storage(keep: Keep) -> Option<Storage> {
    let window = web_sys::window()?;
    match keep {
        Keep::Session => window.session_storage().ok()?,
        Keep::Local => window.local_storage().ok()?,
        Keep::Off => None,
    }
}

/// Milliseconds since 1970.
pub(crate) fn now() -> f64 {
    Date::now()
}

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
    let object = match options {
        [] => plain_intl(class, lang)?,
        options => new_intl(class, lang, options)?,
    };
    let method: Function = get(&object, method).dyn_into().ok()?;
    method.call1(&object, &number.into()).ok()?.as_string()
}

thread_local! {
    /// Those without options, by class and language: a counter asks for them with each keystroke,
    /// and making one takes longer than all else that a keystroke does.
    static INTL: RefCell<Vec<(String, JsValue)>> = const { RefCell::new(Vec::new()) };
}

fn plain_intl(class: &str, lang: &str) -> Option<JsValue> {
    let name = format!("{class} {lang}");
    let find =
        |known: &Vec<(String, JsValue)>| known.iter().find(|(key, _)| *key == name).map(|(_, object)| object.clone());
    let made = || {
        let object = new_intl(class, lang, &[])?;
        INTL.with_borrow_mut(|known| known.push((name.clone(), object.clone())));
        Some(object)
    };
    INTL.with_borrow(find).or_else(made)
}

fn new_intl(class: &str, lang: &str, options: &[(&str, JsValue)]) -> Option<JsValue> {
    let given = Object::new();
    for (name, value) in options {
        Reflect::set(&given, &(*name).into(), value).ok()?;
    }
    let class: Function = get(&get(&js_sys::global(), "Intl"), class).dyn_into().ok()?;
    Reflect::construct(&class, &Array::of2(&lang.into(), &given)).ok()
}

/// The files of a drop or a paste, or none.
pub(crate) fn files(transfer: Option<DataTransfer>) -> Vec<File> {
    list(transfer.and_then(|transfer| transfer.files()))
}

/// The files of a list, or none.
pub(crate) fn list(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|index| files.get(index)).collect()
}

/// Whether `kind` is among what a drop or a paste carries: `Files`, `text/plain`.
pub(crate) fn carries(transfer: Option<&DataTransfer>, kind: &str) -> bool {
    transfer.is_some_and(|transfer| transfer.types().iter().any(|known| known == kind))
}

/// Draws a picture into the square `canvas`, filling it. Nothing for what the browser cannot read.
/// Drawn, because a page's policy may forbid images from `blob:`.
pub(crate) async fn draw(file: &File, canvas: &HtmlCanvasElement) -> Option<()> {
    let small = ImageBitmapOptions::new();
    small.set_resize_width(canvas.width() * 2);
    let decoding = web_sys::window()?.create_image_bitmap_with_blob_and_image_bitmap_options(file, &small).ok()?;
    let picture: ImageBitmap = wasm_bindgen_futures::JsFuture::from(decoding).await.ok()?.dyn_into().ok()?;
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let side = width.min(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let (x, y, whole) = ((width - side) / 2.0, (height - side) / 2.0, f64::from(canvas.width()));
    context
        .draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            &picture, x, y, side, side, 0.0, 0.0, whole, whole,
        )
        .ok()?;
    picture.close();
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_says_that_it_is_random() {
        assert_eq!(format_uuid(0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(format_uuid(u128::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }
}
