//! A proxy with its sandbox, started like the real one, on free ports.
#![allow(dead_code, unreachable_pub, reason = "every test file takes what it needs")]

pub mod postgres;
pub mod raw;
pub mod zoho;

use std::path::PathBuf;

use deskbell_proxy::App;
use deskbell_proxy::config::Config;
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A page of this machine, which the default configuration lets in.
pub const ORIGIN: &str = "http://127.0.0.1:8080";

/// The sandbox's department.
pub const DEPARTMENT: &str = "1892000000006907";

/// A running proxy. Stop it at the end of a test; dropping it leaves that to the process.
pub struct Proxy {
    pub url: String,
    pub admin_url: String,
    /// The sandbox's address; empty where tickets go to another server.
    pub sandbox_url: String,
    pub client: Client,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Proxy {
    /// With the default configuration, but free ports and nothing on disk.
    pub async fn start() -> Self {
        Self::with(|_| ()).await
    }

    /// The same, after `change`.
    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let mut config = config();
        change(&mut config);
        let app = App::build(config).await.expect("a proxy");
        let url = |address| format!("http://{address}");
        let (stop, stopped) = oneshot::channel::<()>();
        Self {
            url: url(app.address()),
            admin_url: url(app.admin_address()),
            sandbox_url: app.sandbox_address().map(url).unwrap_or_default(),
            client: client(),
            stop,
            task: tokio::spawn(app.run(async { drop(stopped.await) })),
        }
    }

    /// Stops it, as SIGTERM does, and waits for its end.
    pub async fn stop(self) {
        drop(self.stop);
        self.task.await.expect("an end without a panic");
    }

    /// A POST of `body` with a new key, from an allowed page.
    pub fn post(&self, body: &Value) -> RequestBuilder {
        self.post_with(&key(), body)
    }

    pub fn post_with(&self, key: &str, body: &Value) -> RequestBuilder {
        let request = self.client.post(format!("{}/api/v1/tickets", self.url));
        request.header("origin", ORIGIN).header("idempotency-key", key).json(body)
    }

    pub fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(format!("{}{path}", self.url)).header("origin", ORIGIN)
    }

    /// Lets the sandbox fail, as its `POST /sandbox/faults` has it.
    pub async fn fault(&self, fault: Value) {
        let answer = self.client.post(format!("{}/sandbox/faults", self.sandbox_url)).json(&fault).send().await;
        assert!(answer.expect("the sandbox").status().is_success(), "{fault}");
    }

    /// What the sandbox has, newest first.
    pub async fn tickets(&self) -> Vec<Value> {
        let answer =
            self.client.get(format!("{}/sandbox/tickets", self.sandbox_url)).send().await.expect("the sandbox");
        answer.json().await.expect("tickets")
    }
}

/// The default configuration on free ports and without files.
pub fn config() -> Config {
    let mut config = Config::default();
    config.listen.set_port(0);
    config.admin_listen.set_port(0);
    config.sandbox.listen.set_port(0);
    config.sandbox.database = ":memory:".to_owned();
    config.database_url = "sqlite::memory:".into();
    // Tests of one address send more than a visitor does.
    config.limits = false;
    config
}

/// A client that follows no redirect and finds no proxy in the environment.
pub fn client() -> Client {
    drop(rustls::crypto::ring::default_provider().install_default());
    let builder = Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
    builder.tls_certs_only([]).build().expect("a client")
}

pub fn key() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// A path in the system's temporary directory that nobody has.
pub fn temporary(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("deskbell-{}-{name}", uuid::Uuid::new_v4()))
}

/// What the widget sends for the default form.
pub fn ticket() -> Value {
    json!({
        "subject": "Real Time analysis Requirement",
        "departmentId": DEPARTMENT,
        "contact": { "lastName": "Ada Lovelace", "email": "ada@example.org" },
        "email": "ada@example.org",
        "description": "The engine <does> not start.\nWhat now?",
    })
}

/// `ticket()` with one member changed.
pub fn ticket_with(name: &str, value: impl Into<Value>) -> Value {
    let mut ticket = ticket();
    ticket[name] = value.into();
    ticket
}

/// Status and body of a refusal, after looking at what every refusal has in common.
pub async fn problem(answer: Response) -> (u16, Value) {
    let status = answer.status().as_u16();
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    assert_eq!(answer.headers()["access-control-allow-origin"], ORIGIN);
    assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let body: Value = answer.json().await.expect("JSON");
    assert_eq!(body["status"], status);
    for member in ["type", "title", "detail", "errorCode", "message"] {
        assert!(body[member].as_str().is_some_and(|text| !text.is_empty()), "{member} in {body}");
    }
    (status, body)
}

/// `(fieldName, code)` of every entry of `errors`.
pub fn errors(problem: &Value) -> Vec<(String, String)> {
    let text = |error: &Value, name: &str| error[name].as_str().expect("a text").to_owned();
    let errors = problem["errors"].as_array().expect("errors");
    errors.iter().map(|error| (text(error, "fieldName"), text(error, "code"))).collect()
}
