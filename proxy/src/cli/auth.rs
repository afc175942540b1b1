//! `deskbell-proxy auth`: from a grant code of Zoho's API console to a configuration that works.
//!
//! What is asked for goes to standard error, and the configuration to standard output, so that it
//! can be sent to a file. Secrets go into files of their own, and nowhere else.

mod ask;
mod choose;
mod keep;
mod lines;
mod wrong;

use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};

use self::ask::{ask, ask_secretly, tell};
use self::keep::Files;
use self::lines::Found;
use crate::config::{Account, hosts};
use crate::zoho::{Client, Reason, Settings, Timeouts, exchange_code, wanted_scopes};

/// What `auth` can be told.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Where the two files with the secrets go
    #[arg(long, value_name = "DIRECTORY", default_value = ".")]
    directory: PathBuf,
    /// Put them in the place of files that are there, as when the refresh token was revoked
    #[arg(long)]
    replace: bool,
}

/// Does it; gives the configuration.
///
/// # Errors
/// Sentences for the operator: what happened, and what to do.
pub(super) async fn run(arguments: Arguments, account: Account) -> Result<String, String> {
    // Before the code is used up, which works once.
    let files = Files::open(&arguments.directory, arguments.replace)?;
    let data_center = choose::data_center(&account)?;
    let unknown = "there is no such data centre";
    let (desk_url, accounts_url) = account.hosts(&data_center).ok_or(unknown)?;
    let console = hosts::api_console(&data_center).ok_or(unknown)?;
    instruct(&console, account.attachments);
    let client_id = or_asked(&account.client_id, "Client ID: ")?;
    let client_secret = or_asked_secretly(&account.client_secret, "Client secret: ")?;
    let grant_code = or_asked_secretly(&account.grant_code, "Code: ")?;
    let mut settings = Settings {
        desk_url,
        accounts_url,
        org_id: String::new(),
        client_id,
        client_secret,
        refresh_token: SecretString::default(),
        marker_field: None,
        timeouts: Timeouts::default(),
    };
    let refreshed = exchange_code(&settings, &grant_code).await;
    settings.refresh_token = refreshed.map_err(|error| wrong::grant(&error, &settings.accounts_url, &console))?;
    let kept = files.write(&settings.client_secret, &settings.refresh_token)?;
    match look_around(&account, &settings, data_center).await {
        Ok(found) => {
            tell(&format!("\n{kept}\nWhat is left to be done, deskbell-proxy doctor says.\n"));
            Ok(lines::configuration(&found, &account, &kept))
        }
        Err(failed) => Err(failed.told(kept)),
    }
}

/// What the operator does meanwhile.
fn instruct(console: &str, attachments: bool) {
    let more = if attachments { "" } else { "   (With ,Desk.basic.CREATE if visitors shall be able to add files.)\n" };
    tell(&format!(
        "\n1. Open {console} and choose the Self Client (Get Started, Self Client, Create Now).\n   \
         Under Client Secret are the client id and the client secret.\n\
         2. Under Generate Code enter this scope, and as its time 10 minutes:\n\n   {}\n\n{more}   \
         Where it asks, choose Zoho Desk and the portal that the tickets go to. The code is good once.\n",
        wrong::names(attachments)
    ));
}

/// Why a refresh token leads no further.
enum Failed {
    /// It never will.
    Useless(String),
    /// It may, if something else is mended.
    NotNow(String),
}

impl Failed {
    fn told(self, kept: keep::Kept) -> String {
        match self {
            Self::Useless(text) => {
                kept.remove();
                text
            }
            Self::NotNow(text) => format!(
                "{text}\n{kept} With them in client_secret_file and refresh_token_file, with org_id and departments, the \
                 configuration is complete all the same."
            ),
        }
    }
}

impl From<String> for Failed {
    fn from(text: String) -> Self {
        Self::NotNow(text)
    }
}

/// The portal and the departments of the new refresh token.
async fn look_around(account: &Account, settings: &Settings, data_center: String) -> Result<Found, Failed> {
    let desk_url = &settings.desk_url;
    let client = Client::of_no_portal(settings.clone(), None).map_err(|error| error.to_string())?;
    let organizations = match client.organizations().await {
        Err(Reason::ScopeMismatch) => {
            return Err(Failed::Useless(wrong::scopes(&["Desk.basic.READ"], account.attachments)));
        }
        other => other.map_err(|reason| wrong::desk(reason, desk_url))?,
    };
    let organization = choose::organization(account, organizations, desk_url)?;
    let client = client.of_portal(&organization.id).map_err(|error| error.to_string())?;
    let mut missing = Vec::new();
    for scope in wanted_scopes(account.attachments) {
        if !client.has_scope(scope).await.map_err(|reason| wrong::desk(reason, desk_url))? {
            missing.push(scope.name);
        }
    }
    if !missing.is_empty() {
        return Err(Failed::Useless(wrong::scopes(&missing, account.attachments)));
    }
    let departments = client.departments().await.map_err(|reason| wrong::desk(reason, desk_url))?;
    let departments = choose::departments(departments)?;
    let origins = choose::origins(account)?;
    Ok(Found { data_center, client_id: settings.client_id.clone(), organization, departments, origins })
}

fn or_asked(known: &str, prompt: &str) -> Result<String, String> {
    if known.is_empty() { needed(ask(prompt)?, prompt) } else { Ok(known.to_owned()) }
}

fn or_asked_secretly(known: &SecretString, prompt: &str) -> Result<SecretString, String> {
    if !known.expose_secret().is_empty() {
        return Ok(known.clone());
    }
    let secret = ask_secretly(prompt)?;
    if secret.expose_secret().is_empty() { Err(nothing(prompt)) } else { Ok(secret) }
}

fn needed(text: String, prompt: &str) -> Result<String, String> {
    if text.is_empty() { Err(nothing(prompt)) } else { Ok(text) }
}

fn nothing(prompt: &str) -> String {
    let what = prompt.trim_end_matches(": ");
    format!("nothing was entered for `{what}`; start again, or set it in the environment (docs/operations.md)")
}
