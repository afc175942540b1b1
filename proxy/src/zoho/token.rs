//! Access tokens: fetched with the refresh token, shared, and never asked for twice at a time.
//!
//! Zoho Accounts gives ten access tokens in ten minutes per refresh token and then blocks it for
//! the rest of them, so that neither many tickets at once nor a failure may lead to many requests.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::Settings;
use super::exchange::{Break, Reply, exchange};
use super::http::Base;
use super::seal::Seal;
use crate::crash::{self, Point};
use crate::metrics::{Ending, Endings};
use crate::store::{KeptToken, Store, StoreError};
use crate::submission::Moment;

/// How long a token is good where the answer does not say: Zoho's hour.
const LIFETIME: Duration = Duration::from_secs(3600);

/// How long before its end a token is no longer used, at most.
const MARGIN: Duration = Duration::from_secs(60);

/// How long to leave Zoho Accounts alone after it was of no use, for everybody who waited meanwhile.
const PAUSE: Duration = Duration::from_secs(1);

/// Why there is no access token. Names what Zoho answered; holds no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Zoho Accounts does not take the credentials; trying again does not help.
    #[error("Zoho Accounts refused the credentials: {code}")]
    Refused {
        /// Zoho's name for it, `other` if it is none that is known.
        code: &'static str,
    },
    /// Too many token requests.
    #[error("Zoho Accounts allows no token request for {} s", wait.as_secs())]
    Throttled {
        /// How long to leave it alone.
        wait: Duration,
    },
    /// Not reached, or no usable answer.
    #[error("Zoho Accounts gave no usable answer")]
    Unavailable,
}

/// An access token. Its `Debug` shows no more than that it is one.
#[derive(Clone)]
pub(super) struct AccessToken {
    header: HeaderValue,
    good_until: Instant,
}

impl AccessToken {
    pub(super) fn new(answer: &Granted) -> Option<Self> {
        let mut header = HeaderValue::from_str(&format!("Zoho-oauthtoken {}", answer.token.expose_secret())).ok()?;
        header.set_sensitive(true);
        let margin = MARGIN.min(answer.lifetime / 10);
        Some(Self { header, good_until: Instant::now() + (answer.lifetime - margin) })
    }

    fn is_good(&self, refused: Option<&Self>) -> bool {
        Instant::now() < self.good_until && refused.is_none_or(|refused| refused.header != self.header)
    }

    /// The value of the `Authorization` header; marked as sensitive.
    pub(super) fn header(&self) -> HeaderValue {
        self.header.clone()
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(..)")
    }
}

/// Where access tokens come from. Clones share one token.
#[derive(Debug, Clone)]
pub(super) struct TokenSource {
    http: reqwest::Client,
    address: String,
    settings: Arc<Settings>,
    seal: Arc<Seal>,
    store: Option<Arc<dyn Store>>,
    state: Arc<Mutex<State>>,
    /// How requests for a token ended.
    pub(super) refreshes: Endings,
}

#[derive(Debug, Default)]
struct State {
    token: Option<AccessToken>,
    failure: Option<(TokenError, Instant)>,
}

impl TokenSource {
    pub(super) fn new(
        http: reqwest::Client,
        accounts: &Base,
        settings: Arc<Settings>,
        store: Option<Arc<dyn Store>>,
    ) -> Self {
        let (address, seal) = (accounts.join("/oauth/v2/token"), Arc::new(Seal::new(&settings)));
        Self { http, address, settings, seal, store, state: Arc::default(), refreshes: Endings::default() }
    }

    /// A token that is good, as far as is known.
    pub(super) async fn token(&self) -> Result<AccessToken, TokenError> {
        self.other_than(None).await
    }

    /// A token in place of `refused`, which Zoho Desk did not take before its time was over.
    pub(super) async fn renewed(&self, refused: &AccessToken) -> Result<AccessToken, TokenError> {
        self.other_than(Some(refused)).await
    }

