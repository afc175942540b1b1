//! A portal of Zoho's, played by the sandbox, and the program as its operator calls it.

use std::process::Stdio;

use deskbell_sandbox::{CREDENTIALS, Running};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

/// All scopes that a proxy with attachments has a use for.
pub const SCOPES: &str =
    "Desk.tickets.CREATE,Desk.tickets.READ,Desk.search.READ,Desk.basic.CREATE,Desk.basic.READ,Desk.fields.READ";

/// A portal, and its API console.
pub struct Zoho {
    running: Running,
    pub url: String,
    client: reqwest::Client,
}

impl Zoho {
    pub async fn start() -> Self {
        let config = deskbell_sandbox::Config { listen: ([127, 0, 0, 1], 0).into(), database: ":memory:".into() };
        let running = deskbell_sandbox::start(config).await.expect("a sandbox");
        let url = format!("http://{}", running.address());
        let client = super::client();
        // Tests ask for more tokens than a proxy does.
        let limit = client.put(format!("{url}/sandbox/tokens")).json(&json!({ "limit": 1000 })).send().await;
        assert!(limit.expect("the sandbox").status().is_success());
        Self { running, url, client }
    }

    pub async fn stop(self) {
        self.running.stop().await;
    }

    async fn ask(&self, request: reqwest::RequestBuilder) -> Value {
        let answer = request.send().await.expect("the sandbox");
        assert!(answer.status().is_success(), "{}", answer.text().await.expect("text"));
        answer.json().await.expect("JSON")
    }

    pub async fn set_up(&self, portal: Value) {
        self.ask(self.client.put(format!("{}/sandbox/portal", self.url)).json(&portal)).await;
    }

    pub async fn fault(&self, fault: Value) {
        self.ask(self.client.post(format!("{}/sandbox/faults", self.url)).json(&fault)).await;
    }

    pub async fn tickets(&self) -> Value {
        self.ask(self.client.get(format!("{}/sandbox/tickets", self.url))).await
    }

    /// A grant code, as `POST /sandbox/codes` has it.
    pub async fn code(&self, wanted: Value) -> String {
        let answer = self.ask(self.client.post(format!("{}/sandbox/codes", self.url)).json(&wanted)).await;
        answer["code"].as_str().expect("a code").to_owned()
    }

    /// A refresh token with these scopes.
    pub async fn refresh_token(&self, scope: &str) -> String {
        let code = self.code(json!({ "scope": scope })).await;
        let form = [
            ("grant_type", "authorization_code"),
            ("client_id", CREDENTIALS.client_id),
            ("client_secret", CREDENTIALS.client_secret),
            ("code", &code),
        ];
        let answer = self.ask(self.client.post(format!("{}/oauth/v2/token", self.url)).form(&form)).await;
        answer["refresh_token"].as_str().expect("a token").to_owned()
    }

    /// Where it is, for the program.
    pub fn hosts(&self) -> Vec<(&'static str, String)> {
        vec![("DESKBELL_ZOHO_DESK_URL", self.url.clone()), ("DESKBELL_ZOHO_ACCOUNTS_URL", self.url.clone())]
    }

    /// The environment of a proxy for which everything is as it should be.
    pub fn account(&self) -> Vec<(&'static str, String)> {
        let text = str::to_owned;
        let mut environment = self.hosts();
        environment.extend([
            ("DESKBELL_UPSTREAM", text("zoho")),
            ("DESKBELL_ORIGINS", text("https://www.example.com")),
            ("DESKBELL_ZOHO_ORG_ID", text(CREDENTIALS.org_id)),
            ("DESKBELL_ZOHO_CLIENT_ID", text(CREDENTIALS.client_id)),
            ("DESKBELL_ZOHO_CLIENT_SECRET", text(CREDENTIALS.client_secret)),
            ("DESKBELL_ZOHO_REFRESH_TOKEN", text(CREDENTIALS.refresh_token)),
            ("DESKBELL_DEPARTMENTS", text(super::DEPARTMENT)),
        ]);
        environment
    }
}

/// What the program has printed and said, and how it ended.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// That nothing of it is a secret, whatever else it is.
    pub fn tells_none_of(&self, secrets: &[&str]) {
        for secret in secrets.iter().chain(&[CREDENTIALS.client_secret, CREDENTIALS.refresh_token]) {
            assert!(!format!("{}{}", self.stdout, self.stderr).contains(secret), "{secret} in {self:?}");
        }
        for beginning in ["access_token", "refresh_token\":", "Zoho-oauthtoken"] {
            assert!(!format!("{}{}", self.stdout, self.stderr).contains(beginning), "{beginning} in {self:?}");
        }
    }
}

/// Runs the program with these lines as its standard input.
pub async fn run(arguments: &[&str], environment: &[(&str, String)], input: &str) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskbell-proxy"));
    command.args(arguments).env_clear().envs(environment.iter().map(|(name, value)| (name, value)));
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
    let mut stdin = child.stdin.take().expect("a pipe");
    // Who has ended already reads nothing.
    drop(stdin.write_all(input.as_bytes()).await);
    drop(stdin);
    let output = child.wait_with_output().await.expect("an end");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}
