//! The HTTP client underneath, and which addresses it may speak to.

use reqwest::Url;
use reqwest::redirect::Policy;

use super::Timeouts;
use crate::loopback::is_loopback;

/// Why no client could be made of the settings. Says which setting; never holds a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// A base URL that cannot be one.
    #[error("the {which} URL has to be a plain http or https address without user, query or fragment")]
    Url {
        /// `Zoho Desk` or `Zoho Accounts`.
        which: &'static str,
    },
    /// A base URL over which secrets would travel in the clear.
    #[error("the {which} URL has to begin with https; http is for loopback addresses only")]
    Insecure {
        /// `Zoho Desk` or `Zoho Accounts`.
        which: &'static str,
    },
    /// An org id that is none.
    #[error("the org id has to be digits only; Zoho Desk shows it under Setup, Developer Space, API")]
    OrgId,
    /// A marker field that is none.
    #[error("the marker field has to be the API name of a custom field: cf_ and then letters, digits and underscores")]
    MarkerField,
    /// No TLS: usually a system without root certificates.
    #[error("no HTTPS client could be made; check that the system has root certificates (ca-certificates): {0}")]
    Tls(String),
}

/// A base URL that secrets may be sent to, without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Base {
    url: String,
    encrypted: bool,
}

impl Base {
    pub(super) fn parse(url: &str, which: &'static str) -> Result<Self, ClientError> {
        let parsed = Url::parse(url.trim()).map_err(|_| ClientError::Url { which })?;
        let plain = parsed.username().is_empty()
            && parsed.password().is_none()
            && parsed.query().is_none()
            && parsed.fragment().is_none();
        let encrypted = match parsed.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(ClientError::Url { which }),
        };
        if !plain {
            return Err(ClientError::Url { which });
        }
        if !encrypted && !is_loopback(parsed.host_str().unwrap_or_default()) {
            return Err(ClientError::Insecure { which });
        }
        Ok(Self { url: parsed.as_str().trim_end_matches('/').to_owned(), encrypted })
    }

    /// The address of `path`, which begins with a slash.
    pub(super) fn join(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }
}

/// Makes the client for requests to `bases` and nothing else.
pub(super) fn client(timeouts: &Timeouts, bases: [&Base; 2]) -> Result<reqwest::Client, ClientError> {
    // Fails if a provider is installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = reqwest::Client::builder()
        .connect_timeout(timeouts.connect)
        .timeout(timeouts.request)
        .pool_idle_timeout(timeouts.idle)
        // A redirect would carry the token to a host nobody configured.
        .redirect(Policy::none())
        // Whether a ticket may be sent again is not the client's to decide.
        .retry(reqwest::retry::never())
        .referer(false)
        // Nor may an environment variable lead the secrets elsewhere.
        .no_proxy()
        .https_only(bases.iter().all(|base| base.encrypted));
    if bases.iter().all(|base| !base.encrypted) {
        // Only loopback is spoken to: a system without root certificates is no obstacle.
        builder = builder.tls_certs_only([]);
    }
    builder.build().map_err(|error| ClientError::Tls(root_cause(&error)))
}

fn root_cause(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_beyond_loopback() {
        let base = |url| Base::parse(url, "Zoho Desk");
        for url in ["https://desk.zoho.eu", "http://127.0.0.1:8789/", "http://[::1]:1", "http://localhost:1/x"] {
            assert!(base(url).is_ok(), "{url}");
        }
        for url in
            ["http://desk.zoho.eu", "http://127.0.0.1.example.com", "http://10.0.0.1", "http://localhost.example"]
        {
            assert_eq!(base(url), Err(ClientError::Insecure { which: "Zoho Desk" }), "{url}");
        }
        for url in [
            "",
            "desk.zoho.eu",
            "ftp://desk.zoho.eu",
            "https://u:p@desk.zoho.eu",
            "https://desk.zoho.eu/?a",
            "file:///",
        ] {
            assert_eq!(base(url), Err(ClientError::Url { which: "Zoho Desk" }), "{url}");
        }
    }

    #[test]
    fn paths_are_joined_with_one_slash() {
        let joined = |url| Base::parse(url, "").map(|base| base.join("/api/v1/tickets"));
        assert_eq!(joined("https://desk.zoho.eu").as_deref(), Ok("https://desk.zoho.eu/api/v1/tickets"));
        assert_eq!(joined("https://desk.zoho.eu/").as_deref(), Ok("https://desk.zoho.eu/api/v1/tickets"));
        assert_eq!(joined("http://[::1]:9/zoho/").as_deref(), Ok("http://[::1]:9/zoho/api/v1/tickets"));
    }

    #[test]
    fn a_client_for_https_can_be_made() {
        let base = Base::parse("https://desk.zoho.com", "").expect("a base");
        assert!(client(&Timeouts::default(), [&base, &base]).is_ok());
    }
}
