//! Text: how it is measured, cleaned and turned into the HTML that Zoho Desk reads.

use std::borrow::Cow;

/// The length in UTF-16 code units: what an HTML `maxlength` and Zoho's servers count. A letter
/// beyond the basic plane, such as an emoji, counts twice.
pub fn length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// Removes control characters other than tab and newline, so that nothing invisible is filed.
pub fn clean(text: &str) -> Cow<'_, str> {
    keep(text, |c| !c.is_control() || matches!(c, '\t' | '\n'))
}

/// Cleans text that stands on one line and is shown among others, such as a subject: no tab or
/// newline either, and no character that changes the direction of what follows (U+202A to
/// U+202E, U+2066 to U+2069).
pub fn clean_line(text: &str) -> Cow<'_, str> {
    keep(text, |c| !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
}

fn keep(text: &str, wanted: impl Fn(char) -> bool) -> Cow<'_, str> {
    if text.chars().all(&wanted) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|c| wanted(*c)).collect())
    }
}

/// The HTML that shows `text` as it was typed. Zoho Desk reads a description as HTML.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match replacement(c) {
            Some(entity) => html.push_str(entity),
            None => html.push(c),
        }
    }
    html
}

/// The length of `escape(text)`, without making it.
pub fn escaped_length(text: &str) -> usize {
    text.chars().map(|c| replacement(c).map_or(c.len_utf16(), str::len)).sum()
}

fn replacement(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        '\n' => Some("<br>"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_counts_twice() {
        assert_eq!(length("aä€"), 3);
        assert_eq!(length("😀"), 2);
    }

    #[test]
    fn what_cannot_be_seen_is_removed() {
        assert_eq!(clean("a\u{0}b\tc\nd\re\u{7f}\u{85}f"), "ab\tc\ndef");
        assert_eq!(clean_line("pay\u{202e}gpj\u{2066}.exe\n\tx"), "paygpj.exex");
        // Joiners build emoji and Indic letters; they stay.
        assert_eq!(clean_line("👩\u{200d}💻"), "👩\u{200d}💻");
        assert!(matches!(clean("as it was"), Cow::Borrowed(_)));
    }

    #[test]
    fn html_shows_what_was_typed() {
        let typed = "<script>alert(\"1\")</script>\n& 'x' 😀";
        let html = escape(typed);
        assert_eq!(html, "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;<br>&amp; &#39;x&#39; 😀");
        assert_eq!(escaped_length(typed), length(&html));
    }
}
