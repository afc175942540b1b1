//! A sandbox of its own for each test, and a client that speaks to it as the proxy does.

#![allow(dead_code, reason = "every test file uses its own part of this")]

use std::path::{Path, PathBuf};

use deskbell_sandbox::{CREDENTIALS, Config, Running, start};
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};
use uuid::Uuid;

pub(crate) struct Desk {
    pub(crate) running: Running,
    pub(crate) client: Client,
    pub(crate) token: String,
}

impl Desk {
    /// A sandbox in memory, and an access token for it.
    pub(crate) async fn open() -> Self {
        Self::open_at(Path::new(":memory:")).await
    }

    pub(crate) async fn open_at(database: &Path) -> Self {
        let config = Config { listen: ([127, 0, 0, 1], 0).into(), database: database.to_owned() };
        let running = start(config).await.unwrap();
        // The client insists on one, although nothing here is encrypted. A second time it says no.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut desk = Self { running, client: Client::new(), token: String::new() };
        let answer = desk.refresh(&[]).await;
        desk.token = answer["access_token"].as_str().unwrap().to_owned();
        desk
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.running.address())
    }

    /// A request without credentials.
    pub(crate) fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, self.url(path))
    }

    /// A request with the two headers.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let authorization = format!("Zoho-oauthtoken {}", self.token);
        self.bare(method, path).header("Authorization", authorization).header("orgId", CREDENTIALS.org_id)
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    pub(crate) async fn post(&self, ticket: &Value) -> Response {
        self.request(Method::POST, "/api/v1/tickets").json(ticket).send().await.unwrap()
    }

    /// Files a ticket that has to succeed.
    pub(crate) async fn file(&self, ticket: &Value) -> Value {
        let answer = self.post(ticket).await;
        assert_eq!(answer.status(), 200);
        answer.json().await.unwrap()
    }

    pub(crate) async fn upload(&self, name: &str, content: Vec<u8>) -> Response {
        let part = reqwest::multipart::Part::bytes(content).file_name(name.to_owned());
        let form = reqwest::multipart::Form::new().part("file", part);
        self.request(Method::POST, "/api/v1/uploads").multipart(form).send().await.unwrap()
    }

    /// Asks for an access token, with some parameters changed.
    pub(crate) async fn refresh(&self, changed: &[(&str, &str)]) -> Value {
        self.refresh_answer(changed).await.json().await.unwrap()
    }

    pub(crate) async fn refresh_answer(&self, changed: &[(&str, &str)]) -> Response {
        self.bare(Method::POST, "/oauth/v2/token").form(&refresh_parameters(changed)).send().await.unwrap()
    }

    pub(crate) async fn fault(&self, order: Value) {
        let answer = self.bare(Method::POST, "/sandbox/faults").json(&order).send().await.unwrap();
        assert_eq!(answer.status(), 200);
    }

    /// Everything that was filed, newest first.
    pub(crate) async fn inbox(&self) -> Vec<Value> {
        self.bare(Method::GET, "/sandbox/tickets").send().await.unwrap().json().await.unwrap()
    }
}

pub(crate) fn refresh_parameters<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut parameters = vec![
        ("grant_type", "refresh_token"),
        ("client_id", CREDENTIALS.client_id),
        ("client_secret", CREDENTIALS.client_secret),
        ("refresh_token", CREDENTIALS.refresh_token),
    ];
    for (name, value) in changed {
        parameters.iter_mut().filter(|(known, _)| known == name).for_each(|parameter| parameter.1 = value);
    }
    parameters
}

/// A ticket that breaks no rule.
pub(crate) fn ticket() -> Value {
    json!({
        "subject": "Real Time analysis Requirement",
        "departmentId": "1892000000006907",
        "contact": { "lastName": "Lovelace", "email": "ada@example.org" },
        "description": "Hai This is description",
    })
}

/// The ticket, with other attributes.
pub(crate) fn ticket_with(changed: Value) -> Value {
    let mut ticket = ticket();
    ticket.as_object_mut().unwrap().extend(changed.as_object().unwrap().clone());
    ticket
}

/// Asserts a Zoho error and gives back its body.
pub(crate) async fn refused(answer: Response, status: u16, code: &str) -> Value {
    let found = answer.status();
    let body: Value = answer.json().await.unwrap();
    assert_eq!((found.as_u16(), body["errorCode"].as_str()), (status, Some(code)), "{body}");
    assert!(!body["message"].as_str().unwrap().is_empty());
    body
}

/// A folder that goes away again.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        let path = std::env::temp_dir().join(format!("deskbell-sandbox-{}", Uuid::new_v4().simple()));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
