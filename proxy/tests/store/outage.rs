//! A database that goes away and comes back.

use crate::bench::{Stores, insert, new, sent, state};
use crate::postgres::Postgres;

#[tokio::test]
async fn a_server_that_comes_back_is_used_again_without_a_restart() {
    let mut server = Postgres::start();
    let stores = Stores::postgres(&server, "outage");
    let store = stores.open().await;
    let id = insert(&*store, sent("1")).await.submission.id;
    server.crash();
    // All that come at once are told at once, not one after the other.
    let tasks: Vec<_> = (0..50)
        .map(|_| {
            let store = std::sync::Arc::clone(&store);
            tokio::spawn(async move { store.insert(new("2")).await })
        })
        .collect();
    for task in tasks {
        assert!(task.await.expect("no panic").is_err());
    }
    assert!(store.check().await.is_err());
    assert!(store.find(&id).await.is_err());
    server.resume();
    assert_eq!(state(&*store, &id).await, "sending");
    store.check().await.expect("ready again");
    insert(&*store, new("3")).await;
    store.close().await;
}
