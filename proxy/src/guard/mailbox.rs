//! Whose mailbox an address leads to, as far as that can be told from outside.

/// Providers whose addresses may hold dots that mean nothing.
const DOTS_MEAN_NOTHING: [&str; 2] = ["gmail.com", "googlemail.com"];

/// The address in one spelling: in small letters, without what stands behind a `+`, which most
/// providers leave to their customers. Whoever it may confuse shares a limit, nothing else.
pub(super) fn of(address: &str) -> String {
    let address = address.trim().to_lowercase();
    let Some((local, domain)) = address.rsplit_once('@') else { return address };
    let local = local.split('+').next().unwrap_or_default();
    if DOTS_MEAN_NOTHING.contains(&domain) {
        format!("{}@gmail.com", local.replace('.', ""))
    } else {
        format!("{local}@{domain}")
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn many_spellings_are_one_mailbox() {
        for (address, mailbox) in [
            ("Ada@Example.org", "ada@example.org"),
            ("ada+spam+more@example.org", "ada@example.org"),
            ("a.d.a@example.org", "a.d.a@example.org"),
            ("a.d.a+x@googlemail.com", "ada@gmail.com"),
            ("nonsense", "nonsense"),
        ] {
            assert_eq!(of(address), mailbox, "{address}");
        }
    }
}
