//! The access token between two starts, and between replicas.

use super::StoreError;
use super::link::{Link, Value};

/// There is one account, so there is one token.
const NAME: &str = "access";

/// An access token as it is kept: encrypted, so that a copy of the database gives nobody access to
/// the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptToken {
    /// The token, encrypted.
    pub sealed: Vec<u8>,
    /// The end of its life, in milliseconds since 1970, by the clock of who fetched it.
    pub expires_at: i64,
}

pub(super) async fn read(link: &mut Link) -> Result<Option<KeptToken>, StoreError> {
    let row = link.row("SELECT sealed, expires_at FROM tokens WHERE name = $1", vec![NAME.into()]).await?;
    row.map(|row| Ok(KeptToken { sealed: row.bytes("sealed")?, expires_at: row.int("expires_at")? })).transpose()
}

pub(super) async fn keep(link: &mut Link, token: &KeptToken) -> Result<(), StoreError> {
    let sql = "INSERT INTO tokens (name, sealed, expires_at) VALUES ($1, $2, $3)
               ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed, expires_at = excluded.expires_at";
    link.run(sql, vec![NAME.into(), Value::Bytes(Some(token.sealed.clone())), token.expires_at.into()]).await?;
    Ok(())
}
