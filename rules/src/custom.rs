//! Custom fields: `cf` by API name, `customFields` by label. Zoho's page leaves their content
//! open; what a form declares about one is checked, and nothing but scalars is let through.

use crate::check::Check;
use crate::form::Declared;
use crate::{CHOICE_SEPARATOR, Code, Expected, Kind, Value, format, text};

impl Check<'_> {
    pub(crate) fn custom_fields(&mut self, object: &str, value: Option<&Value>) -> Option<Value> {
        let given: &[(String, Value)] = match value {
            None => &[],
            Some(Value::Object(members)) => members,
            Some(_) => {
                self.report(object, Code::Type { expected: Expected::Object });
                return None;
            }
        };
        let mut members = Vec::new();
        for (name, value) in given {
            let path = format!("{object}.{name}");
            if !self.form.allows(&path) || (!value.is_blank() && !self.form.shows(&path, self.draft)) {
                self.report(&path, Code::NotAllowed);
                continue;
            }
            match self.custom_value(self.form.declared(&path), value) {
                Ok(Some(value)) => members.push((name.clone(), value)),
                Ok(None) => {}
                Err(code) => self.report(&path, code),
            }
        }
        self.missing(object, given);
        (!members.is_empty()).then_some(Value::Object(members))
    }

    fn missing(&mut self, object: &str, given: &[(String, Value)]) {
        let form = self.form;
        for declared in &form.fields {
            let name = declared.name.strip_prefix(object).and_then(|rest| rest.strip_prefix('.'));
            let blank = |name: &str| !given.iter().any(|(known, value)| known == name && !value.is_blank());
            // Of two with one name the first counts.
            let is_first = form.declared(&declared.name).is_some_and(|first| std::ptr::eq(first, declared));
            if is_first && name.is_some_and(blank) && form.requires(&declared.name, self.draft) {
                self.report(&declared.name, Code::Missing);
            }
        }
    }

    fn custom_value(&self, declared: Option<&Declared>, value: &Value) -> Result<Option<Value>, Code> {
        match value {
            _ if value.is_blank() => Ok(None),
            Value::Text(typed) => {
                let clean = text::clean(typed);
                declared.map_or(Ok(()), |declared| self.check_declared(declared, &clean))?;
                Ok(Some(Value::Text(clean.into_owned())))
            }
            // Several choices travel as one string, as Zoho writes them.
            Value::List(choices) if declared.is_some_and(|declared| declared.kind() == Kind::Multiselect) => {
                self.custom_value(declared, &Value::Text(join(choices)?))
            }
            Value::Boolean(_) | Value::Integer(_) | Value::Number(_) => match declared {
                // A form's fields are text, whatever they hold: one spelling, one check.
                Some(_) => Err(Code::Type { expected: Expected::String }),
                None => Ok(Some(value.clone())),
            },
            Value::Null | Value::List(_) | Value::Object(_) => Err(Code::Type { expected: Expected::Scalar }),
        }
    }

    /// Kind and options of a declared field.
    pub(crate) fn check_declared(&self, declared: &Declared, text: &str) -> Result<(), Code> {
        format::check(declared.kind(), text)?;
        let options = self.form.options(declared, self.draft);
        match declared.kind() {
            _ if options.is_empty() && declared.depends_on.is_none() => Ok(()),
            Kind::Multiselect => text.split(CHOICE_SEPARATOR).try_for_each(|choice| format::listed(&options, choice)),
            _ => format::listed(&options, text),
        }
    }
}

fn join(choices: &[Value]) -> Result<String, Code> {
    let texts: Option<Vec<&str>> = choices.iter().map(Value::as_text).collect();
    texts.map(|texts| texts.join(CHOICE_SEPARATOR)).ok_or(Code::Type { expected: Expected::String })
}
