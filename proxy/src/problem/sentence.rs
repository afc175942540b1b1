//! English sentences for the codes, for people who read the answer itself. The widget has its
//! own, in the visitor's language, made from the same codes.

use deskbell_rules::{Code, Expected};

pub(super) fn sentence(code: &Code) -> String {
    match code {
        Code::Missing => "This is required.".to_owned(),
        Code::TooLong { limit, length } => format!("This is {length} characters long; at most {limit} are allowed."),
        Code::Format { expected } => format!("This has to be {}.", format(*expected)),
        Code::NotListed { options } => format!("This has to be one of: {}.", options.join(", ")),
        Code::OutOfRange { min, max } => format!("This has to lie between {min} and {max}."),
        Code::UnknownField => "A ticket has no such attribute.".to_owned(),
        Code::NotAllowed => "This may not be set, or not to this value.".to_owned(),
        Code::ContactIncomplete => "The contact needs a last name or an email address.".to_owned(),
        Code::TooMany { limit } => format!("At most {limit} are allowed."),
        Code::TooLarge { limit } => format!("At most {limit} bytes are allowed."),
        Code::Type { expected } => format!("This has to be {} in JSON.", format(*expected)),
    }
}

/// For Zoho's `duplicate`, which no rule can find out.
pub(super) fn duplicate() -> String {
    "This exists already.".to_owned()
}

fn format(expected: Expected) -> &'static str {
    match expected {
        Expected::String => "a string",
        Expected::List => "an array",
        Expected::Object => "an object",
        Expected::Scalar => "a string, a number or a boolean",
        Expected::Id => "an id of 1 to 19 digits, written as a string",
        Expected::Email => "an email address, such as name@example.com",
        Expected::Url => "a web address that starts with http:// or https://",
        Expected::Timestamp => "a time in UTC, such as 2026-06-21T18:50:04.573Z",
        Expected::Date => "a date, such as 2026-06-21",
        Expected::Number => "a whole number of up to nine digits",
        Expected::Decimal => "a number, such as 12.5",
        Expected::Boolean => "true or false",
    }
}
