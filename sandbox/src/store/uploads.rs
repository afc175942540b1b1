//! Uploaded files.

use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Store;

/// An uploaded file, without its content.
#[derive(Debug)]
pub(crate) struct StoredUpload {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) size: i64,
    pub(crate) created_at: i64,
}

fn read(row: &SqliteRow) -> Result<StoredUpload, sqlx::Error> {
    Ok(StoredUpload {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        size: row.try_get("size")?,
        created_at: row.try_get("created_at")?,
    })
}

impl Store {
    pub(crate) async fn keep_upload(&self, name: &str, content: &[u8], now: i64) -> Result<StoredUpload, sqlx::Error> {
        let sql = "INSERT INTO uploads (name, content, created_at) VALUES (?, ?, ?)
            RETURNING id, name, length(content) AS size, created_at";
        let row = sqlx::query(sql).bind(name).bind(content).bind(now).fetch_one(&self.pool).await?;
        read(&row)
    }

    /// A file's name and content.
    pub(crate) async fn upload_content(&self, id: i64) -> Result<Option<(String, Vec<u8>)>, sqlx::Error> {
        sqlx::query_as("SELECT name, content FROM uploads WHERE id = ?").bind(id).fetch_optional(&self.pool).await
    }

    pub(crate) async fn has_upload(&self, id: i64) -> Result<bool, sqlx::Error> {
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM uploads WHERE id = ?)").bind(id).fetch_one(&self.pool).await
    }

    /// The files of a ticket, in the ticket's order.
    pub(crate) async fn uploads_of(&self, ticket: i64) -> Result<Vec<StoredUpload>, sqlx::Error> {
        let sql = "SELECT id, name, length(content) AS size, created_at
            FROM ticket_uploads JOIN uploads ON id = upload WHERE ticket = ? ORDER BY place";
        sqlx::query(sql).bind(ticket).fetch_all(&self.pool).await?.iter().map(read).collect()
    }
}
