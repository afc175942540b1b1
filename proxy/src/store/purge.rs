//! Taking away what is no longer needed.

use crate::submission::Moment;

use super::link::Link;
use super::{Purge, StoreError};

pub(super) async fn purge(link: &mut Link, purge: &Purge, now: Moment) -> Result<u64, StoreError> {
    let (rejected, finished) = (now.before(purge.rejected), now.before(purge.finished));
    let bodies = "UPDATE submissions SET body = NULL, person = NULL
                  WHERE state = 'rejected' AND body IS NOT NULL AND changed_at < $1";
    let rows = "DELETE FROM submissions WHERE state IN ('created', 'rejected') AND changed_at < $1";
    let repeats = "DELETE FROM repeats WHERE created_at < $1";
    let emptied = link.run(bodies, vec![rejected.0.into()]).await?;
    let deleted = link.run(rows, vec![finished.0.into()]).await?;
    Ok(emptied + deleted + link.run(repeats, vec![finished.0.into()]).await?)
}
