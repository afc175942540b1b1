//! Trials of the real proxy: the program itself, as a process, between visitors who behave like
//! browsers and the sandbox, with everything going wrong that can.
//!
//! The question is always the same, and [`judge`] answers it: what became of every ticket that was
//! acknowledged (exactly one has to be there), and of every other (at most one).
//!
//! ```text
//! deskbell-trials crash --kills 300 [--seed N]
//! deskbell-trials answers | replicas | outage | flood | disk | database
//! ```
//!
//! The proxy has to be built with its feature `crash-points`: it can then be killed at a named
//! place (`DESKBELL_CRASH_AT`), and it hurries (`DESKBELL_HURRY=60`: an hour of waiting takes a
//! minute). Everything random follows from the seed, which is printed.

#![warn(missing_docs)]

mod answers;
pub mod cli;
mod crash;
mod crowd;
mod database;
mod disk;
mod drain;
mod faults;
mod flood;
pub mod judge;
mod killer;
mod ledger;
mod memory;
mod operator;
mod outage;
mod plan;
#[path = "../../proxy/tests/common/postgres.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the proxy's tests")]
mod postgres;
mod proxy;
mod replicas;
mod sandbox;
mod stage;
mod store_gone;
mod verdict;
mod visitor;
