//! Which proxies stand in front of this one, and are believed about who called them.

use std::num::NonZeroUsize;

use ipnet::IpNet;

use super::source::Source;

/// How a client's address is found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum TrustedProxies {
    /// It is the other end of the connection.
    #[default]
    None,
    /// Behind proxies with addresses in these networks.
    Networks(Vec<IpNet>),
    /// Behind exactly so many proxies, wherever they are.
    Hops(NonZeroUsize),
}

impl TrustedProxies {
    /// Reads addresses and networks, or a single number.
    ///
    /// # Errors
    /// The entry that is neither.
    pub fn parse(entries: &[String]) -> Result<Self, String> {
        if let [only] = entries
            && let Ok(hops) = only.parse::<NonZeroUsize>()
        {
            return if hops.get() > 9 {
                Err(format!("`{only}` proxies in a row are hardly meant"))
            } else {
                Ok(Self::Hops(hops))
            };
        }
        let networks: Result<Vec<IpNet>, String> = entries.iter().map(|entry| network(entry)).collect();
        networks.map(|networks| if networks.is_empty() { Self::None } else { Self::Networks(networks) })
    }
}

fn network(entry: &str) -> Result<IpNet, String> {
    let network =
        entry.parse::<IpNet>().or_else(|_| entry.parse().map(|address: std::net::IpAddr| IpNet::from(address)));
    match network {
        Ok(network) if network.prefix_len() == 0 => Err(format!(
            "`{entry}` is everybody, and whoever is trusted can claim any address; name your proxies, or how many they are"
        )),
        Ok(network) => Ok(network),
        Err(_) => {
            Err(format!("`{entry}` is neither an address, nor a network such as `10.0.0.0/8`, nor a number of proxies"))
        }
    }
}

pub(super) fn read(source: &mut Source<'_>) -> TrustedProxies {
    let entries = source.list("trusted_proxies").unwrap_or_default();
    TrustedProxies::parse(&entries).unwrap_or_else(|wrong| {
        source.mistake("trusted_proxies", wrong);
        TrustedProxies::None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_or_a_number() {
        let parse = |text: &str| TrustedProxies::parse(&text.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(parse(""), Ok(TrustedProxies::None));
        assert!(
            matches!(parse("10.0.0.0/8 ::1 192.0.2.1"), Ok(TrustedProxies::Networks(networks)) if networks.len() == 3)
        );
        assert!(matches!(parse("2"), Ok(TrustedProxies::Hops(hops)) if hops.get() == 2));
        for wrong in ["0", "10", "10.0.0.0/33", "proxy.example", "0.0.0.0/0", "::/0", "10.0.0.1 2"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
