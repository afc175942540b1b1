//! What can only be this very machine.

use std::net::IpAddr;

/// Whether `host`, as it stands in a URL (IPv6 in brackets), is a loopback address or `localhost`.
pub(crate) fn is_loopback(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']);
    host == "localhost" || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
