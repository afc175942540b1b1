//! The program itself: its exit codes, what it says, and what it never says.

mod common;

use std::io::Read;
use std::net::TcpListener;
use std::process::{Child, Command, Output, Stdio};

use common::{Proxy, temporary, ticket};
use deskbell_proxy::config::{Upstream, Zoho};
use deskbell_proxy::{App, config::DEFAULT_FILE};
use serde_json::{Value, json};

fn program(arguments: &[&str], environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskbell-proxy"));
    command.args(arguments).env_clear().envs(environment.iter().copied());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str], environment: &[(&str, &str)]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = program(arguments, environment).output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

const FREE_PORTS: [(&str, &str); 5] = [
    ("DESKBELL_LISTEN", "127.0.0.1:0"),
    ("DESKBELL_ADMIN_LISTEN", "127.0.0.1:0"),
    ("DESKBELL_SANDBOX_LISTEN", "127.0.0.1:0"),
    ("DESKBELL_SANDBOX_DATABASE", ":memory:"),
    ("DESKBELL_DATABASE_URL", "sqlite::memory:"),
];

fn with<'a>(name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    FREE_PORTS.into_iter().filter(|(known, _)| *known != name).chain([(name, value)]).collect()
}

#[test]
fn the_default_file_is_printed_and_is_fine() {
    let (code, printed, _) = run(&["config"], &[]);
    assert_eq!((code, printed.as_str()), (Some(0), DEFAULT_FILE));
    let path = temporary("default.toml");
    std::fs::write(&path, printed).unwrap();
    assert_eq!(run(&["check", "--config", path.to_str().unwrap()], &[]).0, Some(0));
    std::fs::remove_file(path).unwrap();
}

#[test]
fn mistakes_are_listed_together_with_code_2() {
    for command in [&["check"][..], &["serve"], &[]] {
        let (code, _, errors) = run(command, &[("DESKBELL_LISTEN", "x"), ("DESKBELL_UPSTREAM", "zoho")]);
        assert_eq!(code, Some(2));
        assert_eq!(errors.lines().count(), 6, "{errors}");
        assert!(errors.contains("DESKBELL_LISTEN") && errors.contains("DESKBELL_ZOHO_REFRESH_TOKEN"), "{errors}");
    }
    for wrong in [&["nonsense"][..], &["serve", "--nonsense"], &["--config", "/no/such/file"]] {
        assert_eq!(run(wrong, &[]).0, Some(2), "{wrong:?}");
    }
}

#[test]
fn a_port_in_use_is_one_clear_line() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for variable in ["DESKBELL_LISTEN", "DESKBELL_ADMIN_LISTEN", "DESKBELL_SANDBOX_LISTEN"] {
        let (code, _, errors) = run(&[], &with(variable, &address));
        assert_eq!(code, Some(1));
        assert_eq!(errors.lines().count(), 1, "{errors}");
        assert!(errors.contains(&address) && errors.contains(variable) && errors.contains("in use"), "{errors}");
    }
}

#[test]
fn a_database_that_cannot_be_opened_is_one_clear_line() {
    for (variable, value) in [
        ("DESKBELL_DATABASE_URL", "sqlite:///no/such/place/x.db"),
        ("DESKBELL_SANDBOX_DATABASE", "/no/such/place/x.db"),
    ] {
        let (code, _, errors) = run(&[], &with(variable, value));
        assert_eq!(code, Some(1));
        assert_eq!(errors.lines().count(), 1, "{errors}");
        assert!(errors.contains(variable) && errors.contains("cannot"), "{errors}");
    }
}

