//! Where a request comes from: the socket says, unless a trusted proxy of the operator's stands
//! in between. Whatever else a client writes into its headers counts for nothing.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;

use crate::config::TrustedProxies;

/// The other end of the connection; put into every request by the server.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// Where the request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Client(IpAddr);

impl Client {
    pub(crate) fn new(address: IpAddr) -> Self {
        Self(address.to_canonical())
    }

    /// What is counted as one: an IPv4 address, or the network that a provider gives to one
    /// customer, who may use each of its 2^64 addresses.
    pub(crate) fn network(&self) -> String {
        match self.0 {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        }
    }
}

/// Notes the client's address in the request.
pub(super) async fn note(State(trusted): State<Arc<TrustedProxies>>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().map_or(IpAddr::from(Ipv6Addr::UNSPECIFIED), |peer| peer.0.ip());
    let client = Client::new(find(&trusted, peer.to_canonical(), request.headers()));
    request.extensions_mut().insert(client);
    next.run(request).await
}

/// Each proxy adds the address it was called from at the end of `X-Forwarded-For`, so the list is
/// read from there, and only as far as it was written by somebody who is trusted.
fn find(trusted: &TrustedProxies, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    match trusted {
        TrustedProxies::None => peer,
        TrustedProxies::Hops(hops) => forwarded(headers).nth(hops.get() - 1).flatten().unwrap_or(peer),
        TrustedProxies::Networks(networks) => {
            let ours = |address: &IpAddr| networks.iter().any(|network| network.contains(address));
            let mut client = peer;
            for address in forwarded(headers) {
                match address {
                    Some(address) if ours(&client) => client = address,
                    // Either the last proxy of ours has been reached, or there is nonsense.
                    _ => break,
                }
            }
            client
        }
    }
}

/// The entries from the last to the first; `None` for one that is not an address.
fn forwarded(headers: &HeaderMap) -> impl Iterator<Item = Option<IpAddr>> {
    let values: Vec<&[u8]> = headers.get_all("x-forwarded-for").iter().map(|value| value.as_bytes()).collect();
    values.into_iter().rev().flat_map(|value| value.rsplit(|byte| *byte == b',')).map(|entry| {
        let text = std::str::from_utf8(entry).ok()?.trim();
        let address = text.parse().or_else(|_| text.parse().map(|address: SocketAddr| address.ip()));
        address.ok().map(|address: IpAddr| address.to_canonical())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(trusted: &str, peer: &str, headers: &[&str]) -> String {
        let trusted: Vec<String> = trusted.split_whitespace().map(str::to_owned).collect();
        let mut map = HeaderMap::new();
        for value in headers {
            map.append("x-forwarded-for", value.parse().unwrap());
        }
        find(&TrustedProxies::parse(&trusted).unwrap(), peer.parse().unwrap(), &map).to_string()
    }

    #[test]
    fn nobody_is_believed_by_default() {
        assert_eq!(seen("", "192.0.2.1", &["203.0.113.9"]), "192.0.2.1");
    }

    #[test]
    fn only_what_a_trusted_proxy_wrote_is_believed() {
        let networks = "10.0.0.0/8 127.0.0.1 2001:db8::/32";
        for (peer, headers, client) in [
            ("192.0.2.1", &["203.0.113.9"][..], "192.0.2.1"),
            ("10.0.0.1", &["203.0.113.9"], "203.0.113.9"),
            ("10.0.0.1", &["1.1.1.1, 203.0.113.9"], "203.0.113.9"),
            ("10.0.0.1", &["1.1.1.1, 203.0.113.9, 10.0.0.2"], "203.0.113.9"),
            ("10.0.0.1", &["1.1.1.1", "203.0.113.9"], "203.0.113.9"),
            ("10.0.0.1", &["203.0.113.9:4711"], "203.0.113.9"),
            ("10.0.0.1", &["[2001:db9::1]:4711"], "2001:db9::1"),
            ("10.0.0.1", &["::ffff:203.0.113.9"], "203.0.113.9"),
            ("2001:db8::1", &["2001:db9::1"], "2001:db9::1"),
            ("10.0.0.1", &["203.0.113.9, garbage"], "10.0.0.1"),
            ("10.0.0.1", &["garbage, 203.0.113.9"], "203.0.113.9"),
            ("10.0.0.1", &["10.0.0.9"], "10.0.0.9"),
            ("10.0.0.1", &[], "10.0.0.1"),
        ] {
            assert_eq!(seen(networks, peer, headers), client, "{peer} {headers:?}");
        }
    }

    #[test]
    fn so_many_hops_from_the_end() {
        assert_eq!(seen("1", "10.0.0.1", &["1.1.1.1, 203.0.113.9"]), "203.0.113.9");
        assert_eq!(seen("2", "10.0.0.1", &["1.1.1.1, 203.0.113.9, 10.0.0.2"]), "203.0.113.9");
        assert_eq!(seen("2", "10.0.0.1", &["203.0.113.9"]), "10.0.0.1", "the header is too short to be true");
        assert_eq!(seen("1", "10.0.0.1", &["nonsense"]), "10.0.0.1");
    }

    #[test]
    fn a_customer_of_ipv6_counts_once() {
        let network = |address: &str| Client::new(address.parse().unwrap()).network();
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2:ffff::1"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
        assert_eq!(network("::ffff:192.0.2.1"), "192.0.2.1");
    }
}
