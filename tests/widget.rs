//! What of the widget needs a browser: mounting, the DOM, events, promises, and HTTP by `fetch`.
#![cfg(target_arch = "wasm32")]

use std::cell::RefCell;
use std::rc::Rc;

use deskbell::{Mounted, Visitor, mount};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, JSON, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CustomEvent, Element, HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

const OPTIONS: &str = r#"{
    "proxyUrl": "https://support.example.com",
    "departmentId": "1892000000006907",
    "fields": [{"name": "contact.lastName"}, {"name": "email"}, {"name": "subject"}, {"name": "description"}]
}"#;

/// What the element brings along.
const TEXTS: &str = include_str!("../npm/locales/en.json");

const VALUES: &str = r#"{"contact.lastName": "Ada Lovelace", "email": "ada@example.org", "subject": "Wrong total", "description": "1 < 2"}"#;

/// A form on the page, with the element that stands for the host.
struct Page {
    host: HtmlElement,
    mounted: Mounted,
}

impl Page {
    fn open(options: &str) -> Result<Self, JsValue> {
        let document = web_sys::window().unwrap().document().unwrap();
        let host: HtmlElement = document.create_element("section").unwrap().unchecked_into();
        let root: HtmlElement = document.create_element("div").unwrap().unchecked_into();
        document.document_element().unwrap().append_child(&host).unwrap();
        host.append_child(&root).unwrap();
        let options = JSON::parse(options).unwrap();
        Reflect::set(&options, &"texts".into(), &JSON::parse(TEXTS).unwrap()).unwrap();
        let mounted = mount(root, host.clone(), options, stranger())?;
        Ok(Self { host, mounted })
    }

    /// A form that is there, once it knows that the proxy has no description.
    async fn opened(options: &str) -> Self {
        if !Reflect::has(&js_sys::global(), &"described".into()).unwrap() {
            answer("[]");
        }
        let page = Self::open(options).unwrap();
        settle().await;
        page
    }

    async fn filled() -> Self {
        let page = Self::opened(OPTIONS).await;
        page.mounted.prefill(JSON::parse(VALUES).unwrap(), false);
        page
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.host.query_selector(selector).unwrap()
    }

    fn text(&self) -> String {
        self.host.text_content().unwrap()
    }

    fn input(&self, name: &str) -> HtmlInputElement {
        self.find(&format!("[name='{name}']")).unwrap().unchecked_into()
    }

    /// The names of the events that the host sees from now on.
    fn listen(&self) -> Rc<RefCell<Vec<String>>> {
        let heard = Rc::new(RefCell::new(Vec::new()));
        for name in ["deskbell-submit", "deskbell-created", "deskbell-pending", "deskbell-error"] {
            let heard = heard.clone();
            let listener = Closure::<dyn Fn(CustomEvent)>::new(move |event: CustomEvent| {
                assert!(event.bubbles() && event.composed());
                heard.borrow_mut().push(event.type_());
            });
            self.host.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref()).unwrap();
            listener.forget();
        }
        heard
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.mounted.unmount();
        self.host.remove();
    }
}

/// What the element brings along, where nobody is known and nothing has to be solved.
fn stranger() -> Visitor {
    let script = "return { expect() {}, sign() {}, headers: async () => new Headers() }";
    Function::new_no_args(script).call0(&JsValue::NULL).unwrap().unchecked_into()
}

/// Replaces `fetch`: every request is kept in `globalThis.sent` and gets the answers in turn,
/// each `[status, body]`. There is no form description.
fn answer(answers: &str) {
    describe("[]");
    let script = format!(
        "globalThis.sent = []; const answers = {answers};
         globalThis.fetch = async (request) => {{
             if (request.url.includes('/api/v1/form')) {{
                 const [status, body] = described.shift() ?? [404, 'Not found'];
                 return new Response(body, {{ status }});
             }}
             sent.push([request.method, request.url, request.headers.get('Idempotency-Key'), await request.text()]);
             const [status, body, headers] = answers.shift();
             return new Response(body, {{ status, headers }});
         }};"
    );
    Function::new_no_args(&script).call0(&JsValue::NULL).unwrap();
}

