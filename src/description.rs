//! The form description that the proxy serves (`GET /api/v1/form`).

use deskbell_rules::Value;

use crate::field::FieldDescription;
use crate::report::Report;

/// What the proxy's form asks for. A proxy that only forwards has none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Description {
    /// The department for whoever has not chosen one.
    pub(crate) department_id: Option<String>,
    /// The departments that may be chosen; empty: any.
    pub(crate) departments: Vec<String>,
    /// The fields, in order.
    pub(crate) fields: Vec<FieldDescription>,
}

impl Description {
    /// Reads the proxy's answer. `None` where it is not a form description at all; a field that
    /// cannot be read is left out, because the visitor can do nothing about it.
    pub(crate) fn read(answer: &Value) -> Option<Self> {
        let mut report = Report::default();
        let fields = FieldDescription::read_list("fields", answer.member("fields"), &mut report);
        let department_id = report.id("departmentId", answer.member("departmentId"));
        if fields.is_empty() && department_id.is_none() {
            return None;
        }
        let listed = report.entries("departments", answer.member("departments"));
        let departments = listed.iter().filter_map(|id| report.id("departments", Some(id))).collect();
        Some(Self { department_id, departments, fields })
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
                "attachments":{"enabled":false},"challenge":null}"#,
        );
        let description = Description::read(&answer).unwrap();
        assert_eq!(description.department_id.as_deref(), Some("1892000000006907"));
        assert_eq!(description.departments, ["1892000000006907"]);
        assert_eq!(description.fields.len(), 1);
    }

    #[test]
    fn anything_else_is_no_form() {
        for json in ["null", "{}", "[]", "\"<html>\"", r#"{"status":"ok"}"#] {
            assert_eq!(Description::read(&value(json)), None, "{json}");
        }
    }
}