    async fn other_than(&self, refused: Option<&AccessToken>) -> Result<AccessToken, TokenError> {
        // Held while the request is under way: whoever comes meanwhile finds its answer here.
        let mut state = self.state.lock().await;
        let now = Instant::now();
        if let Some(token) = &state.token
            && token.is_good(refused)
        {
            return Ok(token.clone());
        }
        if let Some((failure, until)) = state.failure
            && now < until
        {
            return Err(match failure {
                TokenError::Throttled { .. } => TokenError::Throttled { wait: until - now },
                other => other,
            });
        }
        match self.kept_or_new(refused).await {
            Ok(token) => {
                *state = State { token: Some(token.clone()), failure: None };
                Ok(token)
            }
            Err(failure) => {
                tracing::warn!(event = "token.failed", reason = %failure, "no access token");
                state.failure = Some((failure, Instant::now() + self.pause(failure)));
                Err(failure)
            }
        }
    }

    /// What an earlier process or another replica left, or else a new one.
    async fn kept_or_new(&self, refused: Option<&AccessToken>) -> Result<AccessToken, TokenError> {
        let Some(store) = &self.store else { return Ok(self.refresh().await?.0) };
        if let Some(token) = self.kept(&**store, refused).await {
            return Ok(token);
        }
        // A store that does not answer is no reason to deliver nothing.
        let turn = store.token_turn().await.inspect_err(store_failed).ok();
        if store.is_shared()
            && let Some(token) = self.kept(&**store, refused).await
        {
            return Ok(token);
        }
        let (token, granted) = self.refresh().await?;
        crash::point(Point::TokenGranted);
        if let Some(sealed) = self.seal.seal(&granted.token) {
            let expires_at = Moment::now().plus(granted.lifetime).0;
            let keeping = store.keep_token(KeptToken { sealed, expires_at }).await;
            keeping.unwrap_or_else(|error| store_failed(&error));
        }
        crash::point(Point::TokenStored);
        drop(turn);
        Ok(token)
    }

    async fn kept(&self, store: &dyn Store, refused: Option<&AccessToken>) -> Option<AccessToken> {
        let kept = store.token().await.inspect_err(store_failed).ok()??;
        let lifetime = Moment(kept.expires_at).since(Moment::now()).min(LIFETIME);
        let granted = Granted { token: self.seal.open(&kept.sealed)?, lifetime, refresh_token: None };
        AccessToken::new(&granted).filter(|token| token.is_good(refused))
    }

    async fn refresh(&self) -> Result<(AccessToken, Granted), TokenError> {
        let form = [
            ("grant_type", "refresh_token"),
            ("client_id", &self.settings.client_id),
            ("client_secret", self.settings.client_secret.expose_secret()),
            ("refresh_token", self.settings.refresh_token.expose_secret()),
        ];
        let reply = exchange(self.http.post(&self.address).form(&form)).await;
        let granted = read(reply, self.settings.timeouts.throttled).and_then(|granted| {
            let token = AccessToken::new(&granted).ok_or(TokenError::Unavailable)?;
            Ok((token, granted))
        });
        self.refreshes.get_or_create(&Ending { outcome: outcome(granted.as_ref().err()) }).inc();
        granted
    }

    fn pause(&self, failure: TokenError) -> Duration {
        match failure {
            TokenError::Refused { .. } => self.settings.timeouts.refused,
            TokenError::Throttled { wait } => wait,
            TokenError::Unavailable => PAUSE,
        }
    }
}

fn store_failed(error: &StoreError) {
    tracing::error!(event = "store.failed", reason = %error);
}

fn outcome(failure: Option<&TokenError>) -> &'static str {
    match failure {
        None => "granted",
        Some(TokenError::Refused { .. }) => "refused",
        Some(TokenError::Throttled { .. }) => "throttled",
        Some(TokenError::Unavailable) => "failed",
    }
}

#[derive(Debug)]
pub(super) struct Granted {
    token: SecretString,
    pub(super) lifetime: Duration,
    /// Only for a grant code.
    pub(super) refresh_token: Option<SecretString>,
}

/// The two answers of the token endpoint. Both come with status 200.
#[derive(Deserialize)]
struct Answer {
    access_token: Option<SecretString>,
    refresh_token: Option<SecretString>,
    expires_in: Option<Value>,
    /// Older answers have the seconds here and milliseconds in `expires_in`.
    expires_in_sec: Option<Value>,
    error: Option<String>,
    error_description: Option<String>,
}

