//! One entry of `errors`.

use deskbell_rules::{Code, Expected, Value, Violation};
use serde::Serialize;

use super::sentence::{duplicate, sentence};
use crate::zoho::{ErrorType, FieldError};

/// What is wrong with one field: for programs `code` and `params` (those of the rules), for
/// everybody else Zoho's `errorType` and a sentence.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FieldProblem {
    /// A JSON Pointer into the ticket: `/contact/lastName`.
    field_name: String,
    /// `missing`, `invalid`, or Zoho's `duplicate`.
    error_type: &'static str,
    /// The rules' code; `duplicate` is Zoho's alone.
    code: &'static str,
    /// What a sentence about it needs.
    #[schema(value_type = Object)]
    params: Value,
    /// An English sentence.
    error_message: String,
}

impl From<&Violation> for FieldProblem {
    fn from(violation: &Violation) -> Self {
        let missing = matches!(violation.code, Code::Missing | Code::ContactIncomplete);
        Self {
            field_name: violation.pointer(),
            error_type: if missing { "missing" } else { "invalid" },
            code: violation.code.as_str(),
            params: violation.code.params(),
            error_message: sentence(&violation.code),
        }
    }
}

impl From<&FieldError> for FieldProblem {
    /// Zoho says little: a field it calls invalid holds a value it does not allow.
    fn from(error: &FieldError) -> Self {
        let code = match error.error_type {
            ErrorType::Missing => Code::Missing,
            ErrorType::Invalid | ErrorType::Duplicate => refused(&error.field),
        };
        let problem = Self::from(&Violation::new(&*error.field, code));
        match error.error_type {
            ErrorType::Duplicate => Self {
                error_type: "duplicate",
                code: "duplicate",
                params: Value::Object(vec![]),
                error_message: duplicate(),
                ..problem
            },
            ErrorType::Missing | ErrorType::Invalid => problem,
        }
    }
}

fn refused(field: &str) -> Code {
    match field {
        "email" | "contact.email" => Code::Format { expected: Expected::Email },
        _ => Code::NotAllowed,
    }
}
