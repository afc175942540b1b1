//! The exchange of a grant code, which lives for minutes, for a refresh token, which lives on.

use secrecy::{ExposeSecret, SecretString};

use super::exchange::exchange;
use super::http::{self, Base};
use super::{ClientError, Settings, TokenError, token};

/// Why there is no refresh token. Holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GrantError {
    /// Zoho Accounts gave nothing.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// It gave an access token, but no refresh token with it.
    #[error("Zoho Accounts gave no refresh token for this code")]
    NoRefreshToken,
    /// A setting that cannot be right.
    #[error(transparent)]
    Client(#[from] ClientError),
}

/// Exchanges `code`, with client id and client secret of the settings. It is used up by that.
///
/// # Errors
/// A code, or a client, that Zoho Accounts does not know (any longer); no answer.
pub async fn exchange_code(settings: &Settings, code: &SecretString) -> Result<SecretString, GrantError> {
    let accounts = Base::parse(&settings.accounts_url, "Zoho Accounts")?;
    let client = http::client(&settings.timeouts, [&accounts, &accounts])?;
    // In the body: an address is kept in more logs.
    let form = [
        ("grant_type", "authorization_code"),
        ("client_id", &settings.client_id),
        ("client_secret", settings.client_secret.expose_secret()),
        ("code", code.expose_secret()),
    ];
    let reply = exchange(client.post(accounts.join("/oauth/v2/token")).form(&form)).await;
    let granted = token::read(reply, settings.timeouts.throttled)?;
    granted.refresh_token.filter(|token| !token.expose_secret().is_empty()).ok_or(GrantError::NoRefreshToken)
}
