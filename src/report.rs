//! What is wrong with a configuration: gathered while reading, told all together.

use deskbell_rules::Value;

/// Mistakes and oddities, each a sentence that starts with the place, such as `fields.2.kind`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Report {
    /// The form cannot be trusted to do what the site wants.
    pub(crate) errors: Vec<String>,
    /// The form works, without what was meant.
    pub(crate) warnings: Vec<String>,
}

impl Report {
    /// `reason` reads on after the place: "must be text".
    #[inline(never)]
    pub(crate) fn error(&mut self, place: &str, reason: &str) {
        self.errors.push(format!("`{place}` {reason}"));
    }

    /// The members of an object; nothing, and an error, where `value` is something else.
    pub(crate) fn members<'a>(&mut self, place: &str, value: Option<&'a Value>) -> &'a [(String, Value)] {
        match value {
            None | Some(Value::Null) => &[],
            Some(Value::Object(members)) => members,
            Some(_) => {
                self.error(place, "must be an object");
                &[]
            }
        }
    }

    /// The entries of a list; nothing, and an error, where `value` is something else.
    pub(crate) fn entries<'a>(&mut self, place: &str, value: Option<&'a Value>) -> &'a [Value] {
        match value {
            None | Some(Value::Null) => &[],
            Some(Value::List(entries)) => entries,
            Some(_) => {
                self.error(place, "must be a list");
                &[]
            }
        }
    }

    /// Text that is there and not blank.
    pub(crate) fn text(&mut self, place: &str, value: Option<&Value>) -> Option<String> {
        match value {
            None | Some(Value::Null) => None,
            Some(Value::Text(text)) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Some(_) => {
                self.error(place, "must be text");
                None
            }
        }
    }

    /// `true` or `false`.
    pub(crate) fn flag(&mut self, place: &str, value: Option<&Value>) -> Option<bool> {
        match value {
            None | Some(Value::Null) => None,
            Some(Value::Boolean(flag)) => Some(*flag),
            Some(_) => {
                self.error(place, "must be true or false");
                None
            }
        }
    }

    /// An id. A number is taken while JavaScript still has all its digits.
    pub(crate) fn id(&mut self, place: &str, value: Option<&Value>) -> Option<String> {
        match value {
            Some(Value::Integer(id)) => Some(id.to_string()),
            Some(Value::Number(_)) => {
                self.error(place, "has lost digits: write the id as a string, in quotes");
                None
            }
            _ => self.text(place, value),
        }
    }

    /// Warns of members that nothing reads, naming the key that was probably meant.
    pub(crate) fn unknown<'a>(&mut self, place: &str, names: impl Iterator<Item = &'a str>, known: &[&'static str]) {
        for name in names.filter(|name| !known.contains(name)) {
            self.warn_of(place, name, known);
        }
    }

    #[inline(never)]
    fn warn_of(&mut self, place: &str, name: &str, known: &[&'static str]) {
        let mut warning = format!("`{place}{name}` is not a key of the configuration");
        if let Some(nearest) = known.iter().find(|known| alike(name, known)) {
            warning.push_str(&format!("; did you mean `{nearest}`?"));
        }
        self.warnings.push(warning);
    }
}

/// The same letters but for case, punctuation and one slip of the hand.
fn alike(typed: &str, known: &str) -> bool {
    let letters = |text: &str| -> Vec<char> {
        text.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
    };
    let (typed, known) = (letters(typed), letters(known));
    let same = |pairs: &mut dyn Iterator<Item = (&char, &char)>| pairs.take_while(|(a, b)| a == b).count();
    let head = same(&mut typed.iter().zip(&known));
    let tail = same(&mut typed.iter().rev().zip(known.iter().rev()));
    typed.len().abs_diff(known.len()) <= 1 && head + tail + 2 >= typed.len().max(known.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_hand_is_recognised() {
        for (typed, known) in [
            ("proxy-url", "proxyUrl"),
            ("proxyurl", "proxyUrl"),
            ("departmentID", "departmentId"),
            ("feilds", "fields"),
            ("field", "fields"),
            ("mesages", "messages"),
        ] {
            assert!(alike(typed, known), "{typed}");
        }
        for (typed, known) in [("colour", "fields"), ("a", "fields"), ("", "mode"), ("values", "fields")] {
            assert!(!alike(typed, known), "{typed}");
        }
    }

    #[test]
    fn an_id_never_loses_digits_silently() {
        let mut report = Report::default();
        assert_eq!(report.id("x", Some(&Value::Integer(1892000000006907))).as_deref(), Some("1892000000006907"));
        assert_eq!(report.id("x", Some(&Value::from("18921000000379001"))).as_deref(), Some("18921000000379001"));
        assert_eq!(report.errors.len(), 0);
        assert_eq!(report.id("x", Some(&Value::Number(18921000000379001.0))), None);
        assert!(report.errors[0].contains("`x`") && report.errors[0].contains("string"), "{:?}", report.errors);
    }
}
