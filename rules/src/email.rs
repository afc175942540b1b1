//! E-mail addresses.

use crate::{Code, Expected};

/// The HTML standard's "valid e-mail address":
/// `1*( atext / "." ) "@" label *( "." label )`, a label being at most 63 letters, digits and
/// inner hyphens. <https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address>
pub(crate) fn check(text: &str) -> Result<(), Code> {
    let valid = text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && local.bytes().all(is_local) && domain.split('.').all(is_label)
    });
    if valid { Ok(()) } else { Err(Code::Format { expected: Expected::Email }) }
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_html_standard_decides() {
        let longest = format!("a@{}.example", "x".repeat(63));
        for good in ["a@b", "carol@zylker.com", ".a..b.@c", "o'hara+tag@sub.example-one.org", &longest] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        let too_long = format!("a@{}.example", "x".repeat(64));
        for bad in ["", "a", "@b", "a@", "a@b@c", "a b@c", "a@-b", "a@b-", "a@b..c", "a@b.", "ä@b", "a@ü.de", &too_long]
        {
            assert_eq!(check(bad), Err(Code::Format { expected: Expected::Email }), "{bad}");
        }
    }
}
