use super::*;
use crate::guard::tag::Tagger;

/// What every ledger has to do.
async fn conforms(ledger: &impl Ledger) {
    let tagger = Tagger::new(b"secret");
    let rate = |text: &str| text.parse::<Rate>().unwrap();
    let take = |name: &str, text, cost| Take { tag: tagger.tag("x", name), rate: rate(text), cost };
    let many = [take("a", "3/h", 1), take("b", "2/h", 1)];
    assert_eq!(ledger.take(&many).await, Ok(()));
    assert_eq!(ledger.take(&many).await, Ok(()));
    assert!(matches!(ledger.take(&many).await, Err(Refused::Wait(wait)) if wait > Duration::from_secs(1700)));
    assert_eq!(ledger.take(&[take("a", "3/h", 1)]).await, Ok(()), "the refusal has taken nothing");
    assert!(ledger.take(&[take("a", "3/h", 1)]).await.is_err());

    let [what, one, other] = ["what", "one", "other"].map(|name| tagger.tag("y", name));
    let hour = Duration::from_secs(3600);
    assert_eq!(ledger.knows(what).await, Ok(false));
    assert_eq!(ledger.spend(what, one, hour).await, Ok(Spent::First));
    assert_eq!(ledger.spend(what, one, hour).await, Ok(Spent::Again));
    assert_eq!(ledger.spend(what, other, hour).await, Ok(Spent::Before));
    assert_eq!(ledger.knows(what).await, Ok(true));
    let brief = tagger.tag("y", "brief");
    assert_eq!(ledger.spend(brief, one, Duration::ZERO).await, Ok(Spent::First));
    assert_eq!(ledger.spend(brief, other, hour).await, Ok(Spent::First), "it was forgotten");
}

#[tokio::test]
async fn memory_conforms() {
    conforms(&Memory::default()).await;
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn postgres_conforms() {
    let server = server::Postgres::start();
    let url = server.database("ledger");
    let store = crate::store::open(&url, std::sync::Arc::default()).await.unwrap();
    conforms(&Postgres::new(&url).unwrap()).await;
    store.close().await;
}

/// Each of them takes two at a time, in another order; none waits for ever, and none too many.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_take_what_there_is_and_no_more() {
    let server = server::Postgres::start();
    let url = server.database("ledger");
    let store = crate::store::open(&url, std::sync::Arc::default()).await.unwrap();
    let ledger = std::sync::Arc::new(Postgres::new(&url).unwrap());
    let tagger = Tagger::new(b"secret");
    let take = |name: &str| Take { tag: tagger.tag("x", name), rate: "10/h".parse().unwrap(), cost: 1 };
    let tasks: Vec<_> = (0..30)
        .map(|n| {
            let takes = if n % 2 == 0 { [take("a"), take("b")] } else { [take("b"), take("a")] };
            let ledger = std::sync::Arc::clone(&ledger);
            tokio::spawn(async move { ledger.take(&takes).await })
        })
        .collect();
    let mut passed = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(()) => passed += 1,
            Err(refused) => assert!(matches!(refused, Refused::Wait(_)), "{refused:?}"),
        }
    }
    assert_eq!(passed, 10);
    store.close().await;
}

#[cfg(unix)]
#[allow(dead_code, unreachable_pub, reason = "it does more than is needed here")]
#[path = "../../../tests/common/postgres.rs"]
mod server;
