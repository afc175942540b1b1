//! A riddle for the machine in front of a person: ALTCHA's proof of work, version 2 of the
//! protocol. It costs a browser a moment, and whoever sends thousands of tickets thousands of them.

use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use altcha::{Challenge, CreateChallengeOptions, Payload, SolveChallengeOptions, VerifySolutionOptions};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};

use super::load::Load;
use crate::guard::secret::Secret;

/// One try: PBKDF2 with so many rounds, some 0.13 ms on one core of a server.
const COST: u32 = 1000;
/// How long there is to solve it and to send the ticket, in seconds.
const LIFE: i64 = 600;
/// The longest solution, in bytes of base 64.
const LONGEST: usize = 4096;

/// Makes challenges and knows their solutions. `Debug` shows nothing of the secrets.
pub(crate) struct Altcha {
    secret: SecretString,
    key_secret: SecretString,
    /// How many tries it takes on the average, while nobody hurries.
    tries: u32,
    /// Which solutions were used is forgotten when the process ends, unless the ledger is shared; so
    /// older ones are not taken.
    born: i64,
    load: Mutex<Load>,
}

/// What tells one challenge from all others, and until when it must be remembered.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Solved {
    pub(super) nonce: String,
    pub(super) keep: Duration,
}

impl Altcha {
    pub(super) fn new(secret: &Secret, tries: u32, shared: bool) -> Self {
        let hex = |purpose| {
            SecretString::from(secret.key(purpose).iter().map(|byte| format!("{byte:02x}")).collect::<String>())
        };
        Self {
            secret: hex("challenge"),
            key_secret: hex("challenge key"),
            tries,
            born: if shared { i64::MIN } else { now() },
            load: Mutex::default(),
        }
    }

    /// A new challenge, harder the more were asked for lately. `None`: no randomness.
    pub(super) fn challenge(&self) -> Option<Challenge> {
        let factor = {
            let mut load = self.load.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            load.count(now())
        };
        self.make(factor, now() + LIFE)
    }

    /// Makes a challenge, solves it as a browser would, and checks the solution.
    pub(super) fn solve_own(&self) -> Option<Solved> {
        let challenge = self.challenge()?;
        let solution = altcha::solve_challenge(SolveChallengeOptions::new(&challenge)).ok()??;
        self.solved(&STANDARD.encode(serde_json::to_vec(&Payload { challenge, solution }).ok()?))
    }

    fn make(&self, factor: u32, expires_at: i64) -> Option<Challenge> {
        let mut random = [0; 4];
        getrandom::fill(&mut random).ok()?;
        // From six to fourteen tenths, so that nobody knows where to begin.
        let tenths = 600 + u32::from_ne_bytes(random) % 800;
        let counter = u64::from(self.tries) * u64::from(factor) * u64::from(tenths) / 1000;
        let counter = u32::try_from(counter).unwrap_or(u32::MAX);
        let challenge = altcha::create_challenge(CreateChallengeOptions {
            cost: COST,
            counter: Some(counter),
            expires_at: Some(expires_at),
            hmac_signature_secret: Some(self.secret.expose_secret().to_owned()),
            hmac_key_signature_secret: Some(self.key_secret.expose_secret().to_owned()),
            ..CreateChallengeOptions::default()
        });
        // One without a signature could be answered by anybody with one of their own.
        challenge.ok().filter(|challenge| challenge.signature.is_some())
    }

    /// Reads a solution: base 64 of `{ challenge, solution }`, as ALTCHA's own widget sends it.
    /// `None` where it solves nothing of ours.
    pub(super) fn solved(&self, text: &str) -> Option<Solved> {
        if text.len() > LONGEST {
            return None;
        }
        let payload: Payload = serde_json::from_slice(&STANDARD.decode(text).ok()?).ok()?;
        let Payload { challenge, solution } = payload;
        let expires_at = challenge.parameters.expires_at?;
        let options = VerifySolutionOptions {
            hmac_key_signature_secret: Some(self.key_secret.expose_secret().to_owned()),
            ..VerifySolutionOptions::new(&challenge, &solution, self.secret.expose_secret())
        };
        let verified = altcha::verify_solution(options).is_ok_and(|result| result.verified);
        // Whoever has not signed it may have written any number.
        if !verified || expires_at.saturating_sub(LIFE) < self.born {
            return None;
        }
        // The nonce is signed letter by letter; the signature itself may be spelt in two ways.
        let keep = Duration::from_secs(u64::try_from(expires_at - now()).unwrap_or_default() + 60);
        Some(Solved { nonce: challenge.parameters.nonce, keep })
    }
}

