//! What text of each kind has to look like.

use crate::{Code, Expected, Kind, email, number, timestamp, url};

pub(crate) fn check(kind: Kind, text: &str) -> Result<(), Code> {
    match kind {
        Kind::Text | Kind::Phone | Kind::Textarea | Kind::Picklist | Kind::Multiselect => Ok(()),
        Kind::Email => email::check(text),
        Kind::Url => url::check(text),
        Kind::Number => number::check(text),
        Kind::Decimal | Kind::Currency | Kind::Percent => number::check_decimal(text),
        Kind::Boolean if matches!(text, "true" | "false") => Ok(()),
        Kind::Boolean => Err(Code::Format { expected: Expected::Boolean }),
        Kind::Date => timestamp::check_date(text),
        Kind::DateTime => timestamp::check(text),
    }
}

pub(crate) fn listed<S: AsRef<str>>(options: &[S], text: &str) -> Result<(), Code> {
    if options.iter().any(|option| option.as_ref() == text) {
        return Ok(());
    }
    Err(Code::NotListed { options: options.iter().map(|option| option.as_ref().to_owned()).collect() })
}
