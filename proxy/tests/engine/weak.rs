//! Without a marker field: a ticket is known by time, address and subject.

use deskbell_proxy::submission::State;
use deskbell_proxy::zoho::{Client, Reason};

use crate::bench::{Bench, Engine, created, is_pending, ms, quick};

async fn unmarked(bench: &Bench) -> Engine {
    let mut settings = bench.zoho_settings();
    settings.marker_field = None;
    Engine::start(bench.store().await, Client::new(settings).expect("a client"), quick()).await
}

#[tokio::test]
async fn a_ticket_is_found_by_what_it_looks_like_and_each_one_once() {
    let bench = Bench::new().await;
    let engine = unmarked(&bench).await;
    // The same words twice, on purpose: the second is not the first.
    let first = engine.submit(1, "Hello").await;
    bench.fault("reset_after", 1, None).await;
    let second = engine.submit(2, "Hello").await;
    assert_ne!(created(&first), created(&second));
    assert_eq!(bench.tickets().await.len(), 2);
    assert!(crate::log::written().contains("lookup.weak"));
}

#[tokio::test]
async fn what_is_not_seen_is_not_proved_to_be_absent() {
    let bench = Bench::new().await;
    let store = bench.store().await;
    let engine = unmarked(&bench).await;
    engine.submit(1, "Hello").await;
    bench.fault("error_before", 1, None).await;
    let answer = engine.submit(2, "Hello").await;
    assert!(is_pending(&answer));
    let id = deskbell_proxy::submission::SubmissionId::parse(&answer.id).expect("an id");
    let state = async || store.find(&id).await.expect("read").expect("there").progress.state;
    for _ in 0..100 {
        if matches!(state().await, State::Held { .. }) {
            break;
        }
        tokio::time::sleep(ms(50)).await;
    }
    assert!(matches!(state().await, State::Held { reason: Reason::Unconfirmed, .. }));
    assert_eq!(bench.tickets().await.len(), 1);
}
