//! The command line. Exit codes: 0 fine, 1 failed, 2 usage or configuration.

mod auth;
mod doctor;
mod held;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use secrecy::ExposeSecret;

use crate::app::App;
use crate::config::{Account, Config, DEFAULT_FILE, Environment};
use crate::{log, store};

const FAILED: u8 = 1;
const USAGE: u8 = 2;

/// Keeps the OAuth secrets, checks every ticket again and creates it in Zoho Desk.
#[derive(Debug, Parser)]
#[command(name = "deskbell-proxy", version)]
struct Arguments {
    /// The configuration file; without one, the defaults and the environment
    #[arg(long, global = true, env = "DESKBELL_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve until told to stop (the default)
    Serve,
    /// Print the default configuration file, which explains every key
    Config,
    /// Check the configuration and list everything that is wrong with it
    Check,
    /// Go from a grant code of Zoho's API console to a configuration, which is printed, and two files
    /// with the secrets. Asks for what is not configured
    Auth(auth::Arguments),
    /// Check everything that tickets need: Zoho's account, the database, websites, challenge
    Doctor(doctor::Arguments),
    /// See to submissions that wait for the operator, in the proxy that runs
    #[command(subcommand)]
    Held(held::Command),
    /// After the database was restored from a copy, before the proxy is started again: have every
    /// ticket without a number looked for before it is sent
    Restored,
}

/// Does what the command line says.
pub async fn run() -> ExitCode {
    // It ends the process itself, with 2, where the command line cannot be understood.
    let arguments = Arguments::parse();
    let command = arguments.command.unwrap_or(Command::Serve);
    if matches!(command, Command::Config) {
        return print(DEFAULT_FILE);
    }
    let environment = environment();
    if let Command::Auth(options) = command {
        let account = read(arguments.config)
            .and_then(|text| Account::load(text.as_deref(), &environment).map_err(|mistakes| mistakes.to_string()));
        return match account {
            Ok(account) => done(auth::run(options, account).await),
            Err(mistakes) => fail(USAGE, &mistakes),
        };
    }
    let config = match load(arguments.config, &environment) {
        Ok(config) => config,
        Err(mistakes) => return fail(USAGE, &mistakes),
    };
    match command {
        Command::Check => {
            config.warnings().iter().for_each(|warning| complain(&format!("warning: {warning}")));
            print("The configuration is fine.\n")
        }
        Command::Doctor(options) => doctor(options, &config).await,
        Command::Held(command) => done(held::run(command, config.admin_listen).await),
        Command::Restored => restored(&config).await,
        Command::Serve | Command::Config | Command::Auth(_) => serve(config).await,
    }
}

async fn restored(config: &Config) -> ExitCode {
    let doubted = async {
        let store = store::open(config.database_url.expose_secret(), Arc::default()).await?;
        let doubted = store.doubt().await;
        store.close().await;
        doubted
    };
    match doubted.await {
        Ok(doubted) => print(&format!("{doubted} submissions will be looked for in Zoho Desk before they are sent.\n")),
        Err(error) => fail(FAILED, &error.to_string()),
    }
}

async fn serve(config: Config) -> ExitCode {
    log::start(&config.log);
    let shutdown = match crate::signal::shutdown() {
        Ok(shutdown) => shutdown,
        Err(error) => return fail(FAILED, &format!("signals cannot be listened for: {error}")),
    };
    match App::build(config).await {
        Ok(app) => {
            app.run(shutdown).await;
            ExitCode::SUCCESS
        }
        Err(error) => fail(FAILED, &error.to_string()),
    }
}

async fn doctor(options: doctor::Arguments, config: &Config) -> ExitCode {
    let (report, is_well) = doctor::run(options, config).await;
    let printed = print(&report);
    if is_well { printed } else { ExitCode::from(FAILED) }
}

fn read(file: Option<PathBuf>) -> Result<Option<String>, String> {
    let read = |path: PathBuf| {
        let failed = |error| format!("{}: cannot be read: {error}", path.display());
        std::fs::read_to_string(&path).map_err(failed)
    };
    file.map(read).transpose()
}

fn load(file: Option<PathBuf>, environment: &Environment) -> Result<Config, String> {
    let text = read(file)?;
    Config::load(text.as_deref(), environment).map_err(|mistakes| mistakes.to_string())
}

fn environment() -> Environment {
    let ours = std::env::vars_os().filter_map(|(name, value)| {
        let name = name.into_string().ok().filter(|name| name.starts_with("DESKBELL_"))?;
        Some((name, value.to_string_lossy().into_owned()))
    });
    ours.collect()
}

fn done(result: Result<String, String>) -> ExitCode {
    match result {
        Ok(text) => print(&text),
        Err(text) => fail(FAILED, &text),
    }
}

fn print(text: &str) -> ExitCode {
    match std::io::stdout().write_all(text.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(FAILED),
    }
}

fn fail(code: u8, text: &str) -> ExitCode {
    complain(text);
    ExitCode::from(code)
}

/// To standard error, a line for each line, whoever may read it.
fn complain(text: &str) {
    for line in text.lines() {
        // Nowhere is left to complain about this.
        let _ = writeln!(std::io::stderr(), "deskbell-proxy: {line}");
    }
}
