//! Plays the rule cases of this folder. The same file is compiled into the tests of the rules (on
//! the host), of the widget (in a browser) and of the proxy (over HTTP): three equal verdicts.
//!
//! A case file is `{ about, form?, cases: [{ name, draft, ticket | violations }] }`; `form` is
//! `{ fields?: [{ name, kind?, required?, options?, dependsOn?, showWhen? }], allowed?, departments? }`. In any string,
//! `«a×256»` stands for 256 times `a`.

use deskbell_rules::{Condition, Declared, Dependency, Form, Kind, Value};

/// Every case file, by name.
pub const FILES: [(&str, &str); 9] = [
    ("attributes", include_str!("attributes.json")),
    ("conditions", include_str!("conditions.json")),
    ("contact", include_str!("contact.json")),
    ("custom-fields", include_str!("custom-fields.json")),
    ("formats", include_str!("formats.json")),
    ("form", include_str!("form.json")),
    ("policy", include_str!("policy.json")),
    ("text", include_str!("text.json")),
    ("types", include_str!("types.json")),
];

/// One case file.
#[derive(Debug)]
pub struct Suite {
    pub form: Form,
    pub cases: Vec<Case>,
}

/// A draft and what has to come of it: `{ ticket }` or `{ violations }`.
#[derive(Debug)]
pub struct Case {
    pub name: String,
    pub draft: Value,
    pub verdict: Value,
}

impl Suite {
    /// Reads a case file that has been parsed from JSON, by whatever parser the place has.
    pub fn read(file: &Value) -> Self {
        let file = expand(file);
        let cases: Vec<Case> = list(&file, "cases").iter().map(read_case).collect();
        assert!(!cases.is_empty(), "a case file without cases");
        Self { form: file.member("form").map(read_form).unwrap_or_default(), cases }
    }
}

fn read_case(case: &Value) -> Case {
    let name = text(case, "name").expect("a case has a name");
    let outcome = ["ticket", "violations"].into_iter().find_map(|key| Some((key, case.member(key)?)));
    let (key, value) = outcome.unwrap_or_else(|| panic!("case `{name}` has neither ticket nor violations"));
    let draft = case.member("draft").unwrap_or_else(|| panic!("case `{name}` has no draft")).clone();
    Case { name, draft, verdict: Value::Object(vec![(key.to_owned(), with_params(value.clone()))]) }
}

/// `params` may be left out in a file where there are none.
fn with_params(verdict: Value) -> Value {
    let Value::List(violations) = verdict else { return verdict };
    let complete = |violation| match violation {
        Value::Object(mut members) if !members.iter().any(|(name, _)| name == "params") => {
            members.push(("params".to_owned(), Value::Object(Vec::new())));
            Value::Object(members)
        }
        other => other,
    };
    Value::List(violations.into_iter().map(complete).collect())
}

fn read_form(form: &Value) -> Form {
    Form {
        fields: list(form, "fields").iter().map(read_field).collect(),
        allowed: form.member("allowed").map(|_| texts(form, "allowed")),
        departments: texts(form, "departments"),
        description_is_html: false,
    }
}

fn read_field(field: &Value) -> Declared {
    Declared {
        name: text(field, "name").expect("a field has a name"),
        kind: text(field, "kind").map(|kind| Kind::parse(&kind).expect("a known kind")),
        required: field.member("required") == Some(&Value::Boolean(true)),
        options: texts(field, "options"),
        depends_on: field.member("dependsOn").map(read_dependency),
        show_when: field.member("showWhen").map(read_condition),
    }
}

fn read_dependency(dependency: &Value) -> Dependency {
    let Some(Value::Object(values)) = dependency.member("values") else { panic!("a dependency has values") };
    let choices = |(value, _): &(String, Value)| (value.clone(), texts(dependency.member("values").unwrap(), value));
    Dependency {
        field: text(dependency, "field").expect("it names a field"),
        values: values.iter().map(choices).collect(),
    }
}

fn read_condition(condition: &Value) -> Condition {
    Condition { field: text(condition, "field").expect("a condition names a field"), is: texts(condition, "is") }
}

fn list<'a>(object: &'a Value, name: &str) -> &'a [Value] {
    match object.member(name) {
        Some(Value::List(entries)) => entries,
        _ => &[],
    }
}

fn texts(object: &Value, name: &str) -> Vec<String> {
    list(object, name).iter().filter_map(Value::as_text).map(str::to_owned).collect()
}

fn text(object: &Value, name: &str) -> Option<String> {
    object.member(name).and_then(Value::as_text).map(str::to_owned)
}

fn expand(value: &Value) -> Value {
    match value {
        Value::Text(text) => Value::Text(expand_text(text)),
        Value::List(entries) => Value::List(entries.iter().map(expand).collect()),
        Value::Object(members) => {
            Value::Object(members.iter().map(|(name, value)| (name.clone(), expand(value))).collect())
        }
        other => other.clone(),
    }
}

fn expand_text(text: &str) -> String {
    let Some((before, rest)) = text.split_once('«') else { return text.to_owned() };
    let (inside, after) = rest.split_once('»').expect("« is closed by »");
    let (what, count) = inside.rsplit_once('×').expect("« holds text×count");
    let count = count.parse().expect("× is followed by a number");
    format!("{before}{}{}", what.repeat(count), expand_text(after))
}
