//! Cloudflare Turnstile (<https://developers.cloudflare.com/turnstile/get-started/server-side-validation/>).

/// Where it is asked.
pub(super) const URL: &str = "https://challenges.cloudflare.com/turnstile/v0/siteverify";

/// A token can be redeemed once, but the same question may be asked again under the same UUID:
/// after an answer that got lost.
pub(super) fn add<'a>(form: &mut Vec<(&'a str, &'a str)>, key: &'a str) {
    form.push(("idempotency_key", key));
}
