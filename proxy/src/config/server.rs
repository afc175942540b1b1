//! How long and how many: what keeps slow or numerous clients from holding everything.

use std::time::Duration;

use super::source::Source;

/// The listeners' limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Connections open at a time on the public listener; more wait to be accepted.
    pub max_connections: usize,
    /// How long a client may take for the headers of a request.
    pub header_timeout: Duration,
    /// How long a client may take for the body of a request.
    pub body_timeout: Duration,
    /// How long requests in flight are waited for at a shutdown.
    pub shutdown_grace: Duration,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            max_connections: 1024,
            header_timeout: Duration::from_secs(10),
            body_timeout: Duration::from_secs(30),
            shutdown_grace: Duration::from_secs(30),
        }
    }
}

pub(super) fn read(source: &mut Source<'_>) -> Server {
    let default = Server::default();
    let connections = source.number("server.max_connections", 1..=1_000_000);
    let mut seconds = |key, default| source.number(key, 1..=3600).map_or(default, Duration::from_secs);
    Server {
        max_connections: connections.and_then(|number| usize::try_from(number).ok()).unwrap_or(default.max_connections),
        header_timeout: seconds("server.header_timeout_seconds", default.header_timeout),
        body_timeout: seconds("server.body_timeout_seconds", default.body_timeout),
        shutdown_grace: seconds("server.shutdown_grace_seconds", default.shutdown_grace),
    }
}
