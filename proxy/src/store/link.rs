//! A connection to either database, for statements that both understand.

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgPool, PgRow};
use sqlx::sqlite::SqliteRow;
use sqlx::{Postgres, Row as _, Sqlite, SqlitePool};

/// A value to be bound. The type counts where there is none: PostgreSQL asks for it.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Text(Option<String>),
    Int(Option<i64>),
    Bytes(Option<Vec<u8>>),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(Some(number))
    }
}

/// The connections to one database.
#[derive(Debug, Clone)]
pub(super) enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// One of them.
#[derive(Debug)]
pub(super) enum Link {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

/// A row of an answer.
pub(super) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Pool {
    pub(super) async fn link(&self) -> Result<Link, sqlx::Error> {
        Ok(match self {
            Self::Sqlite(pool) => Link::Sqlite(pool.acquire().await?),
            Self::Postgres(pool) => Link::Postgres(pool.acquire().await?),
        })
    }

    pub(super) async fn close(&self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

macro_rules! bound {
    ($sql:expr, $values:expr) => {{
        let mut query = sqlx::query($sql);
        for value in $values {
            query = match value {
                Value::Text(text) => query.bind(text),
                Value::Int(number) => query.bind(number),
                Value::Bytes(bytes) => query.bind(bytes),
            };
        }
        query
    }};
}

impl Link {
    /// Runs a statement with its `$1`, `$2` …; gives the number of rows it changed.
    pub(super) async fn run(&mut self, sql: &'static str, values: Vec<Value>) -> Result<u64, sqlx::Error> {
        Ok(match self {
            Self::Sqlite(link) => bound!(sql, values).execute(&mut **link).await?.rows_affected(),
            Self::Postgres(link) => bound!(sql, values).execute(&mut **link).await?.rows_affected(),
        })
    }

    /// Asks a question.
    pub(super) async fn rows(&mut self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, sqlx::Error> {
        Ok(match self {
            Self::Sqlite(link) => {
                bound!(sql, values).fetch_all(&mut **link).await?.into_iter().map(Row::Sqlite).collect()
            }
            Self::Postgres(link) => {
                bound!(sql, values).fetch_all(&mut **link).await?.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// Asks a question with one answer at most.
    pub(super) async fn row(&mut self, sql: &'static str, values: Vec<Value>) -> Result<Option<Row>, sqlx::Error> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// Either text, by the database.
    pub(super) fn either(&self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        match self {
            Self::Sqlite(_) => sqlite,
            Self::Postgres(_) => postgres,
        }
    }

    /// Ends the connection instead of giving it back.
    pub(super) fn discard(self) {
        match self {
            Self::Sqlite(link) => drop(link.detach()),
            Self::Postgres(link) => drop(link.detach()),
        }
    }
}

impl Row {
    pub(super) fn text(&self, column: &str) -> Result<String, sqlx::Error> {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
    }

    pub(super) fn maybe_text(&self, column: &str) -> Result<Option<String>, sqlx::Error> {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
    }

    pub(super) fn int(&self, column: &str) -> Result<i64, sqlx::Error> {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
    }

    pub(super) fn maybe_int(&self, column: &str) -> Result<Option<i64>, sqlx::Error> {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
    }

    pub(super) fn maybe_bytes(&self, column: &str) -> Result<Option<Vec<u8>>, sqlx::Error> {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
    }

    pub(super) fn bytes(&self, column: &str) -> Result<Vec<u8>, sqlx::Error> {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
    }
}
