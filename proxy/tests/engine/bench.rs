//! A sandbox, a database and the engine between them, with short intervals.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use deskbell_proxy::store::{self, Store};
use deskbell_proxy::submission::{self, Answer, AnswerState, IdempotencyKey, Policy, Submissions};
use deskbell_proxy::zoho::{self, Client, Receipt, Timeouts};
use deskbell_rules::{Draft, Form, Ticket};
use deskbell_sandbox::CREDENTIALS;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

pub(crate) const MARKER: &str = "cf_deskbell_ref";

/// Milliseconds.
pub(crate) const fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

/// Until when a request may last that has all the time it wants.
pub(crate) fn soon() -> tokio::time::Instant {
    tokio::time::Instant::now() + ms(60_000)
}

pub(crate) fn ticket(subject: &str) -> Ticket {
    let mut draft = Draft::new();
    draft.set("departmentId", "1892000000006907");
    draft.set("contact.lastName", "Lovelace");
    draft.set("email", "ada@example.org");
    draft.set("subject", subject);
    draft.set("description", "a < b");
    draft.check(&Form::default()).expect("a ticket")
}

pub(crate) fn key(number: u128) -> IdempotencyKey {
    let text = uuid::Uuid::from_u128(number).to_string();
    IdempotencyKey::parse(&text).expect("a key")
}

/// The settings for a desk at `address`, with timeouts that a test can wait for.
pub(crate) fn zoho_settings(address: SocketAddr) -> zoho::Settings {
    zoho::Settings {
        desk_url: format!("http://{address}"),
        accounts_url: format!("http://{address}"),
        org_id: CREDENTIALS.org_id.to_owned(),
        client_id: CREDENTIALS.client_id.to_owned(),
        client_secret: CREDENTIALS.client_secret.into(),
        refresh_token: CREDENTIALS.refresh_token.into(),
        marker_field: Some(MARKER.to_owned()),
        timeouts: Timeouts { request: ms(1000), throttled: ms(300), refused: ms(50), ..Timeouts::default() },
    }
}

pub(crate) fn policy() -> Policy {
    Policy {
        retry_first: ms(50),
        lookups: [50, 100, 200, 300].map(ms).to_vec(),
        absent_after: ms(400),
        ..Policy::default()
    }
}

pub(crate) fn quick() -> submission::Settings {
    submission::Settings {
        wait: ms(6000),
        // The tests say the same again and again.
        repeats: ms(0),
        policy: Arc::new(policy()),
        ..submission::Settings::default()
    }
}

/// A running engine.
pub(crate) struct Engine {
    pub(crate) submissions: Submissions,
    tracker: TaskTracker,
    stop: CancellationToken,
}

impl Engine {
    pub(crate) async fn start(store: Arc<dyn Store>, desk: Client, settings: submission::Settings) -> Self {
        let (tracker, stop) = (TaskTracker::new(), CancellationToken::new());
        let submissions =
            Submissions::start(store, desk, settings, tracker.clone(), stop.clone()).await.expect("a start");
        Self { submissions, tracker, stop }
    }

    pub(crate) async fn submit(&self, number: u128, subject: &str) -> Answer {
        self.submissions.submit(key(number), ticket(subject)).await.expect("stored")
    }

    pub(crate) async fn stop(self) {
        self.stop.cancel();
        self.tracker.close();
        self.tracker.wait().await;
    }

    /// Asks until there is a receipt.
    pub(crate) async fn receipt(&self, id: &str) -> Receipt {
        for _ in 0..600 {
            let answer = self.submissions.status(id).await.expect("read").expect("known");
            if let AnswerState::Created(receipt) = answer.state {
                return receipt;
            }
            tokio::time::sleep(ms(50)).await;
        }
        panic!("no receipt for {id}");
    }
}

/// The sandbox, and a file for the proxy's database.
pub(crate) struct Bench {
    sandbox: deskbell_sandbox::Running,
    http: reqwest::Client,
    database: PathBuf,
}

impl Bench {
    pub(crate) async fn new() -> Self {
        crate::log::keep();
        let config = deskbell_sandbox::Config {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            database: PathBuf::from(":memory:"),
        };
        let sandbox = deskbell_sandbox::start(config).await.expect("a sandbox");
        // Installs the TLS provider, without which no client can be made.
        drop(Client::new(zoho_settings(sandbox.address())));
        let http = reqwest::Client::builder().no_proxy().build().expect("a client");
        let database = std::env::temp_dir().join(format!("deskbell-engine-{}.db", uuid::Uuid::new_v4()));
        Self { sandbox, http, database }
    }

    pub(crate) fn zoho_settings(&self) -> zoho::Settings {
        zoho_settings(self.sandbox.address())
    }

    pub(crate) fn client(&self) -> Client {
        Client::new(zoho_settings(self.sandbox.address())).expect("a client")
    }

    pub(crate) async fn store(&self) -> Arc<dyn Store> {
        self.store_with(Arc::new(policy())).await
    }

    pub(crate) async fn store_with(&self, policy: Arc<Policy>) -> Arc<dyn Store> {
        let url = format!("sqlite://{}", self.database.display());
        store::open(&url, policy).await.expect("a store")
    }

    pub(crate) async fn engine(&self) -> Engine {
        Engine::start(self.store().await, self.client(), quick()).await
    }

    pub(crate) async fn fault(&self, fault: &str, count: u32, ms: Option<u64>) {
        let mut order = json!({ "fault": fault, "count": count });
        if let Some(ms) = ms {
            order["ms"] = ms.into();
        }
        let url = format!("http://{}/sandbox/faults", self.sandbox.address());
        let answer = self.http.post(url).json(&order).send().await.expect("an answer");
        assert!(answer.status().is_success(), "{fault}: {}", answer.status());
    }

    /// The tickets that arrived.
    pub(crate) async fn tickets(&self) -> Vec<Value> {
        let url = format!("http://{}/sandbox/tickets", self.sandbox.address());
        self.http.get(url).send().await.expect("an answer").json().await.expect("a list")
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", self.database.display()));
        }
        let _ = std::fs::remove_dir_all(format!("{}-files", self.database.display()));
    }
}

/// The receipt of an answer that has one.
pub(crate) fn created(answer: &Answer) -> &Receipt {
    match &answer.state {
        AnswerState::Created(receipt) => receipt,
        other => panic!("not created, but {other:?}"),
    }
}

pub(crate) fn is_pending(answer: &Answer) -> bool {
    matches!(answer.state, AnswerState::Pending { .. })
}
