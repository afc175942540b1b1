//! The list of tickets, read where a ticket can stand in it.
//!
//! It goes from the newest ticket down and shows about five thousand. Whatever changes while it is
//! read, nothing is passed over unnoticed: tickets that come in move the others down, so that some
//! are read twice; where one that was taken away moves them up, the pages do not join.

use reqwest::Method;
use serde_json::Value;

use super::client::TICKETS;
use super::search::{LookupError, pick, tickets};
use super::{Client, Reason, Receipt, Window};

/// Tickets a page: the most that Zoho gives.
pub(super) const PAGE: usize = 100;

/// The last place that a page can begin at.
const LAST: usize = 4999;

/// What the list showed.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) found: Vec<Receipt>,
    /// It shows everything that was filed within the time that was asked for.
    pub(super) whole: bool,
}

/// A page, and the place at which it begins.
struct Page {
    from: usize,
    tickets: Vec<Value>,
}

impl Page {
    fn begins_after(&self, window: &Window) -> bool {
        self.tickets.first().is_some_and(|ticket| window.is_before(ticket))
    }

    fn ends_after(&self, window: &Window) -> bool {
        self.tickets.last().is_some_and(|ticket| window.is_before(ticket))
    }

    fn ends_before(&self, window: &Window) -> bool {
        self.tickets.len() < PAGE || self.tickets.last().is_some_and(|ticket| window.is_after(ticket))
    }

    /// Whether nothing lies between this page and `next`: the last ticket stands in both.
    fn joins(&self, next: &Self) -> bool {
        let id = |ticket: &Value| ticket.get("id").cloned();
        self.tickets.last().is_some_and(|last| next.tickets.iter().any(|ticket| id(ticket) == id(last)))
    }
}

impl Client {
    /// The tickets filed in `window` for which `is_it` holds; `field` is one that it looks at. Of
    /// five thousand tickets some sixty requests are made at most.
    ///
    /// # Errors
    /// Where the list could not be read, or changed so much meanwhile that one may have been
    /// overlooked.
    pub(super) async fn listed(
        &self,
        field: &str,
        window: &Window,
        is_it: impl Fn(&Value) -> bool,
    ) -> Result<Listed, LookupError> {
        let mut page = self.first_page(field, window).await?;
        loop {
            let found = pick(&page.tickets, &is_it);
            if !found.is_empty() || page.ends_before(window) {
                return Ok(Listed { found, whole: true });
            }
            // The last one is read once more, to see that none was passed over.
            let from = (page.from + PAGE - 1).min(LAST);
            let next = if page.from < LAST { self.page(field, from).await? } else { None };
            let Some(next) = next else { return Ok(Listed { found, whole: false }) };
            if !page.joins(&next) {
                return Err(LookupError(Reason::Unconfirmed));
            }
            page = next;
        }
    }

    /// The page in which `window` ends, or one above: all before that page is too new.
    async fn first_page(&self, field: &str, window: &Window) -> Result<Page, LookupError> {
        let mut above = self.page(field, 0).await?.unwrap_or(Page { from: 0, tickets: Vec::new() });
        let mut below = LAST + 1;
        while above.ends_after(window) && below - above.from >= PAGE {
            let middle = above.from + (below - above.from) / 2;
            match self.page(field, middle).await? {
                Some(page) if page.begins_after(window) => above = page,
                _ => below = middle,
            }
        }
        Ok(above)
    }

    /// The page at `from`; none, if the list does not go so far. How far it goes is told in
    /// different ways by different pages of Zoho's.
    async fn page(&self, field: &str, from: usize) -> Result<Option<Page>, LookupError> {
        let (place, limit) = (from.to_string(), PAGE.to_string());
        let query = [("sortBy", "-createdTime"), ("from", &place), ("limit", &limit), ("fields", field)];
        let called = self.call(Method::GET, TICKETS, |request| request.query(&query)).await;
        match tickets(called) {
            Ok(tickets) => Ok(Some(Page { from, tickets })),
            Err(LookupError(Reason::Refused | Reason::Unprocessable)) if from > 0 => Ok(None),
            Err(error) => Err(error),
        }
    }
}
