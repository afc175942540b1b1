//! One answer, and what has to come of it.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use reqwest::Response;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::operator;
use crate::proxy::Proxy;
use crate::stage::{DEPARTMENT, Stage};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(90);

/// What has to come of an answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Outcome {
    /// The visitor gets the number of the one ticket that there is.
    Created,
    /// The visitor is told these fields, and there is no ticket.
    Refused(&'static [&'static str]),
    /// The visitor is told that it is safe; it waits for the operator with this reason, and there
    /// is no ticket. Let go after the mishap, it becomes exactly one.
    Held(&'static str),
}

/// A row of the table.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) name: &'static str,
    /// Who says that Zoho answers so.
    pub(super) source: &'static str,
    /// What the sandbox is told.
    pub(super) faults: Vec<Value>,
    pub(super) outcome: Outcome,
    /// How many times the ticket is sent, where that is certain.
    pub(super) posts: Option<u64>,
    /// How many access tokens are fetched, where that is certain.
    pub(super) tokens: Option<u64>,
    /// Whether the ticket is looked for before anything else is done about it.
    pub(super) looked_for: bool,
    /// Whether a file comes with it.
    pub(super) file: bool,
    /// What happens to the sandbox besides.
    pub(super) besides: Option<Besides>,
}

/// What no fault can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Besides {
    /// Nobody listens for two seconds.
    Away,
    /// The token that the proxy has is revoked.
    Revoked,
    /// One request at a time, and four tickets more.
    Crowded,
    /// No credits for two seconds.
    NoCredits,
    /// A setting of the proxy's is wrong: name and value; `elsewhere` is a path of the sandbox's.
    Setting(&'static str, &'static str),
}

/// Plays a row on a stage of its own.
pub(super) async fn play(row: &Row, program: &Path, hurry: u32, answer: u32) -> Result<()> {
    let mut stage = Stage::new(program, "answers", hurry, answer).await?;
    let mut proxy = stage.proxy("proxy", None)?;
    if let Some(Besides::Setting(name, value)) = row.besides {
        let value = if value == "elsewhere" { format!("{}/elsewhere", stage.sandbox.url()) } else { value.to_owned() };
        proxy.set(name, value);
    }
    let result = match proxy.serve().await {
        Ok(()) => act(row, &mut stage, &mut proxy).await,
        Err(error) => Err(error),
    };
    let result = result.and(proxy.stop().await);
    stage.end(&result).await;
    result
}

async fn act(row: &Row, stage: &mut Stage, proxy: &mut Proxy) -> Result<()> {
    for fault in &row.faults {
        stage.sandbox.order(fault).await?;
    }
    if row.besides == Some(Besides::Revoked) {
        // Once with the token that it will lose.
        let (number, _) = follow(stage, proxy, post(stage, proxy, "Before", false).await?).await?;
        ensure!(number.is_some(), "no number before the token was revoked");
        stage.sandbox.revoke_tokens().await?;
    }
    let before = stage.sandbox.filed().await?.len();
    besides(row, stage).await?;
    let counted = stage.sandbox.usage().await.unwrap_or_default();
    let others = others(row, stage, proxy);
    let (answer, others) = tokio::join!(post(stage, proxy, "Trial", row.file), others);
    recover(row, stage).await?;
    let mut tickets = others?;

    match &row.outcome {
        Outcome::Created => {
            let (number, _) = follow(stage, proxy, answer?).await?;
            ensure!(number.is_some(), "the visitor was refused");
            tickets += 1;
        }
        Outcome::Refused(fields) => {
            let (number, errors) = follow(stage, proxy, answer?).await?;
            ensure!(number.is_none() && errors == *fields, "the visitor was told {number:?} {errors:?}");
        }
        Outcome::Held(reason) => {
            let answer = answer?;
            ensure!(answer.status() == 202, "{} instead of 202", answer.status());
            wait_until_held(proxy, reason).await?;
            ensure!(stage.sandbox.filed().await?.len() == before, "held, but there is a ticket");
            // The operator mends it and lets it go on.
            if !matches!(row.besides, Some(Besides::Setting(..))) {
                stage.sandbox.forget_faults().await?;
                operator::release(proxy).await?;
                ensure!(follow(stage, proxy, answer).await?.0.is_some(), "the visitor was refused in the end");
                tickets += 1;
            }
        }
    }
    let filed = stage.sandbox.filed().await?;
    ensure!(filed.len() == before + tickets, "{} tickets instead of {}", filed.len() - before, tickets);
    let files = filed.iter().map(|ticket| ticket.files).sum::<usize>();
    ensure!(files == if row.file { tickets } else { 0 }, "{files} files in {tickets} tickets");
    counts(row, stage, &counted).await
}

