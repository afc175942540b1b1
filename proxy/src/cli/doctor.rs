//! `deskbell-proxy doctor`: whether everything is there that tickets need, and what to do about
//! what is not. Creates no ticket and changes nothing.

mod check;
mod desk;
mod here;
mod there;

use crate::config::{Config, Upstream};

use self::check::{Check, Status, json, text};

/// What `doctor` can be told.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// One JSON array instead of lines: [{ "check", "status", "found", "todo" }]
    #[arg(long)]
    json: bool,
}

/// Makes all checks: what to print, and whether none failed.
pub(super) async fn run(arguments: Arguments, config: &Config) -> (String, bool) {
    let mut checks: Vec<Check> =
        config.warnings().into_iter().map(|text| Check::warn("configuration", text, "")).collect();
    match config.upstream {
        Upstream::Zoho => checks.extend(there::checks(config).await),
        Upstream::Sandbox => checks.push(Check::warn(
            "upstream",
            "tickets go to the built-in sandbox, and to no desk",
            "set DESKBELL_UPSTREAM=zoho; deskbell-proxy auth leads to an account",
        )),
    }
    checks.extend(here::checks(config).await);
    let is_well = checks.iter().all(|check| check.status != Status::Fail);
    (if arguments.json { json(&checks) } else { text(&checks) }, is_well)
}
