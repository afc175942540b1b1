//! Seeing what becomes of a submission: from this process at once, from others by asking.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::broadcast::{self, error::RecvError};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::store::Store;

use super::{Moment, Policy, State, Submission};

/// News that are kept for whoever is slow to read them; who misses some asks the store.
const KEPT: usize = 256;

/// How often to ask the store where another process may be at work, and where none is.
const ASK_SHARED: Duration = Duration::from_millis(250);
const ASK: Duration = Duration::from_secs(2);

/// Where changes are told. Clones are the same.
#[derive(Debug, Clone)]
pub(super) struct News {
    told: broadcast::Sender<Arc<Submission>>,
}

impl News {
    pub(super) fn new() -> Self {
        Self { told: broadcast::channel(KEPT).0 }
    }

    pub(super) fn tell(&self, submission: &Submission) {
        if self.told.receiver_count() > 0 {
            // Nobody listening any more is fine, too.
            let _ = self.told.send(Arc::new(submission.clone()));
        }
    }

    pub(super) fn listen(&self) -> broadcast::Receiver<Arc<Submission>> {
        self.told.subscribe()
    }
}

/// Until when somebody waits for a submission.
#[derive(Debug, Clone)]
pub(super) struct Patience {
    pub(super) until: Instant,
    /// The same, for comparison with what is stored.
    pub(super) deadline: Moment,
    pub(super) policy: Arc<Policy>,
    pub(super) stop: CancellationToken,
}

/// Waits until there is something final to say of `submission`, or nothing to be expected in
/// time; gives where it stands then. `news` has to be older than `submission`.
pub(super) async fn settled(
    store: &dyn Store,
    mut news: broadcast::Receiver<Arc<Submission>>,
    mut submission: Submission,
    patience: &Patience,
) -> Submission {
    let ask_every = if store.is_shared() { ASK_SHARED } else { ASK };
    while !is_settled(&submission, patience) {
        let ask_at = Instant::now() + ask_every;
        let told = tokio::select! {
            told = next(&mut news, &submission) => told,
            () = tokio::time::sleep_until(ask_at.min(patience.until)) => None,
            () = patience.stop.cancelled(), if !is_sending(&submission) => return submission,
        };
        let asked = match told {
            Some(told) => Ok(Some(told)),
            None => store.find(&submission.id).await,
        };
        // A database that does not answer now changes nothing about what it has stored.
        if let Ok(Some(found)) = asked {
            submission = found;
        }
        if Instant::now() >= patience.until {
            break;
        }
    }
    submission
}

/// The next news of the submission; `None` if some may have been missed.
async fn next(news: &mut broadcast::Receiver<Arc<Submission>>, submission: &Submission) -> Option<Submission> {
    loop {
        match news.recv().await {
            Ok(told) if told.id == submission.id => return Some(Submission::clone(&told)),
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => return None,
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

fn is_sending(submission: &Submission) -> bool {
    matches!(submission.progress.state, State::Sending { .. })
}

fn is_settled(submission: &Submission, patience: &Patience) -> bool {
    match &submission.progress.state {
        State::Held { .. } | State::Expired { .. } | State::Created(_) | State::Rejected(_) => true,
        State::Retry { at, .. } => *at > patience.deadline,
        // Not `at`: while a lookup is under way, that is the end of its lease.
        State::Unknown { since, lookups, .. } => since.plus(patience.policy.lookup_due(*lookups)) > patience.deadline,
        State::Received | State::Sending { .. } => false,
    }
}
