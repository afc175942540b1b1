//! The command line.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::{io, net::SocketAddr};

use clap::Parser;
use tokio::signal;
use tracing_subscriber::EnvFilter;

use crate::{Config, Error};

/// A stand-in for Zoho Desk: the same HTTP interface, data on disk, faults on demand.
#[derive(Debug, Parser)]
#[command(name = "deskbell-sandbox", version)]
struct Arguments {
    /// Where to listen; port 0 takes any free one.
    #[arg(long, env = "DESKBELL_SANDBOX_LISTEN", default_value = "127.0.0.1:8789")]
    listen: SocketAddr,
    /// The SQLite file that keeps tickets and uploads; `:memory:` keeps nothing.
    #[arg(long, default_value = "deskbell-sandbox.db")]
    database: PathBuf,
}

/// Runs the sandbox until it is interrupted. Exits with 1 where it cannot start, with 2 for a
/// mistake in the arguments.
pub async fn run() -> ExitCode {
    let Arguments { listen, database } = Arguments::parse();
    log_to_stdout();
    match serve(Config { listen, database }).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(error = %error, "cannot start");
            ExitCode::FAILURE
        }
    }
}

async fn serve(config: Config) -> Result<(), Error> {
    let sandbox = crate::start(config).await?;
    interrupted().await;
    sandbox.stop().await;
    Ok(())
}

/// Events for people on a terminal, JSON lines for everything else.
fn log_to_stdout() {
    let filter = EnvFilter::try_from_env("DESKBELL_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter);
    if io::stdout().is_terminal() { log.init() } else { log.json().init() }
}

#[cfg(unix)]
async fn interrupted() {
    match signal::unix::signal(signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! { _ = signal::ctrl_c() => {}, _ = terminate.recv() => {} },
        Err(_) => drop(signal::ctrl_c().await),
    }
}

#[cfg(not(unix))]
async fn interrupted() {
    drop(signal::ctrl_c().await);
}
