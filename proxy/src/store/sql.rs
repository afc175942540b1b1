//! [`Store`] over either database.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use prometheus_client::metrics::histogram::Histogram;

use crate::crash::{self, Point};
use crate::submission::{Event, Moment, Policy, Submission, SubmissionId};

use super::files::Files;
use super::link::{Link, Pool};
use super::writer::{Write, Writer, Written};
use super::{
    Applied, Census, Insert, Inserted, KeptToken, NewUpload, Purge, Store, StoreError, TokenTurn, Upload, census,
    claim, columns, postgres, tokens, uploads,
};

#[derive(Debug)]
pub(super) struct Sql {
    pool: Pool,
    files: Option<Files>,
    writer: Writer,
}

impl Sql {
    pub(super) fn new(pool: Pool, files: Option<Files>, policy: Arc<Policy>) -> Self {
        Self { files, writer: Writer::start(&pool, policy), pool }
    }

    /// Writes what is answered with a number of rows.
    async fn count(&self, write: Write) -> Result<u64, StoreError> {
        match self.writer.write(write).await? {
            Written::Count(count) => Ok(count),
            other => mixed_up(other),
        }
    }
}

/// The time: of PostgreSQL's server, which is the same for all replicas, or our own.
pub(super) async fn now(link: &mut Link) -> Result<Moment, StoreError> {
    if matches!(link, Link::Sqlite(_)) {
        return Ok(Moment::now());
    }
    let sql = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now";
    let row = link.row(sql, vec![]).await?.ok_or(StoreError::Gone)?;
    Ok(Moment(row.int("now")?))
}

/// An answer of another kind than the question's: cannot be.
fn mixed_up<T>(_: Written) -> Result<T, StoreError> {
    Err(StoreError::Unreadable("another one's answer came"))
}

#[async_trait]
impl Store for Sql {
    async fn insert(&self, new: Insert) -> Result<Inserted, StoreError> {
        match self.writer.write(Write::Insert(Box::new(new))).await? {
            Written::Inserted(inserted) => Ok(inserted),
            other => mixed_up(other),
        }
    }

    async fn apply(&self, id: &SubmissionId, event: Event) -> Result<Applied, StoreError> {
        match self.writer.write(Write::Apply(id.clone(), Box::new(event))).await? {
            Written::Applied(applied) => Ok(*applied),
            other => mixed_up(other),
        }
    }

    async fn claim(&self, owner: &str, limit: usize) -> Result<Vec<Applied>, StoreError> {
        match self.writer.write(Write::Claim { owner: owner.to_owned(), limit }).await? {
            Written::Claimed(claimed) => Ok(claimed),
            other => mixed_up(other),
        }
    }

    async fn next_due(&self) -> Result<Option<Duration>, StoreError> {
        let mut link = self.pool.link().await?;
        let now = now(&mut link).await?;
        Ok(claim::next_due(&mut link, now).await?.map(|next| next.since(now)))
    }

    async fn lease_left(&self, id: &SubmissionId, attempt: u32) -> Result<Duration, StoreError> {
        let mut link = self.pool.link().await?;
        let lease = claim::lease(&mut link, id, attempt).await?;
        let now = now(&mut link).await?;
        Ok(lease.map(|lease| lease.since(now)).unwrap_or_default())
    }

    async fn restart(&self) -> Result<u64, StoreError> {
        self.count(Write::Restart).await
    }

    async fn doubt(&self) -> Result<u64, StoreError> {
        self.count(Write::Doubt).await
    }

    async fn census(&self) -> Result<Census, StoreError> {
        let mut link = self.pool.link().await?;
        let now = now(&mut link).await?;
        census::census(&mut link, now).await
    }

    async fn held(&self, limit: usize) -> Result<Vec<Submission>, StoreError> {
        census::held(&mut self.pool.link().await?, limit).await
    }

    async fn discard(&self, id: &SubmissionId) -> Result<bool, StoreError> {
        Ok(self.count(Write::Discard(id.clone())).await? > 0)
    }

