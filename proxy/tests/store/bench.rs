//! Fresh stores of either kind, and submissions to put into them.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use deskbell_proxy::store::{self, Applied, Insert, Inserted, Store, Upload};
use deskbell_proxy::submission::{Effect, Event, Fingerprint, Moment, Policy, Progress, Submission, SubmissionId};
use deskbell_proxy::zoho::{Outcome, Receipt, TicketBody};
use deskbell_rules::{Draft, Form};

use crate::postgres::Postgres;

/// Where stores are made that see the same rows.
pub(crate) struct Stores {
    pub(crate) url: String,
    file: Option<PathBuf>,
}

impl Stores {
    pub(crate) fn sqlite() -> Self {
        let file = std::env::temp_dir().join(format!("deskbell-store-{}.db", uuid::Uuid::new_v4()));
        Self { url: format!("sqlite://{}", file.display()), file: Some(file) }
    }

    pub(crate) fn postgres(server: &Postgres, name: &str) -> Self {
        Self { url: server.database(name), file: None }
    }

    pub(crate) async fn open(&self) -> Arc<dyn Store> {
        self.open_with(Policy::default()).await
    }

    pub(crate) async fn open_with(&self, policy: Policy) -> Arc<dyn Store> {
        store::open(&self.url, Arc::new(policy)).await.expect("a store")
    }
}

impl Drop for Stores {
    fn drop(&mut self) {
        let Some(file) = &self.file else { return };
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", file.display()));
        }
        let _ = std::fs::remove_dir_all(format!("{}-files", file.display()));
    }
}

/// A submission with this subject.
pub(crate) fn new(subject: &str) -> Insert {
    let mut draft = Draft::new();
    draft.set("departmentId", "1892000000006907");
    draft.set("contact.lastName", "Lovelace");
    draft.set("subject", subject);
    let ticket = draft.check(&Form::default()).expect("a ticket");
    let fingerprint = Fingerprint::of(&ticket).expect("a fingerprint");
    let submission = Submission {
        id: SubmissionId::random().expect("randomness"),
        key_hash: uuid::Uuid::new_v4().to_string(),
        fingerprint,
        person: None,
        body: Some(TicketBody::new(&ticket.into_upstream()).expect("a body")),
        progress: Progress::received(Moment::now()),
    };
    Insert { submission, owner: None, repeats: Duration::ZERO }
}

/// The same with files.
pub(crate) fn with_files(mut new: Insert, files: &[&Upload]) -> Insert {
    let ids = files.iter().map(|upload| upload.id.clone()).collect();
    new.submission.body = new.submission.body.map(|body| body.with_uploads(ids));
    new
}

/// The same, sent at once.
pub(crate) fn sent(subject: &str) -> Insert {
    Insert { owner: Some("first".to_owned()), ..new(subject) }
}

/// Stores one that is new.
pub(crate) async fn insert(store: &dyn Store, new: Insert) -> Applied {
    match store.insert(new).await.expect("stored") {
        Inserted::New(applied) => *applied,
        other => panic!("not new: {other:?}"),
    }
}

pub(crate) fn receipt(id: &str) -> Receipt {
    Receipt { ticket_number: format!("#{id}"), id: id.to_owned(), web_url: Some("https://desk.zoho.com/x".to_owned()) }
}

pub(crate) fn answered(attempt: u32, outcome: Outcome) -> Event {
    Event::Answered { attempt, outcome }
}

pub(crate) fn is_send(applied: &Applied) -> bool {
    matches!(applied.effect, Effect::Send { .. })
}

pub(crate) async fn state(store: &dyn Store, id: &SubmissionId) -> &'static str {
    store.find(id).await.expect("read").expect("there").progress.state.name()
}
