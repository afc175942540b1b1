//! The texts of the form, in the visitor's language: the very files that the widget reads.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::plural;

macro_rules! locale {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../../npm/locales/", $name, ".json")))
    };
}

const LOCALES: [(&str, &str); 29] = [
    locale!("ar"),
    locale!("cs"),
    locale!("da"),
    locale!("de"),
    locale!("el"),
    locale!("en"),
    locale!("es"),
    locale!("fa"),
    locale!("fi"),
    locale!("fr"),
    locale!("he"),
    locale!("hi"),
    locale!("hu"),
    locale!("id"),
    locale!("it"),
    locale!("ja"),
    locale!("ko"),
    locale!("nl"),
    locale!("pl"),
    locale!("pt-BR"),
    locale!("ro"),
    locale!("ru"),
    locale!("sv"),
    locale!("th"),
    locale!("tr"),
    locale!("uk"),
    locale!("vi"),
    locale!("zh-Hans"),
    locale!("zh-Hant"),
];

const DEFAULT: &str = "en";
const RIGHT_TO_LEFT: [&str; 3] = ["ar", "fa", "he"];

type Table = BTreeMap<String, String>;

/// Read when the first visitor without script comes. Tests see to it that they can be.
static TABLES: LazyLock<BTreeMap<&'static str, Table>> = LazyLock::new(|| {
    let read = |(name, json): (&'static str, &str)| (name, serde_json::from_str(json).unwrap_or_default());
    LOCALES.into_iter().map(read).collect()
});

static NOTHING: Table = Table::new();

/// The texts of one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Texts {
    /// The language, BCP 47.
    pub(super) lang: &'static str,
    own: &'static Table,
    english: &'static Table,
}

impl Texts {
    /// In the language that is asked for, or else the first of `Accept-Language` that there is.
    pub(super) fn choose(asked: Option<&str>, accepted: &str) -> Self {
        let mut wishes: Vec<(&str, f32)> = accepted.split(',').map(wish).collect();
        wishes.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        let wishes = wishes.into_iter().filter(|(_, weight)| *weight > 0.0).map(|(tag, _)| tag);
        let lang = asked.into_iter().chain(wishes).find_map(nearest).unwrap_or(DEFAULT);
        let table = |lang| TABLES.get(lang).unwrap_or(&NOTHING);
        Self { lang, own: table(lang), english: table(DEFAULT) }
    }

    /// `rtl` or `ltr`.
    pub(super) fn direction(&self) -> &'static str {
        if RIGHT_TO_LEFT.contains(&self.lang) { "rtl" } else { "ltr" }
    }

    /// The text with this key; empty where there is none.
    pub(super) fn text(&self, key: &str) -> &'static str {
        self.find(key).unwrap_or_default()
    }

    pub(super) fn find(&self, key: &str) -> Option<&'static str> {
        self.own.get(key).or_else(|| self.english.get(key)).map(String::as_str)
    }

    /// The text with its placeholders filled in.
    pub(super) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut text = self.text(key).to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }

    /// The text for a number of things, `{count}`.
    pub(super) fn count(&self, key: &str, number: usize, values: &[(&str, &str)]) -> String {
        let exact = format!("{key}.{}", plural::category(self.lang, number));
        let key = if self.own.contains_key(&exact) { exact } else { format!("{key}.other") };
        let number = number.to_string();
        self.fill(&key, &[&[("count", number.as_str())], values].concat())
    }

    /// Whether there is a text for a number of things.
    pub(super) fn counts(&self, key: &str) -> bool {
        self.find(&format!("{key}.other")).is_some()
    }
}

/// `de;q=0.7`
fn wish(entry: &str) -> (&str, f32) {
    match entry.split_once(';') {
        Some((tag, rest)) => (tag.trim(), rest.trim().strip_prefix("q=").and_then(|q| q.parse().ok()).unwrap_or(0.0)),
        None => (entry.trim(), 1.0),
    }
}

fn nearest(tag: &str) -> Option<&'static str> {
    let tag = tag.to_ascii_lowercase();
    let named = |name: &str| LOCALES.iter().map(|(known, _)| *known).find(|known| known.eq_ignore_ascii_case(name));
    let language = tag.split('-').next().unwrap_or_default();
    let traditional = ["hant", "-tw", "-hk", "-mo"].iter().any(|mark| tag.contains(mark));
    match language {
        "zh" => named(if traditional { "zh-Hant" } else { "zh-Hans" }),
        "pt" => named("pt-BR"),
        _ => named(&tag).or_else(|| named(language)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_of_the_widget_is_here_and_can_be_read() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../npm/locales");
        let mut files: Vec<String> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        files.retain(|name| name.ends_with(".json"));
        files.sort();
        assert_eq!(files, LOCALES.map(|(name, _)| format!("{name}.json")));
        for (name, _) in LOCALES {
            assert!(TABLES[name].len() > 100, "{name}");
        }
    }

    #[test]
    fn the_nearest_language_is_taken() {
        for (asked, accepted, lang) in [
            (None, "", "en"),
            (None, "de-CH,de;q=0.9,en;q=0.8", "de"),
            (None, "en;q=0.5, fr;q=0.7", "fr"),
            (None, "xx, nl;q=0.1", "nl"),
            (None, "zh-TW", "zh-Hant"),
            (None, "zh", "zh-Hans"),
            (None, "pt-PT", "pt-BR"),
            (Some("ja"), "de", "ja"),
            (Some("nonsense"), "de", "de"),
            (None, "*;q=0.5, de;q=nonsense", "en"),
        ] {
            assert_eq!(Texts::choose(asked, accepted).lang, lang, "{asked:?} {accepted}");
        }
        assert_eq!(Texts::choose(Some("he"), "").direction(), "rtl");
    }

    #[test]
    fn numbers_are_filled_in() {
        let english = Texts::choose(None, "");
        assert_eq!(english.count("too_long.subject", 1, &[]), "Shorten the subject by 1 character");
        assert_eq!(english.count("too_long", 2, &[("label", "X")]), "Shorten “X” by 2 characters");
    }
}