/// The answers to those who ask for the form description.
fn describe(answers: &str) {
    Function::new_no_args(&format!("globalThis.described = {answers}")).call0(&JsValue::NULL).unwrap();
}

fn sent() -> Vec<Vec<String>> {
    let sent: js_sys::Array = Reflect::get(&js_sys::global(), &"sent".into()).unwrap().unchecked_into();
    let texts =
        |entry: JsValue| entry.unchecked_into::<js_sys::Array>().iter().filter_map(|text| text.as_string()).collect();
    sent.iter().map(texts).collect()
}

fn member(object: &JsValue, name: &str) -> String {
    Reflect::get(object, &name.into()).unwrap().as_string().unwrap_or_default()
}

async fn settle() {
    TimeoutFuture::new(20).await;
}

#[wasm_bindgen_test]
async fn mounts_fields_with_labels_and_leaves_nothing_behind() {
    let mut page = Page::opened(OPTIONS).await;
    for name in ["contact.lastName", "email", "subject", "description"] {
        let id = page.input(name).id();
        assert!(page.find(&format!("label[for='{id}']")).is_some(), "{name}");
    }
    assert_eq!(page.input("email").type_(), "email");
    assert!(!page.host.inner_html().contains("style="), "a strict page refuses style attributes");
    page.mounted.unmount();
    page.mounted.unmount();
    assert_eq!(page.text(), "");
    assert_eq!(page.mounted.state(), "editing");
}

