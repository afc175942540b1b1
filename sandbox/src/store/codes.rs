//! Grant codes, and the refresh tokens made of them.

use sqlx::Row;

use super::Store;

/// How many refresh tokens a user has; one more, and the oldest is good no longer.
const REFRESH_TOKENS: i64 = 20;

/// A grant code, as the API console gives it out.
#[derive(Debug)]
pub(crate) struct Code {
    pub(crate) code: String,
    /// Scopes with commas between them.
    pub(crate) scope: String,
    pub(crate) expires_at: i64,
    /// Whether there is a refresh token for it.
    pub(crate) offline: bool,
}

impl Store {
    pub(crate) async fn keep_code(&self, code: &Code) -> Result<(), sqlx::Error> {
        sqlx::query("INSERT INTO codes (code, scope, expires_at, offline) VALUES (?, ?, ?, ?)")
            .bind(&code.code)
            .bind(&code.scope)
            .bind(code.expires_at)
            .bind(code.offline)
            .execute(&self.pool)
            .await
            .map(drop)
    }

    /// Takes a code, which is good once: its scope, and whether there is a refresh token for it.
    pub(crate) async fn use_code(&self, code: &str, now: i64) -> Result<Option<(String, bool)>, sqlx::Error> {
        let row = sqlx::query("DELETE FROM codes WHERE code = ? AND expires_at > ? RETURNING scope, offline")
            .bind(code)
            .bind(now)
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| Ok((row.try_get("scope")?, row.try_get("offline")?))).transpose()
    }

    pub(crate) async fn keep_refresh_token(&self, token: &str, scope: &str) -> Result<(), sqlx::Error> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query("INSERT INTO refresh_tokens (token, scope) VALUES (?, ?)")
            .bind(token)
            .bind(scope)
            .execute(&mut *transaction)
            .await?;
        let oldest =
            "DELETE FROM refresh_tokens WHERE id NOT IN (SELECT id FROM refresh_tokens ORDER BY id DESC LIMIT ?)";
        sqlx::query(oldest).bind(REFRESH_TOKENS).execute(&mut *transaction).await?;
        transaction.commit().await
    }

    /// What a refresh token is good for, if it is good at all.
    pub(crate) async fn refresh_scope(&self, token: &str) -> Result<Option<String>, sqlx::Error> {
        sqlx::query_scalar("SELECT scope FROM refresh_tokens WHERE token = ?")
            .bind(token)
            .fetch_optional(&self.pool)
            .await
    }
}
