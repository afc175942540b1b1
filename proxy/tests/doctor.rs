//! `deskbell-proxy doctor`: each thing that can be wrong is found, and told with what to do.

mod common;

use std::collections::BTreeSet;

use common::temporary;
use common::zoho::{Ran, SCOPES, Zoho, run};
use serde_json::{Value, json};

type Environment = Vec<(&'static str, String)>;

/// All checks of an account, in order.
const CHECKS: [&str; 10] = [
    "data_center",
    "credentials",
    "organization",
    "scopes",
    "department",
    "marker_field",
    "clock",
    "store",
    "origins",
    "challenge",
];

/// A place for a database.
struct Place(std::path::PathBuf);

impl Place {
    fn new() -> Self {
        let path = temporary("doctor");
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn url(&self) -> String {
        format!("sqlite://{}/deskbell.db", self.0.display())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// The doctor's checks of the account `zoho`, with these variables besides, and what it printed.
async fn visited(zoho: &Zoho, changes: &[(&'static str, &str)]) -> (Vec<Value>, Ran) {
    let place = Place::new();
    let mut environment: Environment = zoho.account();
    environment.push(("DESKBELL_DATABASE_URL", place.url()));
    for (name, value) in changes {
        environment.retain(|(known, _)| known != name);
        environment.push((name, (*value).to_owned()));
    }
    let ran = run(&["doctor", "--json"], &environment, "").await;
    assert!(matches!(ran.code, Some(0 | 1)), "{ran:?}");
    ran.tells_none_of(&["hush"]);
    let checks: Vec<Value> = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{ran:?}"));
    assert_eq!(ran.code == Some(1), checks.iter().any(|check| check["status"] == "fail"), "{checks:?}");
    (checks, ran)
}

/// Asserts what became of the check `name`: status, and words of what was found and is to be done.
fn shows(checks: &[Value], name: &str, status: &str, words: &[&str]) {
    let told = |check: &Value| format!("{}: {}", check["found"].as_str().unwrap(), check["todo"].as_str().unwrap());
    let named: Vec<&Value> = checks.iter().filter(|check| check["check"] == name).collect();
    let found =
        named.iter().find(|check| check["status"] == status && words.iter().all(|word| told(check).contains(word)));
    assert!(found.is_some(), "no {status} {name} with {words:?} in {checks:#?}");
}

#[tokio::test]
async fn nothing_is_wrong_with_a_good_account() {
    let zoho = Zoho::start().await;
    let (checks, _) = visited(&zoho, &[("DESKBELL_CHALLENGE", "altcha")]).await;
    let names: Vec<&str> = checks.iter().map(|check| check["check"].as_str().unwrap()).collect();
    assert_eq!(names, CHECKS, "{checks:#?}");
    assert!(checks.iter().all(|check| check["status"] == "ok"), "{checks:#?}");
    assert_eq!(zoho.tickets().await, json!([]), "no ticket was created");

    let place = Place::new();
    let mut environment = zoho.account();
    environment.push(("DESKBELL_DATABASE_URL", place.url()));
    let ran = run(&["doctor"], &environment, "").await;
    assert_eq!((ran.code, ran.stdout.lines().count()), (Some(0), 10), "{ran:?}");
    assert!(ran.stdout.lines().all(|line| line.starts_with("ok ")), "{ran:?}");
    assert_eq!(std::fs::read_dir(&place.0).unwrap().count(), 0, "nothing was left behind");
    zoho.stop().await;
}

#[test]
fn every_check_is_in_the_runbook() {
    let runbook = include_str!("../../docs/operations.md");
    let (_, section) = runbook.split_once("## The doctor").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let rows = section.lines().filter_map(|line| Some(line.strip_prefix("| `")?.split_once('`')?.0));
    let told: BTreeSet<&str> = rows.collect();
    assert_eq!(told, BTreeSet::from_iter(CHECKS.into_iter().chain(["configuration", "upstream"])));
}

#[tokio::test]
async fn credentials_that_are_not_good() {
    let zoho = Zoho::start().await;
    for (variable, value, words) in [
        ("DESKBELL_ZOHO_CLIENT_ID", "1000.hush", ["invalid_client", "DESKBELL_ZOHO_CLIENT_ID"]),
        ("DESKBELL_ZOHO_CLIENT_SECRET", "hush", ["invalid_client_secret", "API console"]),
        ("DESKBELL_ZOHO_REFRESH_TOKEN", "1000.hush", ["invalid_code", "auth --replace"]),
    ] {
        let (checks, _) = visited(&zoho, &[(variable, value)]).await;
        shows(&checks, "credentials", "fail", &words);
        shows(&checks, "department", "warn", &["not looked at", "credentials"]);
    }
    zoho.fault(json!({ "fault": "token_throttled" })).await;
    shows(&visited(&zoho, &[]).await.0, "credentials", "fail", &["600 s", "another program"]);
    zoho.fault(json!({ "fault": "token_unavailable" })).await;
    shows(&visited(&zoho, &[]).await.0, "credentials", "fail", &["no usable answer", "network"]);
    zoho.stop().await;
}

#[tokio::test]
async fn only_one_host_is_zohos_own() {
    let zoho = Zoho::start().await;
    let (checks, _) = visited(
        &zoho,
        &[("DESKBELL_ZOHO_DESK_URL", "https://desk.zoho.eu"), ("DESKBELL_ZOHO_REFRESH_TOKEN", "1000.hush")],
    )
    .await;
    shows(&checks, "data_center", "warn", &["https://desk.zoho.eu", "or neither"]);
    zoho.stop().await;
}

#[tokio::test]
async fn a_desk_that_is_another_ones() {
    let zoho = Zoho::start().await;
    // What Zoho shows in the wrong data centre; or it does not take the token.
    for fault in ["html", "unauthorized"] {
        zoho.fault(json!({ "fault": fault, "on": "organizations", "count": 2 })).await;
        let (checks, _) = visited(&zoho, &[]).await;
        shows(&checks, "organization", "fail", &["data centre", "DESKBELL_ZOHO_DATA_CENTER"]);
    }
    let (checks, _) = visited(&zoho, &[("DESKBELL_ZOHO_ORG_ID", "60001280953")]).await;
    shows(&checks, "organization", "fail", &["60001280953", "60001280952", "DESKBELL_ZOHO_ORG_ID"]);
    shows(&checks, "scopes", "fail", &["org id", "DESKBELL_ZOHO_ORG_ID"]);
    zoho.stop().await;
}

#[tokio::test]
async fn each_scope_that_is_missing() {
    let zoho = Zoho::start().await;
    for scope in SCOPES.split(',') {
        let others: Vec<&str> = SCOPES.split(',').filter(|other| *other != scope).collect();
        let token = zoho.refresh_token(&others.join(",")).await;
        let token = [("DESKBELL_ZOHO_REFRESH_TOKEN", token.as_str()), ("DESKBELL_ATTACHMENTS_ENABLED", "true")];
        let (checks, ran) = visited(&zoho, &token).await;
        ran.tells_none_of(&[token[0].1]);
        let status = if ["Desk.basic.READ", "Desk.fields.READ"].contains(&scope) { "warn" } else { "fail" };
        shows(&checks, "scopes", status, &[scope]);
        assert_eq!(ran.code, Some(i32::from(status == "fail")), "{scope} {checks:#?}");
        if scope == "Desk.basic.CREATE" {
            let (checks, _) = visited(&zoho, &token[..1]).await;
            shows(&checks, "scopes", "ok", &[]);
        }
        if status == "warn" {
            shows(&checks, "marker_field", "warn", &["scope"]);
        }
    }
    assert_eq!(zoho.tickets().await, json!([]), "no ticket was created");
    zoho.stop().await;
}

#[tokio::test]
async fn departments_that_take_no_tickets() {
    let zoho = Zoho::start().await;
    let departments = json!([
        { "id": "1892000000006907", "name": "Zylker", "isDefault": true },
        { "id": "7", "name": "Closed\nok    fake", "isEnabled": false },
    ]);
    zoho.set_up(json!({ "departments": departments })).await;
    let (checks, ran) = visited(&zoho, &[("DESKBELL_DEPARTMENTS", "1892000000006907,7,8")]).await;
    assert_eq!(ran.code, Some(1));
    shows(&checks, "department", "ok", &["1892000000006907: Zylker"]);
    shows(&checks, "department", "fail", &["7 is disabled", "DESKBELL_DEPARTMENTS"]);
    shows(&checks, "department", "fail", &["8: ", "no such department", "DESKBELL_DEPARTMENTS"]);
    shows(&visited(&zoho, &[("DESKBELL_DEPARTMENTS", "")]).await.0, "department", "warn", &["any"]);
    zoho.stop().await;
}

#[tokio::test]
async fn marker_fields_that_do_not_do() {
    let zoho = Zoho::start().await;
    let field = |change: Value| {
        let mut field = json!({ "apiName": "cf_deskbell_ref" });
        field.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        json!({ "fields": [field] })
    };
    for (portal, status, words) in [
        (json!({ "fields": [] }), "fail", ["not there", "Layouts and Fields"]),
        (field(json!({ "departments": ["7"] })), "fail", ["1892000000006907", "Layouts and Fields"]),
        (field(json!({ "type": "Textarea" })), "fail", ["cannot be searched", "Single Line"]),
        (field(json!({ "isEncryptedField": true })), "fail", ["cannot be searched", "not encrypted"]),
        (field(json!({ "showToHelpCenter": true })), "warn", ["help centre", "hide"]),
        (field(json!({})), "ok", ["cf_deskbell_ref", "there"]),
    ] {
        zoho.set_up(portal.clone()).await;
        shows(&visited(&zoho, &[]).await.0, "marker_field", status, &words);
    }
    let none = [("DESKBELL_ZOHO_MARKER_FIELD", "none")];
    shows(&visited(&zoho, &none).await.0, "marker_field", "warn", &["held", "DESKBELL_ZOHO_MARKER_FIELD"]);
    zoho.stop().await;
}

#[tokio::test]
async fn clocks_that_disagree() {
    let zoho = Zoho::start().await;
    for (skew, status, words) in [
        (7200, "fail", "behind"),
        (-7200, "fail", "ahead of"),
        (120, "warn", "behind"),
        (-120, "warn", "ahead of"),
        (0, "ok", "agree"),
    ] {
        zoho.set_up(json!({ "clockSkewSeconds": skew })).await;
        shows(&visited(&zoho, &[]).await.0, "clock", status, &[words]);
    }
    zoho.stop().await;
}

#[tokio::test]
async fn databases_that_nothing_can_be_stored_in() {
    let zoho = Zoho::start().await;
    let place = Place::new();
    std::fs::write(place.0.join("page.db"), "<!doctype html><title>This is no database at all</title>").unwrap();
    let file = format!("sqlite://{}/page.db", place.0.display());
    for url in ["sqlite:///no/such/place/x.db", &file, "postgres://deskbell:hush@127.0.0.1:1/deskbell"] {
        let (checks, _) = visited(&zoho, &[("DESKBELL_DATABASE_URL", url)]).await;
        shows(&checks, "store", "fail", &["DESKBELL_DATABASE_URL"]);
    }
    let memory = [("DESKBELL_DATABASE_URL", "sqlite::memory:")];
    shows(&visited(&zoho, &memory).await.0, "store", "warn", &["memory"]);
    zoho.stop().await;
}

#[tokio::test]
async fn a_database_in_use_stays_as_it_is() {
    let zoho = Zoho::start().await;
    let place = Place::new();
    let store = deskbell_proxy::store::open(&place.url(), std::sync::Arc::default()).await.unwrap();
    let (checks, _) = visited(&zoho, &[("DESKBELL_DATABASE_URL", &place.url())]).await;
    shows(&checks, "store", "ok", &["can be written to"]);
    store.check().await.unwrap();
    store.close().await;

    let pool = sqlx::SqlitePool::connect(&place.url()).await.unwrap();
    let beats: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM heartbeat WHERE name = 'doctor'").fetch_one(&pool).await.unwrap();
    assert_eq!(beats, 0, "what was tried was taken back");
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (99, 'x', 1, x'', 0)";
    sqlx::query(newer).execute(&pool).await.unwrap();
    pool.close().await;
    let (checks, _) = visited(&zoho, &[("DESKBELL_DATABASE_URL", &place.url())]).await;
    shows(&checks, "store", "fail", &["newer version"]);
    zoho.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgresql_is_looked_at_too() {
    let zoho = Zoho::start().await;
    let server = common::postgres::Postgres::start();
    let url = server.database("doctor");
    let fresh = visited(&zoho, &[("DESKBELL_DATABASE_URL", &url)]).await.0;
    shows(&fresh, "store", "ok", &["can be made"]);
    let store = deskbell_proxy::store::open(&url, std::sync::Arc::default()).await.unwrap();
    shows(&visited(&zoho, &[("DESKBELL_DATABASE_URL", &url)]).await.0, "store", "ok", &["can be written to"]);
    store.close().await;
    zoho.stop().await;
}

#[tokio::test]
async fn websites_that_are_hardly_meant() {
    let zoho = Zoho::start().await;
    for (origins, words) in [
        ("http://www.example.com", ["http://www.example.com", "https"]),
        ("https://www.example.com,http://localhost:3000", ["http://localhost:3000", "take it away"]),
        ("http://[::1]:8080", ["http://[::1]:8080", "take it away"]),
    ] {
        shows(&visited(&zoho, &[("DESKBELL_ORIGINS", origins)]).await.0, "origins", "warn", &words);
    }
    let (checks, _) = visited(&zoho, &[("DESKBELL_ORIGINS", "*"), ("DESKBELL_SPELT_WRONG", "x")]).await;
    shows(&checks, "configuration", "warn", &["every website"]);
    shows(&checks, "configuration", "warn", &["DESKBELL_SPELT_WRONG"]);
    let ran = run(&["doctor"], &[("DESKBELL_ORIGINS", "https://www.example.com/".to_owned())], "").await;
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "a configuration that no server would read: {ran:?}");
    zoho.stop().await;
}

/// A service against robots that gives this answer to everything.
async fn service(answer: &'static str) -> String {
    let respond = move || async move { ([("content-type", "application/json")], answer) };
    let app = axum::Router::new().fallback(respond);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    url
}

#[tokio::test]
async fn challenges_that_nobody_could_pass() {
    let zoho = Zoho::start().await;
    let account = |url: &str| {
        [
            ("DESKBELL_CHALLENGE", "turnstile".to_owned()),
            ("DESKBELL_CAPTCHA_SITE_KEY", "site".to_owned()),
            ("DESKBELL_CAPTCHA_SECRET", "hush-captcha".to_owned()),
            ("DESKBELL_CAPTCHA_VERIFY_URL", url.to_owned()),
        ]
    };
    let fresh = time::OffsetDateTime::now_utc().format(&time::format_description::well_known::Rfc3339).unwrap();
    let open: &'static str =
        format!(r#"{{"success":true,"hostname":"www.example.com","challenge_ts":"{fresh}"}}"#).leak();
    for (answer, status, words) in [
        (r#"{"success":false,"error-codes":["invalid-input-response"]}"#, "ok", "turnstile"),
        (r#"{"success":false,"error-codes":["invalid-input-secret"]}"#, "fail", "captcha.secret_file"),
        ("<html>", "fail", "can be reached"),
        (open, "warn", "for tests"),
    ] {
        let changes = account(&service(answer).await);
        let changes: Vec<(&'static str, &str)> = changes.iter().map(|(name, value)| (*name, value.as_str())).collect();
        shows(&visited(&zoho, &changes).await.0, "challenge", status, &[words]);
    }
    let place = Place::new();
    std::fs::write(place.0.join("deskbell.secret"), "short").unwrap();
    let altcha = [("DESKBELL_CHALLENGE", "altcha"), ("DESKBELL_DATABASE_URL", &place.url())];
    shows(&visited(&zoho, &altcha).await.0, "challenge", "fail", &["too short", "DESKBELL_SECRET_FILE"]);
    zoho.stop().await;
}

#[tokio::test]
async fn the_sandbox_is_no_desk() {
    let place = Place::new();
    let environment = [("DESKBELL_DATABASE_URL", place.url())];
    let ran = run(&["doctor"], &environment, "").await;
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let first = ran.stdout.lines().next().unwrap();
    assert!(first.starts_with("warn  upstream") && first.contains("deskbell-proxy auth"), "{ran:?}");
}
