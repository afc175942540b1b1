//! Submitting: one ticket to a key, whoever asks how often.

use deskbell_proxy::submission::SubmitError;

use crate::bench::{Bench, MARKER, created, is_pending, key, ticket};

#[tokio::test]
async fn a_ticket_arrives_as_it_was_typed_and_is_answered_again() {
    let bench = Bench::new().await;
    let engine = bench.engine().await;
    let first = engine.submit(1, "Hello <there>").await;
    assert!(!first.replayed);
    let again = engine.submit(1, "Hello <there>").await;
    assert_eq!((created(&first), true), (created(&again), again.replayed));
    assert_eq!(engine.submissions.status(&first.id).await.expect("read").map(|a| a.state), Some(first.state.clone()));

    let tickets = bench.tickets().await;
    assert_eq!(tickets.len(), 1);
    let received = &tickets[0]["received"];
    assert_eq!(received["subject"], "Hello <there>");
    assert_eq!(received["description"], "a &lt; b");
    assert_eq!(received["channel"], "Web");
    assert_eq!(received["cf"][MARKER], first.id);
    assert_eq!(tickets[0]["ticketNumber"], created(&first).ticket_number);
}

#[tokio::test]
async fn the_same_key_at_once_is_one_ticket() {
    let bench = Bench::new().await;
    let engine = bench.engine().await;
    bench.fault("latency", 1, Some(300)).await;
    let (one, two, three) =
        tokio::join!(engine.submit(1, "Hello"), engine.submit(1, "Hello"), engine.submit(1, "Hello"));
    assert_eq!(created(&one), created(&two));
    assert_eq!(created(&one), created(&three));
    assert_eq!([&one, &two, &three].map(|answer| u8::from(answer.replayed)).iter().sum::<u8>(), 2);
    assert_eq!(bench.tickets().await.len(), 1);
}

#[tokio::test]
async fn different_keys_are_different_tickets() {
    let bench = Bench::new().await;
    let engine = bench.engine().await;
    let submitting = (1..=20).map(|number| {
        let submissions = engine.submissions.clone();
        tokio::spawn(async move { submissions.submit(key(number), ticket("Hello")).await })
    });
    for submitted in submitting.collect::<Vec<_>>() {
        created(&submitted.await.expect("no panic").expect("stored"));
    }
    assert_eq!(bench.tickets().await.len(), 20);
}

#[tokio::test]
async fn the_same_key_for_another_ticket_is_refused_running_or_not() {
    let bench = Bench::new().await;
    let engine = bench.engine().await;
    bench.fault("latency", 1, Some(300)).await;
    let (one, two) = tokio::join!(engine.submit(1, "Hello"), async {
        tokio::time::sleep(crate::bench::ms(100)).await;
        engine.submissions.submit(key(1), ticket("Goodbye")).await
    });
    created(&one);
    assert!(matches!(two, Err(SubmitError::KeyReused)));
    let later = engine.submissions.submit(key(1), ticket("Goodbye")).await;
    assert!(matches!(later, Err(SubmitError::KeyReused)));
    assert_eq!(bench.tickets().await.len(), 1);
}

#[tokio::test]
async fn a_browser_that_leaves_does_not_cut_its_ticket() {
    let bench = Bench::new().await;
    let engine = bench.engine().await;
    bench.fault("latency", 1, Some(300)).await;
    let left = tokio::time::timeout(crate::bench::ms(100), engine.submit(1, "Hello")).await;
    assert!(left.is_err());
    created(&engine.submit(1, "Hello").await);
    assert_eq!(bench.tickets().await.len(), 1);
}

#[tokio::test]
async fn a_slow_answer_is_pending_first_and_created_then() {
    let bench = Bench::new().await;
    let mut settings = crate::bench::quick();
    settings.wait = crate::bench::ms(100);
    let engine = crate::bench::Engine::start(bench.store().await, bench.client(), settings).await;
    bench.fault("latency", 1, Some(500)).await;
    let answer = engine.submit(1, "Hello").await;
    assert!(is_pending(&answer));
    assert!(answer.reference.starts_with("DB-") && answer.reference.len() == 12);
    let receipt = engine.receipt(&answer.id).await;
    assert_eq!(bench.tickets().await[0]["ticketNumber"], receipt.ticket_number);
}

#[tokio::test]
async fn an_id_that_nobody_has_is_not_known() {
    let bench = Bench::new().await;
    let engine = bench.engine().await;
    for id in ["", "x", "00000000000000000000000000", "' OR 1=1 --"] {
        assert_eq!(engine.submissions.status(id).await.expect("read"), None, "{id}");
    }
}
