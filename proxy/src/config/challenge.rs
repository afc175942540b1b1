//! What robots have to do before their tickets are taken.

use secrecy::{ExposeSecret, SecretString};

use super::source::Source;
use super::{hosts, one_of, zoho};

/// The challenge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Challenge {
    /// There is none.
    #[default]
    Off,
    /// A proof of work in ALTCHA's protocol; nobody else is asked.
    Altcha,
    /// Somebody else tells people from robots.
    Service(Provider),
}

/// The services that do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider {
    /// Cloudflare Turnstile.
    Turnstile,
    /// hCaptcha.
    Hcaptcha,
    /// Google reCAPTCHA.
    Recaptcha,
}

impl Provider {
    /// Its name in the configuration and in a form description.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Turnstile => "turnstile",
            Self::Hcaptcha => "hcaptcha",
            Self::Recaptcha => "recaptcha",
        }
    }
}

/// The account at such a service.
#[derive(Debug, Clone)]
pub struct Captcha {
    /// The public key, which the page needs.
    pub site_key: String,
    /// The secret key.
    pub secret: SecretString,
    /// Another address to ask than the service's own.
    pub verify_url: Option<String>,
    /// The lowest score of reCAPTCHA version 3 that passes, from 0 to 1.
    pub min_score: f64,
}

impl Default for Captcha {
    fn default() -> Self {
        Self { site_key: String::new(), secret: SecretString::default(), verify_url: None, min_score: 0.5 }
    }
}

pub(super) fn read(source: &mut Source<'_>) -> (Challenge, Captcha) {
    let words = [
        ("off", Challenge::Off),
        ("altcha", Challenge::Altcha),
        ("turnstile", Challenge::Service(Provider::Turnstile)),
        ("hcaptcha", Challenge::Service(Provider::Hcaptcha)),
        ("recaptcha", Challenge::Service(Provider::Recaptcha)),
    ];
    let challenge = one_of(source, "challenge", words).unwrap_or_default();
    let captcha = captcha(source);
    if matches!(challenge, Challenge::Service(_)) {
        for (key, missing) in [
            ("captcha.site_key", captcha.site_key.is_empty()),
            ("captcha.secret", captcha.secret.expose_secret().is_empty()),
        ] {
            if missing && !source.mistakes.iter().any(|mistake| mistake.key.starts_with(key)) {
                source.mistake(key, "is missing; it is one of the two keys that the service of `challenge` gives you");
            }
        }
    }
    (challenge, captcha)
}

/// Some 40 to 90 ms of one core of a server.
pub(super) const TRIES: u32 = 500;

pub(super) fn tries(source: &mut Source<'_>) -> u32 {
    source.number("altcha.tries", 1..=100_000).and_then(|number| u32::try_from(number).ok()).unwrap_or(TRIES)
}

fn captcha(source: &mut Source<'_>) -> Captcha {
    let default = Captcha::default();
    let verify_url = source.text("captcha.verify_url").filter(|text| !text.is_empty());
    let percent = source.number("captcha.min_score_percent", 0..=100);
    Captcha {
        site_key: source.text("captcha.site_key").unwrap_or_default(),
        secret: zoho::secret(source, "captcha.secret", "captcha.secret_file"),
        verify_url: verify_url
            .and_then(|text| hosts::base_url(&text).map_err(|wrong| source.mistake("captcha.verify_url", wrong)).ok()),
        min_score: percent
            .and_then(|percent| u8::try_from(percent).ok())
            .map_or(default.min_score, |percent| f64::from(percent) / 100.0),
    }
}
