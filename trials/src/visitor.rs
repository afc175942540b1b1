//! A visitor: sends a ticket as the widget does, with one key until there is an answer.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use fastrand::Rng;
use reqwest::multipart::{Form, Part};
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};

use crate::ledger::{Ledger, Told};
use crate::stage::DEPARTMENT;

/// What visitors have in common.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) client: Client,
    pub(crate) ledger: Ledger,
    /// The proxies, any of which will do for any request.
    pub(crate) urls: Arc<[String]>,
    /// How long an accepted ticket is left alone before somebody asks for its number, and asks again.
    pub(crate) pace: Duration,
}

/// One ticket and how its visitor goes about it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Visit {
    pub(crate) subject: String,
    pub(crate) email: String,
    pub(crate) key: String,
    /// With a file.
    pub(crate) file: bool,
    /// A double click.
    pub(crate) twice: bool,
    /// The first request is cut off after so long, as by a page that is closed.
    pub(crate) leaves: Option<Duration>,
    /// How many times it is sent before the visitor gives up.
    pub(crate) patience: u32,
    /// How long before it is sent again, in milliseconds.
    pub(crate) pause: Range<u64>,
    /// The same ticket once more after all is well, as by a page that is reloaded.
    pub(crate) returns: bool,
}

impl Visit {
    /// A visit that follows from `random`.
    pub(crate) fn random(random: &mut Rng, subject: String, email: String) -> Self {
        Self {
            subject,
            email,
            key: key(random),
            file: random.u8(..) < 40,
            twice: random.u8(..) < 40,
            leaves: (random.u8(..) < 40).then(|| Duration::from_millis(random.u64(1..60))),
            patience: random.u32(1..40),
            pause: 20..150,
            returns: random.u8(..) < 40,
        }
    }

    /// A plain one, by somebody who does not give up.
    pub(crate) fn plain(random: &mut Rng, subject: String, email: String) -> Self {
        let key = key(random);
        let (patience, pause) = (u32::MAX, 300..1500);
        Self { subject, email, key, file: false, twice: false, leaves: None, patience, pause, returns: false }
    }
}

fn key(random: &mut Rng) -> String {
    uuid::Builder::from_random_bytes(random.u128(..).to_be_bytes()).into_uuid().to_string()
}

/// What came back.
#[derive(Debug)]
enum Heard {
    /// Nothing was accepted, as far as anybody can tell.
    Nothing,
    /// It is safe; where to ask.
    Accepted(String),
    Created(String),
    Refused,
}

impl World {
    /// Sends the ticket until there is an answer or patience ends. An accepted one is followed in
    /// a task of its own, to its number.
    pub(crate) async fn visit(&self, visit: Visit, random: &mut Rng) {
        let uploads = match visit.file {
            true => self.upload(random).await.into_iter().collect(),
            false => Vec::new(),
        };
        let place = self.ledger.begin(&visit.subject, &visit.email, uploads.len());
        let body = body(&visit, &uploads);
        for attempt in 0..visit.patience {
            let url = self.any(random);
            let heard = match (attempt, visit.leaves) {
                (0, Some(leaves)) => {
                    timeout(leaves, self.post(&url, &visit.key, &body)).await.unwrap_or(Heard::Nothing)
                }
                (0, None) if visit.twice => {
                    let other = self.any(random);
                    let both = tokio::join!(self.post(&url, &visit.key, &body), self.post(&other, &visit.key, &body));
                    self.note(place, &both.1);
                    both.0
                }
                _ => self.post(&url, &visit.key, &body).await,
            };
            self.note(place, &heard);
            match heard {
                Heard::Nothing => sleep(Duration::from_millis(random.u64(visit.pause.clone()))).await,
                Heard::Refused => return,
                Heard::Created(_) if visit.returns => {
                    let again = self.post(&url, &visit.key, &body).await;
                    return self.note(place, &again);
                }
                Heard::Created(_) => return,
                Heard::Accepted(location) => {
                    let (this, mut random) = (self.clone(), random.fork());
                    tokio::spawn(async move { this.follow(place, &location, &mut random).await });
                    return;
                }
            }
        }
    }

