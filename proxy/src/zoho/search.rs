//! Finding a ticket when the answer to its creation was lost.
//!
//! In two ways: by the search, whose index lags behind, and in the list of the newest tickets,
//! which does not. Only where both were answered, and neither showed the ticket, was it not there.

use reqwest::Method;
use serde::Deserialize;
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;

use super::fault::{self, Called};
use super::{Client, Outcome, Reason, Receipt};

/// Tickets a page: the most that Zoho gives.
const PAGE: usize = 100;

/// Pages of the list that are read at most.
const PAGES: usize = 20;

/// How far apart Zoho's clock and ours may be, in milliseconds.
const SKEW: i64 = 5 * 60 * 1000;

/// What a lookup showed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Sighting {
    /// The ticket exists.
    Found(Receipt),
    /// Both ways were answered, and neither showed a ticket with the marker.
    Absent,
    /// There is no marker to go by, and nothing was found that looks like the ticket. Weaker than
    /// [`Sighting::Absent`]: Zoho may have changed what it was compared by.
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

    /// Looks for the ticket with `marker`, which was created after `since` (milliseconds since
    /// 1970) if at all. `None` says that both ways were answered and neither showed it.
    ///
    /// # Errors
    /// Where a ticket may have been overlooked, or there is no marker field.
    pub async fn find(&self, marker: &str, since: i64) -> Result<Option<Receipt>, LookupError> {
        let field = self.marker_field.as_deref().ok_or(LookupError(Reason::Misconfigured))?;
        let listed = self.listed(field, since, |ticket| shown(ticket, field) == Some(marker)).await;
        if let Ok(found) = &listed
            && let Some(receipt) = oldest(found)
        {
            return Ok(Some(receipt));
        }
        let query = [("customField1", format!("{field}:{marker}"))];
        // An exact match by contract; where the field is shown, it is compared all the same.
        let searched = self.searched(&query, |ticket| shown(ticket, field).is_none_or(|value| value == marker)).await?;
        match oldest(&searched) {
            None => listed.map(|_| None),
            found => Ok(found),
        }
    }

    /// The tickets that look like the one that was sent after `since`: the same address, the same
    /// subject, oldest first.
    ///
    /// # Errors
    /// Where one may have been overlooked.
    pub async fn find_alike(&self, likeness: &Likeness, since: i64) -> Result<Vec<Receipt>, LookupError> {
        let alike = |ticket: &Value| is_alike(ticket, likeness) && !is_older(ticket, since);
        let mut found = self.listed("email", since, alike).await?;
        let until = format_time(i64::MAX).unwrap_or_default();
        let range = format!("{},{until}", format_time(since - SKEW).unwrap_or_default());
        let mut query = vec![("createdTimeRange", range), ("limit", PAGE.to_string())];
        query.extend(likeness.email.clone().map(|email| ("email", email)));
        found.extend(self.searched(&query, alike).await?);
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

    /// The newest tickets, page by page, back to `since`.
    async fn listed(
        &self,
        field: &str,
        since: i64,
        is_it: impl Fn(&Value) -> bool,
    ) -> Result<Vec<Receipt>, LookupError> {
        let mut found = Vec::new();
        for page in 0..PAGES {
            let (from, limit) = ((page * PAGE).to_string(), PAGE.to_string());
            let query =
                [("sortBy", "-createdTime"), ("from", from.as_str()), ("limit", limit.as_str()), ("fields", field)];
            let called = self.call(Method::GET, "/api/v1/tickets", |request| request.query(&query)).await;
            let tickets = tickets(called)?;
            found.extend(pick(&tickets, &is_it));
            if !found.is_empty() || tickets.len() < PAGE || tickets.last().is_some_and(|last| is_older(last, since)) {
                return Ok(found);
            }
        }
        // So many tickets since then that the list does not show them all.
        Err(LookupError(Reason::AnswerTooLarge))
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
fn reason(called: &Called) -> Reason {
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

/// Whether a ticket was certainly created before `since`.
pub(super) fn is_older(ticket: &Value, since: i64) -> bool {
    let created = ticket.get("createdTime").and_then(Value::as_str).and_then(|time| {
        let time = OffsetDateTime::parse(time, &Rfc3339).ok()?;
        i64::try_from(time.unix_timestamp_nanos() / 1_000_000).ok()
    });
    created.is_some_and(|created| created < since.saturating_sub(SKEW))
}

/// As Zoho writes times.
fn format_time(moment: i64) -> Option<String> {
    let format = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
    let moment = i128::from(moment.clamp(0, 4_102_444_800_000)) * 1_000_000;
    OffsetDateTime::from_unix_timestamp_nanos(moment).ok()?.format(&format).ok()
}

fn pick(tickets: &[Value], is_it: impl Fn(&Value) -> bool) -> Vec<Receipt> {
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

    #[test]
    fn a_ticket_is_older_only_beyond_what_clocks_differ() {
        let created = |time: &str| json!({ "createdTime": time });
        let since = 1_700_000_000_000;
        assert_eq!(format_time(since).as_deref(), Some("2023-11-14T22:13:20.000Z"));
        assert!(!is_older(&created("2023-11-14T22:08:20.000Z"), since));
        assert!(is_older(&created("2023-11-14T22:08:19.999Z"), since));
        assert!(!is_older(&json!({}), since) && !is_older(&created("yesterday"), since));
    }
}
