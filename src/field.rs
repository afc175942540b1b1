//! The description of one field, as the site's configuration or the proxy's form gives it.

use deskbell_rules::{Declared, Field, Kind, Value, text};

use crate::report::Report;

/// One field of the form. Everything but the name may be left to others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FieldDescription {
    /// An attribute of the ticket, `contact.firstName`, `contact.lastName` or `cf.<api name>`.
    pub(crate) name: String,
    /// What stands above it; otherwise the message `label.<name>`, otherwise the name.
    pub(crate) label: Option<String>,
    /// A sentence below it.
    pub(crate) help: Option<String>,
    /// An example inside it.
    pub(crate) placeholder: Option<String>,
    /// Otherwise what the attribute is.
    pub(crate) kind: Option<Kind>,
    /// Otherwise as in [`standard`], otherwise what Zoho requires.
    pub(crate) required: Option<bool>,
    /// What to choose from.
    pub(crate) options: Vec<String>,
    /// HTML's `autocomplete`; names, addresses and numbers of the visitor have their own.
    pub(crate) autocomplete: Option<String>,
}

/// Keys of a field description. Those that are not read here are for forms with dependent fields.
const KEYS: [&str; 11] = [
    "name",
    "label",
    "help",
    "placeholder",
    "kind",
    "required",
    "options",
    "autocomplete",
    "dependsOn",
    "showWhen",
    "multiple",
];

/// The form of a site that says nothing: name, e-mail, subject, description, all required.
pub(crate) fn standard() -> Vec<FieldDescription> {
    ["contact.lastName", "email", "subject", "description"]
        .into_iter()
        .map(|name| FieldDescription { name: name.to_owned(), required: Some(true), ..FieldDescription::default() })
        .collect()
}

impl FieldDescription {
    /// Reads a list of descriptions that stands at `place`. Fields named twice and names that no
    /// form can ask for are errors.
    pub(crate) fn read_list(place: &str, value: Option<&Value>, report: &mut Report) -> Vec<Self> {
        let mut fields: Vec<Self> = Vec::new();
        for (index, entry) in report.entries(place, value).iter().enumerate() {
            let Some(field) = Self::read(&format!("{place}.{index}"), entry, report) else { continue };
            if fields.iter().any(|known| known.name == field.name) {
                report.error(&format!("{place}.{index}.name"), &format!("names `{}` a second time", field.name));
            } else {
                fields.push(field);
            }
        }
        fields
    }

    fn read(place: &str, value: &Value, report: &mut Report) -> Option<Self> {
        let members = report.members(place, Some(value));
        report.unknown(&format!("{place}."), members.iter().map(|(name, _)| name.as_str()), &KEYS);
        let at = |key: &str| format!("{place}.{key}");
        let mut text = |key: &str| report.text(&at(key), value.member(key));
        let (name, kind) = (text("name"), text("kind"));
        let (label, help, placeholder) = (text("label"), text("help"), text("placeholder"));
        let autocomplete = text("autocomplete");
        let required = report.flag(&at("required"), value.member("required"));
        let options = read_options(&at("options"), value.member("options"), report);
        let kind = kind.and_then(|kind| {
            let known = Kind::parse(&kind);
            if known.is_none() {
                report.error(&at("kind"), &format!("is `{kind}`, which is not a kind of field"));
            }
            known
        });
        match name {
            Some(name) if can_ask(&name) => {
                Some(Self { name, label, help, placeholder, kind, required, options, autocomplete })
            }
            Some(name) => {
                report.error(&at("name"), &format!("is `{name}`, which a form cannot ask for"));
                None
            }
            None => {
                report.error(&at("name"), "is missing");
                None
            }
        }
    }

    /// Takes from `other` what this one leaves open.
    pub(crate) fn inherit(&mut self, other: &Self) {
        fn or(mine: &mut Option<String>, theirs: &Option<String>) {
            if mine.is_none() {
                mine.clone_from(theirs);
            }
        }
        or(&mut self.label, &other.label);
        or(&mut self.help, &other.help);
        or(&mut self.placeholder, &other.placeholder);
        or(&mut self.autocomplete, &other.autocomplete);
        self.kind = self.kind.or(other.kind);
        self.required = self.required.or(other.required);
        if self.options.is_empty() {
            self.options.clone_from(&other.options);
        }
    }

    /// Whether the visitor has to fill it in.
    pub(crate) fn is_required(&self) -> bool {
        self.required.unwrap_or_else(|| {
            standard().iter().any(|field| field.name == self.name)
                || Field::find(&self.name).is_some_and(|field| field.required)
        })
    }

    /// The same for the rules.
    pub(crate) fn declared(&self) -> Declared {
        Declared {
            name: self.name.clone(),
            kind: self.kind,
            required: self.is_required(),
            options: self.options.clone(),
        }
    }

