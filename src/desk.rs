//! One mounted form at work: joins the state machine to the page and to the proxy.

mod bells;
mod files;
mod keeping;
mod opening;
mod promises;
mod sending;
mod state;

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use deskbell_rules::Draft;
use gloo_timers::callback::Timeout;
use js_sys::Function;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use wasm_bindgen::JsValue;

use crate::dom::{self, Host};
use crate::failure::Failure;
use crate::form::{Form, Phase};
use crate::messages::{Messages, Speech};
use crate::options::Options;
use crate::send::Proxy;
use crate::told::Told;
use files::Bytes;
use keeping::Drawer;
use state::State;

/// Milliseconds without typing until screen readers hear how much room is left.
const PAUSE: u32 = 1000;

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
pub(crate) struct Desk(StoredValue<Rc<State>, LocalStorage>);

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
    bytes: Bytes,
    drawer: Drawer,
    /// Tells screen readers how much room is left, once the visitor pauses.
    room: Option<Timeout>,
}

impl Desk {
    /// To be called under the owner that lives as long as the form.
    pub(crate) fn new(host: Host, proxy: Proxy, options: Options) -> Self {
        let speech = Speech { category: dom::plural_category, number: dom::format_number, size: dom::format_size };
        let texts = options.texts.clone();
        let messages = Messages::new(options.messages.clone(), texts, options.lang.clone(), speech);
        let place = [proxy.base(), options.department_id.as_deref().unwrap_or_default(), &host.id()].join("|");
        let drawer = Drawer::new(options.draft, &format!("deskbell:{place}"));
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
            bytes: Bytes::default(),
            drawer,
            room: None,
        };
        Self(StoredValue::new_local(Rc::new(State {
            form: RefCell::new(Form::new(Vec::new(), Vec::new(), &Draft::new())),
            bells: RefCell::default(),
            screen: Told::new(Screen::Loading),
            said: Told::default(),
            wanted: Cell::new(false),
            offline: Told::new(dom::is_offline()),
            again: Told::default(),
            kept: RefCell::new(kept),
        })))
    }

    /// What the card shows.
    pub(crate) fn screen<T: Default>(self, read: impl FnOnce(&Screen) -> T) -> T {
        self.state().map(|state| read(&state.screen.get())).unwrap_or_default()
    }

    /// What screen readers are to say.
    pub(crate) fn said(self) -> String {
        self.state().map(|state| state.said.get()).unwrap_or_default()
    }

    /// Whether the browser says that there is no network.
    pub(crate) fn is_offline(self) -> bool {
        self.state().is_some_and(|state| state.offline.get())
    }

    /// Whether a request is being sent again whose answer stayed away.
    pub(crate) fn is_trying_again(self) -> bool {
        self.state().is_some_and(|state| state.again.get())
    }

    /// Whether the form is to take the focus when it appears; asked once.
    pub(crate) fn take_wanted(self) -> bool {
        self.state().is_some_and(|state| state.wanted.take())
    }

    /// A text of the form.
    pub(crate) fn text(self, key: &str) -> String {
        self.messages(|messages| messages.text(key))
    }

    /// A text that needs more than a key.
    pub(crate) fn messages(self, with: impl FnOnce(&Messages) -> String) -> String {
        self.kept(|kept| with(&kept.messages)).unwrap_or_default()
    }

    /// What `with` makes of the texts.
    pub(crate) fn speak<T>(self, with: impl FnOnce(&Messages) -> T) -> Option<T> {
        self.kept(|kept| with(&kept.messages))
    }

    /// Where else a visitor can go.
    pub(crate) fn fallback_href(self) -> String {
        self.kept(|kept| kept.options.fallback_href.clone()).unwrap_or_default()
    }

    /// Whether trying again is known to file nothing twice.
    pub(crate) fn knows_keys(self) -> bool {
        self.kept(|kept| kept.knows_keys).unwrap_or(false)
    }

    /// The visitor typed into field `index`.
    pub(crate) fn edit(self, index: usize, typed: String) {
        self.change(|form| form.edit(index, typed));
        self.keep_soon();
        self.tell_room(index);
        let name = self.read(|form| form.fields().nth(index).map(|field| field.name.clone()));
        self.emit("deskbell-input", &dom::object_with("name", &name.unwrap_or_default().into()));
    }

    /// A counter that changes with each keystroke would drown the echo of what is typed.
    fn tell_room(self, index: usize) {
        let left = self.read(|form| form.counter(index)).and_then(|(length, limit)| limit.checked_sub(length));
        let tell = move |left| self.say(self.messages(|messages| messages.count("counter.left", left, &[])));
        let timer = left.map(|left| Timeout::new(PAUSE, move || tell(left)));
        self.kept_mut(|kept| kept.room = timer);
    }

    /// The visitor left field `index`.
    pub(crate) fn blur(self, index: usize) {
        if !self.kept(|kept| kept.pressing).unwrap_or(true) {
            self.change(|form| form.blur(index));
        }
    }

    /// The pointer went down on the button, or came off it.
    pub(crate) fn press(self, pressing: bool) {
        self.kept_mut(|kept| kept.pressing = pressing);
    }

    /// Moves the focus to field `index`.
    pub(crate) fn focus_field(self, index: usize) {
        self.kept(|kept| kept.host.focus(&format!("f{index}")));
    }

    /// Moves the focus to where the visitor goes on: the first field without an answer, or what
    /// the card says.
    pub(crate) fn focus(self) {
        let Some(state) = self.state() else { return };
        let next = self.read(Form::next);
        match state.screen.peek() {
            Screen::Loading => state.wanted.set(true),
            Screen::Ready if next.is_some() => self.focus_field(next.unwrap_or_default()),
            _ => self.focus_heading(),
        }
    }

    /// Moves the focus to what the card now says.
    pub(crate) fn focus_heading(self) {
        self.kept(|kept| kept.host.focus("heading"));
    }

    /// Copies the text of the element `id`, then says whether that went well.
    pub(crate) fn copy(self, id: &'static str, then: impl FnOnce(bool) + 'static) {
        if let Some(host) = self.kept(|kept| kept.host.clone()) {
            self.spawn(async move { then(host.copy(id).await) });
        }
    }

    /// Says something to screen readers.
    pub(crate) fn say(self, sentence: String) {
        self.on_state(|state| state.said.set(sentence));
    }

    /// Back to an empty form. A request on its way is not called back, only no longer waited for.
    pub(crate) fn reset(self) {
        self.clear(Form::reset);
    }

    fn clear(self, clear: impl FnOnce(&mut Form)) {
        self.drop_files();
        self.change(clear);
        self.keep();
        self.say(String::new());
        self.refuse("reset", 0, "the form was reset", &[]);
    }

    /// The visitor has another request: a form that knows who they are, and takes the focus.
    pub(crate) fn another(self) {
        self.on_state(|state| state.wanted.set(true));
        self.clear(Form::again);
    }

    /// Fills in what `values` holds, by attribute name.
    pub(crate) fn prefill(self, values: &Draft, vouched: bool) {
        self.change(|form| if vouched { form.vouch(values) } else { form.prefill(values) });
    }

    /// Something was typed or added that has not been sent.
    pub(crate) fn is_unsent(self) -> bool {
        self.look(Form::is_unsent).unwrap_or(false)
    }

    /// The browser has lost or found the network. What could not leave without it leaves now.
    pub(crate) fn online(self, online: bool) {
        self.on_state(|state| state.offline.set(!online));
        if online && self.look(Form::waits_for_network) == Some(true) {
            self.submit();
        }
    }

    /// The receipt, once there is one.
    pub(crate) fn receipt(self) -> JsValue {
        self.read(|form| match form.phase() {
            Phase::Sent(receipt) => dom::to_js(&receipt.to_value()),
            _ => JsValue::NULL,
        })
    }

    /// What stands in the fields, by attribute name.
    pub(crate) fn values(self) -> JsValue {
        self.read(|form| dom::to_js(&form.values()))
    }

    /// The word for how far the request has come.
    pub(crate) fn stage(self) -> &'static str {
        self.read(|form| match form.phase() {
            Phase::Editing => "editing",
            Phase::Waiting | Phase::Sending => "sending",
            Phase::Sent(_) => "sent",
            Phase::Pending(_) => "pending",
            Phase::Failed(_) => "failed",
        })
    }

    fn emit(self, name: &str, detail: &JsValue) -> bool {
        let host = self.kept(|kept| kept.host.clone());
        host.is_none_or(|host| host.emit(name, detail))
    }

    /// Runs `task` until it is done or the form is gone, whichever part of the view asked for it.
    pub(crate) fn spawn(self, task: impl Future<Output = ()> + 'static) {
        let owner = self.kept(|kept| kept.owner.clone()).flatten();
        // One type for all tasks, so that there is one copy of what runs them.
        let task: Pin<Box<dyn Future<Output = ()>>> = Box::pin(task);
        if let Some(owner) = owner.and_then(|owner| owner.upgrade()) {
            owner.with(|| spawn_local_scoped_with_cancellation(task));
        }
    }
}
