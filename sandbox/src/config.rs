//! What a sandbox is started with, and the credentials that it takes.

use std::net::SocketAddr;
use std::path::PathBuf;

/// Where the sandbox listens and where it keeps its data.
#[derive(Debug, Clone)]
pub struct Config {
    /// The address to listen on; port 0 takes any free one.
    pub listen: SocketAddr,
    /// The SQLite file, made if need be; `:memory:` keeps nothing beyond the run.
    pub database: PathBuf,
}

/// What a client of Zoho Desk needs to know of its portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credentials {
    /// `client_id` of the token endpoint.
    pub client_id: &'static str,
    /// `client_secret` of the token endpoint.
    pub client_secret: &'static str,
    /// `refresh_token` of the token endpoint.
    pub refresh_token: &'static str,
    /// The portal, as the header `orgId` names it.
    pub org_id: &'static str,
}

/// The only credentials that the sandbox takes. They open nothing else, so they are no secret.
pub const CREDENTIALS: Credentials = Credentials {
    client_id: "1000.DESKBELLSANDBOXCLIENT00000001",
    client_secret: "deskbell-sandbox-client-secret-000000000001",
    refresh_token: "1000.deskbell-sandbox-refresh-token-0000001",
    org_id: "60001280952",
};
