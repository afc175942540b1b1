//! One mounted form at work: joins the state machine to the page and to the proxy.

mod opening;
mod sending;

use std::future::Future;

use deskbell_rules::{Draft, Value};
use js_sys::{Array, Function, Promise};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use wasm_bindgen::JsValue;

use crate::dom::{self, Host};
use crate::failure::Failure;
use crate::form::{Form, Phase};
use crate::messages::Messages;
use crate::options::Options;
use crate::send::Proxy;

/// What the card shows before there is a form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Screen {
    /// The form description is on its way.
    Loading,
    /// The form, or what became of it.
    Ready,
    /// There is no form description, and no department without it.
    Trouble(Failure),
}

/// A mounted form. A handle: copy it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Desk {
    pub(crate) form: RwSignal<Form>,
    pub(crate) screen: RwSignal<Screen>,
    /// What screen readers are to say.
    pub(crate) said: RwSignal<String>,
    /// The visitor asked for the form, so it takes the focus when it appears.
    pub(crate) wanted: RwSignal<bool>,
    kept: StoredValue<Kept, LocalStorage>,
}

struct Kept {
    host: Host,
    owner: Option<WeakOwner>,
    proxy: Proxy,
    options: Options,
    messages: Messages,
    /// `resolve` and `reject` of those who wait for the receipt.
    waiting: Vec<(Function, Function)>,
    /// The proxy serves forms, so it keeps the promise of the `Idempotency-Key`. One that only
    /// forwards cannot.
    knows_keys: bool,
    /// The pointer is down on the button: leaving a field must not move it away.
    pressing: bool,
    /// Listeners are being asked whether to send.
    asking: bool,
}

impl Desk {
    /// To be called under the owner that lives as long as the form.
    pub(crate) fn new(host: Host, proxy: Proxy, options: Options) -> Self {
        let lang = options.lang.clone().unwrap_or_else(|| "en".to_owned());
        let messages = Messages::new(options.messages.clone(), &lang, dom::plural_category);
        let owner = Owner::current().map(|owner| owner.downgrade());
        let kept = Kept {
            host,
            owner,
            proxy,
            options,
            messages,
            waiting: Vec::new(),
            knows_keys: false,
            pressing: false,
            asking: false,
        };
        Self {
            form: RwSignal::new(Form::new(Vec::new(), Vec::new(), &Draft::new())),
            screen: RwSignal::new(Screen::Loading),
            said: RwSignal::new(String::new()),
            wanted: RwSignal::new(false),
            kept: StoredValue::new_local(kept),
        }
    }

    /// A text of the form.
    pub(crate) fn text(self, key: &str) -> String {
        self.messages(|messages| messages.text(key))
    }

    /// A text that needs more than a key.
    pub(crate) fn messages(self, with: impl FnOnce(&Messages) -> String) -> String {
        self.kept.try_with_value(|kept| with(&kept.messages)).unwrap_or_default()
    }

    /// Where else a visitor can go.
    pub(crate) fn fallback_href(self) -> String {
        self.kept.try_with_value(|kept| kept.options.fallback_href.clone()).unwrap_or_default()
    }

    /// Whether trying again is known to file nothing twice.
    pub(crate) fn knows_keys(self) -> bool {
        self.kept.try_with_value(|kept| kept.knows_keys).unwrap_or(false)
    }

    /// The visitor typed into field `index`.
    pub(crate) fn edit(self, index: usize, typed: String) {
        self.form.update(|form| form.edit(index, typed));
        let name = self.form.with_untracked(|form| form.fields().nth(index).map(|field| field.name.clone()));
        self.emit("deskbell-input", &dom::object_with("name", &name.unwrap_or_default().into()));
    }

    /// The visitor left field `index`.
    pub(crate) fn blur(self, index: usize) {
        if !self.kept.try_with_value(|kept| kept.pressing).unwrap_or(true) {
            self.form.update(|form| form.blur(index));
        }
    }

