//! The form description that the proxy serves (`GET /api/v1/form`).

use deskbell_rules::Value;

use crate::field::FieldDescription;
use crate::files::Limits;
use crate::report::Report;

/// What the proxy's form asks for. A proxy that only forwards has none.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Description {
    /// The department for whoever has not chosen one.
    pub(crate) department_id: Option<String>,
    /// The departments that may be chosen; empty: any.
    pub(crate) departments: Vec<String>,
    /// The fields, in order.
    pub(crate) fields: Vec<FieldDescription>,
    /// What files it takes.
    pub(crate) attachments: Limits,
    /// As it came, for the element.
    pub(crate) whole: Value,
}

impl Description {
    /// That of a proxy that only forwards.
    pub(crate) fn none() -> Self {
        let (fields, whole) = (Vec::new(), Value::Null);
        Self { department_id: None, departments: Vec::new(), fields, attachments: Limits::unsaid(), whole }
    }

    /// Reads the proxy's answer. `None` where it is not a form description at all; a field that
    /// cannot be read is left out, because the visitor can do nothing about it.
    pub(crate) fn read(answer: Value) -> Option<Self> {
        let mut report = Report::default();
        let fields = FieldDescription::read_list("fields", answer.member("fields"), &mut report);
        let department_id = report.id("departmentId", answer.member("departmentId"));
        if fields.is_empty() && department_id.is_none() {
            return None;
        }
        let listed = report.entries("departments", answer.member("departments"));
        let departments = listed.iter().filter_map(|id| report.id("departments", Some(id))).collect();
        let attachments = Limits::unsaid().narrowed("attachments", answer.member("attachments"), &mut report);
        Some(Self { department_id, departments, fields, attachments, whole: answer })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::value;

    #[test]
    fn reads_what_the_proxy_serves() {
        let answer = value(
            r#"{"departmentId":"1892000000006907","departments":["1892000000006907"],
                "fields":[{"name":"contact.lastName","kind":"text","required":true},{"name":"later","kind":"new"}],
                "attachments":{"enabled":true,"maxFiles":9,"maxBytes":104857600},"challenge":null}"#,
        );
        let description = Description::read(answer.clone()).unwrap();
        assert_eq!(description.department_id.as_deref(), Some("1892000000006907"));
        assert_eq!(description.departments, ["1892000000006907"]);
        assert_eq!(description.fields.len(), 1);
        let files = description.attachments;
        assert_eq!((files.enabled, files.max_files, files.max_bytes), (true, 9, 104_857_600));
        assert_eq!(description.whole, answer);
    }

    #[test]
    fn anything_else_is_no_form() {
        for json in ["null", "{}", "[]", "\"<html>\"", r#"{"status":"ok"}"#] {
            assert_eq!(Description::read(value(json)), None, "{json}");
        }
    }
}
