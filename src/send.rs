//! HTTP to the proxy; nothing else speaks it. Time-outs, and answers of every kind, end as an
//! [`Answer`]: a dropped call is aborted.

mod upload;

use std::cell::Cell;
use std::rc::Rc;

use deskbell_rules::Value;
use gloo_net::http::{Headers, Request, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestCache, RequestCredentials, RequestRedirect, Url};

use crate::answer::Answer;
use crate::description::Description;
use crate::dom;
use crate::failure::{Cause, Failure};
use crate::visitor::Visitor;

pub(crate) use upload::Upload;

/// Milliseconds until a ticket is given up on. The proxy itself answers within ten seconds.
const PATIENCE: u32 = 30_000;
/// How many solutions may be refused before the visitor hears of it.
const CHALLENGES: u32 = 2;
/// Milliseconds until a form description is.
const SHORT_PATIENCE: u32 = 10_000;

/// The service behind `proxy-url`.
#[derive(Debug, Clone)]
pub(crate) struct Proxy {
    base: String,
    visitor: Visitor,
}

impl Proxy {
    /// `base` may be relative to the page. `None` where it is no web address.
    pub(crate) fn new(base: &str, visitor: Visitor) -> Option<Self> {
        let page = web_sys::window()?.document()?.base_uri().ok()??;
        let url = Url::new_with_base(base, &page).ok()?;
        let web = matches!(url.protocol().as_str(), "http:" | "https:");
        web.then(|| Self { base: url.href().trim_end_matches('/').to_owned(), visitor })
    }

    /// Its address.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// Tells the element what the proxy's form description says, if that is anything to it.
    pub(crate) fn describe(&self, description: &Value) {
        let says = |name| description.member(name).is_some_and(|said| *said != Value::Null);
        let said = if says("challenge") || says("identity") { dom::to_js(description) } else { JsValue::NULL };
        self.visitor.expect(&said);
    }

    /// Sends the ticket `body`, which is JSON. What has to be solved for it is no business of the
    /// visitor's: it may be wanted since a moment ago only, or once more.
    pub(crate) async fn create(&self, key: &str, body: &str) -> Answer {
        let mut refused = 0;
        loop {
            let Ok(headers) = JsFuture::from(self.visitor.headers(refused > 0)).await else {
                return Answer::Failed(Failure { certain: true, ..Failure::of(Cause::Unsolved) });
            };
            let request = Request::post(&format!("{}/api/v1/tickets", self.base))
                .headers(Headers::from_raw(headers.unchecked_into()))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key);
            let answer = call(request, Some(body), PATIENCE).await.map_or_else(Answer::Failed, |reply| reply.answer());
            match &answer {
                Answer::Failed(failure) if failure.cause == Cause::Unsolved && refused < CHALLENGES => refused += 1,
                _ => return answer,
            }
        }
    }

    /// Looks after a ticket that was accepted earlier.
    pub(crate) async fn look(&self, location: &str) -> Answer {
        let Some(url) = self.resolve(location) else { return Answer::Failed(Failure::of(Cause::Nonsense)) };
        let request = Request::get(&url).cache(RequestCache::NoStore);
        call(request, None, SHORT_PATIENCE).await.map_or_else(Answer::Failed, |reply| reply.answer())
    }

    /// The proxy's form description, for a department if one is chosen.
    pub(crate) async fn description(&self, department: Option<&str>) -> Result<Description, Failure> {
        let mut request = Request::get(&format!("{}/api/v1/form", self.base));
        if let Some(department) = department {
            request = request.query([("departmentId", department)]);
        }
        let reply = call(request, None, SHORT_PATIENCE).await?;
        if reply.status != 200 {
            return Err(Failure::of_answer(reply.status, reply.wait, &reply.body));
        }
        Description::read(reply.body).ok_or_else(|| Failure::of_answer(200, None, &Value::Null))
    }

    /// Paths of the contract hang below the base, wherever that is. Other places are followed
    /// only if they are the proxy's.
    fn resolve(&self, location: &str) -> Option<String> {
        if location.starts_with("/api/v1/") {
            return Some(format!("{}{location}", self.base));
        }
        let base = Url::new(&format!("{}/api/v1/tickets", self.base)).ok()?;
        let url = Url::new_with_base(location, &base.href()).ok()?;
        (url.origin() == base.origin()).then(|| url.href())
    }
}

/// The parts of an answer that mean something.
struct Reply {
    status: u16,
    location: Option<String>,
    wait: Option<u32>,
    body: Value,
}

impl Reply {
    fn answer(self) -> Answer {
        Answer::read(self.status, self.location, self.wait, &self.body)
    }
}

async fn call(request: RequestBuilder, body: Option<&str>, patience: u32) -> Result<Reply, Failure> {
    if dom::is_offline() {
        return Err(Failure::of(Cause::Offline));
    }
    let deadline = Deadline::new(patience);
    let request = request
        .header("Accept", "application/json")
        .credentials(RequestCredentials::Omit)
        // A redirect turns a POST into a GET or leads to a sign-in page: it is no answer.
        .redirect(RequestRedirect::Manual)
        .abort_signal(deadline.controller.as_ref().map(AbortController::signal).as_ref());
    let request = match body {
        Some(body) => request.body(body),
        None => request.build(),
    };
    let Ok(request) = request else { return Err(Failure::of(Cause::Unreachable)) };
    match request.send().await {
        Ok(response) => read(&response).await.ok_or_else(|| deadline.failure()),
        Err(_) => Err(deadline.failure()),
    }
}

/// `None` where the answer breaks off.
async fn read(response: &Response) -> Option<Reply> {
    let headers = response.headers();
    let text = response.text().await.ok()?;
    Some(Reply {
        status: response.status(),
        location: headers.get("Location"),
        wait: headers.get("Retry-After").as_deref().and_then(seconds),
        body: dom::parse(&text),
    })
}

/// `Retry-After` in seconds, or until a date.
#[inline(never)]
fn seconds(text: &str) -> Option<u32> {
    text.trim().parse().ok().or_else(|| {
        let wait = (js_sys::Date::parse(text) - js_sys::Date::now()) / 1000.0;
        (wait > 0.0).then_some(wait.ceil() as u32)
    })
}

/// Aborts the call when time is up, and when it is dropped.
struct Deadline {
    controller: Option<AbortController>,
    over: Rc<Cell<bool>>,
    _timer: Timeout,
}

impl Deadline {
    fn new(patience: u32) -> Self {
        let controller = AbortController::new().ok();
        let over = Rc::new(Cell::new(false));
        let timer = {
            let (controller, over) = (controller.clone(), over.clone());
            Timeout::new(patience, move || {
                over.set(true);
                controller.as_ref().inspect(|controller| controller.abort());
            })
        };
        Self { controller, over, _timer: timer }
    }

    fn failure(&self) -> Failure {
        Failure::of(if self.over.get() { Cause::Timeout } else { Cause::Unreachable })
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }
}
