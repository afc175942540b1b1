//! Every text of the form: lookup by key, numbers and names filled in. English is built in; a
//! site overrides any text by `messages` of its configuration.

mod english;
mod sentence;

use english::ENGLISH;

/// Keys that go on with a field's name or kind, so that any field can have its own text.
const FAMILIES: [&str; 6] = ["label.", "help.", "placeholder.", "missing.", "too_long.", "format."];

/// Whether some text is looked up by `key`.
pub(crate) fn is_key(key: &str) -> bool {
    let stem = ["zero", "one", "two", "few", "many"]
        .iter()
        .find_map(|category| key.strip_suffix(category)?.strip_suffix('.'))
        .map(|stem| format!("{stem}.other"));
    let known = |key: &str| ENGLISH.iter().any(|(known, _)| *known == key);
    known(key) || stem.is_some_and(|stem| known(&stem)) || FAMILIES.iter().any(|family| key.starts_with(family))
}

/// The plural category (`one`, `few`, `other` …) of a number in the visitor's language.
pub(crate) type Category = fn(lang: &str, number: usize) -> String;

/// The texts of one form.
#[derive(Debug, Clone)]
pub(crate) struct Messages {
    own: Vec<(String, String)>,
    lang: String,
    category: Category,
}

impl Messages {
    /// `own` texts go before the built-in ones.
    pub(crate) fn new(own: Vec<(String, String)>, lang: &str, category: Category) -> Self {
        Self { own, lang: lang.to_owned(), category }
    }

    /// The language the texts are in: the visitor's, if the site brought texts, else English.
    pub(crate) fn lang(&self) -> &str {
        if self.own.is_empty() { "en" } else { &self.lang }
    }

    /// The text of `key`. Empty where there is none, which is also how a site leaves one out.
    pub(crate) fn text(&self, key: &str) -> String {
        self.find(key).unwrap_or_default().to_owned()
    }

    /// The text of `key` with `{name}` replaced.
    pub(crate) fn fill(&self, key: &str, with: &[(&str, &str)]) -> String {
        fill(self.find(key).unwrap_or_default(), with)
    }

    /// The text of `key` for a number of things, with `{count}` replaced.
    pub(crate) fn count(&self, key: &str, number: usize, with: &[(&str, &str)]) -> String {
        let digits = number.to_string();
        let mut all = vec![("count", digits.as_str())];
        all.extend_from_slice(with);
        fill(self.plural(key, number).unwrap_or_default(), &all)
    }

    fn plural(&self, key: &str, number: usize) -> Option<&str> {
        let category = (self.category)(&self.lang, number);
        let english = if number == 1 { "one" } else { "other" };
        self.own(&format!("{key}.{category}"))
            .or_else(|| self.own(&format!("{key}.other")))
            .or_else(|| built_in(&format!("{key}.{english}")))
            .or_else(|| built_in(&format!("{key}.other")))
    }

    fn find(&self, key: &str) -> Option<&str> {
        self.own(key).or_else(|| built_in(key))
    }

    fn own(&self, key: &str) -> Option<&str> {
        self.own.iter().find(|(known, _)| known == key).map(|(_, text)| text.as_str())
    }
}

fn built_in(key: &str) -> Option<&'static str> {
    ENGLISH.iter().find(|(known, _)| *known == key).map(|(_, text)| *text)
}

/// Replaces `{name}`, once through: what is filled in is never searched again.
fn fill(template: &str, with: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let name = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = with.iter().find(|(known, _)| *known == name)?;
            Some((*value, after))
        });
        match name {
            Some((value, after)) => {
                text.push_str(value);
                rest = after;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
pub(crate) fn english() -> Messages {
    Messages::new(Vec::new(), "en", |_, number| if number == 1 { "one" } else { "other" }.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_overrides_any_text() {
        let own = vec![("heading".to_owned(), "Hilfe".to_owned()), ("lede".to_owned(), String::new())];
        let messages = Messages::new(own, "de", |_, _| "other".to_owned());
        assert_eq!(messages.text("heading"), "Hilfe");
        assert_eq!(messages.text("lede"), "");
        assert_eq!(messages.text("send"), "Send request");
        assert_eq!(messages.lang(), "de");
        assert_eq!(english().lang(), "en");
    }

    #[test]
    fn plurals_follow_the_visitors_language() {
        let own = vec![
            ("too_long.few".to_owned(), "{count} znaky".to_owned()),
            ("too_long.other".to_owned(), "{count} znaków".to_owned()),
        ];
        let category: Category = |_, number| if number == 3 { "few" } else { "many" }.to_owned();
        let messages = Messages::new(own, "pl", category);
        assert_eq!(messages.count("too_long", 3, &[]), "3 znaky");
        assert_eq!(messages.count("too_long", 5, &[]), "5 znaków");
        assert_eq!(english().count("summary", 1, &[]), "One thing needs your attention");
    }

    #[test]
    fn what_is_filled_in_is_not_searched_again() {
        assert_eq!(fill("{a}{b}{c", &[("a", "{b}"), ("b", "x")]), "{b}x{c");
        assert_eq!(fill("{unknown} {a}", &[("a", "1")]), "{unknown} 1");
    }

    #[test]
    fn keys_are_known() {
        for key in ["heading", "summary.few", "label.cf.cf_color", "missing.phone", "failure.offline"] {
            assert!(is_key(key), "{key}");
        }
        for key in ["hedding", "few", ".few", ""] {
            assert!(!is_key(key), "{key}");
        }
    }
}
