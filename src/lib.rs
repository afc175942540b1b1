//! Deskbell's form in the browser: a Leptos view over a state machine ([`form`]) that fills in a
//! ticket, sends it to the proxy and shows the ticket number.
//!
//! The custom element (npm/src/element.js) calls [`mount`] and keeps what it gives; nothing else
//! is exported. One module serves all forms on a page.

#![warn(missing_docs)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod answer;
mod crash;
mod description;
mod desk;
mod dom;
mod draft;
mod failure;
mod fault;
mod field;
mod files;
mod form;
mod messages;
mod number;
mod options;
mod report;
mod send;
#[cfg(test)]
mod testing;
mod told;
mod view;
mod visitor;

use js_sys::Promise;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use desk::Desk;
use dom::Host;
use options::{Options, read_values};
use report::Report;
use send::Proxy;
pub use visitor::Visitor;

/// A form on the page.
#[wasm_bindgen]
pub struct Mounted {
    desk: Desk,
    host: Host,
    /// Takes the form off the page; gone once that is done.
    view: Option<Box<dyn FnOnce()>>,
}

impl std::fmt::Debug for Mounted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mounted").field("mounted", &self.view.is_some()).finish_non_exhaustive()
    }
}

/// Puts a form into `root`, a box in the shadow root of the element `host`, which dispatches the
/// events. `options` is plain data with the keys of the configuration; `visitor` is the element's.
///
/// # Errors
/// An `Error` that lists every mistake in `options`; nothing is mounted then.
#[wasm_bindgen]
pub fn mount(root: HtmlElement, host: HtmlElement, options: JsValue, visitor: Visitor) -> Result<Mounted, JsValue> {
    let (options, mut report) = Options::read(&dom::from_js(&options));
    let proxy = Proxy::new(&options.proxy_url, visitor);
    if proxy.is_none() && report.errors.is_empty() {
        report.error("proxyUrl", &format!("is `{}`, which is no web address", options.proxy_url));
    }
    let Some(proxy) = proxy.filter(|_| report.errors.is_empty()) else {
        return Err(js_sys::Error::new(&report.errors.join("; ")).into());
    };
    let host = Host::new(host, root);
    crash::watch(host.clone());
    let mounted = put(host, proxy, options);
    report.warnings.iter().for_each(|warning| mounted.host.complain("configuration", warning));
    Ok(mounted)
}

fn put(host: Host, proxy: Proxy, options: Options) -> Mounted {
    let owner = Owner::new();
    let desk = owner.with(|| Desk::new(host.clone(), proxy, options));
    let view = owner.with(|| leptos::mount::mount_to(host.root(), move || Widget(WidgetProps { desk })));
    desk.open();
    let view = move || {
        // Effects and listeners first: elements that are taken off the page may tell of it.
        owner.cleanup();
        drop(view);
    };
    Mounted { desk, host, view: Some(Box::new(view)) }
}

/// The form, as a Leptos component.
#[component]
fn Widget(
    /// Its state.
    desk: Desk,
) -> impl IntoView {
    view::card(desk)
}

#[wasm_bindgen]
impl Mounted {
    /// Takes the form off the page. A second call does nothing, and so do all other methods then.
    pub fn unmount(&mut self) {
        if let Some(view) = self.view.take() {
            self.desk.leave();
            crash::forget(&self.host);
            view();
        }
    }

    /// Back to an empty form.
    pub fn reset(&self) {
        if self.view.is_some() {
            self.desk.reset();
        }
    }

    /// Fills in `values`, by attribute name. What is no attribute is reported and left out. What the
    /// site has `vouched` for is not the visitor's to change, until other values are.
    pub fn prefill(&self, values: JsValue, vouched: bool) {
        if self.view.is_some() {
            let mut report = Report::default();
            self.desk.prefill(&read_values("values", Some(&dom::from_js(&values)), &mut report), vouched);
            for message in report.errors.iter().chain(&report.warnings) {
                self.host.complain("prefill", message);
            }
        }
    }

    /// Moves the focus to where the visitor goes on.
    pub fn focus(&self) {
        if self.view.is_some() {
            self.desk.focus();
        }
    }

    /// Writes the draft at once: the page may go any moment.
    pub fn keep(&self) {
        if self.view.is_some() {
            self.desk.keep();
        }
    }

    /// The page is back from the browser's cache, as it was left.
    pub fn revive(&self) {
        if self.view.is_some() {
            self.desk.revive();
        }
    }

    /// The browser has lost or found the network.
    pub fn online(&self, online: bool) {
        if self.view.is_some() {
            self.desk.online(online);
        }
    }

    /// Something was typed or added that has not been sent.
    #[wasm_bindgen(getter)]
    pub fn unsent(&self) -> bool {
        self.view.is_some() && self.desk.is_unsent()
    }

    /// Sends the form as its button does. The promise is kept with the receipt, once there is
    /// one, or broken with an `Error` that has `code`, `status` and `errors`.
    pub fn submit(&self) -> Promise {
        let promise = self.desk.promise();
        if self.view.is_some() {
            self.desk.submit();
        }
        promise
    }

    /// `editing`, `sending`, `sent`, `pending` or `failed`.
    #[wasm_bindgen(getter)]
    pub fn state(&self) -> String {
        if self.view.is_some() { self.desk.stage() } else { "editing" }.to_owned()
    }

    /// `{ ticketNumber, id, webUrl }`, or `null`.
    #[wasm_bindgen(getter)]
    pub fn receipt(&self) -> JsValue {
        if self.view.is_some() { self.desk.receipt() } else { JsValue::NULL }
    }

    /// What stands in the fields, by attribute name.
    #[wasm_bindgen(getter)]
    pub fn values(&self) -> JsValue {
        if self.view.is_some() { self.desk.values() } else { JsValue::NULL }
    }
}
