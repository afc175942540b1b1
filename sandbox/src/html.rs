//! Text in HTML and HTML as text.

/// `text` for the content of an element or a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
    html
}

/// A description as Zoho's agents read it: line breaks and entities resolved. Tags other than
/// `<br>` stay visible as text, because they were written by nobody knows whom.
pub(crate) fn plain(html: &str) -> String {
    let mut text = html.to_owned();
    for (markup, character) in [
        ("<br>", "\n"),
        ("<br/>", "\n"),
        ("<br />", "\n"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        // Last, or else `&amp;lt;` would become `<`.
        ("&amp;", "&"),
    ] {
        text = text.replace(markup, character);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_back() {
        let typed = "<script>alert(\"1\")</script>\n&lt; &amp;lt; 'x' 😀";
        assert_eq!(plain(&deskbell_rules::text::escape(typed)), typed);
        assert_eq!(plain("<b>a</b><br/>b"), "<b>a</b>\nb");
        assert_eq!(escape("<a href=\"'&'\">"), "&lt;a href=&quot;&#39;&amp;&#39;&quot;&gt;");
    }
}
