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
    assert!(store.insert(new("2")).await.is_err());
    assert!(store.check().await.is_err());
    assert!(store.find(&id).await.is_err());
    server.resume();
    assert_eq!(state(&*store, &id).await, "sending");
    store.check().await.expect("ready again");
    insert(&*store, new("3")).await;
    store.close().await;
}
