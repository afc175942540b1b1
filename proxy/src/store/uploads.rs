//! Files that visitors added: kept until the ticket exists that they belong to.

use crate::submission::{Moment, Submission, SubmissionId};

use super::StoreError;
use super::link::{Link, Row, Value};

/// Bytes of files that may wait at a time, all together.
const MOST: i64 = 1024 * 1024 * 1024;

/// A file that has come in.
#[derive(Debug, Clone)]
pub struct NewUpload {
    /// Its name, without a path.
    pub name: String,
    /// What the browser calls its type.
    pub media_type: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A file that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Digits; who knows them can add the file to a ticket.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What the browser called its type.
    pub media_type: String,
    /// Its size, in bytes.
    pub size: u64,
    /// What Zoho calls it, and since when it has it.
    pub zoho: Option<(String, Moment)>,
}

impl Upload {
    /// A number that nobody guesses, in the form that Zoho's ids have.
    pub(super) fn new(new: &NewUpload) -> Result<Self, StoreError> {
        let mut bytes = [0; 8];
        getrandom::fill(&mut bytes)?;
        let id = (u64::from_be_bytes(bytes) >> 1).max(1).to_string();
        let (name, media_type) = (new.name.clone(), new.media_type.clone());
        Ok(Self { id, name, media_type, size: new.bytes.len() as u64, zoho: None })
    }
}

/// The rows of a submission's files, in no order.
pub(super) async fn of(link: &mut Link, submission: &SubmissionId) -> Result<Vec<Upload>, StoreError> {
    let sql = "SELECT id, name, media_type, size, zoho_id, zoho_at FROM uploads WHERE submission = $1";
    link.rows(sql, vec![submission.as_str().into()]).await?.iter().map(upload).collect()
}

fn upload(row: &Row) -> Result<Upload, StoreError> {
    Ok(Upload {
        id: row.text("id")?,
        name: row.text("name")?,
        media_type: row.text("media_type")?,
        size: row.int("size")?.try_into().unwrap_or_default(),
        zoho: row.maybe_text("zoho_id")?.zip(row.maybe_int("zoho_at")?.map(Moment)),
    })
}

/// `content`: `None` where it stands in a file.
pub(super) async fn keep(
    link: &mut Link,
    upload: &Upload,
    content: Option<Vec<u8>>,
    now: Moment,
) -> Result<(), StoreError> {
    let sum = link.row("SELECT CAST(coalesce(sum(size), 0) AS BIGINT) AS size FROM uploads", vec![]).await?;
    let size = i64::try_from(upload.size).unwrap_or(i64::MAX);
    if sum.ok_or(StoreError::Gone)?.int("size")?.saturating_add(size) > MOST {
        return Err(StoreError::NoSpace);
    }
    let sql = "INSERT INTO uploads (id, name, media_type, size, content, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    let values = vec![
        upload.id.as_str().into(),
        upload.name.as_str().into(),
        upload.media_type.as_str().into(),
        size.into(),
        Value::Bytes(content),
        now.0.into(),
    ];
    link.run(sql, values).await?;
    Ok(())
}

pub(super) async fn content(link: &mut Link, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let row = link.row("SELECT content FROM uploads WHERE id = $1", vec![id.into()]).await?;
    Ok(row.ok_or(StoreError::Gone)?.maybe_bytes("content")?)
}

pub(super) async fn sent(link: &mut Link, id: &str, zoho_id: &str, now: Moment) -> Result<(), StoreError> {
    let sql = "UPDATE uploads SET zoho_id = $2, zoho_at = $3 WHERE id = $1";
    link.run(sql, vec![id.into(), zoho_id.into(), now.0.into()]).await?;
    Ok(())
}

/// The places in the ticket's list of files that are not there, or are another ticket's. A ticket
/// that was refused keeps none: its correction has the same ones.
pub(super) async fn missing(link: &mut Link, new: &Submission) -> Result<Vec<usize>, StoreError> {
    let free = "SELECT id FROM uploads WHERE id = $1 AND (submission IS NULL
                OR submission IN (SELECT id FROM submissions WHERE state = 'rejected'))";
    let locked = "SELECT id FROM uploads WHERE id = $1 AND (submission IS NULL
                  OR submission IN (SELECT id FROM submissions WHERE state = 'rejected')) FOR UPDATE";
    let mut missing = Vec::new();
    for (place, id) in named(new).iter().enumerate() {
        if link.row(link.either(free, locked), vec![id.as_str().into()]).await?.is_none() {
            missing.push(place);
        }
    }
    Ok(missing)
}

pub(super) async fn attach(link: &mut Link, new: &Submission) -> Result<(), StoreError> {
    for id in named(new) {
        let sql = "UPDATE uploads SET submission = $2 WHERE id = $1";
        link.run(sql, vec![id.as_str().into(), new.id.as_str().into()]).await?;
    }
    Ok(())
}

fn named(submission: &Submission) -> Vec<String> {
    submission.body.as_ref().map(|body| body.uploads()).unwrap_or_default()
}

/// Deletes what no ticket will need: what nobody has named since `since`, and what belongs to a
/// ticket that exists or was forgotten. Gives the ids.
pub(super) async fn sweep(link: &mut Link, since: Moment) -> Result<Vec<String>, StoreError> {
    let sql = "DELETE FROM uploads WHERE (submission IS NULL AND created_at < $1) OR (submission IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM submissions AS s WHERE s.id = uploads.submission AND s.body IS NOT NULL))
               RETURNING id";
    link.rows(sql, vec![since.0.into()]).await?.iter().map(|row| Ok(row.text("id")?)).collect()
}

/// Those of `ids` that have no row.
pub(super) async fn unknown(link: &mut Link, ids: Vec<String>) -> Result<Vec<String>, StoreError> {
    let mut unknown = Vec::new();
    for id in ids {
        if link.row("SELECT id FROM uploads WHERE id = $1", vec![id.as_str().into()]).await?.is_none() {
            unknown.push(id);
        }
    }
    Ok(unknown)
}
