//! Zoho's data centres and the hosts of each. A portal lives in exactly one; asked in another,
//! Zoho answers with an HTML page or refuses a good token.

use axum::http::Uri;

use crate::loopback::is_loopback;

/// `(name, Zoho Desk, Zoho Accounts)`. Canada's hosts do not follow the pattern of the others.
const DATA_CENTERS: [(&str, &str, &str); 10] = [
    ("com", "https://desk.zoho.com", "https://accounts.zoho.com"),
    ("eu", "https://desk.zoho.eu", "https://accounts.zoho.eu"),
    ("in", "https://desk.zoho.in", "https://accounts.zoho.in"),
    ("com.au", "https://desk.zoho.com.au", "https://accounts.zoho.com.au"),
    ("jp", "https://desk.zoho.jp", "https://accounts.zoho.jp"),
    ("ca", "https://desk.zohocloud.ca", "https://accounts.zohocloud.ca"),
    ("sa", "https://desk.zoho.sa", "https://accounts.zoho.sa"),
    ("com.cn", "https://desk.zoho.com.cn", "https://accounts.zoho.com.cn"),
    ("sg", "https://desk.zoho.sg", "https://accounts.zoho.sg"),
    ("ae", "https://desk.zoho.ae", "https://accounts.zoho.ae"),
];

/// The names of all data centres.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    DATA_CENTERS.iter().map(|(name, ..)| *name)
}

/// Zoho Desk's and Zoho Accounts' base URLs in the data centre called `name`.
pub(crate) fn of(name: &str) -> Option<(&'static str, &'static str)> {
    DATA_CENTERS.iter().find(|(known, ..)| *known == name).map(|(_, desk, accounts)| (*desk, *accounts))
}

/// The data centre that `url` is a host of, Zoho Desk's or Zoho Accounts'.
pub(crate) fn data_center_of(url: &str) -> Option<&'static str> {
    DATA_CENTERS.iter().find(|(_, desk, accounts)| url == *desk || url == *accounts).map(|(name, ..)| *name)
}

/// Where clients and grant codes are made for the data centre called `name`.
pub(crate) fn api_console(name: &str) -> Option<String> {
    of(name).map(|(_, accounts)| accounts.replacen("https://accounts.", "https://api-console.", 1))
}

/// A base URL of the operator's own, without a slash at its end.
///
/// # Errors
/// Anything but `https://host…`, or `http://` to this very machine: tokens must not cross a
/// network in the clear.
pub(super) fn base_url(text: &str) -> Result<String, String> {
    let url: Uri = text.parse().map_err(|_| format!("`{text}` is not a URL"))?;
    let host = url.host().unwrap_or_default();
    if host.is_empty() || url.query().is_some() || url.authority().is_some_and(|part| part.as_str().contains('@')) {
        return Err("has to be a URL with a host and, at most, a path".to_owned());
    }
    match url.scheme_str() {
        Some("https") => Ok(text.trim_end_matches('/').to_owned()),
        Some("http") if is_loopback(host) => Ok(text.trim_end_matches('/').to_owned()),
        Some("http") => {
            Err(format!("has to start with `https://`; plain http is only for this machine, not for `{host}`"))
        }
        _ => Err("has to start with `https://`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_data_center_has_its_hosts_and_its_console() {
        for name in names() {
            let (desk, accounts) = of(name).unwrap();
            assert_eq!([desk, accounts].map(data_center_of), [Some(name); 2]);
            assert!(api_console(name).is_some_and(|url| url.starts_with("https://api-console.zoho")), "{name}");
        }
        assert_eq!(api_console("ca").as_deref(), Some("https://api-console.zohocloud.ca"));
        assert_eq!(data_center_of("https://desk.example"), None);
    }

    #[test]
    fn plain_http_stays_on_this_machine() {
        for good in ["https://desk.example", "http://127.0.0.1:9000", "http://[::1]:9000", "http://localhost/zoho/"] {
            assert!(base_url(good).is_ok(), "{good}");
        }
        assert_eq!(base_url("https://desk.example/").unwrap(), "https://desk.example");
        for bad in [
            "http://desk.example",
            "http://127.0.0.1.example",
            "http://localhost.example",
            "ftp://127.0.0.1",
            "desk.example",
            "https://",
            "https://user:word@desk.example",
            "http://localhost@desk.example",
            "https://desk.example?x=1",
            "",
        ] {
            assert!(base_url(bad).is_err(), "{bad}");
        }
    }
}