/// Waits until the public listener has said where it is.
fn address(child: &mut Child) -> (String, String) {
    let mut stdout = child.stdout.take().unwrap();
    let (mut log, mut buffer) = (String::new(), [0; 4096]);
    loop {
        let length = stdout.read(&mut buffer).unwrap();
        assert!(length > 0, "it ended: {log}");
        log.push_str(&String::from_utf8_lossy(&buffer[..length]));
        let lines = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let found = lines.into_iter().find(|line| line["listener"] == "public" && line["message"] == "listening");
        if let Some(line) = found {
            let address = line["address"].as_str().unwrap().to_owned();
            child.stdout = Some(stdout);
            return (address, log);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_json_without_a_word_of_the_visitor() {
    let environment = with("DESKBELL_LOG", "debug");
    let mut child = program(&["serve"], &environment).spawn().unwrap();
    let (address, mut log) = address(&mut child);
    let answer = common::client()
        .post(format!("http://{address}/api/v1/tickets?who=ada"))
        .header("idempotency-key", "8e03978e-40d5-43dd-bc93-6894a57f9324")
        .json(&ticket())
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 201);
    let id = i32::try_from(child.id()).unwrap();
    assert!(Command::new("kill").arg(id.to_string()).status().unwrap().success());
    child.stdout.take().unwrap().read_to_string(&mut log).unwrap();
    assert!(child.wait().unwrap().success(), "it ends well when told to");

    let lines: Vec<Value> =
        log.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"))).collect();
    let request = lines.iter().find(|line| line["event"] == "request").expect("a line for the request");
    let seen = ["method", "path", "status"].map(|name| request[name].clone());
    assert_eq!(seen, [json!("POST"), json!("/api/v1/tickets"), json!(201)]);
    assert!(request["duration_ms"].is_u64() && request["span"]["request_id"].is_string(), "{request}");
    let credentials = deskbell_sandbox::CREDENTIALS;
    for secret in [
        "Lovelace",
        "ada",
        "engine",
        "analysis",
        "8e03978e",
        credentials.client_secret,
        credentials.refresh_token,
        "oauthtoken",
    ] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}

/// A proxy for an account of Zoho's, which the sandbox of another one plays.
async fn account(change: impl FnOnce(&mut Zoho)) -> (Proxy, Proxy) {
    let zoho = Proxy::start().await;
    let credentials = deskbell_sandbox::CREDENTIALS;
    let url = zoho.sandbox_url.clone();
    let proxy = Proxy::with(|config| {
        config.upstream = Upstream::Zoho;
        config.zoho = Zoho {
            desk_url: url.clone(),
            accounts_url: url,
            org_id: credentials.org_id.to_owned(),
            client_id: credentials.client_id.to_owned(),
            client_secret: credentials.client_secret.into(),
            refresh_token: credentials.refresh_token.into(),
            ..Zoho::default()
        };
        change(&mut config.zoho);
    })
    .await;
    (zoho, proxy)
}

#[tokio::test]
async fn any_server_that_speaks_zohos_interface_will_do() {
    let (zoho, proxy) = account(|_| ()).await;
    assert_eq!(proxy.post(&ticket()).send().await.unwrap().status(), 201);
    assert_eq!(zoho.tickets().await.len(), 1);
    proxy.stop().await;
    zoho.stop().await;
}

#[tokio::test]
async fn bad_credentials_lose_nothing_and_show_nothing() {
    let (zoho, proxy) = account(|zoho| zoho.refresh_token = "1000.revoked".into()).await;
    let answer = proxy.post(&ticket()).send().await.unwrap();
    assert_eq!(answer.status(), 202);
    let text = answer.text().await.unwrap();
    assert!(text.contains("DB-") && !text.contains("invalid_code") && !text.contains("1000."), "{text}");
    proxy.stop().await;
    zoho.stop().await;
}

#[tokio::test]
async fn bad_credentials_are_told_at_the_start() {
    let zoho = Proxy::start().await;
    let environment = [
        ("DESKBELL_UPSTREAM", "zoho"),
        ("DESKBELL_ORIGINS", "https://www.example.com"),
        ("DESKBELL_ZOHO_DESK_URL", &zoho.sandbox_url),
        ("DESKBELL_ZOHO_ACCOUNTS_URL", &zoho.sandbox_url),
        ("DESKBELL_ZOHO_ORG_ID", "60001280952"),
        ("DESKBELL_ZOHO_CLIENT_ID", "1000.X"),
        ("DESKBELL_ZOHO_CLIENT_SECRET", "hush-secret"),
        ("DESKBELL_ZOHO_REFRESH_TOKEN", "hush-token"),
    ];
    let mut child = program(&[], &FREE_PORTS.into_iter().chain(environment).collect::<Vec<_>>()).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let log = tokio::task::spawn_blocking(move || {
        let (mut log, mut buffer) = (String::new(), [0; 4096]);
        while !log.contains("zoho.failed") {
            let length = stdout.read(&mut buffer).unwrap();
            assert!(length > 0, "it ended: {log}");
            log.push_str(&String::from_utf8_lossy(&buffer[..length]));
        }
        log
    });
    let log = log.await.unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(log.contains("credentials_refused") && !log.contains("hush"), "{log}");
    zoho.stop().await;
}

#[tokio::test]
async fn port_zero_is_answered_with_the_real_one() {
    let app = App::build(common::config()).await.unwrap();
    assert!(app.address().port() > 0 && app.admin_address().port() > 0);
    assert_ne!(app.address(), app.admin_address());
}
