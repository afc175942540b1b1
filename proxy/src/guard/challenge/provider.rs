//! What the services have in common that tell people from robots: a page of theirs gives the
//! visitor a token, and their server is asked whether it is good. Without an answer, it is not.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::{hcaptcha, recaptcha, turnstile};
use crate::config::{Captcha, Origins, Provider};
use crate::error::Error;

/// What the widget calls its form, where the service has names for what is done.
const ACTION: &str = "ticket";
/// The oldest token.
const LIFE: time::Duration = time::Duration::minutes(5);
const PATIENCE: Duration = Duration::from_secs(5);
/// The longest token, in bytes.
const LONGEST: usize = 8192;
const LONGEST_ANSWER: usize = 64 * 1024;

/// One of the services, and the account there.
#[derive(Debug)]
pub(crate) struct Service {
    provider: Provider,
    url: String,
    secret: SecretString,
    min_score: f64,
    /// The hosts of the websites; empty: any.
    hosts: Vec<String>,
    client: reqwest::Client,
}

/// Why a token does not let anybody pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NotPassed {
    /// It is not good.
    Failed,
    /// Nobody could say.
    Unavailable(String),
}

/// The services answer alike.
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    success: bool,
    challenge_ts: Option<String>,
    hostname: Option<String>,
    action: Option<String>,
    score: Option<f64>,
    #[serde(rename = "error-codes", default)]
    error_codes: Vec<String>,
}

impl Service {
    pub(super) fn new(provider: Provider, captcha: &Captcha, origins: &Origins) -> Result<Self, Error> {
        let url = match provider {
            Provider::Turnstile => turnstile::URL,
            Provider::Hcaptcha => hcaptcha::URL,
            Provider::Recaptcha => recaptcha::URL,
        };
        // Fails if a provider is installed already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = reqwest::Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none());
        let client = builder.build().map_err(|error| Error::Challenge(error.to_string()))?;
        Ok(Self {
            provider,
            url: captcha.verify_url.clone().unwrap_or_else(|| url.to_owned()),
            secret: captcha.secret.clone(),
            min_score: captcha.min_score,
            hosts: origins.hosts(),
            client,
        })
    }

    /// Asks whether `token` is good. `key` is the same for the same ticket.
    pub(super) async fn verify(&self, token: &str, key: &str) -> Result<(), NotPassed> {
        if token.is_empty() || token.len() > LONGEST {
            return Err(NotPassed::Failed);
        }
        let mut form = vec![("secret", self.secret.expose_secret()), ("response", token)];
        if self.provider == Provider::Turnstile {
            turnstile::add(&mut form, key);
        }
        let answer = self.ask(&form).await.map_err(NotPassed::Unavailable)?;
        self.judge(&answer, OffsetDateTime::now_utc())
    }

    async fn ask(&self, form: &[(&str, &str)]) -> Result<Answer, String> {
        // Without its address, which may be read in a log.
        let failed = |error: reqwest::Error| error.without_url().to_string();
        let mut response = self.client.post(&self.url).form(form).send().await.map_err(failed)?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            body.extend_from_slice(&chunk);
            if body.len() > LONGEST_ANSWER {
                return Err("the answer is too long".to_owned());
            }
        }
        // hCaptcha answers 400 where its siblings answer 200; what counts is what it says.
        serde_json::from_slice(&body)
            .map_err(|_| format!("status {}, and no answer that can be read", response.status()))
    }

    fn judge(&self, answer: &Answer, now: OffsetDateTime) -> Result<(), NotPassed> {
        if !answer.success {
            let ours = answer.error_codes.iter().find(|code| is_the_operators(code));
            return Err(ours.map_or(NotPassed::Failed, |code| NotPassed::Unavailable(code.clone())));
        }
        let host = self.hosts.is_empty() || answer.hostname.as_ref().is_some_and(|name| self.hosts.contains(name));
        let action = answer.action.as_ref().is_none_or(|action| action.is_empty() || action == ACTION);
        let age = answer.challenge_ts.as_ref().and_then(|text| OffsetDateTime::parse(text, &Rfc3339).ok());
        let fresh = age.is_some_and(|issued| now - issued <= LIFE && issued - now <= LIFE);
        let score = match self.provider {
            Provider::Recaptcha => recaptcha::is_good(answer.score, answer.action.as_deref(), self.min_score),
            Provider::Turnstile | Provider::Hcaptcha => true,
        };
        if host && action && fresh && score { Ok(()) } else { Err(NotPassed::Failed) }
    }
}

/// What is wrong with the account rather than with the token.
fn is_the_operators(code: &str) -> bool {
    matches!(
        code,
        "missing-input-secret" | "invalid-input-secret" | "sitekey-secret-mismatch" | "internal-error" | "bad-request"
    )
}
