//! What the operator sees and does: metrics, held submissions, a restored database.

mod common;

use std::path::Path;
use std::process::Output;
use std::time::Duration;

use common::{Proxy, temporary, ticket, ticket_with};
use deskbell_proxy::config::Config;
use serde_json::{Value, json};
use tokio::process::Command;

async fn metrics(proxy: &Proxy) -> String {
    let answer = proxy.client.get(format!("{}/metrics", proxy.admin_url)).send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
    let media_type = answer.headers()["content-type"].to_str().expect("text").to_owned();
    assert!(media_type.starts_with("application/openmetrics-text; version=1.0.0"), "{media_type}");
    answer.text().await.expect("text")
}

/// The number of the line that begins so.
fn number(metrics: &str, name: &str) -> f64 {
    let line = metrics.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("no {name} in\n{metrics}")).parse().expect("a number")
}

/// `deskbell-proxy` with these arguments, beside a running proxy.
async fn command_line(proxy: &Proxy, arguments: &[&str]) -> Output {
    command_line_at(proxy.admin_url.strip_prefix("http://").expect("http"), arguments).await
}

async fn command_line_at(admin: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskbell-proxy"));
    command.args(arguments).env_clear().env("DESKBELL_ADMIN_LISTEN", admin);
    command.output().await.expect("the program runs")
}

fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

#[tokio::test]
async fn what_happened_is_counted_and_nothing_of_it_is_told() {
    let proxy = Proxy::start().await;
    let before = metrics(&proxy).await;
    assert_eq!(number(&before, "deskbell_submissions{state=\"created\"}"), 0.0);
    assert_eq!(number(&before, "deskbell_oldest_unsent_seconds"), 0.0);

    assert_eq!(proxy.post(&ticket()).send().await.expect("an answer").status(), 201);
    let after = metrics(&proxy).await;
    for (name, expected) in [
        ("deskbell_submissions{state=\"created\"}", 1.0),
        ("deskbell_submissions{state=\"received\"}", 0.0),
        ("deskbell_submissions{state=\"expired\"}", 0.0),
        ("deskbell_queue_depth", 0.0),
        ("deskbell_attempts_total{outcome=\"created\"}", 1.0),
        ("deskbell_attempt_seconds_count", 1.0),
        ("deskbell_token_refreshes_total{outcome=\"granted\"}", 1.0),
        ("deskbell_answer_seconds_count{route=\"/api/v1/tickets\",status=\"201\"}", 1.0),
    ] {
        assert_eq!(number(&after, name), expected, "{name}");
    }
    assert!(number(&after, "deskbell_commit_seconds_count") >= 2.0);
    assert!(after.ends_with("# EOF\n"));
    for typed in ["ada", "Lovelace", "Requirement", "engine"] {
        assert!(!after.contains(typed), "{typed}");
    }
    proxy.stop().await;
}

#[tokio::test]
async fn the_public_listener_has_none_of_it() {
    let proxy = Proxy::start().await;
    for path in ["/metrics", "/held"] {
        assert_eq!(proxy.get(path).send().await.expect("an answer").status(), 404, "{path}");
    }
    proxy.stop().await;
}

#[tokio::test]
async fn a_website_is_not_the_operator() {
    let proxy = Proxy::start().await;
    for path in ["/metrics", "/held", "/healthz"] {
        let request = || proxy.client.get(format!("{}{path}", proxy.admin_url));
        assert_eq!(request().send().await.expect("an answer").status(), 200, "{path}");
        // Its name points here; or it asks from its page.
        for (name, value) in [("host", "evil.example"), ("origin", "http://127.0.0.1:8080"), ("origin", "null")] {
            assert_eq!(request().header(name, value).send().await.expect("an answer").status(), 403, "{path} {value}");
        }
    }
    // What a form of a website could send.
    let url = format!("{}/held/DB-0000-0000", proxy.admin_url);
    let form = proxy.client.post(url).header("content-type", "text/plain").body("{}");
    assert_eq!(form.send().await.expect("an answer").status(), 415);
    proxy.stop().await;
}

/// A proxy with a submission that Zoho did not take; its reference and its address.
async fn with_one_held() -> (Proxy, String, String) {
    let proxy = Proxy::start().await;
    proxy.fault(json!({ "fault": "unauthorized", "count": 2 })).await;
    let answer = proxy.post(&ticket()).send().await.expect("an answer");
    assert_eq!(answer.status(), 202);
    let location = answer.headers()["location"].to_str().expect("text").to_owned();
    let body: Value = answer.json().await.expect("JSON");
    (proxy, body["reference"].as_str().expect("a reference").to_owned(), location)
}

