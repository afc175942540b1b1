//! What can be seen on this machine: database, websites, challenge.

use secrecy::ExposeSecret;

use super::check::Check;
use crate::config::{Challenge, Config, Origins, Upstream};
use crate::guard::{Trial, try_out};
use crate::loopback::is_loopback;
use crate::store::{Probed, probe};

pub(super) async fn checks(config: &Config) -> Vec<Check> {
    let mut checks = vec![store(config).await];
    checks.extend(origins(config));
    checks.push(challenge(config).await);
    checks
}

async fn store(config: &Config) -> Check {
    let name = "store";
    let url = config.database_url.expose_secret();
    match probe(url).await {
        Ok(_) if url.contains(":memory:") => {
            Check::warn(name, "the database is in memory: a restart loses tickets", "set DESKBELL_DATABASE_URL")
        }
        Ok(Probed::Used) => Check::ok(name, "the database can be written to"),
        Ok(Probed::New) => Check::ok(name, "the database can be made at the first start"),
        Err(error) => Check::fail(
            name,
            error.to_string(),
            "nothing can be stored, so no ticket is taken; see to DESKBELL_DATABASE_URL",
        ),
    }
}

/// The configuration has looked at their form already.
fn origins(config: &Config) -> Vec<Check> {
    let name = "origins";
    let listed = match &config.origins {
        // Told as a warning of the configuration.
        Origins::Any => return Vec::new(),
        Origins::Loopback => return vec![Check::ok(name, "pages of this machine may show the form")],
        Origins::Listed(origins) => origins,
    };
    let mut checks: Vec<Check> = listed.iter().filter_map(|origin| odd(origin, config.upstream)).collect();
    if checks.is_empty() {
        checks.push(Check::ok(name, format!("{} may show the form", listed.join(", "))));
    }
    checks
}

/// What is allowed, but hardly meant.
fn odd(origin: &str, upstream: Upstream) -> Option<Check> {
    let (scheme, authority) = origin.split_once("://")?;
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next(),
        None => authority.split(':').next(),
    };
    match (scheme, is_loopback(host.unwrap_or_default())) {
        (_, true) if upstream == Upstream::Zoho => Some(Check::warn(
            "origins",
            format!("{origin}: any page that somebody opens on their own machine may file tickets"),
            "take it away once the site is ready",
        )),
        ("http", false) => Some(Check::warn(
            "origins",
            format!("{origin}: whoever is between visitor and site can change the form"),
            "serve the site with https, and list it so",
        )),
        _ => None,
    }
}

async fn challenge(config: &Config) -> Check {
    let name = "challenge";
    match (config.challenge, try_out(config).await) {
        (Challenge::Off, _) => Check::ok(name, "there is none; only limits keep robots out"),
        (Challenge::Altcha, Trial::Failed(reason)) => {
            Check::fail(name, reason, "see to DESKBELL_SECRET_FILE; without it no ticket is taken")
        }
        (Challenge::Altcha, _) => Check::ok(name, "a proof of work was given, solved and taken"),
        (Challenge::Service(provider), Trial::Passed) => {
            Check::ok(name, format!("{} knows the secret key, and refuses a token of nobody's", provider.as_str()))
        }
        (Challenge::Service(provider), Trial::Open) => Check::warn(
            name,
            format!("{} lets everything pass: the secret key is one for tests", provider.as_str()),
            "put the real one into captcha.secret_file",
        ),
        (Challenge::Service(provider), Trial::Failed(reason)) => Check::fail(
            name,
            format!("{} cannot be used ({reason}), so no ticket is taken", provider.as_str()),
            "see to captcha.secret_file, and whether its address can be reached",
        ),
    }
}
