//! Where Zoho is and who we are there.

use std::time::Duration;

use secrecy::SecretString;

use crate::crash::hurried;

/// Everything the client has to know. Holds secrets; its `Debug` shows none.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Base URL of Zoho Desk, for instance `https://desk.zoho.eu`. `http` only on loopback.
    pub desk_url: String,
    /// Base URL of Zoho Accounts, for instance `https://accounts.zoho.eu`. `http` only on loopback.
    pub accounts_url: String,
    /// The portal's id, digits only: Zoho answers anything else with an opaque 500.
    pub org_id: String,
    /// OAuth client id.
    pub client_id: String,
    /// OAuth client secret.
    pub client_secret: SecretString,
    /// OAuth refresh token.
    pub refresh_token: SecretString,
    /// API name of the custom field that carries the submission's id (`cf_deskbell_ref`).
    /// `None`: a ticket whose answer was lost cannot be looked up and waits for the operator.
    pub marker_field: Option<String>,
    /// How long to wait for what.
    pub timeouts: Timeouts,
}

/// How long the client waits.
#[derive(Debug, Clone, Copy)]
pub struct Timeouts {
    /// For a connection, TLS included.
    pub connect: Duration,
    /// For a whole request, from connecting to the last byte of the answer.
    pub request: Duration,
    /// How long an unused connection is kept. Has to stay below the other side's keep-alive:
    /// a ticket sent over a connection that was just closed has an unknown outcome.
    pub idle: Duration,
    /// How long to leave Zoho Accounts alone after it said that there were too many requests.
    /// It blocks a refresh token for the rest of ten minutes.
    pub throttled: Duration,
    /// How long to leave Zoho Accounts alone after it refused the credentials.
    pub refused: Duration,
}

impl Timeouts {
    /// All shortened, where a test asks for that.
    #[must_use]
    pub(crate) fn hurried(self) -> Self {
        Self {
            connect: hurried(self.connect),
            request: hurried(self.request),
            idle: hurried(self.idle),
            throttled: hurried(self.throttled),
            refused: hurried(self.refused),
        }
    }
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            request: Duration::from_secs(20),
            idle: Duration::from_secs(10),
            throttled: Duration::from_secs(600),
            refused: Duration::from_secs(60),
        }
    }
}
