//! Two replicas on one PostgreSQL.

use std::sync::Arc;

use deskbell_proxy::store;
use deskbell_proxy::submission::Policy;
use deskbell_proxy::zoho::Client;

use crate::bench::{Bench, Engine, created, is_pending, key, ms, policy, quick, ticket};
use crate::postgres::Postgres;

async fn replica(bench: &Bench, url: &str, policy: Policy) -> Engine {
    let policy = Arc::new(policy);
    let store = store::open(url, Arc::clone(&policy)).await.expect("a store");
    let desk = Client::keeping(bench.zoho_settings(), Some(Arc::clone(&store))).expect("a client");
    let settings = deskbell_proxy::submission::Settings { policy, ..quick() };
    Engine::start(store, desk, settings).await
}

#[tokio::test]
async fn a_key_leads_to_one_ticket_on_whichever_replica() {
    let (bench, server) = (Bench::new().await, Postgres::start());
    let url = server.database("replicas");
    let (one, other) = (replica(&bench, &url, policy()).await, replica(&bench, &url, policy()).await);
    bench.fault("latency", 1, Some(500)).await;
    let (first, second) = tokio::join!(one.submit(1, "Hello"), async {
        tokio::time::sleep(ms(100)).await;
        other.submit(1, "Hello").await
    });
    assert_eq!(created(&first), created(&second));
    assert_eq!((first.replayed, second.replayed), (false, true));
    assert_eq!(created(&other.submit(1, "Hello").await), created(&first));
    assert_eq!(bench.tickets().await.len(), 1);
    one.stop().await;
    other.stop().await;
}

#[tokio::test]
async fn what_a_dead_replica_has_left_is_gone_on_with() {
    let (bench, server) = (Bench::new().await, Postgres::start());
    let url = server.database("dead");
    let short = Policy { lease: ms(1500), ..policy() };
    // A process that ended right after it had committed to send.
    let store = store::open(&url, Arc::new(short.clone())).await.expect("a store");
    let id = crate::restart::left_behind(&*store, Some("dead")).await;
    let alive = replica(&bench, &url, short).await;
    assert!(is_pending(&alive.submissions.status(id.as_str()).await.expect("read").expect("known")));
    alive.receipt(id.as_str()).await;
    assert_eq!(bench.tickets().await.len(), 1);
    alive.stop().await;
}

#[tokio::test]
async fn a_database_that_goes_away_is_no_end() {
    let (bench, mut server) = (Bench::new().await, Postgres::start());
    let url = server.database("away");
    let engine = replica(&bench, &url, policy()).await;
    created(&engine.submit(1, "Hello").await);
    // Zoho answers while there is nothing to store the answer in.
    bench.fault("latency", 1, Some(800)).await;
    let waiting = {
        let submissions = engine.submissions.clone();
        tokio::spawn(async move { submissions.submit(key(2), ticket("Hello")).await })
    };
    tokio::time::sleep(ms(400)).await;
    server.crash();
    assert!(engine.submissions.submit(key(3), ticket("Hello")).await.is_err());
    tokio::time::sleep(ms(800)).await;
    server.resume();
    let second = waiting.await.expect("no panic").expect("it had been stored");
    engine.receipt(&second.id).await;
    let third = engine.submit(3, "Hello").await;
    engine.receipt(&third.id).await;
    assert_eq!(bench.tickets().await.len(), 3);
    engine.stop().await;
}