    fn commits(&self) -> Histogram {
        self.writer.commits.clone()
    }

    async fn purge(&self, purge: Purge) -> Result<u64, StoreError> {
        self.count(Write::Purge(purge)).await
    }

    async fn find(&self, id: &SubmissionId) -> Result<Option<Submission>, StoreError> {
        let mut link = self.pool.link().await?;
        let row = link.row("SELECT * FROM submissions WHERE id = $1", vec![id.as_str().into()]).await?;
        row.as_ref().map(columns::submission).transpose()
    }

    async fn knows_ticket(&self, ticket: &str) -> Result<bool, StoreError> {
        let sql = "SELECT 1 AS one FROM submissions WHERE ticket_id = $1 LIMIT 1";
        Ok(self.pool.link().await?.row(sql, vec![ticket.into()]).await?.is_some())
    }

    async fn keep_upload(&self, new: NewUpload) -> Result<Upload, StoreError> {
        let upload = Upload::new(&new)?;
        let content = match &self.files {
            Some(files) => {
                files.write(&upload.id, new.bytes).await?;
                None
            }
            None => Some(new.bytes),
        };
        let kept = self.writer.write(Write::Upload(upload.clone(), content)).await;
        if let (Err(_), Some(files)) = (&kept, &self.files) {
            // The sweep would find it, too.
            let _ = files.remove(vec![upload.id.clone()]).await;
        }
        kept.map(|_| upload)
    }

    async fn uploads(&self, submission: &SubmissionId) -> Result<Vec<Upload>, StoreError> {
        uploads::of(&mut self.pool.link().await?, submission).await
    }

    async fn upload_content(&self, id: &str) -> Result<Vec<u8>, StoreError> {
        match (uploads::content(&mut self.pool.link().await?, id).await?, &self.files) {
            (Some(content), _) => Ok(content),
            (None, Some(files)) => Ok(files.read(id).await?),
            (None, None) => Err(StoreError::Gone),
        }
    }

    async fn upload_sent(&self, id: &str, zoho_id: &str) -> Result<(), StoreError> {
        let (id, zoho_id) = (id.to_owned(), zoho_id.to_owned());
        self.writer.write(Write::UploadSent { id, zoho_id }).await.map(drop)
    }

    async fn sweep_uploads(&self, orphans: Duration) -> Result<u64, StoreError> {
        let mut swept = match self.writer.write(Write::Sweep { orphans }).await? {
            Written::Swept(ids) => ids,
            other => return mixed_up(other),
        };
        crash::point(Point::Purging);
        if let Some(files) = &self.files {
            // After a crash between a row's end and its file's, or before its beginning.
            let old = files.old().await?;
            let stray = uploads::unknown(&mut self.pool.link().await?, old).await?;
            swept.extend(stray.into_iter().filter(|id| !swept.contains(id)).collect::<Vec<_>>());
            files.remove(swept.clone()).await?;
        }
        Ok(swept.len() as u64)
    }

    async fn token(&self) -> Result<Option<KeptToken>, StoreError> {
        tokens::read(&mut self.pool.link().await?).await
    }

    async fn keep_token(&self, token: KeptToken) -> Result<(), StoreError> {
        self.writer.write(Write::Token(token)).await.map(drop)
    }

    async fn token_turn(&self) -> Result<TokenTurn, StoreError> {
        Ok(TokenTurn(match &self.pool {
            Pool::Sqlite(_) => None,
            Pool::Postgres(pool) => Some(postgres::Turn::wait(pool).await?),
        }))
    }

    async fn check(&self) -> Result<(), StoreError> {
        self.writer.write(Write::Heartbeat).await.map(drop)
    }

    fn is_shared(&self) -> bool {
        matches!(self.pool, Pool::Postgres(_))
    }

    async fn close(&self) {
        self.writer.close().await;
        self.pool.close().await;
    }
}
