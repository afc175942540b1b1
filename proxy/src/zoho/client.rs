//! The client of Zoho Desk.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, HeaderValue};
use reqwest::{Method, RequestBuilder};
use tokio::time::Instant;

use super::exchange::{Reply, exchange};
use super::fault::{self, Called, NoReply};
use super::http::{self, Base, ClientError};
use super::token::TokenSource;
use super::{Outcome, Settings, TicketBody, TokenError};
use crate::crash;
use crate::metrics::Endings;
use crate::store::Store;

pub(super) const TICKETS: &str = "/api/v1/tickets";

/// Longer than anything here lasts.
const FOREVER: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// A client of one portal of Zoho Desk. Clones share connections and access token.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    desk: Base,
    /// `None`: only what needs no portal can be asked.
    org_id: Option<HeaderValue>,
    tokens: TokenSource,
    timeout: Duration,
    pub(super) marker_field: Option<Arc<str>>,
}

impl Client {
    /// Makes a client. Nothing is sent before the first ticket.
    ///
    /// # Errors
    /// A setting that cannot be right, or a system without root certificates.
    pub fn new(settings: Settings) -> Result<Self, ClientError> {
        Self::keeping(settings, None)
    }

    /// The same, with a store that keeps the access token for the next start and shares it with
    /// other processes: Zoho gives ten in ten minutes, however often a process is started.
    ///
    /// # Errors
    /// The same.
    pub fn keeping(settings: Settings, store: Option<Arc<dyn Store>>) -> Result<Self, ClientError> {
        let org_id = org_id(&settings.org_id)?;
        Ok(Self { org_id: Some(org_id), ..Self::of_no_portal(settings, store)? })
    }

    /// A client for whoever has yet to find out which portals there are.
    ///
    /// # Errors
    /// The same, but for the org id, which is not looked at.
    pub fn of_no_portal(settings: Settings, store: Option<Arc<dyn Store>>) -> Result<Self, ClientError> {
        let desk = Base::parse(&settings.desk_url, "Zoho Desk")?;
        let accounts = Base::parse(&settings.accounts_url, "Zoho Accounts")?;
        let marker_field = settings.marker_field.as_deref().map(marker_field).transpose()?;
        let http = http::client(&settings.timeouts, [&desk, &accounts])?;
        let timeout = settings.timeouts.request;
        let tokens = TokenSource::new(http.clone(), &accounts, Arc::new(settings), store);
        Ok(Self { http, desk, org_id: None, tokens, timeout, marker_field })
    }

    /// The same client for the portal `id`.
    ///
    /// # Errors
    /// An id that cannot be one.
    pub fn of_portal(&self, id: &str) -> Result<Self, ClientError> {
        Ok(Self { org_id: Some(org_id(id)?), ..self.clone() })
    }

    /// How requests for an access token have ended so far.
    pub fn token_refreshes(&self) -> Endings {
        self.tokens.refreshes.clone()
    }

    /// Sees to it that there is an access token, so that a ticket can leave at once.
    ///
    /// # Errors
    /// What becomes of the ticket without one: it is certainly not created.
    pub async fn prepare(&self) -> Result<(), Outcome> {
        self.authorize().await.map_err(|error| fault::outcome(&Err(NoReply::Token(error))))
    }

