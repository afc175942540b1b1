//! The inbox as HTML. Whatever comes from a ticket goes through [`escape`].

use std::fmt::Write;

use deskbell_rules::Value;

use crate::clock;
use crate::html::{escape, plain};
use crate::store::{StoredTicket, StoredUpload};

/// The page around the cards; `total` counts also those not shown.
pub(super) fn page(cards: &[String], total: i64) -> String {
    let count = match total {
        0 => "No tickets yet".to_owned(),
        1 => "1 ticket".to_owned(),
        _ if total > cards.len() as i64 => format!("{total} tickets, the newest {} shown", cards.len()),
        _ => format!("{total} tickets"),
    };
    let cards = if cards.is_empty() { EMPTY.to_owned() } else { cards.concat() };
    format!(
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Inbox · Deskbell sandbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/sandbox/inbox.css">
<script src="/sandbox/inbox.js" defer></script>
</head>
<body>
<header class="top">
<h1>Inbox</h1>
<p class="badge">Sandbox</p>
<p class="count" id="count" role="status">{count}</p>
</header>
<main id="tickets">
{cards}</main>
</body>
</html>
"#
    )
}

const EMPTY: &str = r#"<section class="empty" id="empty">
<h2>Nothing here yet</h2>
<p>Tickets appear as soon as a form is sent. This is a stand-in for Zoho Desk: nobody else sees them.</p>
</section>
"#;

/// One ticket.
pub(super) fn card(ticket: &StoredTicket, uploads: &[StoredUpload]) -> String {
    let created = clock::iso(ticket.created_at);
    let time = created.get(..16).unwrap_or(&created).replace('T', " ");
    let mut html = format!(
        r#"<article class="ticket" id="Cases/dv/{id}">
<header>
<h2><span class="number">#{number}</span> {subject}</h2>
<time datetime="{created}">{time} UTC</time>
</header>
<p class="contact">{contact}</p>
"#,
        id = ticket.id,
        number = ticket.number(),
        subject = escape(attribute(ticket, "subject").unwrap_or_default()),
        contact = contact(ticket),
    );
    if let Some(description) = attribute(ticket, "description") {
        let _ = writeln!(html, r#"<div class="description">{}</div>"#, escape(&plain(description)));
    }
    if !uploads.is_empty() {
        html.push_str(&files(uploads));
    }
    html.push_str(&received(ticket));
    html.push_str("</article>\n");
    html
}

fn attribute<'a>(ticket: &'a StoredTicket, name: &str) -> Option<&'a str> {
    ticket.attributes.get(name)?.as_str()
}

/// Name and address, and the contact's id.
fn contact(ticket: &StoredTicket) -> String {
    let member = |name: &str| ticket.attributes.get("contact")?.get(name)?.as_str();
    let name = [member("firstName"), member("lastName")].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let mut parts = Vec::new();
    if !name.is_empty() {
        parts.push(format!("<b>{}</b>", escape(&name)));
    }
    if let Some(email) = &ticket.email {
        parts.push(format!("<span>{}</span>", escape(email)));
    }
    parts.push(format!(r#"<span class="id">Contact {}</span>"#, escape(&ticket.contact_id)));
    parts.join(" ")
}

fn files(uploads: &[StoredUpload]) -> String {
    let mut html = String::from("<ul class=\"files\" aria-label=\"Attachments\">\n");
    for upload in uploads {
        let (id, name, size) = (upload.id, escape(&upload.name), size(upload.size));
        let _ = writeln!(
            html,
            r#"<li><a href="/api/v1/uploads/{id}/content" download>{name}</a> <span>{size}</span></li>"#
        );
    }
    html.push_str("</ul>\n");
    html
}

/// `812 bytes`, `1.2 MB`
fn size(bytes: i64) -> String {
    match bytes {
        ..1000 => format!("{bytes} bytes"),
        1000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// Every attribute as it was sent, before anything was made of it.
fn received(ticket: &StoredTicket) -> String {
    let count = ticket.received.values().count();
    let mut html = format!("<details>\n<summary>{count} attributes as received</summary>\n<dl>\n");
    for (name, value) in ticket.received.values() {
        let value = match value {
            Value::Text(text) => text.clone(),
            other => serde_json::to_string_pretty(other).unwrap_or_default(),
        };
        let _ = writeln!(html, "<dt>{}</dt><dd>{}</dd>", escape(name), escape(&value));
    }
    html.push_str("</dl>\n</details>\n");
    html
}
