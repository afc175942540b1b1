//! Links in a text, as an advertiser writes them.

/// What a link begins with.
const BEGINNINGS: [&str; 5] = ["http://", "https://", "www.", "[url", "<a href"];

/// How many there are. `https://www.` is one.
pub(super) fn count(text: &str) -> usize {
    let text = text.to_lowercase();
    let plain = BEGINNINGS.iter().map(|beginning| text.matches(beginning).count()).sum::<usize>();
    plain - text.matches("://www.").count()
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn links_are_counted_once() {
        for (text, links) in [
            ("", 0),
            ("no link, httpd and www", 0),
            ("see https://www.example.com/a and HTTP://b.example", 2),
            ("www.example.com", 1),
            ("[URL=x]y[/URL] <a href=z>", 2),
        ] {
            assert_eq!(count(text), links, "{text}");
        }
    }
}
