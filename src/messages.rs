//! Every text of the form: lookup by key, numbers and names filled in. The texts come from the
//! element, in the visitor's language (npm/locales); a site overrides any of them by `messages`
//! of its configuration.

mod sentence;

/// Keys that go on with a field's name or kind, so that any field can have its own text.
const FAMILIES: [&str; 7] = ["label.", "help.", "placeholder.", "option.", "missing.", "too_long.", "format."];

/// Whether some text is looked up by `key`: `texts` has it, or another plural form of it, or it
/// belongs to one field.
pub(crate) fn is_key(key: &str, texts: &[(String, String)]) -> bool {
    let stem = ["zero", "one", "two", "few", "many"]
        .iter()
        .find_map(|category| key.strip_suffix(category)?.strip_suffix('.'))
        .map(|stem| format!("{stem}.other"));
    let known = |key: &str| texts.iter().any(|(known, _)| known == key);
    known(key) || stem.is_some_and(|stem| known(&stem)) || FAMILIES.iter().any(|family| key.starts_with(family))
}

/// What only a browser knows of a language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Speech {
    /// The plural category (`one`, `few`, `other` …) of a number.
    pub(crate) category: fn(lang: &str, number: usize) -> String,
    /// A number as it is written, `65,535`.
    pub(crate) number: fn(lang: &str, number: f64) -> String,
    /// A size in bytes as it is written, `1.2 MB`.
    pub(crate) size: fn(lang: &str, bytes: f64) -> String,
}

/// The texts of one form.
#[derive(Debug, Clone)]
pub(crate) struct Messages {
    own: Vec<(String, String)>,
    texts: Vec<(String, String)>,
    lang: String,
    speech: Speech,
}

impl Messages {
    /// `own` texts go before `texts`, which are those of the language `lang`.
    pub(crate) fn new(
        own: Vec<(String, String)>,
        texts: Vec<(String, String)>,
        lang: Option<String>,
        speech: Speech,
    ) -> Self {
        Self { own, texts, lang: lang.unwrap_or_else(|| "en".to_owned()), speech }
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
        let digits = self.number(number);
        let mut all = vec![("count", digits.as_str())];
        all.extend_from_slice(with);
        fill(self.plural(key, number).unwrap_or_default(), &all)
    }

    /// A number as the visitor writes it.
    pub(crate) fn number(&self, number: usize) -> String {
        (self.speech.number)(&self.lang, number as f64)
    }

    /// A size in bytes as the visitor writes it.
    pub(crate) fn size(&self, bytes: f64) -> String {
        (self.speech.size)(&self.lang, bytes)
    }

    fn plural(&self, key: &str, number: usize) -> Option<&str> {
        let category = format!("{key}.{}", (self.speech.category)(&self.lang, number));
        let other = format!("{key}.other");
        let keys = [category.as_str(), other.as_str()];
        let among = |texts| keys.iter().find_map(|key| look(texts, key));
        among(&self.own).or_else(|| among(&self.texts))
    }

    fn find(&self, key: &str) -> Option<&str> {
        look(&self.own, key).or_else(|| look(&self.texts, key))
    }
}

fn look<'a>(texts: &'a [(String, String)], key: &str) -> Option<&'a str> {
    texts.iter().find(|(known, _)| known == key).map(|(_, text)| text.as_str())
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
    tests::with(Vec::new(), "en")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    pub(super) fn with(own: Vec<(String, String)>, lang: &str) -> Messages {
        let category = |lang: &str, number| {
            let few = lang == "pl" && number == 3;
            if few {
                "few"
            } else if number == 1 {
                "one"
            } else {
                "other"
            }
            .to_owned()
        };
        let speech = Speech { category, number: |_, number| number.to_string(), size: |_, bytes| format!("{bytes} B") };
        Messages::new(own, testing::english(), Some(lang.to_owned()), speech)
    }

    fn own(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn a_site_overrides_any_text() {
        let messages = with(own(&[("heading", "Hilfe"), ("lede", "")]), "de");
        assert_eq!(messages.text("heading"), "Hilfe");
        assert_eq!(messages.text("lede"), "");
        assert_eq!(messages.text("send"), "Send request");
    }

    #[test]
    fn plurals_follow_the_visitors_language() {
        let messages = with(own(&[("too_long.few", "{count} znaky"), ("too_long.other", "{count} znaków")]), "pl");
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
        let texts = testing::english();
        for key in ["heading", "summary.few", "label.cf.cf_color", "missing.phone", "failure.offline"] {
            assert!(is_key(key, &texts), "{key}");
        }
        for key in ["hedding", "few", ".few", ""] {
            assert!(!is_key(key, &texts), "{key}");
        }
    }
}
