//! How much one visitor may ask for.

pub use crate::guard::rate::Rate;

use super::source::Source;

/// What holds for one thing that is counted: all of them.
type Several = Vec<Rate>;

/// The limits, where `limits` is on. An empty list limits nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rates {
    /// Requests of any kind, for each address.
    pub requests_per_address: Several,
    /// Tickets, for each address.
    pub tickets_per_address: Several,
    /// Tickets, for each e-mail address as it was typed.
    pub tickets_per_email: Several,
    /// Tickets, for each mailbox that Zoho Desk may write to.
    pub tickets_per_recipient: Several,
    /// Tickets, for each website.
    pub tickets_per_origin: Several,
    /// Files, for each address.
    pub uploads_per_address: Several,
    /// Mebibytes of files, for each address.
    pub upload_mebibytes_per_address: Several,
    /// Challenges, for each address.
    pub challenges_per_address: Several,
    /// Links in a ticket; one with more of them counts as five.
    pub links_per_ticket: usize,
}

impl Default for Rates {
    fn default() -> Self {
        let rates = |texts: &[&str]| texts.iter().filter_map(|text| text.parse().ok()).collect();
        Self {
            requests_per_address: rates(&["300/m"]),
            tickets_per_address: rates(&["5/m", "20/h", "240/d"]),
            tickets_per_email: rates(&["5/h", "20/d"]),
            tickets_per_recipient: rates(&["10/h", "40/d"]),
            tickets_per_origin: rates(&["60/m", "1000/h"]),
            uploads_per_address: rates(&["20/m", "100/h"]),
            upload_mebibytes_per_address: rates(&["200/h"]),
            challenges_per_address: rates(&["30/m"]),
            links_per_ticket: 5,
        }
    }
}

pub(super) fn read(source: &mut Source<'_>) -> Rates {
    let default = Rates::default();
    let links = source.number("rates.links_per_ticket", 0..=1000).and_then(|number| usize::try_from(number).ok());
    let mut rates = |key: &str, default: Several| {
        let Some(texts) = source.list(key) else { return default };
        let mut rates = Vec::new();
        for text in texts {
            match text.parse() {
                Ok(rate) => rates.push(rate),
                Err(_) => source.mistake(key, format!("`{text}` is not a rate such as `20/h` or `5/10m`")),
            }
        }
        rates
    };
    Rates {
        requests_per_address: rates("rates.requests_per_address", default.requests_per_address),
        tickets_per_address: rates("rates.tickets_per_address", default.tickets_per_address),
        tickets_per_email: rates("rates.tickets_per_email", default.tickets_per_email),
        tickets_per_recipient: rates("rates.tickets_per_recipient", default.tickets_per_recipient),
        tickets_per_origin: rates("rates.tickets_per_origin", default.tickets_per_origin),
        uploads_per_address: rates("rates.uploads_per_address", default.uploads_per_address),
        upload_mebibytes_per_address: rates("rates.upload_mebibytes_per_address", default.upload_mebibytes_per_address),
        challenges_per_address: rates("rates.challenges_per_address", default.challenges_per_address),
        links_per_ticket: links.unwrap_or(default.links_per_ticket),
    }
}
