//! What must not get out: secrets in answers, words of visitors in the log, lines of visitors' own
//! making in the log.

mod common;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use common::{ORIGIN, Proxy, key, ticket, ticket_with};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

/// Everything of an answer that a browser could see.
async fn seen(request: RequestBuilder) -> String {
    let answer = request.send().await.unwrap();
    let head = format!("{:?}", answer.headers());
    head + &answer.text().await.unwrap()
}

#[tokio::test]
async fn no_answer_holds_a_secret() {
    let credentials = deskbell_sandbox::CREDENTIALS;
    for fault in [None, Some("html"), Some("token_error"), Some("unauthorized"), Some("too_many_requests")] {
        let proxy = Proxy::with(|config| {
            config.secret = "hush-hush-hush-hush-hush-hush-hush".into();
            config.identity.mode = deskbell_proxy::config::IdentityMode::Optional;
            config.identity.audience = "deskbell".to_owned();
        })
        .await;
        if let Some(fault) = fault {
            // Faults that this sandbox does not have change nothing.
            let faults = format!("{}/sandbox/faults", proxy.sandbox_url);
            drop(proxy.client.post(faults).json(&json!({ "fault": fault, "count": 5 })).send().await);
        }
        let url = |path: &str| format!("{}{path}", proxy.url);
        let mut all = String::new();
        for request in [
            proxy.post(&ticket()),
            proxy.post(&json!({})),
            proxy.post(&ticket()).header("authorization", "Bearer x.y.z"),
            proxy.post(&ticket()).body("{"),
            proxy.get("/api/v1/form"),
            proxy.get("/api/v1/challenge"),
            proxy.get("/api/v1/tickets/submissions/x"),
            proxy.client.get(url("/contact")),
            proxy.client.post(url("/contact")).form(&[("subject", "x")]),
            proxy.client.request(Method::OPTIONS, url("/api/v1/tickets")).header("origin", ORIGIN),
            proxy.get("/healthz"),
            proxy.get("/readyz"),
            proxy.client.get(format!("{}/openapi.json", proxy.admin_url)),
        ] {
            all += &seen(request).await;
        }
        for secret in [credentials.client_secret, credentials.refresh_token, "hush-hush", "oauthtoken", "1000."] {
            assert!(!all.contains(secret), "{secret} after {fault:?}");
        }
        for path in [
            "/openapi.json",
            "/metrics",
            "/deskbell.toml",
            "/deskbell.secret",
            "/deskbell.db",
            "/.env",
            "/oauth/v2/token",
        ] {
            assert_eq!(proxy.get(path).send().await.unwrap().status(), 404, "{path}");
        }
        proxy.stop().await;
    }
}

#[tokio::test]
async fn a_whole_proxy_shows_no_secret() {
    use deskbell_proxy::config::{Challenge, IdentityKey, IdentityMode, Provider};
    let hush = "hush-hush-hush-hush-hush-hush-hush-hush";
    for challenge in [Challenge::Altcha, Challenge::Service(Provider::Turnstile)] {
        let mut config = common::config();
        config.challenge = challenge;
        config.secret = hush.into();
        config.captcha.secret = hush.into();
        config.zoho.client_secret = hush.into();
        config.zoho.refresh_token = hush.into();
        config.identity.mode = IdentityMode::Optional;
        config.identity.keys = vec![IdentityKey { id: "one".to_owned(), secret: hush.into() }];
        let app = deskbell_proxy::App::build(config).await.unwrap();
        let shown = format!("{app:?} {app:#?}");
        let credentials = deskbell_sandbox::CREDENTIALS;
        for secret in ["hush", credentials.client_secret, credentials.refresh_token] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }
}

/// A proxy as people start it, and where it listens.
#[expect(clippy::zombie_processes, reason = "waited for by the test; where it ends before, the test has failed")]
fn program() -> (Child, BufReader<std::process::ChildStdout>, String, String) {
    let environment = [
        ("DESKBELL_LISTEN", "127.0.0.1:0"),
        ("DESKBELL_ADMIN_LISTEN", "127.0.0.1:0"),
        ("DESKBELL_SANDBOX_LISTEN", "127.0.0.1:0"),
        ("DESKBELL_SANDBOX_DATABASE", ":memory:"),
        ("DESKBELL_DATABASE_URL", "sqlite::memory:"),
        ("DESKBELL_ATTACHMENTS_ENABLED", "true"),
        ("DESKBELL_IDENTITY_MODE", "optional"),
        ("DESKBELL_IDENTITY_AUDIENCE", "deskbell"),
        ("DESKBELL_IDENTITY_SECRET", "0123456789abcdef0123456789abcdef"),
        ("DESKBELL_LOG", "trace"),
    ];
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskbell-proxy"));
    command.env_clear().envs(environment).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let mut log = String::new();
    loop {
        assert!(reader.read_line(&mut log).unwrap() > 0, "it ended: {log}");
        let line: Option<Value> = log.lines().last().and_then(|line| serde_json::from_str(line).ok());
        if let Some(line) = line.filter(|line| line["listener"] == "public" && line["message"] == "listening") {
            let url = format!("http://{}", line["address"].as_str().unwrap());
            return (child, reader, log, url);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_write_no_lines_of_the_log_and_no_words_in_it() {
    let (mut child, reader, mut log, url) = program();
    let rest = std::thread::spawn(move || reader.lines().map_while(Result::ok).collect::<Vec<_>>());
    let client = common::client();
    let forged = "evil\n{\"level\":\"ERROR\",\"event\":\"forged\"}\r\n\u{1b}[31mforged";
    let post =
        || client.post(format!("{url}/api/v1/tickets")).header("origin", ORIGIN).header("idempotency-key", key());
    let part = || reqwest::multipart::Part::bytes(forged.as_bytes().to_vec()).file_name(forged);
    for request in [
        post().json(&ticket_with("subject", forged)),
        post().json(&ticket_with("description", forged)),
        post().json(&ticket_with(forged, forged)),
        post().json(&ticket()).header("user-agent", "forged").header("x-request-id", "forged"),
        post().json(&ticket()).header("authorization", "Bearer forged.forged.forged"),
        post().json(&ticket()).header("x-forwarded-for", "forged"),
        post().header("content-type", "application/json").body(forged),
        client.post(format!("{url}/api/v1/uploads")).multipart(reqwest::multipart::Form::new().part("file", part())),
        client.get(format!("{url}/api/v1/form?departmentId=%0aforged")),
        client.get(format!("{url}/forged%0d%0aforged")),
        client.get(format!("{url}/api/v1/tickets/submissions/forged%0aforged")),
        client.get(format!("{url}/contact?lang=forged")).header("accept-language", "forged"),
        client.post(format!("{url}/contact")).form(&[("website", forged), ("form_token", forged)]),
    ] {
        request.send().await.unwrap();
    }
    assert!(Command::new("kill").arg(child.id().to_string()).status().unwrap().success());
    log += &rest.join().unwrap().join("\n");
    assert!(child.wait().unwrap().success());
    assert!(log.lines().count() > 20, "{log}");
    for line in log.lines() {
        let line: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
        assert!(line["timestamp"].is_string() && line["level"].is_string(), "{line}");
    }
    for word in ["forged", "evil", "ada@", "Lovelace", "engine", "127.0.0.1:8080"] {
        assert!(!log.contains(word), "{word} in {}", log.lines().find(|line| line.contains(word)).unwrap());
    }
}
