//! What is wrong with a draft: codes with data, never sentences.

/// What a value should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A JSON string.
    String,
    /// A JSON array.
    List,
    /// A JSON object.
    Object,
    /// A JSON string, number or boolean.
    Scalar,
    /// 1 to 19 digits.
    Id,
    /// An e-mail address.
    Email,
    /// An `http` or `https` URL.
    Url,
    /// `YYYY-MM-DDTHH:MM:SS[.fff]Z`.
    Timestamp,
    /// `YYYY-MM-DD`.
    Date,
    /// A whole number.
    Number,
    /// A number with a decimal point.
    Decimal,
    /// `true` or `false`.
    Boolean,
}

const EXPECTED: [(Expected, &str); 12] = [
    (Expected::String, "string"),
    (Expected::List, "list"),
    (Expected::Object, "object"),
    (Expected::Scalar, "scalar"),
    (Expected::Id, "id"),
    (Expected::Email, "email"),
    (Expected::Url, "url"),
    (Expected::Timestamp, "timestamp"),
    (Expected::Date, "date"),
    (Expected::Number, "number"),
    (Expected::Decimal, "decimal"),
    (Expected::Boolean, "boolean"),
];

impl Expected {
    /// Its name in `params.expected`.
    pub fn as_str(self) -> &'static str {
        EXPECTED.iter().find(|(known, _)| *known == self).map_or("", |(_, name)| name)
    }

    /// Reads `params.expected`.
    pub fn parse(name: &str) -> Option<Self> {
        EXPECTED.iter().find(|(_, known)| *known == name).map(|(expected, _)| *expected)
    }
}

/// The kind of violation, with what a sentence about it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Code {
    /// Required, but absent or blank.
    Missing,
    /// `length` of at most `limit` UTF-16 code units.
    TooLong {
        /// The longest text allowed.
        limit: usize,
        /// What it is.
        length: usize,
    },
    /// Not in the expected format.
    Format {
        /// The format.
        expected: Expected,
    },
    /// Not one of the options.
    NotListed {
        /// The options.
        options: Vec<String>,
    },
    /// A number outside its range; both ends are allowed values, written in digits.
    OutOfRange {
        /// The smallest value.
        min: String,
        /// The largest value.
        max: String,
    },
    /// Not an attribute of a ticket.
    UnknownField,
    /// An attribute that this sender may not set, or not to this value.
    NotAllowed,
    /// `contact` has neither `lastName` nor `email`.
    ContactIncomplete,
    /// More than `limit` entries.
    TooMany {
        /// The largest number of entries.
        limit: usize,
    },
    /// More than `limit` bytes.
    TooLarge {
        /// The largest size, in bytes.
        limit: usize,
    },
    /// Another JSON type than the attribute has.
    Type {
        /// The type.
        expected: Expected,
    },
}

impl Code {
    /// The code's name on the wire.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooLong { .. } => "too_long",
            Self::Format { .. } => "format",
            Self::NotListed { .. } => "not_listed",
            Self::OutOfRange { .. } => "out_of_range",
            Self::UnknownField => "unknown_field",
            Self::NotAllowed => "not_allowed",
            Self::ContactIncomplete => "contact_incomplete",
            Self::TooMany { .. } => "too_many",
            Self::TooLarge { .. } => "too_large",
            Self::Type { .. } => "type",
        }
    }
}

/// One thing that is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// `subject`, `contact.lastName`, `cf.cf_modelname`, `uploads.2`.
    pub field: String,
    /// What is wrong.
    pub code: Code,
}

impl Violation {
    /// A violation of `field`.
    pub fn new(field: impl Into<String>, code: Code) -> Self {
        Self { field: field.into(), code }
    }

    /// The field as the JSON Pointer (RFC 6901) that Zoho's `fieldName` holds: `/contact/lastName`.
    pub fn pointer(&self) -> String {
        let escape = |part: &str| part.replace('~', "~0").replace('/', "~1");
        match self.field.split_once('.') {
            Some((object, member)) => format!("/{}/{}", escape(object), escape(member)),
            None => format!("/{}", escape(&self.field)),
        }
    }
}

/// The field that a `fieldName` points to: the opposite of [`Violation::pointer`].
pub fn field_of_pointer(pointer: &str) -> String {
    let path = pointer.strip_prefix('/').unwrap_or(pointer);
    let unescape = |part: &str| part.replace("~1", "/").replace("~0", "~");
    match path.split_once('/') {
        Some((object, member)) => format!("{}.{}", unescape(object), unescape(member)),
        None => unescape(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_lead_back() {
        for (field, pointer) in [
            ("subject", "/subject"),
            ("contact.lastName", "/contact/lastName"),
            ("uploads.2", "/uploads/2"),
            ("customFields.Model no. 3/4~", "/customFields/Model no. 3~14~0"),
        ] {
            assert_eq!(Violation::new(field, Code::Missing).pointer(), pointer);
            assert_eq!(field_of_pointer(pointer), field);
        }
        assert_eq!(field_of_pointer("subject"), "subject");
    }

    #[test]
    fn names_lead_back() {
        for (expected, name) in EXPECTED {
            assert_eq!(Expected::parse(name), Some(expected));
            assert_eq!(expected.as_str(), name);
        }
        assert_eq!(Expected::parse("else"), None);
    }
}
