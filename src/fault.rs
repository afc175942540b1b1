//! What is wrong with one field, whoever found out.

use deskbell_rules::{Code, Value, Violation, field_of_pointer};

/// Something about a field that has to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The field as the ticket names it: `contact.email`, `subject`.
    pub(crate) field: String,
    /// Why.
    pub(crate) reason: Reason,
}

/// Why a field has to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reason {
    /// A rule, broken here or at the server's.
    Rule(Code),
    /// The server's own sentence; empty if it gave none.
    Said(String),
}

impl Fault {
    /// A broken rule.
    #[cfg(test)]
    pub(crate) fn rule(field: impl Into<String>, code: Code) -> Self {
        Self { field: field.into(), reason: Reason::Rule(code) }
    }

    /// One entry of the server's `errors`: `{ fieldName, errorType, code?, params?, errorMessage? }`,
    /// of which Zoho itself sends no `code` and no `params`.
    pub(crate) fn read(entry: &Value) -> Option<Self> {
        let text = |name| entry.member(name).and_then(Value::as_text);
        let field = field_of_pointer(text("fieldName").or_else(|| text("field"))?);
        let params = entry.member("params").unwrap_or(&Value::Null);
        let code = text("code").and_then(|code| Code::from_wire(code, params));
        let missing = text("errorType") == Some("missing");
        let reason = match code.or_else(|| missing.then_some(Code::Missing)) {
            Some(code) => Reason::Rule(code),
            None => Reason::Said(text("errorMessage").unwrap_or_default().trim().to_owned()),
        };
        Some(Self { field, reason })
    }

    /// The same for scripts: `{ field, code, params }`.
    pub(crate) fn to_value(&self) -> Value {
        let (code, params) = match &self.reason {
            Reason::Rule(code) => (code.as_str(), code.params()),
            Reason::Said(_) => ("invalid", Value::Object(Vec::new())),
        };
        let members = [("field", Value::from(self.field.as_str())), ("code", Value::from(code)), ("params", params)];
        Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }
}

impl From<Violation> for Fault {
    fn from(violation: Violation) -> Self {
        Self { field: violation.field, reason: Reason::Rule(violation.code) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::value;

    fn read(json: &str) -> Option<Fault> {
        Fault::read(&value(json))
    }

    #[test]
    fn reads_the_proxys_and_zohos_errors() {
        assert_eq!(
            read(
                r#"{"fieldName":"/subject","errorType":"invalid","code":"too_long","params":{"limit":255,"length":300}}"#
            ),
            Some(Fault::rule("subject", Code::TooLong { limit: 255, length: 300 }))
        );
        assert_eq!(
            read(r#"{"fieldName":"/contact/email","errorType":"missing","errorMessage":""}"#),
            Some(Fault::rule("contact.email", Code::Missing))
        );
        assert_eq!(
            read(r#"{"fieldName":"/cf/cf_x","errorType":"invalid","errorMessage":" No such model "}"#),
            Some(Fault { field: "cf.cf_x".to_owned(), reason: Reason::Said("No such model".to_owned()) })
        );
        for nonsense in ["null", "[]", "{}", r#"{"fieldName":7}"#, "\"subject\""] {
            assert_eq!(read(nonsense), None, "{nonsense}");
        }
    }
}
