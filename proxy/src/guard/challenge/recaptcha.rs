//! Google reCAPTCHA, versions 2 and 3 (<https://developers.google.com/recaptcha/docs/verify>).

/// Where it is asked.
pub(super) const URL: &str = "https://www.google.com/recaptcha/api/siteverify";

/// Version 3 gives a score from 0 (a robot) to 1 (a person) for an action, which then has to be
/// ours; version 2 gives neither.
pub(super) fn is_good(score: Option<f64>, action: Option<&str>, min_score: f64) -> bool {
    score.is_none_or(|score| score >= min_score && action.is_some_and(|action| !action.is_empty()))
}
