//! From plain data to field descriptions, with every mistake told.

use deskbell_rules::{Condition, Dependency, Field, Kind, Type, Value};

use super::{Choice, FieldDescription};
use crate::files::UPLOADS;
use crate::report::Report;

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
        let multiple = report.flag(&at("multiple"), value.member("multiple")) == Some(true);
        let options = read_options(&at("options"), value.member("options"), report);
        let depends_on = value.member("dependsOn").and_then(|value| read_dependency(&at("dependsOn"), value, report));
        let show_when = value.member("showWhen").and_then(|value| read_condition(&at("showWhen"), value, report));
        let chosen = !options.is_empty() || depends_on.is_some();
        let kind = match kind.and_then(|kind| read_kind(&at("kind"), &kind, report)) {
            None | Some(Kind::Picklist) if multiple && chosen => Some(Kind::Multiselect),
            kind => kind,
        };
        let name = read_name(&at("name"), name, report)?;
        Some(Self { name, label, help, placeholder, kind, required, options, depends_on, show_when, autocomplete })
    }
}

fn read_name(place: &str, name: Option<String>, report: &mut Report) -> Option<String> {
    match name {
        Some(name) if can_ask(&name) => return Some(name),
        Some(name) => report.error(place, &format!("is `{name}`, which a form cannot ask for")),
        None => report.error(place, "is missing"),
    }
    None
}

fn read_kind(place: &str, kind: &str, report: &mut Report) -> Option<Kind> {
    let known = Kind::parse(kind);
    if known.is_none() {
        report.error(place, &format!("is `{kind}`, which is not a kind of field"));
    }
    known
}

/// Each a text, or `{ value, label }`.
fn read_options(place: &str, value: Option<&Value>, report: &mut Report) -> Vec<Choice> {
    let mut options = Vec::new();
    for (index, entry) in report.entries(place, value).iter().enumerate() {
        let place = format!("{place}.{index}");
        let (value, label) = match entry {
            Value::Object(_) => (
                report.id(&format!("{place}.value"), entry.member("value")),
                report.text(&place, entry.member("label")),
            ),
            entry => (report.text(&place, Some(entry)), None),
        };
        options.extend(value.map(|value| Choice { value, label }));
    }
    options
}

#[inline(never)]
fn read_dependency(place: &str, value: &Value, report: &mut Report) -> Option<Dependency> {
    let field = read_field(place, value, &["field", "values"], report)?;
    let place = format!("{place}.values");
    let members = report.members(&place, value.member("values"));
    let choices = |(parent, listed): &(String, Value)| {
        (parent.clone(), read_texts(&format!("{place}.{parent}"), Some(listed), report))
    };
    Some(Dependency { field, values: members.iter().map(choices).collect() })
}

#[inline(never)]
fn read_condition(place: &str, value: &Value, report: &mut Report) -> Option<Condition> {
    let field = read_field(place, value, &["field", "is"], report)?;
    Some(Condition { field, is: read_texts(&format!("{place}.is"), value.member("is"), report) })
}

/// The member `field` of an object with these members.
fn read_field(place: &str, value: &Value, keys: &[&'static str], report: &mut Report) -> Option<String> {
    if *value == Value::Null {
        return None;
    }
    let members = report.members(place, Some(value));
    report.unknown(&format!("{place}."), members.iter().map(|(name, _)| name.as_str()), keys);
    let place = format!("{place}.field");
    let field = report.text(&place, value.member("field"));
    if field.is_none() {
        report.error(&place, "is missing");
    }
    field
}

/// A list of texts; `true` and `false` may be written as such.
pub(crate) fn read_texts(place: &str, value: Option<&Value>, report: &mut Report) -> Vec<String> {
    let mut texts = Vec::new();
    for (index, entry) in report.entries(place, value).iter().enumerate() {
        match entry {
            Value::Boolean(flag) => texts.push(flag.to_string()),
            entry => texts.extend(report.text(&format!("{place}.{index}"), Some(entry))),
        }
    }
    texts
}

/// A visitor types text, or adds files; objects, other lists and whole groups of fields cannot be
/// asked for.
fn can_ask(name: &str) -> bool {
    if let Some(custom) = name.strip_prefix("cf.") {
        return !custom.is_empty() && !custom.contains('.');
    }
    let scalar = |field: &Field| matches!(field.data_type, Type::Text | Type::Id | Type::Timestamp);
    name == UPLOADS || Field::find(name).is_some_and(scalar)
}
