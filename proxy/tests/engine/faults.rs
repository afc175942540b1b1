//! Everything that Zoho can do to a ticket: exactly one in the end, or none and an operator who knows.

use std::time::Instant;

use crate::bench::{Bench, created, is_pending, ms};

#[tokio::test]
async fn an_answer_that_is_lost_after_creating_is_found() {
    for fault in ["error_after", "silent_after", "reset_after"] {
        let bench = Bench::new().await;
        let engine = bench.engine().await;
        bench.fault(fault, 1, None).await;
        let answer = engine.submit(1, "Hello").await;
        let tickets = bench.tickets().await;
        assert_eq!(tickets.len(), 1, "{fault}");
        assert_eq!(tickets[0]["ticketNumber"], created(&answer).ticket_number, "{fault}");
    }
}

#[tokio::test]
async fn a_lagging_search_index_hides_nothing() {
    let bench = Bench::new().await;
    let engine = bench.engine().await;
    bench.fault("search_lag", 1, Some(60_000)).await;
    bench.fault("reset_after", 1, None).await;
    created(&engine.submit(1, "Hello").await);
    assert_eq!(bench.tickets().await.len(), 1);
}

#[tokio::test]
async fn what_was_not_created_after_all_is_sent_again_once_that_is_certain() {
    for fault in ["error_before", "html"] {
        let bench = Bench::new().await;
        let engine = bench.engine().await;
        bench.fault(fault, 1, None).await;
        created(&engine.submit(1, "Hello").await);
        assert_eq!(bench.tickets().await.len(), 1, "{fault}");
    }
}

#[tokio::test]
async fn an_expired_token_is_replaced_without_anybody_noticing() {
    let bench = Bench::new().await;
    let engine = bench.engine().await;
    bench.fault("unauthorized", 1, None).await;
    created(&engine.submit(1, "Hello").await);
    assert_eq!(bench.tickets().await.len(), 1);
}

#[tokio::test]
async fn a_token_that_is_never_taken_is_the_operators_matter() {
    let bench = Bench::new().await;
    let engine = bench.engine().await;
    bench.fault("unauthorized", 2, None).await;
    assert!(is_pending(&engine.submit(1, "Hello").await));
    engine.stop().await;
    // After the operator has mended it and started again, the ticket goes on by itself.
    let engine = bench.engine().await;
    created(&engine.submit(1, "Hello").await);
    assert_eq!(bench.tickets().await.len(), 1);
}

#[tokio::test]
async fn both_kinds_of_too_many_requests_are_waited_out() {
    let bench = Bench::new().await;
    let engine = bench.engine().await;
    bench.fault("too_many_requests", 3, None).await;
    created(&engine.submit(1, "Hello").await);
    bench.fault("threshold_exceeded", 1, Some(1000)).await;
    let start = Instant::now();
    created(&engine.submit(2, "Hello").await);
    assert!(start.elapsed() >= ms(1000), "Retry-After was not respected");
    assert_eq!(bench.tickets().await.len(), 2);
}

#[tokio::test]
async fn a_pause_beyond_the_browsers_patience_is_answered_at_once() {
    let bench = Bench::new().await;
    let engine = bench.engine().await;
    bench.fault("threshold_exceeded", 1, Some(3_600_000)).await;
    let start = Instant::now();
    assert!(is_pending(&engine.submit(1, "Hello").await));
    assert!(start.elapsed() < ms(3000));
}

#[tokio::test]
async fn refused_credentials_hold_the_ticket_until_a_restart() {
    let bench = Bench::new().await;
    let engine = bench.engine().await;
    bench.fault("token_error", 1, None).await;
    assert!(is_pending(&engine.submit(1, "Hello").await));
    engine.stop().await;
    let engine = bench.engine().await;
    created(&engine.submit(1, "Hello").await);
    assert_eq!(bench.tickets().await.len(), 1);
}

#[tokio::test]
async fn throttled_token_requests_are_waited_out() {
    let bench = Bench::new().await;
    let engine = bench.engine().await;
    bench.fault("token_throttled", 1, None).await;
    created(&engine.submit(1, "Hello").await);
    assert_eq!(bench.tickets().await.len(), 1);
}
