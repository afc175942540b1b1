//! `deskbell-proxy held`: asks the running proxy, at its admin listener.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use clap::Subcommand;
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::routes::held::{Held, Retry};

/// What to do about submissions that wait for the operator.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List them: reference, state, since when, attempts, and why
    List,
    /// Let one go on. Where the ticket may exist it is looked for again, and sent only if it is
    /// shown to be absent
    Retry {
        /// The reference that the visitor has (DB-7K3F-9Q2M)
        id: String,
        /// You have looked in Zoho Desk, and the ticket is not there: send it
        #[arg(long)]
        absent: bool,
    },
    /// Take one away for good, unsent; what was typed is gone with it
    Drop {
        /// The reference that the visitor has (DB-7K3F-9Q2M)
        id: String,
    },
}

/// Does it; gives what to print.
///
/// # Errors
/// A sentence for the operator.
pub(super) async fn run(command: Command, admin: SocketAddr) -> Result<String, String> {
    // It is spoken to without encryption, but the client does not come without.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder().no_proxy().tls_certs_only([]).build().map_err(|error| error.to_string())?;
    let base = format!("http://{}/held", reachable(admin));
    match command {
        Command::List => {
            let held: Vec<Held> =
                send(client.get(base), admin).await?.json().await.map_err(|error| error.to_string())?;
            Ok(held.iter().map(line).collect())
        }
        Command::Retry { id, absent } => {
            send(client.post(format!("{base}/{id}")).json(&Retry { absent }), admin).await?;
            Ok(String::new())
        }
        Command::Drop { id } => {
            send(client.delete(format!("{base}/{id}")), admin).await?;
            Ok(String::new())
        }
    }
}

async fn send(request: RequestBuilder, admin: SocketAddr) -> Result<Response, String> {
    let answer = request.send().await.map_err(|_| {
        format!("no proxy answers at {admin}; is it running, and is DESKBELL_ADMIN_LISTEN the same as its own?")
    })?;
    match answer.status() {
        status if status.is_success() => Ok(answer),
        StatusCode::NOT_FOUND => {
            Err("nothing that is held has this reference; see `deskbell-proxy held list`".to_owned())
        }
        status => Err(format!("the proxy answered {status}; its log says more")),
    }
}

fn line(held: &Held) -> String {
    let Held { reference, state, reason, detail, attempts, created_at } = held;
    let since = OffsetDateTime::from_unix_timestamp(created_at / 1000).ok().and_then(|time| time.format(&Rfc3339).ok());
    format!("{reference}  {state}  {}  {attempts}  {reason}: {detail}\n", since.unwrap_or_default())
}

/// The address to ask where a listener takes all of them.
fn reachable(mut admin: SocketAddr) -> SocketAddr {
    match admin.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => admin.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => admin.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    admin
}
