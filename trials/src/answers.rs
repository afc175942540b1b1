//! Every answer that is known of Zoho, through the running proxy: one row an answer.

mod row;
mod rows;

use std::path::Path;
use std::sync::Arc;

use anyhow::{Result, ensure};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use row::Row;

/// Ten minutes until a ticket counts as absent become fifteen seconds.
const HURRY: u32 = 40;

/// Less than what a row calls late.
const ANSWER: u32 = 800;

/// How many rows at a time: most of them wait most of the time.
const AT_A_TIME: usize = 12;

/// Plays all rows, or those whose names contain `only`.
///
/// # Errors
/// Where the proxy does anything else than the row says.
pub(crate) async fn answers(program: &Path, only: Option<&str>) -> Result<()> {
    let rows: Vec<Row> = rows::all().into_iter().filter(|row| row.name.contains(only.unwrap_or_default())).collect();
    let (count, program) = (rows.len(), Arc::<Path>::from(program));
    let places = Arc::new(Semaphore::new(AT_A_TIME));
    let mut playing = JoinSet::new();
    for row in rows {
        let (places, program) = (Arc::clone(&places), Arc::clone(&program));
        playing.spawn(async move {
            let _place = places.acquire().await;
            let result = row::play(&row, &program, HURRY, ANSWER).await;
            result.map_err(|error| format!("{} ({}): {error:#}", row.name, row.source))
        });
    }
    let mut wrong = Vec::new();
    while let Some(played) = playing.join_next().await {
        wrong.extend(played?.err());
    }
    println!("    {count} answers of Zoho's, {} of them taken wrongly", wrong.len());
    ensure!(wrong.is_empty(), "{}", wrong.join("\n      "));
    Ok(())
}
