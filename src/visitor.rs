//! What the element knows and does beside the form (npm/src/visitor.js): the site's word for the visitor, and what solves
//! the proxy's challenges. Both need code that most pages do without, so it is loaded where it is needed.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::XmlHttpRequest;

#[wasm_bindgen]
extern "C" {
    /// The element's side. None of it throws.
    #[derive(Debug, Clone)]
    pub type Visitor;

    /// The form description has come: `{ challenge?, identity? }`, or `null` where neither is asked for.
    #[wasm_bindgen(method)]
    pub(crate) fn expect(this: &Visitor, described: &JsValue);

    /// Promises the `Headers` of a ticket that are not the form's business: `Authorization`,
    /// `Challenge-Solution`. After a solution was `refused`, or missing, with that of whatever the
    /// proxy wants solved by now. Broken where nobody could solve it.
    #[wasm_bindgen(method)]
    pub(crate) fn headers(this: &Visitor, refused: bool) -> Promise;

    /// Gives `request` those of a file.
    #[wasm_bindgen(method)]
    pub(crate) fn sign(this: &Visitor, request: &XmlHttpRequest);
}
