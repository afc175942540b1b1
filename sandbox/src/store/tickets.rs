//! Tickets.

use std::time::Duration;

use deskbell_rules::{Draft, Ticket, Value};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection};

use super::{Store, contacts};
use crate::clock;

/// What a ticket's id has beyond its number.
const FIRST_ID: i64 = 18_921_001_000_000_000;

const SELECT: &str = "SELECT id, created_at, contact_id, email, attributes, received,
    (SELECT count(*) FROM ticket_uploads WHERE ticket = tickets.id) AS uploads FROM tickets WHERE true";

/// Apart from the page: counted along with it, all the others would be read for each.
const COUNT: &str = "SELECT count(*) FROM tickets WHERE true";

/// A ticket, as it was filed.
#[derive(Debug)]
pub(crate) struct StoredTicket {
    pub(crate) id: i64,
    pub(crate) created_at: i64,
    pub(crate) contact_id: String,
    /// The ticket's address, or else its contact's.
    pub(crate) email: Option<String>,
    /// What was checked and kept, by attribute.
    pub(crate) attributes: serde_json::Value,
    /// What was sent, in the order in which it was written.
    pub(crate) received: Draft,
    /// How many files it has.
    pub(crate) uploads: i64,
}

impl StoredTicket {
    /// What people call the ticket; counts up from 101.
    pub(crate) fn number(&self) -> i64 {
        self.id - FIRST_ID
    }
}

/// What to look for; an empty search finds every ticket in the index.
#[derive(Debug, Default)]
pub(crate) struct Search {
    pub(crate) email: Option<String>,
    pub(crate) subject: Option<String>,
    /// From and to, both included.
    pub(crate) created: Option<(i64, i64)>,
    /// API name and value.
    pub(crate) custom_fields: Vec<(String, String)>,
    pub(crate) from: i64,
    pub(crate) limit: i64,
}

