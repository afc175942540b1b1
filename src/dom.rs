//! What the form needs of the page around it: events, focus, the clipboard, keys, times.
//! Nothing here throws: a JavaScript exception that crossed the module would end every form.

mod data;
mod intl;

use deskbell_rules::Value;
use js_sys::{Date, Object};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    CanvasRenderingContext2d, CustomEvent, CustomEventInit, DataTransfer, File, FileList, HtmlCanvasElement,
    HtmlElement, ImageBitmap, ImageBitmapOptions, Storage,
};

use crate::draft::Keep;
pub(crate) use data::{from_js, get, json, object_with, parse, to_js};
pub(crate) use intl::{format_number, format_size, plural_category};

/// The custom element, and the box in its shadow root that the form stands in.
#[derive(Debug, Clone)]
pub(crate) struct Host {
    element: HtmlElement,
    root: HtmlElement,
    /// How all of its events are made, but for their detail.
    event: CustomEventInit,
}

impl Host {
    pub(crate) fn new(element: HtmlElement, root: HtmlElement) -> Self {
        let event = CustomEventInit::new();
        event.set_bubbles(true);
        event.set_composed(true);
        Self { element, root, event }
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
        self.event.set_cancelable(name == "deskbell-submit");
        self.event.set_detail(detail);
        let event = CustomEvent::new_with_event_init_dict(name, &self.event);
        event.and_then(|event| self.element.dispatch_event(&event)).unwrap_or(true)
    }

    /// The fields are there; npm/src/element.js tells the page once they work.
    pub(crate) fn shown(&self) {
        let _ = CustomEvent::new("shown").and_then(|event| self.root.dispatch_event(&event));
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
