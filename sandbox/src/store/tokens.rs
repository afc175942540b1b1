//! Access tokens given out.

use super::Store;

impl Store {
    /// Keeps a token, and drops those that have expired: nobody can use them any more.
    pub(crate) async fn keep_token(&self, token: &str, expires_at: i64) -> Result<(), sqlx::Error> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query("DELETE FROM tokens WHERE expires_at <= ?")
            .bind(crate::clock::now())
            .execute(&mut *transaction)
            .await?;
        sqlx::query("INSERT INTO tokens (token, expires_at) VALUES (?, ?)")
            .bind(token)
            .bind(expires_at)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await
    }

    pub(crate) async fn is_token_live(&self, token: &str, now: i64) -> Result<bool, sqlx::Error> {
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM tokens WHERE token = ? AND expires_at > ?)")
            .bind(token)
            .bind(now)
            .fetch_one(&self.pool)
            .await
    }

    pub(crate) async fn revoke_tokens(&self) -> Result<(), sqlx::Error> {
        sqlx::query("DELETE FROM tokens").execute(&self.pool).await.map(drop)
    }
}
