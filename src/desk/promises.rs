//! Those who wait for the receipt: what `submit()` of the element gave them.

use deskbell_rules::Value;
use js_sys::{Array, Function, Promise};
use wasm_bindgen::JsValue;

use super::Desk;
use crate::dom;

impl Desk {
    /// A promise of the receipt.
    pub(crate) fn promise(self) -> Promise {
        Promise::new(&mut |resolve, reject| {
            self.kept_mut(|kept| kept.waiting.push((resolve, reject)));
        })
    }

    /// The form goes; nobody shall wait in vain.
    pub(crate) fn leave(self) {
        self.keep();
        self.drop_files();
        self.refuse("unmounted", 0, "the form was removed from the page", &[]);
    }

    /// Keeps the promises made.
    pub(super) fn fulfil(self, receipt: &JsValue) {
        for (resolve, _) in self.waiting() {
            let _ = resolve.call1(&JsValue::NULL, receipt);
        }
    }

    /// Breaks the promises made, with a reason.
    pub(super) fn refuse(self, code: &str, status: u16, message: &str, errors: &[Value]) {
        let error = dom::error(&dom::error_detail(code, status, message, errors));
        for (_, reject) in self.waiting() {
            let _ = reject.apply(&JsValue::NULL, &Array::of1(&error));
        }
    }

    fn waiting(self) -> Vec<(Function, Function)> {
        self.kept_mut(|kept| std::mem::take(&mut kept.waiting)).unwrap_or_default()
    }
}