    /// Asks for the number until there is one. Ends with the trial.
    async fn follow(&self, place: usize, location: &str, random: &mut Rng) {
        loop {
            // The more wait, the more patiently: else asking would be all that anybody does.
            let crowded = 1.0 + self.ledger.pending() as f64 / 50.0;
            sleep(self.pace.mul_f64(crowded * (0.5 + random.f64()))).await;
            let asked = self.client.get(format!("{}{location}", self.any(random))).send().await;
            let Ok(answer) = asked else { continue };
            if answer.status() == StatusCode::NOT_FOUND {
                return self.ledger.surprise(format!("entry {place}: accepted, and then not found"));
            }
            let heard = self.heard(answer).await;
            self.note(place, &heard);
            if matches!(heard, Heard::Created(_) | Heard::Refused) {
                return;
            }
        }
    }

    fn note(&self, place: usize, heard: &Heard) {
        match heard {
            Heard::Nothing => {}
            Heard::Accepted(_) => self.ledger.tell(place, Told::Accepted),
            Heard::Created(number) => self.ledger.tell(place, Told::Created(number.clone())),
            Heard::Refused => self.ledger.tell(place, Told::Refused),
        }
    }

    /// Sends a ticket once, whatever comes of it. The status; 0 where there is none.
    pub(crate) async fn knock(&self, visit: &Visit, random: &mut Rng) -> u16 {
        let place = self.ledger.begin(&visit.subject, &visit.email, 0);
        let request = self.request(&self.any(random), &visit.key, &body(visit, &[]));
        let Ok(answer) = request.send().await else { return 0 };
        let status = answer.status().as_u16();
        let heard = self.heard(answer).await;
        self.note(place, &heard);
        if let Heard::Accepted(location) = heard {
            let (this, mut random) = (self.clone(), random.fork());
            tokio::spawn(async move { this.follow(place, &location, &mut random).await });
        }
        status
    }

    async fn post(&self, url: &str, key: &str, body: &Value) -> Heard {
        match self.request(url, key, body).send().await {
            Ok(answer) => self.heard(answer).await,
            Err(_) => Heard::Nothing,
        }
    }

    fn request(&self, url: &str, key: &str, body: &Value) -> RequestBuilder {
        self.client.post(format!("{url}/api/v1/tickets")).header("idempotency-key", key).json(body)
    }

    async fn heard(&self, answer: Response) -> Heard {
        let status = answer.status().as_u16();
        let location = answer.headers().get("location").and_then(|value| value.to_str().ok()).map(str::to_owned);
        let retry = answer.headers().contains_key("retry-after");
        // A body that breaks off is no answer.
        let Ok(text) = answer.text().await else { return Heard::Nothing };
        let body: Value = serde_json::from_str(&text).unwrap_or_default();
        match (status, body["ticketNumber"].as_str(), location) {
            (201, Some(number), _) => Heard::Created(number.to_owned()),
            (202, None, Some(location)) => Heard::Accepted(location),
            (422, None, None) if body["errorCode"] == "INVALID_DATA" => Heard::Refused,
            (503, None, None) if retry => Heard::Nothing,
            _ => {
                self.ledger.surprise(format!("{status} {text}"));
                Heard::Nothing
            }
        }
    }

    /// Uploads a file. `None` where that does not work in a few attempts: then it goes without.
    async fn upload(&self, random: &mut Rng) -> Option<String> {
        for _ in 0..5 {
            let content = vec![b'x'; random.usize(1..40_000)];
            let form =
                Form::new().part("file", Part::bytes(content).file_name("trial.txt").mime_str("text/plain").ok()?);
            let request = self.client.post(format!("{}/api/v1/uploads", self.any(random))).multipart(form);
            if let Ok(answer) = request.send().await
                && answer.status() == StatusCode::OK
                && let Ok(body) = answer.json::<Value>().await
            {
                return body["id"].as_str().map(str::to_owned);
            }
            sleep(Duration::from_millis(random.u64(20..150))).await;
        }
        None
    }

    fn any(&self, random: &mut Rng) -> String {
        random.choice(self.urls.iter()).cloned().unwrap_or_default()
    }
}

fn body(visit: &Visit, uploads: &[String]) -> Value {
    let mut body = json!({
        "subject": visit.subject,
        "departmentId": DEPARTMENT,
        "contact": { "lastName": "Lovelace", "email": visit.email },
        "email": visit.email,
        "description": "The engine <does> not start.\nWhat now?",
    });
    if !uploads.is_empty() {
        body["uploads"] = json!(uploads);
    }
    body
}
