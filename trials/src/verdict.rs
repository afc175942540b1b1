//! Says what the judge found, in figures and, where something is wrong, in detail.

use anyhow::{Result, ensure};

use crate::judge::{self, Filed, Told};
use crate::ledger::Ledger;

/// Prints the figures.
///
/// # Errors
/// When a ticket was lost or doubled, or anything else is wrong.
pub(crate) fn verdict(ledger: &Ledger, desk: &[Filed]) -> Result<()> {
    let entries = ledger.entries();
    let count = |wanted: fn(&Told) -> bool| entries.iter().filter(|entry| wanted(&entry.told)).count();
    let faults = judge::judge(&entries, desk);
    println!(
        "    sent {}, acknowledged {} (with a number {}), refused {}, never acknowledged {}; in the desk {}",
        entries.len(),
        count(|told| matches!(told, Told::Accepted | Told::Created(_))),
        count(|told| matches!(told, Told::Created(_))),
        count(|told| *told == Told::Refused),
        count(|told| *told == Told::Nothing),
        desk.len(),
    );
    println!("    {} lost, {} doubled", faults.lost.len(), faults.doubled.len());
    ensure!(faults.is_empty(), "{faults:#?}");
    let surprises = ledger.surprises();
    ensure!(surprises.is_empty(), "answers that nobody should get:\n{}", surprises.join("\n"));
    Ok(())
}

/// Whether everybody's tickets were filed in the order in which they were acknowledged.
///
/// # Errors
/// Where they were not.
pub(crate) fn in_order(ledger: &Ledger, desk: &[Filed]) -> Result<()> {
    let pairs = judge::out_of_order(&ledger.entries(), desk);
    println!("    {} out of order for one e-mail address", pairs.len());
    ensure!(pairs.is_empty(), "out of order: {:?}", &pairs[..pairs.len().min(10)]);
    Ok(())
}