    /// Sees to it that there is an access token.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn authorize(&self) -> Result<(), TokenError> {
        self.tokens.token().await.map(drop)
    }

    /// Sends a ticket, once; a second time only after a 401, with a fresh access token. Nothing
    /// leaves that might not be over at `until`: somebody else may take over then.
    /// `marker` goes into the marker field, by which [`Client::find`] will know the ticket.
    pub async fn create_ticket(&self, ticket: TicketBody, marker: &str, until: Instant) -> Outcome {
        let ticket = match &self.marker_field {
            Some(field) => ticket.marked(field, marker),
            None => ticket,
        };
        let last = until.checked_sub(self.timeout);
        let fill = |request: RequestBuilder| request.json(&ticket);
        fault::outcome(&self.call_before(last, Method::POST, TICKETS, fill).await)
    }

    /// Sends a request with an access token; again with a fresh one where the first is refused,
    /// which is safe for whatever it asks: a refused request has done nothing.
    pub(super) async fn call(
        &self,
        method: Method,
        path: &str,
        fill: impl Fn(RequestBuilder) -> RequestBuilder,
    ) -> Called {
        let someday = Some(Instant::now() + FOREVER);
        self.call_before(someday, method, path, fill).await
    }

    /// The same, but nothing is sent after `last`.
    async fn call_before(
        &self,
        last: Option<Instant>,
        method: Method,
        path: &str,
        fill: impl Fn(RequestBuilder) -> RequestBuilder,
    ) -> Called {
        let send = async |authorization| {
            let request = fill(self.http.request(method.clone(), self.desk.join(path)));
            if last.is_none_or(|last| Instant::now() > last) {
                return Err(NoReply::Late);
            }
            match path {
                TICKETS if method == Method::POST => crash::written(self.send(request, authorization)).await,
                _ => self.send(request, authorization).await,
            }
        };
        let token = self.tokens.token().await.map_err(NoReply::Token)?;
        let reply = send(token.header()).await?;
        if reply.status != 401 {
            return Ok(reply);
        }
        let token = self.tokens.renewed(&token).await.map_err(NoReply::Token)?;
        send(token.header()).await
    }

    async fn send(&self, request: RequestBuilder, authorization: HeaderValue) -> Result<Reply, NoReply> {
        let request = request.header(AUTHORIZATION, authorization);
        let request = match &self.org_id {
            Some(id) => request.header("orgId", id.clone()),
            None => request,
        };
        exchange(request).await.map_err(NoReply::Break)
    }
}

fn org_id(id: &str) -> Result<HeaderValue, ClientError> {
    let digits = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    HeaderValue::from_str(id).ok().filter(|_| digits).ok_or(ClientError::OrgId)
}

fn marker_field(name: &str) -> Result<Arc<str>, ClientError> {
    if is_marker_field(name) { Ok(name.into()) } else { Err(ClientError::MarkerField) }
}

/// Whether `name` is the API name of a custom field. It goes into a query that has its own
/// punctuation.
pub(crate) fn is_marker_field(name: &str) -> bool {
    let rest = name.strip_prefix("cf_").unwrap_or_default();
    !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zoho::Timeouts;

    fn settings() -> Settings {
        Settings {
            desk_url: "https://desk.zoho.eu".to_owned(),
            accounts_url: "https://accounts.zoho.eu".to_owned(),
            org_id: "60001280952".to_owned(),
            client_id: "1000.CLIENT".to_owned(),
            client_secret: "hush-client-secret".into(),
            refresh_token: "hush-refresh-token".into(),
            marker_field: Some("cf_deskbell_ref".to_owned()),
            timeouts: Timeouts::default(),
        }
    }

    #[test]
    fn settings_that_cannot_be_right_are_refused() {
        let client = |change: fn(&mut Settings)| {
            let mut settings = settings();
            change(&mut settings);
            Client::new(settings).err()
        };
        assert_eq!(client(|_| ()), None);
        assert_eq!(client(|s| s.org_id = "acme".to_owned()), Some(ClientError::OrgId));
        assert_eq!(client(|s| s.org_id = String::new()), Some(ClientError::OrgId));
        assert_eq!(client(|s| s.marker_field = Some("cf_a:b".to_owned())), Some(ClientError::MarkerField));
        assert_eq!(client(|s| s.marker_field = Some("ref".to_owned())), Some(ClientError::MarkerField));
        let insecure = Some(ClientError::Insecure { which: "Zoho Accounts" });
        assert_eq!(client(|s| s.accounts_url = "http://accounts.zoho.eu".to_owned()), insecure);
    }

    #[test]
    fn neither_settings_nor_client_show_a_secret() {
        let settings = settings();
        let shown = format!("{settings:?} {:?}", Client::new(settings.clone()).expect("a client"));
        assert!(!shown.contains("hush"), "{shown}");
    }
}
