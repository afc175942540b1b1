//! The page for people, and starting on what is not to be had.

mod support;

use deskbell_sandbox::{Config, Error, start};
use reqwest::Method;
use serde_json::{Value, json};
use support::{Desk, Folder, ticket_with};

#[tokio::test]
async fn a_ticket_is_shown_as_text() {
    let desk = Desk::open().await;
    let upload: Value = desk.upload("<img>.png", vec![0; 1500]).await.json().await.unwrap();
    let evil = "</dd><script>alert(1)</script>";
    desk.file(&ticket_with(json!({
        "subject": format!("Subject {evil}"),
        "contact": { "firstName": "Ada", "lastName": "<b>King</b>", "email": "ada@example.org" },
        "description": deskbell_rules::text::escape("one\n<two> & \"three\""),
        "uploads": [upload["id"]],
        "cf": { "cf_x": evil },
    })))
    .await;

    let answer = desk.bare(Method::GET, "/").send().await.unwrap();
    let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"), "{policy}");
    let page = answer.text().await.unwrap();
    assert_eq!(page.matches("<script").count(), 1, "only the page's own");
    for shown in [
        "#101</span> Subject &lt;/dd&gt;&lt;script&gt;",
        "<b>Ada &lt;b&gt;King&lt;/b&gt;</b>",
        "one\n&lt;two&gt; &amp; &quot;three&quot;</div>",
        "download>&lt;img&gt;.png</a> <span>1.5 kB</span>",
        "6 attributes as received",
        "1 ticket<",
    ] {
        assert!(page.contains(shown), "{shown} in {page}");
    }
    assert!(page.contains(&format!("/api/v1/uploads/{}/content", upload["id"].as_str().unwrap())));
    for path in ["/sandbox/inbox.css", "/sandbox/inbox.js"] {
        assert_eq!(desk.bare(Method::GET, path).send().await.unwrap().status(), 200);
    }
}

#[tokio::test]
async fn an_empty_inbox_says_so() {
    let desk = Desk::open().await;
    let page = desk.bare(Method::GET, "/").send().await.unwrap().text().await.unwrap();
    assert!(page.contains("No tickets yet") && page.contains("Nothing here yet"));
}

#[tokio::test]
async fn a_start_that_fails_says_why() {
    let desk = Desk::open().await;
    let taken = Config { listen: desk.running.address(), database: ":memory:".into() };
    let error = start(taken).await.unwrap_err();
    assert!(matches!(error, Error::Listen { .. }));
    assert!(error.to_string().contains(&desk.running.address().to_string()));

    let folder = Folder::new();
    let nowhere = Config { listen: ([127, 0, 0, 1], 0).into(), database: folder.file("no/such/folder.db") };
    let error = start(nowhere).await.unwrap_err();
    assert!(matches!(error, Error::Database { .. }));
    assert!(error.to_string().contains("folder.db"));
}