impl std::fmt::Debug for Altcha {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Altcha(..)")
    }
}

/// Seconds since 1970.
fn now() -> i64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(now.as_secs()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use altcha::ChallengeParameters;

    use super::*;

    fn altcha() -> Altcha {
        Altcha::new(
            &Secret::open(&SecretString::default(), &SecretString::default(), "sqlite::memory:").unwrap(),
            10,
            false,
        )
    }

    fn solve(challenge: Challenge) -> Payload {
        let solution = altcha::solve_challenge(SolveChallengeOptions::new(&challenge)).unwrap().unwrap();
        Payload { challenge, solution }
    }

    fn text(payload: &Payload) -> String {
        STANDARD.encode(serde_json::to_vec(payload).unwrap())
    }

    fn with(payload: &Payload, change: impl FnOnce(&mut ChallengeParameters)) -> String {
        let mut payload = payload.clone();
        change(&mut payload.challenge.parameters);
        text(&payload)
    }

    #[test]
    fn a_solution_is_known_and_a_forged_one_is_not() {
        let altcha = altcha();
        let solved = solve(altcha.challenge().unwrap());
        assert_eq!(altcha.solved(&text(&solved)).unwrap().nonce, solved.challenge.parameters.nonce);

        let stranger = solve(self::altcha().challenge().unwrap());
        let mut unsigned = solved.clone();
        unsigned.challenge.signature = None;
        let mut empty = solved.clone();
        empty.challenge.signature = Some(String::new());
        let mut guessed = solved.clone();
        guessed.solution.derived_key = "00".repeat(32);
        let easy = solve(
            altcha::create_challenge(CreateChallengeOptions {
                cost: 1,
                counter: Some(0),
                hmac_signature_secret: Some(String::new()),
                expires_at: Some(now() + 60),
                ..CreateChallengeOptions::default()
            })
            .unwrap(),
        );
        for (what, text) in [
            ("another server's", text(&stranger)),
            ("no signature", text(&unsigned)),
            ("an empty signature", text(&empty)),
            ("a guess", text(&guessed)),
            ("one of their own, signed with nothing", text(&easy)),
            ("a later end", with(&solved, |parameters| parameters.expires_at = Some(now() + 99_999))),
            ("an end before all time", with(&solved, |parameters| parameters.expires_at = Some(i64::MIN))),
            ("no end", with(&solved, |parameters| parameters.expires_at = None)),
            ("an easier prefix", with(&solved, |parameters| parameters.key_prefix = String::new())),
            ("another nonce", with(&solved, |parameters| parameters.nonce = "00".repeat(16))),
            (
                "the same nonce, spelt differently",
                with(&solved, |parameters| parameters.nonce = parameters.nonce.to_uppercase() + "A"),
            ),
            (
                "something added",
                with(&solved, |parameters| {
                    parameters.data = Some(std::collections::BTreeMap::from([("x".to_owned(), 1.into())]))
                }),
            ),
            ("no base 64", "nonsense!".to_owned()),
            ("no JSON", STANDARD.encode("{")),
            ("nothing", String::new()),
            ("too much", "A".repeat(LONGEST + 4)),
        ] {
            assert_eq!(altcha.solved(&text), None, "{what}");
        }
    }

    #[test]
    fn it_ends_and_nothing_from_before_the_start_is_taken() {
        let altcha = altcha();
        let expired = solve(altcha.make(1, now() - 1).unwrap());
        assert_eq!(altcha.solved(&text(&expired)), None);
        let earlier = solve(altcha.make(1, altcha.born + LIFE - 1).unwrap());
        assert_eq!(altcha.solved(&text(&earlier)), None);
        let just = solve(altcha.make(1, altcha.born + LIFE).unwrap());
        assert!(altcha.solved(&text(&just)).is_some());
    }

    #[test]
    fn a_factor_makes_it_harder() {
        let altcha = altcha();
        let tries = |factor| solve(altcha.make(factor, now() + LIFE).unwrap()).solution.counter;
        assert!((6..14).contains(&tries(1)));
        assert!((24..56).contains(&tries(4)));
    }
}
