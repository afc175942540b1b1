//! A form and a draft as lines of text, so that every change of a letter leads to another one:
//!
//! ```text
//! ?phone phone ! <cf.cf_call=true            a field: name, kind, required, shown when
//! ?subCategory picklist [A,B >category=x:A,B  options, options that depend
//! &cf                                         what a sender may set (without such a line: all)
//! @1892000000006907                           a department (without such a line: all)
//! subject=Help                                an attribute: JSON, or else text
//! priority*121=a                             the same so many times
//! ```

use deskbell_rules::{Condition, Declared, Dependency, Draft, Form, Kind, Value};

/// The longest text that is made by repeating: beyond all limits but the two of 65,535, which would
/// take most of the time. The cases in `tests/cases` have both sides of those.
const MOST: usize = 400;

/// Reads both. What is no such line is an attribute without a value.
pub(super) fn read(text: &str) -> (Form, Draft) {
    let (mut form, mut draft) = (Form::default(), Draft::new());
    for line in text.lines() {
        match line.split_at_checked(1) {
            Some(("?", field)) => form.fields.push(declared(field)),
            Some(("&", name)) => form.allowed.get_or_insert_default().push(name.to_owned()),
            Some(("@", id)) => form.departments.push(id.to_owned()),
            _ => {
                let (name, typed) = line.split_once('=').unwrap_or((line, "null"));
                let (name, times) = name.split_once('*').unwrap_or((name, "1"));
                draft.set(name, value(typed, times.parse().unwrap_or(1)));
            }
        }
    }
    (form, draft)
}

fn value(typed: &str, times: usize) -> Value {
    match serde_json::from_str(typed) {
        Ok(value) if times == 1 => value,
        _ => Value::Text(typed.repeat(times.min(MOST / typed.len().max(1)))),
    }
}

fn declared(text: &str) -> Declared {
    let mut words = text.split(' ');
    let mut declared = Declared { name: words.next().unwrap_or_default().to_owned(), ..Declared::default() };
    for word in words {
        match word.split_at_checked(1) {
            Some(("!", "")) => declared.required = true,
            Some(("[", options)) => declared.options = list(options),
            Some((">", of)) => declared.depends_on = Some(dependency(of)),
            Some(("<", of)) => {
                let (field, is) = of.split_once('=').unwrap_or((of, ""));
                declared.show_when = Some(Condition { field: field.to_owned(), is: list(is) });
            }
            _ => declared.kind = Kind::parse(word),
        }
    }
    declared
}

/// `category=x:A,B/y:C`
fn dependency(text: &str) -> Dependency {
    let (field, values) = text.split_once('=').unwrap_or((text, ""));
    let choices = |part: &str| {
        let (value, choices) = part.split_once(':').unwrap_or((part, ""));
        (value.to_owned(), list(choices))
    };
    Dependency { field: field.to_owned(), values: values.split('/').map(choices).collect() }
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::to_owned).collect()
}
