//! Web addresses.

use crate::{Code, Expected};

/// An absolute `http` or `https` URL with a host, without white space or the characters that
/// RFC 3986 never allows unescaped and that could break out of an attribute.
pub(crate) fn check(text: &str) -> Result<(), Code> {
    let rest = strip_scheme(text, "https://").or_else(|| strip_scheme(text, "http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let valid = host.is_some_and(|host| !host.is_empty() && !host.starts_with(':') && !host.ends_with('@'))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c));
    if valid { Ok(()) } else { Err(Code::Format { expected: Expected::Url }) }
}

fn strip_scheme<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let head = text.get(..scheme.len())?;
    if head.eq_ignore_ascii_case(scheme) { text.get(scheme.len()..) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_absolute_web_addresses() {
        for good in [
            "http://a",
            "https://example.org/x?y=1#z",
            "HTTPS://EXAMPLE.ORG",
            "https://bücher.example/ä",
            "http://[::1]:8080/",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "example.org",
            "//example.org",
            "ftp://example.org",
            "javascript:alert(1)",
            "https://",
            "https:///x",
            "https://:80",
            "https://a b",
            "https://a/<b>",
            "é",
        ] {
            assert_eq!(check(bad), Err(Code::Format { expected: Expected::Url }), "{bad}");
        }
    }
}