pub(super) fn read(reply: Result<Reply, Break>, throttled: Duration) -> Result<Granted, TokenError> {
    let body = reply.and_then(|reply| reply.body).map_err(|_| TokenError::Unavailable)?;
    let answer: Answer = serde_json::from_slice(&body).map_err(|_| TokenError::Unavailable)?;
    if let Some(error) = &answer.error {
        return Err(named(error, answer.error_description.as_deref().unwrap_or_default(), throttled));
    }
    let seconds = answer.expires_in_sec.as_ref().or(answer.expires_in.as_ref()).and_then(seconds);
    // Zoho's tokens live for an hour; a longer life would only be found out by a 401.
    let lifetime = seconds.map_or(LIFETIME, Duration::from_secs).min(LIFETIME);
    let Answer { access_token, refresh_token, .. } = answer;
    access_token.map(|token| Granted { token, lifetime, refresh_token }).ok_or(TokenError::Unavailable)
}

fn seconds(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

fn named(error: &str, description: &str, throttled: Duration) -> TokenError {
    const CODES: [&str; 7] = [
        "invalid_code",
        "invalid_client",
        "invalid_client_secret",
        "invalid_grant",
        "invalid_token",
        "unauthorized_client",
        "access_denied",
    ];
    // 400 "Access Denied": "You have made too many requests continuously. Please try again after some time."
    if error.eq_ignore_ascii_case("access denied") || description.contains("too many requests") {
        return TokenError::Throttled { wait: throttled };
    }
    if error == "internal_error" || error == "general_error" {
        return TokenError::Unavailable;
    }
    TokenError::Refused { code: CODES.into_iter().find(|code| *code == error).unwrap_or("other") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WAIT: Duration = Duration::from_secs(600);

    fn reading(status: u16, body: &str) -> Result<(String, u64), TokenError> {
        let reply = Reply { status, retry_after: None, date: None, body: Ok(body.as_bytes().to_vec()) };
        read(Ok(reply), WAIT).map(|granted| (granted.token.expose_secret().to_owned(), granted.lifetime.as_secs()))
    }

    #[test]
    fn every_answer_of_the_token_endpoint() {
        let granted = |seconds| Ok(("1000.ab".to_owned(), seconds));
        let refused = |code| Err(TokenError::Refused { code });
        for (status, body, expected) in [
            (200, r#"{"access_token":"1000.ab","expires_in":1800,"token_type":"Bearer"}"#, granted(1800)),
            (200, r#"{"access_token":"1000.ab","expires_in":3600000,"expires_in_sec":1800}"#, granted(1800)),
            (200, r#"{"access_token":"1000.ab","expires_in":"1800"}"#, granted(1800)),
            (200, r#"{"access_token":"1000.ab","expires_in":3600000}"#, granted(3600)),
            (200, r#"{"access_token":"1000.ab"}"#, granted(3600)),
            (200, r#"{"error":"invalid_code"}"#, refused("invalid_code")),
            (200, r#"{"error":"invalid_client"}"#, refused("invalid_client")),
            (400, r#"{"error":"invalid_client_secret"}"#, refused("invalid_client_secret")),
            (200, r#"{"error":"<script>"}"#, refused("other")),
            (
                400,
                r#"{"error":"Access Denied","error_description":"You have made too many requests continuously. Please try again after some time.","status":"failure"}"#,
                Err(TokenError::Throttled { wait: WAIT }),
            ),
            (200, "{}", Err(TokenError::Unavailable)),
            (200, "<html></html>", Err(TokenError::Unavailable)),
            (502, "", Err(TokenError::Unavailable)),
        ] {
            assert_eq!(reading(status, body), expected, "{status} {body}");
        }
        assert!(matches!(read(Err(Break::NotConnected), WAIT), Err(TokenError::Unavailable)));
    }

    #[test]
    fn a_token_is_not_shown() {
        let granted =
            Granted { token: "1000.secret".into(), lifetime: LIFETIME, refresh_token: Some("1000.hush".into()) };
        assert!(!format!("{granted:?}").contains("1000"));
        let token = AccessToken::new(&granted).expect("a token");
        assert_eq!(format!("{token:?}"), "AccessToken(..)");
        assert!(!format!("{:?}", token.header()).contains("1000"));
    }

    #[test]
    fn a_token_that_is_no_header_is_none() {
        assert!(AccessToken::new(&Granted { token: "a\nb".into(), lifetime: LIFETIME, refresh_token: None }).is_none());
    }
}
