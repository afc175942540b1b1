//! Trying out the challenge, before a visitor does.

use secrecy::ExposeSecret;

use super::altcha::Altcha;
use super::provider::{NotPassed, Service};
use crate::config::{Challenge, Config};
use crate::guard::secret::Secret;

/// So that it takes no time; what is tried out is not how hard it is.
const TRIES: u32 = 1;

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trial {
    /// It works.
    Passed,
    /// It lets everybody pass.
    Open,
    /// No ticket would be taken, for this reason.
    Failed(String),
}

/// Solves a challenge of our own; or asks the service about a token that nobody has, which it has
/// to refuse because of the token, and not because of the account.
pub(crate) async fn try_out(config: &Config) -> Trial {
    match config.challenge {
        Challenge::Off => Trial::Open,
        Challenge::Altcha => altcha(config).unwrap_or_else(Trial::Failed),
        Challenge::Service(provider) => match Service::new(provider, &config.captcha, &config.origins) {
            Err(error) => Trial::Failed(error.to_string()),
            Ok(service) => match service.verify("deskbell-doctor", &uuid::Uuid::new_v4().to_string()).await {
                Err(NotPassed::Failed) => Trial::Passed,
                Err(NotPassed::Unavailable(reason)) => Trial::Failed(reason),
                Ok(()) => Trial::Open,
            },
        },
    }
}

fn altcha(config: &Config) -> Result<Trial, String> {
    let secret = Secret::look(&config.secret, &config.zoho.client_secret, config.database_url.expose_secret())
        .map_err(|error| format!("the file deskbell.secret: {error}"))?;
    let altcha = Altcha::new(&secret, TRIES, true);
    let solved = altcha.solve_own().is_some();
    if solved {
        Ok(Trial::Passed)
    } else {
        Err("a challenge of our own could not be made, solved and checked".to_owned())
    }
}
