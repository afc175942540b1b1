//! The one task that writes. It commits together whatever has come while the last commit was
//! being flushed, so that a hundred submissions at once cost a few flushes and not a hundred.

use std::sync::Arc;
use std::time::{Duration, Instant};

use prometheus_client::metrics::histogram::Histogram;
use tokio::sync::{mpsc, oneshot};

use crate::submission::{Event, Policy, SubmissionId};

use super::link::{Link, Pool};
use super::sql::now;
use super::{
    Applied, Insert, Inserted, KeptToken, Purge, StoreError, Upload, census, change, claim, insert, purge, tokens,
    uploads,
};

/// How many may wait to be written. Whoever comes then waits for a place.
const WAITING: usize = 1024;

/// How many are committed together at most, so that none waits for long.
const TOGETHER: usize = 256;

/// The steps of the histogram of commits: a good disk flushes in one millisecond, a bad one in fifty.
const COMMIT_SECONDS: [f64; 10] = [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5];

/// Something to be written.
#[derive(Debug, Clone)]
pub(super) enum Write {
    Insert(Box<Insert>),
    Apply(SubmissionId, Box<Event>),
    Claim { owner: String, limit: usize },
    Restart,
    Doubt,
    Discard(SubmissionId),
    Purge(Purge),
    Token(KeptToken),
    Upload(Upload, Option<Vec<u8>>),
    UploadSent { id: String, zoho_id: String },
    Sweep { orphans: Duration },
    Heartbeat,
}

/// What came of it.
#[derive(Debug)]
pub(super) enum Written {
    Inserted(Inserted),
    Applied(Box<Applied>),
    Claimed(Vec<Applied>),
    Count(u64),
    Swept(Vec<String>),
    Done,
}

type Answer = Result<Written, StoreError>;

struct Job {
    write: Write,
    done: oneshot::Sender<Answer>,
}

/// The way to the writer. It ends when the last of these is gone.
#[derive(Debug, Clone)]
pub(super) struct Writer {
    jobs: mpsc::Sender<Job>,
    /// How long commits take, in seconds.
    pub(super) commits: Histogram,
    pool: Pool,
}

impl Writer {
    /// With a connection of its own: what visitors ask must not keep what they send from being stored.
    pub(super) fn start(pool: &Pool, policy: Arc<Policy>) -> Self {
        let (pool, (jobs, queue)) = (pool.apart(), mpsc::channel(WAITING));
        let commits = Histogram::new(COMMIT_SECONDS);
        tokio::spawn(work(pool.clone(), policy, queue, commits.clone()));
        Self { jobs, commits, pool }
    }

    /// Waits for what is being written, and takes nothing more.
    pub(super) async fn close(&self) {
        // Whatever came before this has been written when it returns.
        let _ = self.write(Write::Heartbeat).await;
        self.pool.close().await;
    }

    /// Durable when it returns. Once begun it goes on, whether it is waited for or not.
    pub(super) async fn write(&self, write: Write) -> Answer {
        let (done, answer) = oneshot::channel();
        self.jobs.send(Job { write, done }).await.map_err(|_| StoreError::Stopping)?;
        answer.await.map_err(|_| StoreError::Stopping)?
    }
}

async fn work(pool: Pool, policy: Arc<Policy>, mut queue: mpsc::Receiver<Job>, commits: Histogram) {
    let mut jobs = Vec::new();
    while queue.recv_many(&mut jobs, TOGETHER).await > 0 {
        let (writes, waiting): (Vec<_>, Vec<_>) = jobs.drain(..).map(|job| (job.write, job.done)).unzip();
        for (done, answer) in waiting.into_iter().zip(all(&pool, &policy, &writes, &commits).await) {
            // Whoever waited may have left.
            let _ = done.send(answer);
        }
    }
}

/// All with one commit; if one of them fails, each with its own, so that none fails for another's
/// sake. Where the database itself does not answer, trying again would only take as long again.
async fn all(pool: &Pool, policy: &Policy, writes: &[Write], commits: &Histogram) -> Vec<Answer> {
    match commit(pool, policy, writes, commits).await {
        Ok(written) => written.into_iter().map(Ok).collect(),
        Err(error) if writes.len() == 1 || !error.is_of_one() => writes.iter().map(|_| Err(error.clone())).collect(),
        Err(_) => {
            let mut answers = Vec::new();
            for write in writes {
                let alone = commit(pool, policy, std::slice::from_ref(write), commits).await;
                answers.push(alone.and_then(|written| written.into_iter().next().ok_or(StoreError::Gone)));
            }
            answers
        }
    }
}

async fn commit(
    pool: &Pool,
    policy: &Policy,
    writes: &[Write],
    commits: &Histogram,
) -> Result<Vec<Written>, StoreError> {
    let mut link = pool.link().await?;
    match transaction(&mut link, policy, writes, commits).await {
        Ok(written) => Ok(written),
        Err(error) => {
            if link.run("ROLLBACK", vec![]).await.is_err() {
                // Broken, or in a state that nobody knows.
                link.discard();
            }
            Err(error)
        }
    }
}

async fn transaction(
    link: &mut Link,
    policy: &Policy,
    writes: &[Write],
    commits: &Histogram,
) -> Result<Vec<Written>, StoreError> {
    link.run(link.either("BEGIN IMMEDIATE", "BEGIN"), vec![]).await?;
    insert::lock_repeats(link, writes).await?;
    let mut written = Vec::with_capacity(writes.len());
    let now = now(link).await?;
    for write in writes {
        written.push(match write.clone() {
            Write::Insert(new) => Written::Inserted(insert::insert(link, &new, now, policy).await?),
            Write::Apply(id, event) => Written::Applied(Box::new(change::apply(link, &id, *event, now, policy).await?)),
            Write::Claim { owner, limit } => Written::Claimed(claim::claim(link, &owner, limit, now, policy).await?),
            Write::Doubt => Written::Count(change::doubt(link, now, policy).await?),
            Write::Discard(id) => Written::Count(census::discard(link, &id).await?),
            Write::Restart => Written::Count(change::restart(link, now, policy).await?),
            Write::Purge(purge) => Written::Count(purge::purge(link, &purge, now).await?),
            Write::Token(token) => {
                tokens::keep(link, &token).await?;
                Written::Done
            }
            Write::Upload(upload, content) => {
                uploads::keep(link, &upload, content, now).await?;
                Written::Done
            }
            Write::UploadSent { id, zoho_id } => {
                uploads::sent(link, &id, &zoho_id, now).await?;
                Written::Done
            }
            Write::Sweep { orphans } => Written::Swept(uploads::sweep(link, now.before(orphans)).await?),
            Write::Heartbeat => {
                heartbeat(link, now.0).await?;
                Written::Done
            }
        });
    }
    let flushing = Instant::now();
    link.run("COMMIT", vec![]).await?;
    commits.observe(flushing.elapsed().as_secs_f64());
    Ok(written)
}

/// Says that this process is alive; or, if it is not carried out, that it could be.
pub(super) const HEARTBEAT: &str =
    "INSERT INTO heartbeat (name, at) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET at = excluded.at";

async fn heartbeat(link: &mut Link, now: i64) -> Result<(), StoreError> {
    link.run(HEARTBEAT, vec!["ready".into(), now.into()]).await?;
    Ok(())
}