#[wasm_bindgen_test]
async fn options_that_cannot_be_trusted_mount_nothing() {
    let error = Page::open(r#"{"fields": [{"name": "subject", "kind": "dropdown"}]}"#).err().unwrap();
    let message = member(&error, "message");
    assert!(message.contains("`fields.0.kind`") && message.contains("`proxyUrl` is missing"), "{message}");
}

#[wasm_bindgen_test]
async fn an_empty_form_is_refused_with_a_summary_that_takes_the_focus() {
    let page = Page::opened(OPTIONS).await;
    let error = JsFuture::from(page.mounted.submit()).await.unwrap_err();
    assert_eq!((member(&error, "name"), member(&error, "code")), ("DeskbellError".to_owned(), "invalid".to_owned()));
    settle().await;
    assert!(page.text().contains("Four things need your attention"));
    let active = web_sys::window().unwrap().document().unwrap().active_element().unwrap();
    assert_eq!(active.id(), "summary");
    let email = page.input("email");
    assert_eq!(email.get_attribute("aria-invalid").as_deref(), Some("true"));
    let described = email.get_attribute("aria-describedby").unwrap();
    assert_eq!(page.find(&format!("#{described}")).unwrap().text_content().unwrap(), "Enter your email address");
}

#[wasm_bindgen_test]
async fn a_filled_in_form_is_sent_and_gives_the_receipt() {
    answer(r#"[[201, '{"ticketNumber":"773","id":"1892000001054003","webUrl":"https://x"}']]"#);
    let page = Page::filled().await;
    let heard = page.listen();
    let receipt = JsFuture::from(page.mounted.submit()).await.unwrap();
    assert_eq!((member(&receipt, "ticketNumber"), member(&receipt, "id")), ("773".into(), "1892000001054003".into()));
    settle().await;
    assert_eq!(page.mounted.state(), "sent");
    assert_eq!(page.find("#number").unwrap().text_content().unwrap(), "773");
    assert_eq!(*heard.borrow(), ["deskbell-submit", "deskbell-created"]);
    let [request] = &sent()[..] else { panic!("{:?}", sent()) };
    assert_eq!(request[0..2], ["POST", "https://support.example.com/api/v1/tickets"]);
    assert_eq!(request[2].len(), 36);
    assert_eq!(
        request[3],
        r#"{"subject":"Wrong total","departmentId":"1892000000006907","contact":{"lastName":"Ada Lovelace","email":"ada@example.org"},"email":"ada@example.org","description":"1 < 2"}"#
    );
    page.mounted.reset();
    settle().await;
    assert_eq!(page.input("subject").value(), "");
}

#[wasm_bindgen_test]
async fn a_failure_keeps_text_and_key() {
    answer(r#"[[200, '<html>'], [201, '{"ticketNumber":"774"}']]"#);
    let page = Page::filled().await;
    let error = JsFuture::from(page.mounted.submit()).await.unwrap_err();
    assert_eq!(member(&error, "code"), "nonsense");
    settle().await;
    assert_eq!((page.mounted.state().as_str(), page.input("subject").value().as_str()), ("failed", "Wrong total"));
    JsFuture::from(page.mounted.submit()).await.unwrap();
    assert_eq!(sent()[0][2], sent()[1][2]);
}

#[wasm_bindgen_test]
async fn two_wishes_are_sent_once_and_both_get_the_receipt() {
    answer(r#"[[201, '{"ticketNumber":"775"}']]"#);
    let page = Page::filled().await;
    let (first, second) = (page.mounted.submit(), page.mounted.submit());
    assert_eq!(member(&JsFuture::from(first).await.unwrap(), "ticketNumber"), "775");
    assert_eq!(member(&JsFuture::from(second).await.unwrap(), "ticketNumber"), "775");
    assert_eq!(sent().len(), 1);
}

#[wasm_bindgen_test]
async fn a_pending_ticket_is_followed_up() {
    let there = "/api/v1/tickets/submissions/7";
    answer(&format!(
        r#"[[202, '{{"reference":"DB-7K2M-9QXA"}}', {{Location: '{there}', 'Retry-After': '1'}}], [201, '{{"ticketNumber":"776"}}']]"#
    ));
    let page = Page::filled().await;
    let receipt = page.mounted.submit();
    TimeoutFuture::new(200).await;
    assert_eq!(page.mounted.state(), "pending");
    assert!(page.text().contains("DB-7K2M-9QXA"));
    assert_eq!(member(&JsFuture::from(receipt).await.unwrap(), "ticketNumber"), "776");
    assert_eq!(sent()[1][0..2], ["GET".to_owned(), format!("https://support.example.com{there}")]);
}

#[wasm_bindgen_test]
async fn a_missing_description_is_no_obstacle_where_the_department_is_known() {
    answer("[]");
    let page = Page::opened(r#"{"proxyUrl": "https://support.example.com", "departmentId": "1"}"#).await;
    assert!(page.find("[name=subject]").is_some());
}

#[wasm_bindgen_test]
async fn without_department_and_description_there_is_another_way() {
    answer("[]");
    describe(r#"[[404, 'Not found'], [200, '{"departmentId": "7"}']]"#);
    let page = Page::opened(r#"{"proxyUrl": "https://support.example.com"}"#).await;
    let link = page.find("a[part=fallback-link]").unwrap();
    assert_eq!(link.get_attribute("href").as_deref(), Some("https://support.example.com/contact"));
    page.find("button[part=retry]").unwrap().unchecked_into::<HtmlElement>().click();
    settle().await;
    assert!(page.find("[name=subject]").is_some());
}

#[wasm_bindgen_test]
async fn unmounting_tells_those_who_wait() {
    answer("[]");
    let mut page = Page::filled().await;
    Function::new_no_args("globalThis.fetch = () => new Promise(() => {})").call0(&JsValue::NULL).unwrap();
    let receipt = page.mounted.submit();
    page.mounted.unmount();
    assert_eq!(member(&JsFuture::from(receipt).await.unwrap_err(), "code"), "unmounted");
}

#[wasm_bindgen_test]
async fn a_time_goes_there_and_back() {
    let options = r#"{"proxyUrl": "https://x.example", "departmentId": "1",
        "fields": [{"name": "email"}, {"name": "dueDate", "label": "Needed by"}]}"#;
    let page = Page::opened(options).await;
    page.mounted.prefill(JSON::parse(r#"{"dueDate": "2026-11-22T10:30:00.000Z"}"#).unwrap(), false);
    settle().await;
    let input = page.input("dueDate");
    let local = js_sys::Date::new(&input.value().into());
    assert_eq!(String::from(local.to_iso_string()), "2026-11-22T10:30:00.000Z");
    input.set_value("2027-01-02T03:04");
    input.dispatch_event(&web_sys::Event::new("input").unwrap()).unwrap();
    let utc = String::from(js_sys::Date::new(&"2027-01-02T03:04".into()).to_iso_string());
    assert_eq!(member(&page.mounted.values(), "dueDate"), utc);
}
