//! Why the proxy does not start: one line each, with what to do.

use std::io;
use std::net::SocketAddr;

use crate::store::StoreError;
use crate::zoho::ClientError;

/// Why the proxy does not start.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A listener's address cannot be had.
    #[error("cannot listen on {address}: {reason}; stop the program that has it, or set {variable} to another address", reason = reason(source))]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The variable that changes it.
        variable: &'static str,
        /// The system's reason.
        source: io::Error,
    },
    /// The database of submissions.
    #[error("{0} (DESKBELL_DATABASE_URL)")]
    Store(#[from] StoreError),
    /// The secret of this installation.
    #[error("the file deskbell.secret beside the database cannot be used: {0} (DESKBELL_SECRET_FILE names another)")]
    Secret(io::Error),
    /// The service that tells robots from people.
    #[error("the service of DESKBELL_CHALLENGE cannot be asked: {0}")]
    Challenge(String),
    /// The account at Zoho.
    #[error("the settings of Zoho cannot be used: {0}")]
    Zoho(#[from] ClientError),
    /// The built-in sandbox.
    #[error("the sandbox: {0} (DESKBELL_SANDBOX_LISTEN, DESKBELL_SANDBOX_DATABASE)")]
    Sandbox(#[from] deskbell_sandbox::Error),
}

fn reason(source: &io::Error) -> String {
    match source.kind() {
        io::ErrorKind::AddrInUse => "the port is in use".to_owned(),
        _ => source.to_string(),
    }
}