    /// The pointer went down on the button, or came off it.
    pub(crate) fn press(self, pressing: bool) {
        self.kept.try_update_value(|kept| kept.pressing = pressing);
    }

    /// Moves the focus to field `index`.
    pub(crate) fn focus_field(self, index: usize) {
        self.kept.try_with_value(|kept| kept.host.focus(&format!("f{index}")));
    }

    /// Moves the focus to what the card now says.
    pub(crate) fn focus_heading(self) {
        self.kept.try_with_value(|kept| kept.host.focus("heading"));
    }

    /// Copies the text of the element `id`, then says whether that went well.
    pub(crate) fn copy(self, id: &'static str, then: impl FnOnce(bool) + 'static) {
        if let Some(host) = self.kept.try_with_value(|kept| kept.host.clone()) {
            self.spawn(async move { then(host.copy(id).await) });
        }
    }

    /// Says something to screen readers.
    pub(crate) fn say(self, sentence: String) {
        self.said.try_set(sentence);
    }

    /// Back to an empty form. A request on its way is not called back, only no longer waited for.
    pub(crate) fn reset(self) {
        self.form.try_update(Form::reset);
        self.say(String::new());
        self.refuse("reset", 0, "the form was reset", &[]);
    }

    /// Fills in what `values` holds, by attribute name.
    pub(crate) fn prefill(self, values: &Draft) {
        self.form.try_update(|form| form.prefill(values));
    }

    /// The receipt, once there is one.
    pub(crate) fn receipt(self) -> JsValue {
        self.form.with_untracked(|form| match form.phase() {
            Phase::Sent(receipt) => dom::to_js(receipt),
            _ => JsValue::NULL,
        })
    }

    /// What stands in the fields, by attribute name.
    pub(crate) fn values(self) -> JsValue {
        self.form.with_untracked(|form| dom::to_js(&form.values()))
    }

    /// The word for how far the request has come.
    pub(crate) fn state(self) -> &'static str {
        self.form.with_untracked(|form| match form.phase() {
            Phase::Editing => "editing",
            Phase::Sending => "sending",
            Phase::Sent(_) => "sent",
            Phase::Pending(_) => "pending",
            Phase::Failed(_) => "failed",
        })
    }

    /// A promise of the receipt.
    pub(crate) fn promise(self) -> Promise {
        Promise::new(&mut |resolve, reject| {
            self.kept.try_update_value(|kept| kept.waiting.push((resolve, reject)));
        })
    }

    /// The form goes; nobody shall wait in vain.
    pub(crate) fn leave(self) {
        self.refuse("unmounted", 0, "the form was removed from the page", &[]);
    }

    /// Keeps the promises made.
    fn fulfil(self, receipt: &JsValue) {
        for (resolve, _) in self.waiting() {
            let _ = resolve.call1(&JsValue::NULL, receipt);
        }
    }

    /// Breaks the promises made, with a reason.
    fn refuse(self, code: &str, status: u16, message: &str, errors: &[Value]) {
        let error = dom::error(&dom::error_detail(code, status, message, errors));
        for (_, reject) in self.waiting() {
            let _ = reject.apply(&JsValue::NULL, &Array::of1(&error));
        }
    }

    fn waiting(self) -> Vec<(Function, Function)> {
        self.kept.try_update_value(|kept| std::mem::take(&mut kept.waiting)).unwrap_or_default()
    }

    fn emit(self, name: &str, detail: &JsValue) -> bool {
        let host = self.kept.try_with_value(|kept| kept.host.clone());
        host.is_none_or(|host| host.emit(name, detail))
    }

    /// Runs `task` until it is done or the form is gone, whichever part of the view asked for it.
    fn spawn(self, task: impl Future<Output = ()> + 'static) {
        let owner = self.kept.try_with_value(|kept| kept.owner.clone()).flatten();
        if let Some(owner) = owner.and_then(|owner| owner.upgrade()) {
            owner.with(|| spawn_local_scoped_with_cancellation(task));
        }
    }
}