    /// How it is asked for. Whatever has options is chosen from them.
    pub(crate) fn control(&self) -> Kind {
        match self.declared().kind() {
            Kind::Text if !self.options.is_empty() => Kind::Picklist,
            kind => kind,
        }
    }

    /// What to choose from: its own options, or those of Zoho's page.
    pub(crate) fn choices(&self) -> Vec<String> {
        if self.options.is_empty() && self.name == "classification" {
            return deskbell_rules::CLASSIFICATIONS.iter().map(|&choice| choice.to_owned()).collect();
        }
        self.options.clone()
    }

    /// Length and limit of `typed` in UTF-16 code units, where the attribute has a limit. A
    /// description is measured as what Zoho will get, like the rules do.
    pub(crate) fn length(&self, typed: &str) -> Option<(usize, usize)> {
        let limit = Field::find(&self.name)?.limit?;
        let length = if self.name == "description" { text::escaped_length(typed) } else { text::length(typed) };
        Some((length, limit))
    }
}

fn read_options(place: &str, value: Option<&Value>, report: &mut Report) -> Vec<String> {
    let mut options = Vec::new();
    for (index, entry) in report.entries(place, value).iter().enumerate() {
        options.extend(report.text(&format!("{place}.{index}"), Some(entry)));
    }
    options
}

/// A visitor types text; objects, lists and whole groups of fields cannot be asked for.
fn can_ask(name: &str) -> bool {
    use deskbell_rules::Type;
    if let Some(custom) = name.strip_prefix("cf.") {
        return !custom.is_empty() && !custom.contains('.');
    }
    Field::find(name).is_some_and(|field| matches!(field.data_type, Type::Text | Type::Id | Type::Timestamp))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::value;

    fn read(json: &str) -> (Vec<FieldDescription>, Report) {
        let mut report = Report::default();
        let fields = FieldDescription::read_list("fields", Some(&value(json)), &mut report);
        (fields, report)
    }

    #[test]
    fn every_member_is_read() {
        let (fields, report) = read(
            r#"[{"name":"cf.cf_color","label":"Colour","help":"h","placeholder":"p","kind":"picklist",
                 "required":true,"options":["red","blue"],"autocomplete":"off"}, {"name":"email"}]"#,
        );
        assert_eq!(report, Report::default());
        assert_eq!(fields[0].label.as_deref(), Some("Colour"));
        assert_eq!(fields[0].control(), Kind::Picklist);
        assert_eq!(fields[0].options, ["red", "blue"]);
        assert_eq!(fields[1].control(), Kind::Email);
        assert!(fields[1].is_required(), "as in the standard form");
    }

    #[test]
    fn mistakes_name_their_place() {
        for (json, expected) in [
            (r#"{}"#, "`fields` must be a list"),
            (
                r#"[{"name":"subject","kind":"dropdown"}]"#,
                "`fields.0.kind` is `dropdown`, which is not a kind of field",
            ),
            (r#"[{"name":"colour"}]"#, "`fields.0.name` is `colour`, which a form cannot ask for"),
            (r#"[{"name":"contact"}]"#, "`fields.0.name` is `contact`, which a form cannot ask for"),
            (r#"[{"label":"x"}]"#, "`fields.0.name` is missing"),
            (r#"["subject"]"#, "`fields.0` must be an object"),
            (r#"[{"name":"email"},{"name":"email"}]"#, "`fields.1.name` names `email` a second time"),
            (r#"[{"name":"email","required":"yes"}]"#, "`fields.0.required` must be true or false"),
            (r#"[{"name":"email","options":[1]}]"#, "`fields.0.options.0` must be text"),
        ] {
            assert!(read(json).1.errors.iter().any(|error| error == expected), "{json}: {:?}", read(json).1.errors);
        }
        let warnings = read(r#"[{"name":"email","requird":true}]"#).1.warnings;
        assert_eq!(warnings, ["`fields.0.requird` is not a key of the configuration; did you mean `required`?"]);
    }

    #[test]
    fn what_is_left_open_is_inherited() {
        let (mut mine, _) = read(r#"[{"name":"category","label":"Topic"}]"#);
        let (theirs, _) = read(r#"[{"name":"category","label":"Category","required":true,"options":["a"]}]"#);
        mine[0].inherit(&theirs[0]);
        assert_eq!(mine[0].label.as_deref(), Some("Topic"));
        assert!(mine[0].is_required());
        assert_eq!(mine[0].control(), Kind::Picklist);
    }

    #[test]
    fn lengths_are_those_of_the_rules() {
        let field = |name: &str| FieldDescription { name: name.to_owned(), ..FieldDescription::default() };
        assert_eq!(field("subject").length("a😀"), Some((3, 255)));
        assert_eq!(field("description").length("<\n"), Some((8, 65535)));
        assert_eq!(field("cf.cf_x").length("a"), None);
        assert_eq!(field("classification").choices().len(), 4);
    }
}
