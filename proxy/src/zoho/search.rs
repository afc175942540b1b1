//! Finding a ticket by its marker, when the answer to its creation was lost.

use reqwest::Method;
use serde::Deserialize;
use serde_json::Value;

use super::fault::{self, Called};
use super::{Client, Outcome, Reason, Receipt};

/// How many of the newest tickets the list is asked for.
const NEWEST: &str = "50";

/// Why it cannot be said whether a ticket exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LookupError {
    /// There is no marker field, so nothing to look for.
    #[error("no marker field is configured")]
    NoMarker,
    /// At least one of the two ways gave no usable answer.
    #[error("{0}")]
    Failed(Reason),
}

#[derive(Deserialize)]
struct Page {
    #[serde(default)]
    data: Vec<Value>,
}

impl Client {
    /// Looks for the ticket with `marker`, in two ways: the search, whose index lags behind, and
    /// the list of the newest tickets, which does not. `None` says that both were answered and
    /// neither showed it.
    ///
    /// # Errors
    /// Where a ticket may have been overlooked.
    pub async fn find(&self, marker: &str) -> Result<Option<Receipt>, LookupError> {
        let field = self.marker_field.as_deref().ok_or(LookupError::NoMarker)?;
        let listed = self.listed(field, marker).await;
        if let Ok(Some(receipt)) = listed {
            return Ok(Some(receipt));
        }
        match self.searched(field, marker).await {
            Ok(None) => listed,
            found_or_failed => found_or_failed,
        }
    }

    async fn searched(&self, field: &str, marker: &str) -> Result<Option<Receipt>, LookupError> {
        let query = [("customField1", format!("{field}:{marker}"))];
        let called = self.call(Method::GET, "/api/v1/tickets/search", |request| request.query(&query)).await;
        // An exact match by contract; where the field is shown, it is compared all the same.
        Ok(pick(&tickets(called)?, |ticket| shown(ticket, field).is_none_or(|value| value == marker)))
    }

    async fn listed(&self, field: &str, marker: &str) -> Result<Option<Receipt>, LookupError> {
        let query = [("sortBy", "-createdTime"), ("limit", NEWEST), ("fields", field)];
        let called = self.call(Method::GET, "/api/v1/tickets", |request| request.query(&query)).await;
        Ok(pick(&tickets(called)?, |ticket| shown(ticket, field) == Some(marker)))
    }
}

/// The tickets of a page. 204 stands for an empty one.
fn tickets(called: Called) -> Result<Vec<Value>, LookupError> {
    let body = match &called {
        Ok(reply) if reply.status == 204 => return Ok(Vec::new()),
        Ok(reply) if reply.status == 200 => reply.body.as_ref().ok(),
        _ => return Err(LookupError::Failed(reason(&called))),
    };
    let page: Option<Page> = body.and_then(|body| serde_json::from_slice(body).ok());
    page.map(|page| page.data).ok_or(LookupError::Failed(Reason::Unreadable))
}

/// What the answer to a lookup means: the same as it would for a ticket, but for the success.
fn reason(called: &Called) -> Reason {
    match fault::outcome(called) {
        Outcome::NotCreated { reason, .. } | Outcome::Held { reason } | Outcome::Unknown { reason } => reason,
        Outcome::Rejected(_) => Reason::Refused,
        Outcome::Created(_) => Reason::Unreadable,
    }
}

fn shown<'a>(ticket: &'a Value, field: &str) -> Option<&'a str> {
    let cf = ticket.get("cf").or_else(|| ticket.get("customFields"));
    cf.and_then(|cf| cf.get(field)).or_else(|| ticket.get(field))?.as_str()
}

fn pick(tickets: &[Value], is_it: impl Fn(&Value) -> bool) -> Option<Receipt> {
    let found: Vec<Receipt> = tickets.iter().filter(|ticket| is_it(ticket)).filter_map(fault::receipt).collect();
    if found.len() > 1 {
        let numbers: Vec<&str> = found.iter().map(|receipt| receipt.ticket_number.as_str()).collect();
        tracing::error!(event = "ticket.doubled", ?numbers, "several tickets with one marker; merge them in Zoho Desk");
    }
    found.into_iter().min_by_key(|receipt| (receipt.id.len(), receipt.id.clone()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_marker_is_found_wherever_zoho_shows_it() {
        for ticket in [
            json!({ "cf": { "cf_ref": "A" } }),
            json!({ "customFields": { "cf_ref": "A" } }),
            json!({ "cf_ref": "A", "cf": null }),
        ] {
            assert_eq!(shown(&ticket, "cf_ref"), Some("A"), "{ticket}");
        }
        assert_eq!(shown(&json!({ "cf": { "cf_ref": null } }), "cf_ref"), None);
    }

    #[test]
    fn of_several_the_oldest_counts() {
        let ticket = |id: &str| json!({ "id": id, "ticketNumber": id });
        let found = pick(&[ticket("1000"), ticket("999"), ticket("998")], |ticket| ticket["id"] != "998");
        assert_eq!(found.map(|receipt| receipt.id).as_deref(), Some("999"));
    }
}
