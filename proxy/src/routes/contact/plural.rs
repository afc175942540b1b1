//! Which form of a sentence goes with a number: CLDR's rules for whole numbers, in the languages
//! there are texts for.

/// `zero`, `one`, `two`, `few`, `many` or `other`.
pub(super) fn category(lang: &str, number: usize) -> &'static str {
    let (ten, hundred) = (number % 10, number % 100);
    let slavic = |one: bool| match ten {
        _ if one => "one",
        2..=4 if !(12..=14).contains(&hundred) => "few",
        _ => "many",
    };
    match (lang.split('-').next().unwrap_or_default(), number) {
        ("ja" | "ko" | "zh" | "th" | "vi" | "id", _) => "other",
        ("fr" | "pt" | "hi" | "fa", 0 | 1) => "one",
        ("ru" | "uk", _) => slavic(ten == 1 && hundred != 11),
        ("pl", _) => slavic(number == 1),
        ("cs", 2..=4) => "few",
        ("ro", 0) => "few",
        ("ro", 2..) if (1..=19).contains(&hundred) => "few",
        ("he", 2) | ("ar", 2) => "two",
        ("ar", 0) => "zero",
        ("ar", 3..) if (3..=10).contains(&hundred) => "few",
        ("ar", 3..) if hundred >= 11 => "many",
        (_, 1) => "one",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::category;

    #[test]
    fn numbers_and_languages() {
        for (lang, numbers) in [
            ("en", &[(0, "other"), (1, "one"), (2, "other"), (21, "other")][..]),
            ("fr", &[(0, "one"), (1, "one"), (2, "other")]),
            ("pt-BR", &[(0, "one"), (2, "other")]),
            ("zh-Hans", &[(1, "other")]),
            (
                "ru",
                &[
                    (1, "one"),
                    (2, "few"),
                    (5, "many"),
                    (11, "many"),
                    (12, "many"),
                    (21, "one"),
                    (22, "few"),
                    (111, "many"),
                ],
            ),
            ("pl", &[(1, "one"), (2, "few"), (5, "many"), (12, "many"), (21, "many"), (22, "few")]),
            ("cs", &[(1, "one"), (3, "few"), (5, "other")]),
            ("ro", &[(0, "few"), (1, "one"), (19, "few"), (20, "other"), (101, "few")]),
            ("he", &[(1, "one"), (2, "two"), (3, "other")]),
            ("ar", &[(0, "zero"), (1, "one"), (2, "two"), (3, "few"), (11, "many"), (100, "other"), (103, "few")]),
        ] {
            for (number, expected) in numbers {
                assert_eq!(category(lang, *number), *expected, "{lang} {number}");
            }
        }
    }
}
