//! hCaptcha (<https://docs.hcaptcha.com/#verify-the-user-response-server-side>).

/// Where it is asked.
pub(super) const URL: &str = "https://api.hcaptcha.com/siteverify";
