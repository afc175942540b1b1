//! The stand-in for Zoho, which outlives every proxy.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use deskbell_sandbox::{Config, Running, start};
use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::judge::Filed;

/// A sandbox with its data on disk; it can go away and come back.
#[derive(Debug)]
pub(crate) struct Sandbox {
    address: SocketAddr,
    database: PathBuf,
    running: Option<Running>,
    client: Client,
}

impl Sandbox {
    pub(crate) async fn start(directory: &Path, client: Client) -> Result<Self> {
        let database = directory.join("desk.db");
        let config = Config { listen: SocketAddr::from(([127, 0, 0, 1], 0)), database: database.clone() };
        let running = start(config).await?;
        let sandbox = Self { address: running.address(), database, running: Some(running), client };
        // Zoho's ten tokens in ten minutes would end every trial; how many are used is looked at instead.
        sandbox.call(Method::PUT, "tokens", Some(&json!({ "limit": 1_000_000 }))).await?;
        Ok(sandbox)
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Away: connections are refused, those that are open are cut.
    pub(crate) async fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop().await;
        }
    }

    /// Back, at the same address and with the same data.
    pub(crate) async fn resume(&mut self) -> Result<()> {
        let config = Config { listen: self.address, database: self.database.clone() };
        self.running = Some(start(config).await?);
        Ok(())
    }

    /// Lets something go wrong: `{ "fault": … }`.
    pub(crate) async fn order(&self, fault: &Value) -> Result<()> {
        self.call(Method::POST, "faults", Some(fault)).await.map(drop)
    }

    pub(crate) async fn forget_faults(&self) -> Result<()> {
        self.call(Method::DELETE, "faults", None).await.map(drop)
    }

    /// Makes every access token invalid, so that a new one has to be fetched.
    pub(crate) async fn revoke_tokens(&self) -> Result<()> {
        self.call(Method::DELETE, "tokens", None).await.map(drop)
    }

    /// How many requests were served, and the most at a time.
    pub(crate) async fn usage(&self) -> Result<Value> {
        self.call(Method::GET, "quota", None).await
    }

    /// Sets what the portal allows: `{ "concurrency", "credits", "retryAfterSeconds" }`.
    pub(crate) async fn limit(&self, limits: &Value) -> Result<()> {
        self.call(Method::PUT, "quota", Some(limits)).await.map(drop)
    }

    /// How many access tokens were given out since the last revocation.
    pub(crate) async fn tokens(&self) -> Result<u64> {
        self.call(Method::GET, "tokens", None).await?["used"].as_u64().context("no count of tokens")
    }

    /// Everything that was filed, oldest first.
    pub(crate) async fn filed(&self) -> Result<Vec<Filed>> {
        let tickets = self.call(Method::GET, "tickets", None).await?;
        let text = |ticket: &Value, name: &str| ticket[name].as_str().unwrap_or_default().to_owned();
        let filed = tickets.as_array().context("no list of tickets")?.iter().rev().map(|ticket| Filed {
            number: text(ticket, "ticketNumber"),
            subject: text(ticket, "subject"),
            files: ticket["uploads"].as_array().map_or(0, Vec::len),
        });
        Ok(filed.collect())
    }

    async fn call(&self, method: Method, what: &str, body: Option<&Value>) -> Result<Value> {
        let mut request = self.client.request(method, format!("{}/sandbox/{what}", self.url()));
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await.context("the sandbox does not answer")?;
        let status = answer.status();
        let text = answer.text().await?;
        ensure!(status.is_success(), "the sandbox says {status} to {what}: {text}");
        Ok(serde_json::from_str(&text).unwrap_or_default())
    }
}
