//! Finding a ticket when the answer to its creation was lost.
//!
//! In two ways: by the search, whose index lags behind, and in the list, which does not. Only where
//! both were answered, and neither showed the ticket, was it not there. The search is asked first:
//! it is one request, however much has been filed since.

use reqwest::Method;
use serde::Deserialize;
use serde_json::Value;

use super::fault::{self, Called};
use super::list::PAGE;
use super::{Client, Outcome, Reason, Receipt, Window};

/// What a lookup showed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Sighting {
    /// The ticket exists.
    Found(Receipt),
    /// Both ways were answered, and neither showed a ticket with the marker.
    Absent,
    /// Nothing was found, which is weaker than [`Sighting::Absent`]: there is no marker to go by, and
    /// Zoho may have changed what the ticket was compared by; or the list does not go so far back,
    /// and only the search was whole.
    Unseen,
}

/// At least one of the two ways gave no usable answer, so that a ticket may have been overlooked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{0}")]
pub struct LookupError(pub Reason);

/// What a ticket without a marker is known by.
#[derive(Debug, Clone)]
pub struct Likeness {
    /// The visitor's address.
    pub email: Option<String>,
    /// The subject, letter by letter.
    pub subject: String,
}

#[derive(Deserialize)]
struct Page {
    #[serde(default)]
    data: Vec<Value>,
}

impl Client {
    /// Whether tickets carry a marker.
    pub fn marks(&self) -> bool {
        self.marker_field.is_some()
    }

    /// Looks for the ticket with `marker`: by the search, whenever it was filed, and in the list, if
    /// `listed` says where.
    ///
    /// # Errors
    /// Where a ticket may have been overlooked, or there is no marker field.
    pub async fn find(&self, marker: &str, listed: Option<&Window>) -> Result<Sighting, LookupError> {
        let field = self.marker_field.as_deref().ok_or(LookupError(Reason::Misconfigured))?;
        let query = [("customField1", format!("{field}:{marker}"))];
        // An exact match by contract; where the field is shown, it is compared all the same.
        let searched = self.searched(&query, |ticket| shown(ticket, field).is_none_or(|value| value == marker)).await;
        if let Ok(found) = &searched
            && let Some(receipt) = oldest(found)
        {
            return Ok(Sighting::Found(receipt));
        }
        let mut whole = false;
        if let Some(window) = listed {
            let listed = self.listed(field, window, |ticket| shown(ticket, field) == Some(marker)).await?;
            if let Some(receipt) = oldest(&listed.found) {
                return Ok(Sighting::Found(receipt));
            }
            whole = listed.whole;
        }
        searched.map(|_| if whole { Sighting::Absent } else { Sighting::Unseen })
    }

    /// The tickets that look like the one that was filed in `window`: the same address, the same
    /// subject, oldest first. By the search, and in the list if `listed`, as far as that goes.
    ///
    /// # Errors
    /// Where one may have been overlooked.
    pub async fn find_alike(
        &self,
        likeness: &Likeness,
        window: &Window,
        listed: bool,
    ) -> Result<Vec<Receipt>, LookupError> {
        let alike =
            |ticket: &Value| is_alike(ticket, likeness) && !window.is_after(ticket) && !window.is_before(ticket);
        let mut query = vec![("createdTimeRange", window.range()), ("limit", PAGE.to_string())];
        query.extend(likeness.email.clone().map(|email| ("email", email)));
        let mut found = self.searched(&query, alike).await?;
        if listed {
            found.extend(self.listed("email", window, alike).await?.found);
        }
        found.sort_by_key(|receipt| (receipt.id.len(), receipt.id.clone()));
        found.dedup();
        Ok(found)
    }

    async fn searched(
        &self,
        query: &[(&str, String)],
        is_it: impl Fn(&Value) -> bool,
    ) -> Result<Vec<Receipt>, LookupError> {
        let called = self.call(Method::GET, "/api/v1/tickets/search", |request| request.query(query)).await;
        Ok(pick(&tickets(called)?, is_it))
    }
}

/// The tickets of a page. 204 stands for an empty one.
pub(super) fn tickets(called: Called) -> Result<Vec<Value>, LookupError> {
    let body = match &called {
        Ok(reply) if reply.status == 204 => return Ok(Vec::new()),
        Ok(reply) if reply.status == 200 => reply.body.as_ref().ok(),
        _ => return Err(LookupError(reason(&called))),
    };
    let page: Option<Page> = body.and_then(|body| serde_json::from_slice(body).ok());
    page.map(|page| page.data).ok_or(LookupError(Reason::Unreadable))
}

/// What the answer to a lookup means: the same as it would for a ticket, but for the success.
pub(super) fn reason(called: &Called) -> Reason {
    match fault::outcome(called) {
        Outcome::NotCreated { reason, .. } | Outcome::Held { reason } | Outcome::Unknown { reason } => reason,
        Outcome::Rejected(_) => Reason::Refused,
        Outcome::Created(_) => Reason::Unreadable,
    }
}

pub(super) fn shown<'a>(ticket: &'a Value, field: &str) -> Option<&'a str> {
    let cf = ticket.get("cf").or_else(|| ticket.get("customFields"));
    cf.and_then(|cf| cf.get(field)).or_else(|| ticket.get(field))?.as_str()
}

pub(super) fn is_alike(ticket: &Value, likeness: &Likeness) -> bool {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let email = |value: Option<&Value>| text(value).to_lowercase();
    let subject = |subject: &str| subject.split_whitespace().collect::<Vec<_>>().join(" ");
    let same_person = likeness.email.as_ref().is_none_or(|wanted| {
        let wanted = wanted.to_lowercase();
        email(ticket.get("email")) == wanted || email(ticket.pointer("/contact/email")) == wanted
    });
    same_person && subject(&text(ticket.get("subject"))) == subject(&likeness.subject)
}

pub(super) fn pick(tickets: &[Value], is_it: impl Fn(&Value) -> bool) -> Vec<Receipt> {
    tickets.iter().filter(|ticket| is_it(ticket)).filter_map(fault::receipt).collect()
}

/// Of several tickets with one marker the first, which is the one that was answered.
fn oldest(found: &[Receipt]) -> Option<Receipt> {
    if found.len() > 1 {
        let numbers: Vec<&str> = found.iter().map(|receipt| receipt.ticket_number.as_str()).collect();
        tracing::error!(event = "ticket.doubled", ?numbers, "several tickets with one marker; merge them in Zoho Desk");
    }
    found.iter().min_by_key(|receipt| (receipt.id.len(), receipt.id.clone())).cloned()
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
        assert_eq!(oldest(&found).map(|receipt| receipt.id).as_deref(), Some("999"));
    }

    #[test]
    fn a_likeness_is_address_and_subject() {
        let likeness = Likeness { email: Some("Ada@example.org".to_owned()), subject: "It  broke".to_owned() };
        for (ticket, expected) in [
            (json!({ "subject": "It broke ", "email": "ada@example.org" }), true),
            (json!({ "subject": "It broke", "contact": { "email": "ADA@example.org" } }), true),
            (json!({ "subject": "It broke", "email": "eve@example.org" }), false),
            (json!({ "subject": "It breaks", "email": "ada@example.org" }), false),
            (json!({ "email": "ada@example.org" }), false),
        ] {
            assert_eq!(is_alike(&ticket, &likeness), expected, "{ticket}");
        }
    }
}
