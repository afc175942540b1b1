//! Files: kept until their ticket exists, and handed over before it.

use std::sync::Arc;

use deskbell_proxy::store::{NewUpload, Store, Upload};
use deskbell_proxy::submission::{AnswerState, SubmitError};
use deskbell_rules::{Draft, Form, Ticket, Value};

use crate::bench::{Bench, Engine, created, key, ms, quick};

async fn keep(store: &dyn Store, name: &str, bytes: &[u8]) -> Upload {
    let new = NewUpload { name: name.to_owned(), media_type: "text/plain".to_owned(), bytes: bytes.to_vec() };
    store.keep_upload(new).await.expect("kept")
}

fn ticket_with(subject: &str, files: &[&str]) -> Ticket {
    let mut draft = Draft::new();
    draft.set("departmentId", "1892000000006907");
    draft.set("contact.lastName", "Lovelace");
    draft.set("subject", subject);
    draft.set("uploads", Value::List(files.iter().map(|id| (*id).into()).collect()));
    draft.check(&Form::default()).expect("a ticket")
}

#[tokio::test]
async fn files_go_before_their_ticket_once_and_are_then_forgotten() {
    let bench = Bench::new().await;
    let store = bench.store().await;
    let engine = Engine::start(Arc::clone(&store), bench.client(), quick()).await;
    let (one, two) = (keep(&*store, "one.txt", b"1").await, keep(&*store, "two.txt", b"22").await);
    // The files arrive; the ticket does so at the second attempt.
    bench.fault("too_many_requests", 1, None).await;
    let ticket = ticket_with("Hello", &[&one.id, &two.id]);
    created(&engine.submissions.submit(key(1), ticket).await.expect("stored"));
    let tickets = bench.tickets().await;
    let names: Vec<&str> =
        tickets[0]["uploads"].as_array().expect("files").iter().filter_map(|file| file["name"].as_str()).collect();
    assert_eq!(names, ["one.txt", "two.txt"]);
    for upload in [one, two] {
        for _ in 0..50 {
            if store.upload_content(&upload.id).await.is_err() {
                break;
            }
            tokio::time::sleep(ms(20)).await;
        }
        assert!(store.upload_content(&upload.id).await.is_err());
    }
    engine.stop().await;
}

#[tokio::test]
async fn a_file_that_is_not_there_is_told_and_nothing_is_stored() {
    let bench = Bench::new().await;
    let store = bench.store().await;
    let engine = Engine::start(Arc::clone(&store), bench.client(), quick()).await;
    let file = keep(&*store, "a.txt", b"a").await;
    let refused = engine.submissions.submit(key(1), ticket_with("Hello", &[&file.id, "7"])).await;
    assert!(matches!(refused, Err(SubmitError::NoUploads(places)) if places == [1]));
    // The same key is free for what is right.
    created(&engine.submissions.submit(key(1), ticket_with("Hello", &[&file.id])).await.expect("stored"));
    assert_eq!(bench.tickets().await.len(), 1);
    engine.stop().await;
}

#[tokio::test]
async fn a_file_that_zoho_does_not_take_goes_back_to_the_visitor_who_keeps_the_others() {
    let bench = Bench::new().await;
    let store = bench.store().await;
    let engine = Engine::start(Arc::clone(&store), bench.client(), quick()).await;
    let small = keep(&*store, "small.txt", b"a").await;
    let large = keep(&*store, "large.txt", &vec![b'a'; 21 * 1024 * 1024]).await;
    let ticket = ticket_with("Hello", &[&small.id, &large.id]);
    let answer = engine.submissions.submit(key(1), ticket).await.expect("stored");
    let AnswerState::Rejected(errors) = answer.state else { panic!("{:?}", answer.state) };
    assert_eq!(errors[0].field, "uploads.1");
    assert!(bench.tickets().await.is_empty());
    let ticket = ticket_with("Hello", &[&small.id]);
    created(&engine.submissions.submit(key(2), ticket).await.expect("stored"));
    engine.stop().await;
}
