//! Several processes on one PostgreSQL.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use deskbell_proxy::store;

use crate::bench::Stores;
use crate::postgres::Postgres;

#[tokio::test]
async fn one_fetches_the_access_token_at_a_time() {
    let server = Postgres::start();
    let stores = Stores::postgres(&server, "tokens");
    let (at_it, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let mut tasks = Vec::new();
    for _ in 0..4 {
        let (store, at_it, most) = (stores.open().await, Arc::clone(&at_it), Arc::clone(&most));
        tasks.push(tokio::spawn(async move {
            for _ in 0..3 {
                let turn = store.token_turn().await.expect("a turn");
                most.fetch_max(at_it.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(20)).await;
                at_it.fetch_sub(1, Ordering::SeqCst);
                drop(turn);
            }
            store.close().await;
        }));
    }
    for task in tasks {
        task.await.expect("no panic");
    }
    assert_eq!(most.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn all_may_start_at_once() {
    let server = Postgres::start();
    let url = server.database("together");
    let tasks: Vec<_> = (0..4)
        .map(|_| {
            let url = url.clone();
            tokio::spawn(async move { store::open(&url, Arc::default()).await.expect("a store").close().await })
        })
        .collect();
    for task in tasks {
        task.await.expect("no panic");
    }
}
