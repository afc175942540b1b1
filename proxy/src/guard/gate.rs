//! What a ticket has to pass, once it is known to be one: who sends it, whether a challenge was
//! solved for it, and whether the limits leave room for it.

use std::sync::Arc;
use std::time::Duration;

use axum::http::Extensions;
use axum::http::{HeaderMap, header};
use deskbell_rules::{Code, Draft, Ticket, Value, Violation};
use secrecy::ExposeSecret;

use super::challenge::Challenge;
use super::client::Client;
use super::form_token::{FormToken, FormTokens};
use super::identity::{Identities, Sender};
use super::ledger::{AnyLedger, Ledger, Memory, Refused, Spent, Take};
use super::rate::Rate;
use super::secret::Secret;
use super::sizes::Sizes;
use super::tag::{Tag, Tagger};
use super::tally::Tally;
use super::{links, mailbox};
use crate::config::{Config, Rates};
use crate::error::Error;
use crate::problem::{Problem, ProblemKind};
use crate::submission::IdempotencyKey;

/// How long the same key passes without being counted again. A browser tries for some minutes.
const PASS: Duration = Duration::from_secs(24 * 3600);
/// How long a token for one ticket is remembered: as long as it can be good.
const TOKEN: Duration = Duration::from_secs(2 * 3600);
const MEBIBYTE: u64 = 1024 * 1024;
/// How many tickets may come from one plain form that was shown.
const TICKETS_PER_FORM: Rate = Rate::per_day(10);
/// What a ticket with many links costs.
const LINKS_COST: u32 = 5;

/// The guards that know more than the request in front of them.
#[derive(Debug)]
pub(crate) struct Gate {
    rates: Option<Rates>,
    identities: Identities,
    challenge: Challenge,
    form_tokens: FormTokens,
    tagger: Tagger,
    /// What is counted for each request, which must not cost another one.
    local: Memory,
    ledger: AnyLedger,
    sizes: Sizes,
    tally: Tally,
}

/// Where a request comes from.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    client: Option<Client>,
    origin: Option<String>,
}

impl Visitor {
    pub(crate) fn of(extensions: &Extensions, headers: &HeaderMap) -> Self {
        let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
        Self { client: extensions.get().copied(), origin: origin.map(str::to_owned) }
    }
}

impl Gate {
    /// # Errors
    /// A service against robots that cannot be asked.
    pub(crate) fn new(config: &Config, secret: &Secret) -> Result<Arc<Self>, Error> {
        let ledger = AnyLedger::open(config.database_url.expose_secret())?;
        Ok(Arc::new(Self {
            rates: config.limits.then(|| config.rates.clone()),
            identities: Identities::new(config.identity.clone()),
            challenge: Challenge::new(config, secret, ledger.is_shared())?,
            form_tokens: FormTokens::new(secret),
            tagger: Tagger::new(&secret.key("limits")),
            local: Memory::default(),
            ledger,
            sizes: Sizes::new(config.attachments.max_total_bytes),
            tally: Tally::default(),
        }))
    }

    /// A request of any kind.
    pub(super) async fn request(&self, client: Client) -> Result<(), Problem> {
        let Some(rates) = &self.rates else { return Ok(()) };
        let takes: Vec<Take> = self.each("request", &client.network(), &rates.requests_per_address, 1).collect();
        self.local.take(&takes).await.map_err(|refused| {
            if let Some(requests) = self.tally.count() {
                tracing::warn!(event = "requests.refused", requests, "one address or more ask for too much");
            }
            problem_of(refused)
        })
    }

    /// Who sends a request.
    ///
    /// # Errors
    /// A token that is missing, not good, or not good any more.
    pub(crate) fn identify(&self, headers: &HeaderMap) -> Result<Sender, ProblemKind> {
        self.identities.identify(headers)
    }

    /// Tells the agents whether somebody vouches for the sender.
    ///
    /// # Errors
    /// When the description has no room for it.
    pub(crate) fn mark(&self, sender: &Sender, ticket: &mut Ticket) -> Result<(), Problem> {
        self.identities.mark(sender, ticket).map_err(|violation| Problem::violations(&[violation]))
    }