async fn besides(row: &Row, stage: &mut Stage) -> Result<()> {
    match row.besides {
        Some(Besides::Away) => stage.sandbox.stop().await,
        Some(Besides::Crowded) => stage.sandbox.limit(&json!({ "concurrency": 1 })).await?,
        Some(Besides::NoCredits) => stage.sandbox.limit(&json!({ "credits": 0, "retryAfterSeconds": 1 })).await?,
        Some(Besides::Revoked | Besides::Setting(..)) | None => {}
    }
    Ok(())
}

/// The others who send at the same time. How many of them got a number.
async fn others(row: &Row, stage: &Stage, proxy: &Proxy) -> Result<usize> {
    if row.besides != Some(Besides::Crowded) {
        return Ok(0);
    }
    let send = async |subject: &'static str| follow(stage, proxy, post(stage, proxy, subject, false).await?).await;
    let (one, two, three, four) = tokio::try_join!(send("One"), send("Two"), send("Three"), send("Four"))?;
    Ok([one, two, three, four].iter().filter(|(number, _)| number.is_some()).count())
}

async fn recover(row: &Row, stage: &mut Stage) -> Result<()> {
    match row.besides {
        Some(Besides::Away) => {
            sleep(Duration::from_secs(2)).await;
            stage.sandbox.resume().await
        }
        Some(Besides::NoCredits) => {
            sleep(Duration::from_secs(2)).await;
            stage.sandbox.limit(&json!({})).await
        }
        _ => Ok(()),
    }
}

async fn counts(row: &Row, stage: &Stage, before: &Value) -> Result<()> {
    let usage = stage.sandbox.usage().await?;
    let counted = |name: &str| usage[name].as_u64().unwrap_or_default() - before[name].as_u64().unwrap_or_default();
    if let Some(posts) = row.posts {
        ensure!(counted("posts") == posts, "sent {} times instead of {posts}", counted("posts"));
    }
    if row.looked_for {
        ensure!(counted("lookups") > 0, "nobody looked for the ticket");
    }
    if let Some(tokens) = row.tokens {
        let used = stage.sandbox.tokens().await?;
        ensure!(used == tokens, "{used} access tokens instead of {tokens}");
    }
    Ok(())
}

async fn post(stage: &Stage, proxy: &Proxy, subject: &str, file: bool) -> Result<Response> {
    let mut body = json!({
        "subject": subject,
        "departmentId": DEPARTMENT,
        "contact": { "lastName": "Lovelace", "email": format!("{subject}@example.org") },
        "email": format!("{subject}@example.org"),
        "description": "The engine does not start.",
    });
    if file {
        let form = Form::new().part("file", Part::text("A file.").file_name("trial.txt"));
        let answer = stage.client.post(format!("{}/api/v1/uploads", proxy.url())).multipart(form).send().await?;
        ensure!(answer.status() == 200, "{} to the file", answer.status());
        body["uploads"] = json!([answer.json::<Value>().await?["id"]]);
    }
    let request = stage.client.post(format!("{}/api/v1/tickets", proxy.url())).json(&body);
    Ok(request.header("idempotency-key", uuid::Uuid::new_v4().to_string()).send().await?)
}

/// Follows an answer to its end: the number, or the fields that were refused.
async fn follow(stage: &Stage, proxy: &Proxy, mut answer: Response) -> Result<(Option<String>, Vec<String>)> {
    let start = Instant::now();
    let mut location = None;
    loop {
        let status = answer.status().as_u16();
        let found = answer.headers().get("location").and_then(|value| value.to_str().ok()).map(str::to_owned);
        location = found.or(location);
        let body: Value = answer.json().await.unwrap_or_default();
        match status {
            201 => {
                let number = body["ticketNumber"].as_str().context("201 without a number")?;
                let filed = stage.sandbox.filed().await?;
                ensure!(filed.iter().any(|ticket| ticket.number == number), "there is no ticket {number}");
                return Ok((Some(number.to_owned()), Vec::new()));
            }
            422 => {
                let errors = body["errors"].as_array().cloned().unwrap_or_default();
                let fields = errors.iter().filter_map(|error| error["fieldName"].as_str().map(str::to_owned));
                return Ok((None, fields.collect()));
            }
            202 => {}
            _ => bail!("{status} {body}"),
        }
        ensure!(start.elapsed() < PATIENCE, "still no number");
        sleep(Duration::from_millis(100)).await;
        let location = location.as_deref().context("202 without a location")?;
        answer = stage.client.get(format!("{}{location}", proxy.url())).send().await?;
    }
}

async fn wait_until_held(proxy: &Proxy, reason: &str) -> Result<()> {
    let start = Instant::now();
    loop {
        if operator::knows_of_held(proxy, reason)? {
            return Ok(());
        }
        ensure!(start.elapsed() < PATIENCE, "not held for {reason}");
        sleep(Duration::from_millis(200)).await;
    }
}
