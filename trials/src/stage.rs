//! What every trial needs: a directory, a sandbox, a client, and proxies between them.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use deskbell_sandbox::CREDENTIALS;
use reqwest::Client;

use crate::ledger::Ledger;
use crate::proxy::Proxy;
use crate::sandbox::Sandbox;

/// The sandbox's department.
pub(crate) const DEPARTMENT: &str = "1892000000006907";

/// The stage of one trial.
#[derive(Debug)]
pub(crate) struct Stage {
    pub(crate) sandbox: Sandbox,
    pub(crate) client: Client,
    pub(crate) ledger: Ledger,
    program: PathBuf,
    directory: PathBuf,
    hurry: u32,
    answer: String,
    lease: String,
}

impl Stage {
    /// `program`: the proxy, built with `crash-points`; it waits a `hurry`th of the usual time, but
    /// `answer` milliseconds for an answer of Zoho's.
    pub(crate) async fn new(program: &Path, name: &str, hurry: u32, answer: u32) -> Result<Self> {
        let directory = std::env::temp_dir().join(format!("deskbell-trial-{name}-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir_all(&directory)?;
        // Fails where one is installed already, which is as good.
        drop(rustls::crypto::ring::default_provider().install_default());
        let client = Client::builder()
            .no_proxy()
            .tls_certs_only([])
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(5))
            .timeout(Duration::from_secs(30))
            .build()?;
        let sandbox = Sandbox::start(&directory, client.clone()).await?;
        let program = program.canonicalize().with_context(|| format!("there is no {}", program.display()))?;
        let seconds = (answer * hurry).div_ceil(1000);
        let (answer, lease) = (seconds.to_string(), (seconds * 3 / 2 + 5).to_string());
        Ok(Self { sandbox, client, ledger: Ledger::default(), program, directory, hurry, answer, lease })
    }

    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }

    /// A proxy for this sandbox, not started; its database is `database`, or a file of its own.
    pub(crate) fn proxy(&self, name: &str, database: Option<&str>) -> Result<Proxy> {
        let hurry = self.hurry.to_string();
        let url = self.sandbox.url();
        let environment = [
            ("DESKBELL_UPSTREAM", "zoho"),
            ("DESKBELL_ZOHO_DESK_URL", &url),
            ("DESKBELL_ZOHO_ACCOUNTS_URL", &url),
            ("DESKBELL_ZOHO_ORG_ID", CREDENTIALS.org_id),
            ("DESKBELL_ZOHO_CLIENT_ID", CREDENTIALS.client_id),
            ("DESKBELL_ZOHO_CLIENT_SECRET", CREDENTIALS.client_secret),
            ("DESKBELL_ZOHO_REFRESH_TOKEN", CREDENTIALS.refresh_token),
            ("DESKBELL_DEPARTMENTS", DEPARTMENT),
            ("DESKBELL_ORIGINS", "*"),
            ("DESKBELL_CHALLENGE", "off"),
            ("DESKBELL_LIMITS", "off"),
            ("DESKBELL_ATTACHMENTS_ENABLED", "true"),
            ("DESKBELL_DATABASE_URL", database.unwrap_or("sqlite://deskbell.db")),
            ("DESKBELL_LOG", "info"),
            ("DESKBELL_HURRY", &hurry),
            // Before the hurry. A real answer still takes its milliseconds, on a busy machine hundreds.
            ("DESKBELL_SUBMISSIONS_REQUEST_TIMEOUT_SECONDS", &self.answer),
            ("DESKBELL_SUBMISSIONS_LEASE_SECONDS", &self.lease),
        ];
        let environment = environment.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        Proxy::new(&self.program, name, &self.directory, environment)
    }

    /// Takes the stage down. After a failure everything stays, and it is said where.
    pub(crate) async fn end(mut self, result: &Result<()>) {
        self.sandbox.stop().await;
        if result.is_ok() {
            drop(std::fs::remove_dir_all(&self.directory));
        } else {
            println!("    logs and databases: {}", self.directory.display());
        }
    }
}