    /// Lets a checked ticket pass, or not. The same key again passes without further ado: it leads
    /// to the same ticket, and whoever has lost an answer must be able to ask for it.
    ///
    /// # Errors
    /// A token that was used for another ticket; a challenge that was not solved; too many tickets.
    pub(crate) async fn ticket(
        &self,
        visitor: &Visitor,
        sender: &Sender,
        headers: &HeaderMap,
        key: &IdempotencyKey,
        ticket: &Ticket,
    ) -> Result<(), Problem> {
        let Some(user) = self.newcomer(key).await? else { return Ok(()) };
        // Before anything is counted: nobody may use up another one's limit for nothing.
        self.challenge.check(headers, key, &self.tagger, &self.ledger).await?;
        if let Some(id) = sender.single_use() {
            self.spend(self.tagger.tag("token", id), user, TOKEN, ProblemKind::IdentityUsed).await?;
        }
        let price = if sender.is_known() { 1 } else { self.price(ticket) };
        self.pass(user, self.ticket_takes(visitor, ticket, price)).await
    }

    /// Lets a ticket of the plain form pass, or not. Nobody can solve a challenge without script,
    /// so where there is one for everybody else, such a ticket costs more.
    ///
    /// # Errors
    /// Too many tickets.
    pub(crate) async fn plain_ticket(
        &self,
        visitor: &Visitor,
        token: &FormToken,
        key: &IdempotencyKey,
        ticket: &Ticket,
    ) -> Result<(), Problem> {
        let Some(user) = self.newcomer(key).await? else { return Ok(()) };
        let price = if self.challenge.is_on() { LINKS_COST } else { self.price(ticket) };
        let mut takes = self.ticket_takes(visitor, ticket, price);
        if self.rates.is_some() {
            takes.extend(self.each("form token", &token.nonce, &[TICKETS_PER_FORM], 1));
        }
        self.pass(user, takes).await
    }

    /// Who sends with this key, unless a ticket with it has passed already.
    async fn newcomer(&self, key: &IdempotencyKey) -> Result<Option<Tag>, Problem> {
        let user = self.tagger.tag("key", &key.hash());
        Ok((!self.ledger.knows(user).await.map_err(problem_of)?).then_some(user))
    }

    /// Lets the ticket of `user` pass, now and again, if all of `takes` can be had.
    async fn pass(&self, user: Tag, takes: Vec<Take>) -> Result<(), Problem> {
        self.take(takes).await?;
        self.ledger.spend(user, user, PASS).await.map_err(problem_of)?;
        Ok(())
    }

    /// The tokens of the plain form.
    pub(crate) fn form_tokens(&self) -> &FormTokens {
        &self.form_tokens
    }

    /// The key of what was sent with a token: the same words have the same one.
    pub(crate) fn form_key(&self, token: &FormToken, words: &str) -> IdempotencyKey {
        self.tagger.key("form", &format!("{}\0{words}", token.nonce))
    }

    /// Whether nobody may write without a token of their site's.
    pub(crate) fn identity_required(&self) -> bool {
        self.identities.required()
    }

    /// Tells the agents that nobody vouches for the sender.
    ///
    /// # Errors
    /// When the description has no room for it.
    pub(crate) fn mark_unknown(&self, ticket: &mut Ticket) -> Result<(), Violation> {
        self.identities.mark(&Sender::default(), ticket)
    }

    /// A challenge, for a browser that is about to send a ticket.
    ///
    /// # Errors
    /// Where there is none; too many from one address.
    pub(crate) async fn challenge(&self, visitor: &Visitor) -> Result<serde_json::Value, Problem> {
        if let (Some(rates), Some(client)) = (&self.rates, visitor.client) {
            self.take(self.each("challenge", &client.network(), &rates.challenges_per_address, 1).collect()).await?;
        }
        self.challenge.give().map_err(Problem::new)
    }

    /// Remembers the size of a file that is kept now.
    pub(crate) fn uploaded(&self, id: &str, bytes: u64) {
        self.sizes.note(self.tagger.tag("file", id), bytes);
    }

    /// Checks the size of all files of a ticket together.
    pub(crate) fn check_size(&self, draft: &Draft) -> Option<Violation> {
        let Some(Value::List(files)) = draft.get("uploads") else { return None };
        let tags = files.iter().filter_map(Value::as_text).map(|id| self.tagger.tag("file", id));
        self.sizes.exceeded(tags).map(|limit| Violation::new("uploads", Code::TooLarge { limit }))
    }