impl Store {
    /// Files a ticket that has passed all checks, durably. The search finds it after `lag`.
    pub(crate) async fn file(
        &self,
        ticket: &Ticket,
        received: &str,
        lag: Duration,
    ) -> Result<StoredTicket, sqlx::Error> {
        let now = clock::now();
        let searchable_at = now.saturating_add(i64::try_from(lag.as_millis()).unwrap_or(i64::MAX));
        let attributes = serde_json::to_string(ticket).map_err(|error| sqlx::Error::Encode(error.into()))?;
        let mut transaction = self.pool.begin().await?;
        let contact_id = contact_id(&mut transaction, ticket).await?;
        let sql = "INSERT INTO tickets
            (created_at, searchable_at, contact_id, subject, email, attributes, received)
            VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id";
        let id: i64 = sqlx::query_scalar(sql)
            .bind(now)
            .bind(searchable_at)
            .bind(contact_id)
            .bind(ticket.subject())
            .bind(email(ticket))
            .bind(attributes)
            .bind(received)
            .fetch_one(&mut *transaction)
            .await?;
        for (place, upload) in (0_i64..).zip(upload_ids(ticket)) {
            sqlx::query("INSERT INTO ticket_uploads (ticket, place, upload) VALUES (?, ?, ?)")
                .bind(id)
                .bind(place)
                .bind(upload)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        self.ticket(id).await?.ok_or(sqlx::Error::RowNotFound)
    }

    pub(crate) async fn ticket(&self, id: i64) -> Result<Option<StoredTicket>, sqlx::Error> {
        let mut query = QueryBuilder::<Sqlite>::new(SELECT);
        query.push(" AND id = ").push_bind(id);
        query.build().fetch_optional(&self.pool).await?.as_ref().map(read).transpose()
    }

    /// Tickets by age, whether or not the search finds them yet.
    pub(crate) async fn tickets(
        &self,
        newest_first: bool,
        from: i64,
        limit: i64,
    ) -> Result<Vec<StoredTicket>, sqlx::Error> {
        let mut query = QueryBuilder::<Sqlite>::new(SELECT);
        query.push(if newest_first { " ORDER BY id DESC" } else { " ORDER BY id" });
        self.page(query, from, limit).await
    }

    /// How many tickets there are.
    pub(crate) async fn count(&self) -> Result<i64, sqlx::Error> {
        sqlx::query_scalar(COUNT).fetch_one(&self.pool).await
    }

    /// The tickets that match, newest first, and how many there are.
    pub(crate) async fn search(&self, search: Search) -> Result<(Vec<StoredTicket>, i64), sqlx::Error> {
        let now = clock::now();
        let mut query = QueryBuilder::<Sqlite>::new(SELECT);
        search.narrow(&mut query, now);
        query.push(" ORDER BY id DESC");
        let found = self.page(query, search.from, search.limit).await?;
        // A first page that is not full holds them all.
        let shown = i64::try_from(found.len()).unwrap_or(i64::MAX);
        if search.from == 0 && shown < search.limit {
            return Ok((found, shown));
        }
        let mut count = QueryBuilder::<Sqlite>::new(COUNT);
        search.narrow(&mut count, now);
        Ok((found, count.build_query_scalar().fetch_one(&self.pool).await?))
    }

    async fn page(
        &self,
        mut query: QueryBuilder<Sqlite>,
        from: i64,
        limit: i64,
    ) -> Result<Vec<StoredTicket>, sqlx::Error> {
        query.push(" LIMIT ").push_bind(limit).push(" OFFSET ").push_bind(from);
        query.build().fetch_all(&self.pool).await?.iter().map(read).collect()
    }
}

impl Search {
    /// Adds its conditions, as the index has them at `now`.
    fn narrow(&self, query: &mut QueryBuilder<Sqlite>, now: i64) {
        query.push(" AND searchable_at <= ").push_bind(now);
        if let Some(email) = &self.email {
            query.push(" AND email = ").push_bind(email.clone());
        }
        if let Some(subject) = &self.subject {
            query.push(" AND subject = ").push_bind(subject.clone());
        }
        if let Some((from, to)) = self.created {
            query.push(" AND created_at BETWEEN ").push_bind(from).push(" AND ").push_bind(to);
        }
        for (name, value) in &self.custom_fields {
            query.push(" AND EXISTS (SELECT 1 FROM json_each(attributes, '$.cf') WHERE key = ");
            query.push_bind(name.clone()).push(" AND CAST(value AS TEXT) = ").push_bind(value.clone()).push(")");
        }
    }
}

async fn contact_id(connection: &mut SqliteConnection, ticket: &Ticket) -> Result<String, sqlx::Error> {
    match (ticket.get("contactId").and_then(Value::as_text), ticket.contact()) {
        (Some(id), _) => Ok(id.to_owned()),
        (None, Some(contact)) => contacts::find_or_create(connection, contact).await.map(|id| id.to_string()),
        (None, None) => Err(sqlx::Error::Encode("a ticket needs a contact".into())),
    }
}

fn email(ticket: &Ticket) -> Option<&str> {
    ticket.get("email").or_else(|| ticket.get("contact.email")).and_then(Value::as_text)
}

/// The ids in `uploads`. They have passed the rules, so all of them are numbers.
pub(crate) fn upload_ids(ticket: &Ticket) -> impl Iterator<Item = i64> {
    let entries = match ticket.get("uploads") {
        Some(Value::List(entries)) => entries.as_slice(),
        _ => &[],
    };
    entries.iter().filter_map(|entry| entry.as_text()?.parse().ok())
}

fn read(row: &SqliteRow) -> Result<StoredTicket, sqlx::Error> {
    let undecodable = |error: serde_json::Error| sqlx::Error::Decode(error.into());
    Ok(StoredTicket {
        id: row.try_get("id")?,
        created_at: row.try_get("created_at")?,
        contact_id: row.try_get("contact_id")?,
        email: row.try_get("email")?,
        attributes: serde_json::from_str(row.try_get("attributes")?).map_err(undecodable)?,
        received: serde_json::from_str(row.try_get("received")?).map_err(undecodable)?,
        uploads: row.try_get("uploads")?,
    })
}
