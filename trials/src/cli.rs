//! The command line.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::{answers, crash, database, disk, flood, outage, replicas};

/// Trials of the real proxy: it is killed, stopped, starved and cut off, and the tickets are counted.
#[derive(Debug, Parser)]
#[command(name = "deskbell-trials")]
struct Arguments {
    /// The proxy's program, built with its feature `crash-points`.
    #[arg(long, global = true, env = "DESKBELL_PROXY_BINARY", default_value = "target/debug/deskbell-proxy")]
    proxy: PathBuf,
    /// Repeats a run.
    #[arg(long, global = true)]
    seed: Option<u64>,
    #[command(subcommand)]
    trial: Trial,
}

#[derive(Debug, Clone, Subcommand)]
enum Trial {
    /// Every answer that is known of Zoho.
    Answers {
        /// Only those whose names contain this.
        only: Option<String>,
    },
    /// Kills at every named place and at random moments.
    Crash {
        #[arg(long, default_value_t = 300)]
        kills: usize,
    },
    /// Two proxies on one PostgreSQL: one is killed, one stands still, the database restarts.
    Replicas {
        #[arg(long, default_value_t = 6)]
        rounds: usize,
    },
    /// Two hours without Zoho, and the backlog afterwards.
    Outage {
        #[arg(long, default_value_t = 5000)]
        tickets: u64,
        /// How many times as fast as it would be.
        #[arg(long, default_value_t = 120, value_parser = clap::value_parser!(u32).range(1..=240))]
        hurry: u32,
    },
    /// Refused requests over 256 connections (wrk), and a visitor in the midst of them.
    Flood {
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=3600))]
        seconds: u64,
    },
    /// A full disk.
    Disk,
    /// A database that goes away and comes back.
    Database,
    /// All of them, as short as they make sense: the last line counts them.
    Short,
}

/// Runs the trial that the command line names. Exit codes: 0 fine, 1 failed, 2 usage.
pub async fn run() -> ExitCode {
    let Arguments { proxy, seed, trial } = Arguments::parse();
    let seed = seed.unwrap_or_else(|| {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |since| u64::from(since.subsec_nanos()))
    });
    let trials = match trial {
        Trial::Short => vec![
            ("answers", Trial::Answers { only: None }),
            ("crash", Trial::Crash { kills: 40 }),
            ("replicas", Trial::Replicas { rounds: 2 }),
            ("outage", Trial::Outage { tickets: 200, hurry: 240 }),
            ("disk", Trial::Disk),
            ("database", Trial::Database),
        ],
        Trial::Answers { .. } => vec![("answers", trial)],
        Trial::Crash { .. } => vec![("crash", trial)],
        Trial::Replicas { .. } => vec![("replicas", trial)],
        Trial::Outage { .. } => vec![("outage", trial)],
        Trial::Flood { .. } => vec![("flood", trial)],
        Trial::Disk => vec![("disk", trial)],
        Trial::Database => vec![("database", trial)],
    };
    let (mut passed, mut failed) = (0, 0);
    for (name, trial) in trials {
        println!("{name}: seed {seed} (`--seed {seed}` repeats it)");
        let start = Instant::now();
        match play(&proxy, &trial, seed).await {
            Ok(()) => {
                println!("    fine, {:.1} s", start.elapsed().as_secs_f64());
                passed += 1;
            }
            Err(error) => {
                println!("    FAILED after {:.1} s: {error:#}", start.elapsed().as_secs_f64());
                failed += 1;
            }
        }
    }
    println!("{passed} passed, {failed} failed");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn play(proxy: &std::path::Path, trial: &Trial, seed: u64) -> Result<()> {
    match *trial {
        Trial::Answers { ref only } => answers::answers(proxy, only.as_deref()).await,
        Trial::Crash { kills } => crash::crash(proxy, kills, seed).await,
        Trial::Replicas { rounds } => replicas::replicas(proxy, rounds, seed).await,
        Trial::Outage { tickets, hurry } => outage::outage(proxy, tickets, hurry, seed).await,
        Trial::Flood { seconds } => flood::flood(proxy, seconds, seed).await,
        Trial::Disk => disk::disk(proxy, seed).await,
        Trial::Database => database::database(proxy, seed).await,
        Trial::Short => Ok(()),
    }
}
