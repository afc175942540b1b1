//! Which websites may embed the form.

use axum::http::Uri;

use crate::loopback::is_loopback;

/// The origins a browser may send from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origins {
    /// Every website; only where somebody asked for it with `*`.
    Any,
    /// Every page of this machine, on any port: the default with the sandbox, so that the demo
    /// page works without configuration.
    Loopback,
    /// Exactly these.
    Listed(Vec<String>),
}

impl Origins {
    /// Whether the `Origin` header of a browser is one of them. `null` (sandboxed frames, local
    /// files, some redirects) never is, because every website can make a browser send it.
    pub fn allow(&self, origin: &str) -> bool {
        match self {
            _ if origin == "null" => false,
            Self::Any => true,
            Self::Loopback => host(origin).is_some_and(|host| is_loopback(&host)),
            Self::Listed(origins) => origins.iter().any(|known| known == origin),
        }
    }
}

impl Origins {
    /// The hosts of the listed ones; empty where they are not listed.
    pub(crate) fn hosts(&self) -> Vec<String> {
        match self {
            Self::Any | Self::Loopback => Vec::new(),
            Self::Listed(origins) => origins.iter().filter_map(|origin| host(origin)).collect(),
        }
    }
}

fn host(origin: &str) -> Option<String> {
    let url: Uri = origin.parse().ok()?;
    matches!(url.scheme_str(), Some("http" | "https")).then(|| url.host().map(str::to_owned)).flatten()
}

/// Checks an origin as an operator wrote it against the way in which browsers write theirs.
///
/// # Errors
/// What a browser would never send, and so would never match.
pub(crate) fn check(origin: &str) -> Result<(), String> {
    if origin == "null" {
        return Err("`null` cannot be allowed: every website can make a browser send it".to_owned());
    }
    let wrong = || format!("`{origin}` is not an origin; write it as in `https://www.example.com`");
    let url: Uri = origin.parse().map_err(|_| wrong())?;
    let (Some(scheme @ ("http" | "https")), Some(authority)) = (url.scheme_str(), url.authority()) else {
        return Err(wrong());
    };
    let default_port = if scheme == "https" { 443 } else { 80 };
    let port = url.port_u16().filter(|port| *port != default_port).map(|port| format!(":{port}")).unwrap_or_default();
    let browser = format!("{scheme}://{}{port}", authority.host().to_lowercase());
    if authority.as_str().contains('@') || authority.host().contains('*') {
        Err(format!("{}; every origin has to be named", wrong()))
    } else if browser == origin {
        Ok(())
    } else {
        Err(format!("`{origin}` would never match: browsers send it as `{browser}`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_written_as_browsers_write_them() {
        for good in ["https://www.example.com", "http://localhost:3000", "http://[::1]:8080", "https://x.example:8443"]
        {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in [
            "https://www.example.com/",
            "https://www.example.com:443",
            "http://a.example:80",
            "https://WWW.example.com",
            "www.example.com",
            "https://*.example.com",
            "ftp://example.com",
            "https://u@example.com",
            "null",
            "https://a.b/c",
            "",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn who_may_send() {
        let loopback = Origins::Loopback;
        for (origin, allowed) in [
            ("http://127.0.0.1:8080", true),
            ("http://localhost", true),
            ("http://[::1]:1", true),
            ("https://127.0.0.1", true),
            ("http://127.0.0.1.example", false),
            ("http://localhost.example", false),
            ("null", false),
            ("file://", false),
        ] {
            assert_eq!(loopback.allow(origin), allowed, "{origin}");
        }
        let listed = Origins::Listed(vec!["https://a.example".to_owned()]);
        for (origin, allowed) in [
            ("https://a.example", true),
            ("http://a.example", false),
            ("https://a.example:444", false),
            ("https://a.example.evil", false),
            ("https://A.example", false),
            ("null", false),
        ] {
            assert_eq!(listed.allow(origin), allowed, "{origin}");
        }
        assert!(Origins::Any.allow("https://anything.example") && !Origins::Any.allow("null"));
    }
}