    /// Lets a file pass before it is read, or not.
    ///
    /// # Errors
    /// Too many files.
    pub(crate) async fn upload(&self, visitor: &Visitor) -> Result<(), Problem> {
        let (Some(rates), Some(client)) = (&self.rates, visitor.client) else { return Ok(()) };
        self.take(self.each("upload", &client.network(), &rates.uploads_per_address, 1).collect()).await
    }

    /// Lets a file of so many bytes pass, or not.
    ///
    /// # Errors
    /// Too many bytes.
    pub(crate) async fn upload_size(&self, visitor: &Visitor, bytes: u64) -> Result<(), Problem> {
        let (Some(rates), Some(client)) = (&self.rates, visitor.client) else { return Ok(()) };
        let mebibytes = u32::try_from(bytes.div_ceil(MEBIBYTE).max(1)).unwrap_or(u32::MAX);
        let rates = &rates.upload_mebibytes_per_address;
        self.take(self.each("upload size", &client.network(), rates, mebibytes).collect()).await
    }

    /// What a ticket costs: more where it looks like an advertisement. It is not refused for its
    /// looks, but its sender cannot send many.
    fn price(&self, ticket: &Ticket) -> u32 {
        let links = ["subject", "description"]
            .iter()
            .filter_map(|name| ticket.get(name).and_then(Value::as_text))
            .map(links::count)
            .sum::<usize>();
        let most = self.rates.as_ref().map_or(usize::MAX, |rates| rates.links_per_ticket);
        if links > most { LINKS_COST } else { 1 }
    }

    fn ticket_takes(&self, visitor: &Visitor, ticket: &Ticket, price: u32) -> Vec<Take> {
        let Some(rates) = &self.rates else { return Vec::new() };
        let mut takes = Vec::new();
        if let Some(client) = visitor.client {
            takes.extend(self.each("ticket", &client.network(), &rates.tickets_per_address, price));
        }
        if let Some(origin) = &visitor.origin {
            takes.extend(self.each("origin", origin, &rates.tickets_per_origin, price));
        }
        for email in distinct(emails(ticket).map(str::to_lowercase)) {
            takes.extend(self.each("email", &email, &rates.tickets_per_email, price));
        }
        let others = list(ticket, "secondaryContacts").map(str::to_owned);
        for recipient in distinct(emails(ticket).map(mailbox::of).chain(others)) {
            takes.extend(self.each("recipient", &recipient, &rates.tickets_per_recipient, price));
        }
        takes
    }

    /// A take for each of `rates`.
    fn each(&self, kind: &str, value: &str, rates: &[Rate], cost: u32) -> impl Iterator<Item = Take> {
        let take =
            move |rate: &Rate| Take { tag: self.tagger.tag(&format!("{kind} {rate}"), value), rate: *rate, cost };
        rates.iter().map(take).collect::<Vec<_>>().into_iter()
    }

    async fn take(&self, takes: Vec<Take>) -> Result<(), Problem> {
        if takes.is_empty() {
            return Ok(());
        }
        self.ledger.take(&takes).await.map_err(problem_of)
    }

    async fn spend(&self, what: Tag, by: Tag, keep: Duration, otherwise: ProblemKind) -> Result<(), Problem> {
        match self.ledger.spend(what, by, keep).await.map_err(problem_of)? {
            Spent::First | Spent::Again => Ok(()),
            Spent::Before => Err(Problem::new(otherwise)),
        }
    }
}

/// When to come back where nobody can say what was taken.
const UNAVAILABLE: Duration = Duration::from_secs(5);

/// What a visitor is told of it.
pub(super) fn problem_of(refused: Refused) -> Problem {
    match refused {
        // Whole seconds, and never too early.
        Refused::Wait(wait) => Problem::new(ProblemKind::TooMany).retry_after(wait + Duration::from_secs(1)),
        Refused::Unavailable => Problem::new(ProblemKind::Unavailable).retry_after(UNAVAILABLE),
    }
}

fn emails(ticket: &Ticket) -> impl Iterator<Item = &str> {
    ["email", "contact.email"].into_iter().filter_map(|path| ticket.get(path).and_then(Value::as_text))
}

fn list<'a>(ticket: &'a Ticket, attribute: &str) -> impl Iterator<Item = &'a str> {
    let entries = match ticket.get(attribute) {
        Some(Value::List(entries)) => entries.as_slice(),
        _ => &[],
    };
    entries.iter().filter_map(Value::as_text)
}

fn distinct(values: impl Iterator<Item = String>) -> std::collections::BTreeSet<String> {
    values.collect()
}
