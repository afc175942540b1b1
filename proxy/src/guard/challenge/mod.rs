//! Challenges: what a browser has to do before its ticket is taken, so that it costs something to
//! send many. The solution travels in the header `Challenge-Solution`, beside the ticket.

mod altcha;
#[cfg(fuzzing)]
pub(crate) mod fuzzing;
mod hcaptcha;
mod load;
mod provider;
mod recaptcha;
mod trial;
mod turnstile;

use std::time::Duration;

use axum::http::{HeaderMap, HeaderName};
use serde_json::{Value, json};

use super::gate::problem_of;
use super::ledger::{Ledger, Spent};
use super::secret::Secret;
use super::tag::{Tag, Tagger};
use crate::config::{Challenge as Kind, Config};
use crate::error::Error;
use crate::problem::{Problem, ProblemKind};
use crate::submission::IdempotencyKey;

use self::altcha::Altcha;
use provider::{NotPassed, Service};

pub(crate) use trial::{Trial, try_out};

/// The header of the solution.
pub(super) const HEADER: HeaderName = HeaderName::from_static("challenge-solution");

/// How long a solved challenge counts for the same key: whoever has to wait for a limit shall not
/// have to solve another one.
const SOLVED: Duration = Duration::from_secs(3600);
/// When to come back where the service does not answer.
const UNAVAILABLE: Duration = Duration::from_secs(10);

/// The challenge of this installation.
#[derive(Debug)]
pub(crate) enum Challenge {
    Off,
    Altcha(Box<Altcha>),
    Service(Box<Service>),
}

impl Challenge {
    pub(super) fn new(config: &Config, secret: &Secret, shared: bool) -> Result<Self, Error> {
        Ok(match config.challenge {
            Kind::Off => Self::Off,
            Kind::Altcha => Self::Altcha(Box::new(Altcha::new(secret, config.altcha_tries, shared))),
            Kind::Service(provider) => {
                Self::Service(Box::new(Service::new(provider, &config.captcha, &config.origins)?))
            }
        })
    }

    /// Whether there is one.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self, Self::Off)
    }

    /// A challenge for one ticket.
    ///
    /// # Errors
    /// Where this server has none to give.
    pub(super) fn give(&self) -> Result<Value, ProblemKind> {
        let Self::Altcha(altcha) = self else { return Err(ProblemKind::NotFound) };
        let challenge = altcha.challenge().and_then(|challenge| serde_json::to_value(challenge).ok());
        challenge.ok_or(ProblemKind::Internal)
    }

    /// Checks the solution that came with a ticket, and uses it up.
    ///
    /// # Errors
    /// None, a wrong one, one that was used for another ticket, and nobody there to ask.
    pub(super) async fn check(
        &self,
        headers: &HeaderMap,
        key: &IdempotencyKey,
        tagger: &Tagger,
        ledger: &impl Ledger,
    ) -> Result<(), Problem> {
        if matches!(self, Self::Off) {
            return Ok(());
        }
        let user = tagger.tag("key", &key.hash());
        let solved = tagger.tag("solved", &key.hash());
        if ledger.knows(solved).await.map_err(problem_of)? {
            return Ok(());
        }
        self.redeem(solution(headers)?, key, user, tagger, ledger).await?;
        ledger.spend(solved, user, SOLVED).await.map_err(problem_of)?;
        Ok(())
    }

    async fn redeem(
        &self,
        solution: &str,
        key: &IdempotencyKey,
        user: Tag,
        tagger: &Tagger,
        ledger: &impl Ledger,
    ) -> Result<(), Problem> {
        match self {
            Self::Off => Ok(()),
            Self::Altcha(altcha) => {
                let solved = altcha.solved(solution).ok_or(ProblemKind::ChallengeFailed)?;
                match ledger.spend(tagger.tag("nonce", &solved.nonce), user, solved.keep).await.map_err(problem_of)? {
                    Spent::First | Spent::Again => Ok(()),
                    Spent::Before => Err(ProblemKind::ChallengeFailed.into()),
                }
            }
            Self::Service(service) => service.verify(solution, &key.to_uuid()).await.map_err(|reason| match reason {
                NotPassed::Failed => ProblemKind::ChallengeFailed.into(),
                NotPassed::Unavailable(reason) => {
                    tracing::error!(event = "challenge.unavailable", reason, "tickets are refused meanwhile");
                    Problem::new(ProblemKind::Unavailable).retry_after(UNAVAILABLE)
                }
            }),
        }
    }
}

fn solution(headers: &HeaderMap) -> Result<&str, ProblemKind> {
    let solution = headers.get(HEADER).ok_or(ProblemKind::ChallengeMissing)?;
    Ok(solution.to_str().map_err(|_| ProblemKind::ChallengeFailed)?.trim())
}

/// What the form description says of it: nothing where there is none.
pub(crate) fn described(config: &Config) -> Option<Value> {
    match config.challenge {
        Kind::Off => None,
        Kind::Altcha => Some(json!({ "type": "altcha" })),
        Kind::Service(provider) => Some(json!({ "type": provider.as_str(), "siteKey": config.captcha.site_key })),
    }
}
