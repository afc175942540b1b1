//! The ledger of several processes: two tables in the database that they share, by its clock.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::{PgConnection, Row};

use super::{Ledger, Refused, Spent, Take, micros};
use crate::guard::tag::Tag;

/// Connections of one process. What they do is short.
const CONNECTIONS: u32 = 4;
/// How long to wait for one of them, before the visitor is asked to come back.
const PATIENCE: Duration = Duration::from_secs(3);
/// Between two times that forgotten things are taken away, in microseconds.
const SWEEP: i64 = 60_000_000;

const NOW: &str = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

/// The ledger in PostgreSQL. Its tables are made by the store.
#[derive(Debug)]
pub(crate) struct Postgres {
    pool: PgPool,
    swept: AtomicI64,
}

impl Postgres {
    /// For the database at `url`; connects when it is needed first.
    pub(crate) fn new(url: &str) -> Result<Self, sqlx::Error> {
        let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(PATIENCE).connect_lazy(url)?;
        Ok(Self { pool, swept: AtomicI64::new(0) })
    }

    async fn take_all(&self, takes: &[Take]) -> Result<Result<(), Duration>, sqlx::Error> {
        // In one order everywhere, so that no two processes wait for each other.
        let mut tags: Vec<Tag> = takes.iter().map(|take| take.tag).collect();
        tags.sort_unstable();
        tags.dedup();
        let tags: Vec<&[u8]> = tags.iter().map(Tag::bytes).collect();
        let mut transaction = self.pool.begin().await?;
        sqlx::query("INSERT INTO guard_rates (tag, full_at) SELECT t, 0 FROM unnest($1::bytea[]) AS t ON CONFLICT (tag) DO NOTHING")
            .bind(&tags)
            .execute(&mut *transaction)
            .await?;
        let rows =
            sqlx::query("SELECT tag, full_at FROM guard_rates WHERE tag = ANY($1::bytea[]) ORDER BY tag FOR UPDATE")
                .bind(&tags)
                .fetch_all(&mut *transaction)
                .await?;
        let now = now(&mut transaction).await?;
        let mut known: Vec<(Vec<u8>, i64)> = Vec::with_capacity(rows.len());
        for row in rows {
            known.push((row.try_get("tag")?, row.try_get("full_at")?));
        }
        let (mut taken, mut wait) = (Vec::with_capacity(takes.len()), None);
        for take in takes {
            let full = known.iter().find(|(tag, _)| tag == take.tag.bytes()).map_or(now, |(_, full)| *full);
            match take.rate.take(full, now, take.cost) {
                Ok(full) => taken.push((take.tag, full)),
                Err(longer) => wait = wait.max(Some(longer)),
            }
        }
        if let Some(wait) = wait {
            transaction.rollback().await?;
            return Ok(Err(wait));
        }
        let (tags, fulls): (Vec<&[u8]>, Vec<i64>) = taken.iter().map(|(tag, full)| (tag.bytes(), *full)).unzip();
        sqlx::query("UPDATE guard_rates SET full_at = new.full_at FROM unnest($1::bytea[], $2::bigint[]) AS new (tag, full_at) WHERE guard_rates.tag = new.tag")
            .bind(&tags)
            .bind(&fulls)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        self.sweep(now).await?;
        Ok(Ok(()))
    }

    async fn spend_once(&self, what: Tag, by: Tag, keep: Duration) -> Result<Spent, sqlx::Error> {
        let mut transaction = self.pool.begin().await?;
        let now = now(&mut transaction).await?;
        let until = now.saturating_add(micros(keep));
        let inserted = sqlx::query(
            "INSERT INTO guard_spent (tag, by_tag, until) VALUES ($1, $2, $3) ON CONFLICT (tag) DO NOTHING",
        )
        .bind(what.bytes())
        .bind(by.bytes())
        .bind(until)
        .execute(&mut *transaction)
        .await?;
        let spent = if inserted.rows_affected() == 1 {
            Spent::First
        } else {
            let renewed = sqlx::query("UPDATE guard_spent SET by_tag = $2, until = $3 WHERE tag = $1 AND until <= $4")
                .bind(what.bytes())
                .bind(by.bytes())
                .bind(until)
                .bind(now)
                .execute(&mut *transaction)
                .await?;
            let user: Vec<u8> = sqlx::query_scalar("SELECT by_tag FROM guard_spent WHERE tag = $1")
                .bind(what.bytes())
                .fetch_one(&mut *transaction)
                .await?;
            match (renewed.rows_affected(), user == by.bytes()) {
                (1, _) => Spent::First,
                (_, true) => Spent::Again,
                (_, false) => Spent::Before,
            }
        };
        transaction.commit().await?;
        Ok(spent)
    }

    async fn is_known(&self, what: Tag) -> Result<bool, sqlx::Error> {
        let mut connection = self.pool.acquire().await?;
        let now = now(&mut connection).await?;
        sqlx::query_scalar("SELECT EXISTS (SELECT FROM guard_spent WHERE tag = $1 AND until > $2)")
            .bind(what.bytes())
            .bind(now)
            .fetch_one(&mut *connection)
            .await
    }

    /// Takes away what makes no difference any more. Every process does it now and then.
    async fn sweep(&self, now: i64) -> Result<(), sqlx::Error> {
        let swept = self.swept.load(Ordering::Relaxed);
        let due = now.saturating_sub(swept) > SWEEP;
        if due && self.swept.compare_exchange(swept, now, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            // What another process is just looking at waits for the next time.
            for (table, column) in [("guard_rates", "full_at"), ("guard_spent", "until")] {
                let old = format!("SELECT tag FROM {table} WHERE {column} < $1 LIMIT 10000 FOR UPDATE SKIP LOCKED");
                let delete = format!("DELETE FROM {table} WHERE tag IN ({old})");
                sqlx::query(sqlx::AssertSqlSafe(delete)).bind(now).execute(&self.pool).await?;
            }
        }
        Ok(())
    }
}

impl Ledger for Postgres {
    async fn take(&self, takes: &[Take]) -> Result<(), Refused> {
        self.take_all(takes).await.map_err(unavailable)?.map_err(Refused::Wait)
    }

    async fn spend(&self, what: Tag, by: Tag, keep: Duration) -> Result<Spent, Refused> {
        self.spend_once(what, by, keep).await.map_err(unavailable)
    }

    async fn knows(&self, what: Tag) -> Result<bool, Refused> {
        self.is_known(what).await.map_err(unavailable)
    }
}

async fn now(connection: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(NOW).fetch_one(connection).await
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn unavailable(error: sqlx::Error) -> Refused {
    tracing::error!(event = "limits.failed", reason = %error);
    Refused::Unavailable
}
