//! From draft to ticket: every rule, every violation, in the order of Zoho's page.

use crate::field::{CLASSIFICATIONS, CONTACT_FIELDS, FIELDS, Field, Type};
use crate::{Code, Draft, Expected, Form, Ticket, Value, Violation, format, id, text, timestamp};

type Checked<T> = Result<Option<T>, Code>;

impl Draft {
    /// Checks the draft against Zoho's page and against `form`.
    ///
    /// # Errors
    /// All violations: known attributes in the order of Zoho's page, then unknown ones.
    pub fn check(&self, form: &Form) -> Result<Ticket, Vec<Violation>> {
        let mut check = Check { draft: self, form, violations: Vec::new() };
        let values = FIELDS.iter().filter_map(|field| Some((field.name.to_owned(), check.attribute(field)?))).collect();
        check.unknown();
        if check.violations.is_empty() { Ok(Ticket { values }) } else { Err(check.violations) }
    }
}

pub(crate) struct Check<'a> {
    pub(crate) draft: &'a Draft,
    pub(crate) form: &'a Form,
    pub(crate) violations: Vec<Violation>,
}

impl Check<'_> {
    pub(crate) fn report(&mut self, field: &str, code: Code) {
        self.violations.push(Violation::new(field, code));
    }

    /// The checked value of one attribute; `None` where it is absent, blank or wrong.
    fn attribute(&mut self, field: &Field) -> Option<Value> {
        let name = field.name;
        let value = self.draft.get(name).filter(|value| **value != Value::Null);
        let filled = value.is_some_and(|value| !value.is_blank());
        if (value.is_some() && !self.may_set(field)) || (filled && !self.form.shows(name, self.draft)) {
            self.report(name, Code::NotAllowed);
            return None;
        }
        match field.data_type {
            Type::Contact => self.contact(value),
            Type::CustomFields => self.custom_fields(name, value),
            Type::Ids => self.ids(name, value),
            Type::Text | Type::Id | Type::Timestamp => self.scalar(name, field, value),
        }
    }

    /// Objects are judged member by member, so here they pass.
    fn may_set(&self, field: &Field) -> bool {
        match field.data_type {
            Type::Contact => {
                self.form.allowed.is_none() || CONTACT_FIELDS.iter().any(|member| self.may_set_contact(member))
            }
            Type::CustomFields => true,
            _ => self.form.allows(field.name),
        }
    }

    /// Whoever may give an address at all may repeat it in the contact.
    fn may_set_contact(&self, member: &Field) -> bool {
        self.form.allows(&format!("contact.{}", member.name)) || (member.name == "email" && self.form.allows("email"))
    }

    fn scalar(&mut self, name: &str, field: &Field, value: Option<&Value>) -> Option<Value> {
        let checked = match value {
            None => Ok(None),
            Some(Value::Text(typed)) => self.text(name, field, typed),
            Some(_) => Err(Code::Type { expected: Expected::String }),
        };
        let required = field.required || self.form.requires(name, self.draft);
        match checked {
            Ok(None) if required => self.report(name, Code::Missing),
            Ok(text) => return text.map(Value::Text),
            Err(code) => self.report(name, code),
        }
        None
    }

    fn text(&self, name: &str, field: &Field, typed: &str) -> Checked<String> {
        let clean = if name == "subject" { text::clean_line(typed) } else { text::clean(typed) };
        if clean.trim().is_empty() {
            return Ok(None);
        }
        if let Some(limit) = field.limit {
            let html = name == "description" && !self.form.description_is_html;
            let length = if html { text::escaped_length(&clean) } else { text::length(&clean) };
            if length > limit {
                return Err(Code::TooLong { limit, length });
            }
        }
        match field.data_type {
            Type::Id => id::check(&clean)?,
            Type::Timestamp => timestamp::check(&clean)?,
            _ => format::check(field.kind, &clean)?,
        }
        if name == "departmentId"
            && !self.form.departments.is_empty()
            && !self.form.departments.iter().any(|known| *known == *clean)
        {
            return Err(Code::NotAllowed);
        }
        self.listed(name, &clean)?;
        Ok(Some(clean.into_owned()))
    }

    /// The form's own kind and options for the field, or Zoho's list.
    fn listed(&self, name: &str, text: &str) -> Result<(), Code> {
        match self.form.declared(name) {
            Some(declared)
                if !declared.options.is_empty() || declared.depends_on.is_some() || declared.kind.is_some() =>
            {
                self.check_declared(declared, text)
            }
            _ if name == "classification" => format::listed(&CLASSIFICATIONS, text),
            _ => Ok(()),
        }
    }

    fn ids(&mut self, name: &str, value: Option<&Value>) -> Option<Value> {
        let entries = match value {
            None => &[][..],
            Some(Value::List(entries)) => entries,
            Some(_) => {
                self.report(name, Code::Type { expected: Expected::List });
                return None;
            }
        };
        if entries.is_empty() {
            if self.form.requires(name, self.draft) {
                self.report(name, Code::Missing);
            }
            return None;
        }
        for (index, entry) in entries.iter().enumerate() {
            let verdict = entry.as_text().ok_or(Code::Type { expected: Expected::String }).and_then(id::check);
            if let Err(code) = verdict {
                self.report(&format!("{name}.{index}"), code);
            }
        }
        Some(Value::List(entries.to_vec()))
    }

    fn contact(&mut self, value: Option<&Value>) -> Option<Value> {
        let given: &[(String, Value)] = match value {
            None => &[],
            Some(Value::Object(members)) => members,
            Some(_) => {
                self.report("contact", Code::Type { expected: Expected::Object });
                return None;
            }
        };
        let mut members = Vec::new();
        for field in &CONTACT_FIELDS {
            let path = format!("contact.{}", field.name);
            let typed = value.and_then(|contact| contact.member(field.name)).filter(|typed| **typed != Value::Null);
            let filled = typed.is_some_and(|typed| !typed.is_blank());
            let hidden = filled && !self.form.shows(&path, self.draft);
            if hidden || (typed.is_some() && !self.may_set_contact(field)) {
                self.report(&path, Code::NotAllowed);
            } else if let Some(text) = self.scalar(&path, field, typed) {
                members.push((field.name.to_owned(), text));
            }
        }
        for (name, _) in given.iter().filter(|(name, _)| !CONTACT_FIELDS.iter().any(|field| field.name == name)) {
            self.report(&format!("contact.{name}"), Code::UnknownField);
        }
        if value.is_none() {
            self.contact_or_id();
            return None;
        }
        let missing =
            |violation: &Violation| violation.field.starts_with("contact.") && violation.code == Code::Missing;
        if !given.iter().any(names_somebody) && !self.violations.iter().any(missing) {
            self.report("contact", Code::ContactIncomplete);
        }
        Some(Value::Object(members))
    }

    /// Zoho's page: `contactId`, or else `contact`, which is not there.
    fn contact_or_id(&mut self) {
        let reported = self.violations.iter().any(|violation| violation.field.starts_with("contact"));
        if self.draft.get("contactId").is_none_or(Value::is_blank) && !reported {
            self.report("contactId", Code::Missing);
        }
    }

    fn unknown(&mut self) {
        let unknown = self.draft.values().filter(|(name, _)| !FIELDS.iter().any(|field| field.name == *name));
        self.violations.extend(unknown.map(|(name, _)| Violation::new(name, Code::UnknownField)));
    }
}

/// Whether a member of `contact` is one of the two that Zoho wants, whatever it holds.
fn names_somebody((name, value): &(String, Value)) -> bool {
    matches!(name.as_str(), "lastName" | "email") && !value.is_blank()
}
