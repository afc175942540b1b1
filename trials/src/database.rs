//! A database that goes away and comes back.

use std::path::Path;

use anyhow::Result;

use crate::postgres::Postgres;
use crate::proxy::Proxy;
use crate::stage::Stage;
use crate::store_gone::{self, Misfortune};

const HURRY: u32 = 60;
const ANSWER: u32 = 1000;

/// Plays it with a PostgreSQL server that is stopped and started.
///
/// # Errors
/// See [`store_gone::play`].
pub(crate) async fn database(program: &Path, seed: u64) -> Result<()> {
    let server = tokio::task::spawn_blocking(Postgres::start).await?;
    let stage = Stage::new(program, "database", HURRY, ANSWER).await?;
    let mut proxy = stage.proxy("proxy", Some(&server.database("trial")))?;
    let mut gone = Gone(server);
    let result = match proxy.serve().await {
        Ok(()) => store_gone::play(&stage, &mut proxy, &mut gone, seed).await,
        Err(error) => Err(error),
    };
    let result = result.and(proxy.stop().await);
    stage.end(&result).await;
    result
}

struct Gone(Postgres);

impl Misfortune for Gone {
    fn begin(&mut self, _: &Proxy) -> Result<()> {
        tokio::task::block_in_place(|| self.0.crash());
        Ok(())
    }

    fn end(&mut self, _: &Proxy) -> Result<()> {
        tokio::task::block_in_place(|| self.0.resume());
        Ok(())
    }
}