#[tokio::test]
async fn a_held_submission_is_listed_and_let_go_on() {
    let (proxy, reference, location) = with_one_held().await;
    let list = printed(&command_line(&proxy, &["held", "list"]).await);
    assert!(list.starts_with(&format!("{reference}  held  20")), "{list}");
    assert!(list.contains("unauthorized: "), "{list}");
    assert_eq!(list.lines().count(), 1);
    assert!(!list.contains("ada"), "{list}");
    assert_eq!(number(&metrics(&proxy).await, "deskbell_submissions{state=\"held\"}"), 1.0);

    printed(&command_line(&proxy, &["held", "retry", &reference.to_lowercase()]).await);
    let mut status = 202;
    while status == 202 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        status = proxy.get(&location).send().await.expect("an answer").status().as_u16();
    }
    assert_eq!(status, 201);
    assert_eq!(proxy.tickets().await.len(), 1);
    assert_eq!(printed(&command_line(&proxy, &["held", "list"]).await), "");
    proxy.stop().await;
}

#[tokio::test]
async fn a_held_submission_can_be_taken_away() {
    let (proxy, reference, location) = with_one_held().await;
    printed(&command_line(&proxy, &["held", "drop", &reference]).await);
    assert_eq!(proxy.get(&location).send().await.expect("an answer").status(), 404);
    assert!(proxy.tickets().await.is_empty());
    let again = command_line(&proxy, &["held", "drop", &reference]).await;
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("held list"), "{again:?}");
    proxy.stop().await;
}

#[tokio::test]
async fn without_a_proxy_the_command_says_where_it_looked() {
    let failed = command_line_at("127.0.0.1:1", &["held", "list"]).await;
    assert_eq!(failed.status.code(), Some(1));
    let text = String::from_utf8_lossy(&failed.stderr).into_owned();
    assert!(text.contains("127.0.0.1:1") && text.contains("DESKBELL_ADMIN_LISTEN"), "{text}");
}

/// A copy is made while a ticket waits; the ticket is sent; the copy takes the database's place.
#[tokio::test]
async fn a_restored_copy_sends_nothing_twice() {
    let directory = temporary("restored");
    std::fs::create_dir(&directory).expect("a directory");
    let (database, copy) = (directory.join("deskbell.db"), directory.join("copy.db"));
    let on_disk = |config: &mut Config| {
        config.database_url = format!("sqlite://{}", database.display()).into();
        config.sandbox.database = directory.join("sandbox.db").display().to_string();
    };

    let proxy = Proxy::with(on_disk).await;
    proxy.fault(json!({ "fault": "unauthorized", "count": 2 })).await;
    assert_eq!(proxy.post(&ticket()).send().await.expect("an answer").status(), 202);
    back_up(&database, &copy).await;
    let list = printed(&command_line(&proxy, &["held", "list"]).await);
    printed(&command_line(&proxy, &["held", "retry", &list[..12]]).await);
    while proxy.tickets().await.is_empty() {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    proxy.stop().await;

    for suffix in ["", "-wal", "-shm"] {
        drop(std::fs::remove_file(format!("{}{suffix}", database.display())));
    }
    std::fs::rename(&copy, &database).expect("the copy in its place");
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskbell-proxy"));
    command.arg("restored").env_clear().env("DESKBELL_DATABASE_URL", format!("sqlite://{}", database.display()));
    let told = printed(&command.output().await.expect("the program runs"));
    assert!(told.starts_with("1 submissions will be looked for"), "{told}");

    let proxy = Proxy::with(on_disk).await;
    while number(&metrics(&proxy).await, "deskbell_submissions{state=\"created\"}") == 0.0 {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // It is the restored one that has the number, and it is of use for the next.
    assert_eq!(proxy.tickets().await.len(), 1);
    let other = proxy.post(&ticket_with("subject", "Another")).send().await.expect("an answer");
    assert_eq!(other.status(), 201);
    proxy.stop().await;
    std::fs::remove_dir_all(&directory).expect("an end");
}

/// As docs/operations.md says.
async fn back_up(database: &Path, copy: &Path) {
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", database.display())).await.expect("the database");
    sqlx::query("VACUUM INTO $1").bind(copy.display().to_string()).execute(&pool).await.expect("a copy");
    pool.close().await;
}
