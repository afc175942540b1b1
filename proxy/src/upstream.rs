//! Who is on the other side: Zoho, or the stand-in for it inside this process.

use std::net::SocketAddr;
use std::path::PathBuf;

use tokio_util::sync::CancellationToken;

use crate::config::{Config, Sandbox};
use crate::submission::Moment;
use crate::zoho::{Client, LookupError, Reason, Settings, Timeouts, Window};

/// A marker that no submission has.
const NO_TICKET: &str = "deskbell-start";

/// The settings for the account of the configuration.
pub(crate) fn zoho(config: &Config) -> Settings {
    let zoho = &config.zoho;
    Settings {
        desk_url: zoho.desk_url.clone(),
        accounts_url: zoho.accounts_url.clone(),
        org_id: zoho.org_id.clone(),
        client_id: zoho.client_id.clone(),
        client_secret: zoho.client_secret.clone(),
        refresh_token: zoho.refresh_token.clone(),
        marker_field: zoho.marker_field.clone(),
        timeouts: Timeouts { request: config.submissions.request_timeout, ..Timeouts::default() }.hurried(),
    }
}

/// The settings for the sandbox, which is spoken to like Zoho, over the network.
pub(crate) fn sandbox(address: SocketAddr, config: &Config) -> Settings {
    let credentials = deskbell_sandbox::CREDENTIALS;
    let url = format!("http://{address}");
    Settings {
        desk_url: url.clone(),
        accounts_url: url,
        org_id: credentials.org_id.to_owned(),
        client_id: credentials.client_id.to_owned(),
        client_secret: credentials.client_secret.into(),
        refresh_token: credentials.refresh_token.into(),
        ..zoho(config)
    }
}

pub(crate) async fn start_sandbox(sandbox: &Sandbox) -> Result<deskbell_sandbox::Running, deskbell_sandbox::Error> {
    let database = PathBuf::from(&sandbox.database);
    deskbell_sandbox::start(deskbell_sandbox::Config { listen: sandbox.listen, database }).await
}

/// Asks Zoho for a ticket that is not there, so that wrong credentials, a wrong data centre or a
/// missing scope come up at the start and not with the first visitor. Only a line in the log: what
/// visitors send is kept until it can be delivered, which is more than a proxy that has ended does.
pub(crate) async fn try_out(desk: Client, stop: CancellationToken) {
    let Moment(now) = Moment::now();
    match stop.run_until_cancelled(desk.find(NO_TICKET, Some(&Window::new(now, now)))).await {
        Some(Ok(_)) => tracing::info!(event = "zoho.ready"),
        // Without a marker field there is nothing to ask for.
        Some(Err(LookupError(Reason::Misconfigured))) if !desk.marks() => {}
        Some(Err(LookupError(reason))) => {
            tracing::error!(
                event = "zoho.failed",
                reason = reason.as_str(),
                "tickets are kept, but not delivered: {reason}"
            );
        }
        None => {}
    }
}
