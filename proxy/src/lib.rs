//! Deskbell's proxy: takes tickets from browsers, checks them with the rules of
//! [`deskbell_rules`], keeps them until Zoho Desk has them, and answers with the ticket's number.
//! The OAuth secrets never leave it.
//!
//! [`App`] is the whole service. A request passes the guards and comes to its route; a ticket
//! becomes a [`submission`], which is stored before Zoho is called.

#![warn(missing_docs)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod app;
pub mod cli;
pub mod config;
pub mod crash;
mod error;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
mod guard;
mod log;
mod loopback;
pub mod metrics;
mod problem;
mod routes;
mod server;
mod signal;
pub mod store;
pub mod submission;
mod upstream;
pub mod zoho;

pub use app::App;
pub use error::Error;
