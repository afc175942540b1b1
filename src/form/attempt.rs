//! Which `Idempotency-Key` a request gets, so that trying again never files a ticket twice.

use crate::failure::{Cause, Failure};

/// A request that was sent at least once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attempt {
    /// Its `Idempotency-Key`.
    pub(crate) key: String,
    /// What was sent.
    pub(crate) body: String,
    /// Some answer stayed away, so this key may have a ticket by now.
    pub(crate) doubtful: bool,
}

impl Attempt {
    /// The key for `body`: the one it was sent under before, or else a fresh one.
    pub(super) fn key(last: &mut Option<Self>, body: &str, fresh: impl FnOnce() -> String) -> String {
        match last {
            Some(attempt) if attempt.body == body => attempt.key.clone(),
            _ => {
                let key = fresh();
                *last = Some(Self { key: key.clone(), body: body.to_owned(), doubtful: false });
                key
            }
        }
    }

    /// After a certain refusal the next try is a new request: servers replay what they have
    /// answered to a key. But a refusal at the door (wait, sign in) says nothing about an
    /// earlier try whose answer never came, so then only a verdict on the content ends the key.
    pub(super) fn settle(last: &mut Option<Self>, failure: &Failure) {
        let door = failure.cause == Cause::TooMany;
        if let Some(attempt) = last {
            attempt.doubtful |= !failure.certain;
            if failure.is_verdict() || (failure.certain && failure.status != 0 && !door && !attempt.doubtful) {
                *last = None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use deskbell_rules::Value;

    use super::*;

    /// The keys of tries with the same body, each with the status it was answered.
    fn keys(statuses: &[u16]) -> Vec<usize> {
        let (mut last, mut made) = (None, 0);
        let mut keys = Vec::new();
        for status in statuses {
            let key = Attempt::key(&mut last, "{}", || {
                made += 1;
                made.to_string()
            });
            keys.push(key.parse().unwrap());
            let failure = match status {
                0 => Failure::of(Cause::Timeout),
                1 => Failure::of(Cause::Offline),
                status => Failure::of_answer(*status, None, &Value::Null),
            };
            Attempt::settle(&mut last, &failure);
        }
        keys
    }

    #[test]
    fn the_key_stays_while_the_answer_is_unknown() {
        assert_eq!(keys(&[0, 0, 503, 200, 1, 0]), [1, 1, 1, 1, 1, 1]);
        assert_eq!(keys(&[429, 429, 1]), [1, 1, 1], "waiting is part of the same try");
    }

    #[test]
    fn a_certain_refusal_ends_it() {
        assert_eq!(keys(&[422, 403, 413, 400, 401]), [1, 2, 3, 4, 5]);
    }

    #[test]
    fn a_refusal_at_the_door_does_not_end_a_doubtful_one() {
        assert_eq!(keys(&[0, 403, 401, 413, 422, 0]), [1, 1, 1, 1, 1, 2]);
    }

    #[test]
    fn other_content_is_another_request() {
        let mut last = None;
        assert_eq!(Attempt::key(&mut last, "a", || "1".to_owned()), "1");
        assert_eq!(Attempt::key(&mut last, "b", || "2".to_owned()), "2");
        assert_eq!(Attempt::key(&mut last, "b", || "3".to_owned()), "2");
    }
}
