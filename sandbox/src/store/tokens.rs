//! Access tokens given out.

use super::Store;
use crate::scope::Scope;

impl Store {
    /// Keeps a token, and drops those that have expired: nobody can use them any more.
    pub(crate) async fn keep_token(&self, token: &str, scope: &Scope, expires_at: i64) -> Result<(), sqlx::Error> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query("DELETE FROM tokens WHERE expires_at <= ?")
            .bind(crate::clock::now())
            .execute(&mut *transaction)
            .await?;
        sqlx::query("INSERT INTO tokens (token, scope, expires_at) VALUES (?, ?, ?)")
            .bind(token)
            .bind(&scope.0)
            .bind(expires_at)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await
    }

    /// What a token is good for, if it is good at all.
    pub(crate) async fn token_scope(&self, token: &str, now: i64) -> Result<Option<Scope>, sqlx::Error> {
        let scope = sqlx::query_scalar("SELECT scope FROM tokens WHERE token = ? AND expires_at > ?")
            .bind(token)
            .bind(now)
            .fetch_optional(&self.pool)
            .await?;
        Ok(scope.map(Scope))
    }

    pub(crate) async fn revoke_tokens(&self) -> Result<(), sqlx::Error> {
        sqlx::query("DELETE FROM tokens").execute(&self.pool).await.map(drop)
    }
}
