//! The kinds of form field: Zoho Desk's field types, as far as a visitor can fill them in.

/// How a field is asked for, and what its value has to look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// One line of text.
    #[default]
    Text,
    /// An e-mail address, as the HTML standard defines a valid one.
    Email,
    /// A telephone number; any text, because people write them in many ways.
    Phone,
    /// An absolute `http` or `https` URL.
    Url,
    /// Several lines of text.
    Textarea,
    /// A whole number of up to nine digits (Zoho's limit for the type).
    Number,
    /// A number with up to 16 digits, nine of them after the point.
    Decimal,
    /// Like `Decimal`.
    Currency,
    /// Like `Decimal`.
    Percent,
    /// `"true"` or `"false"`.
    Boolean,
    /// `YYYY-MM-DD`, a real date.
    Date,
    /// `YYYY-MM-DDTHH:MM:SS[.fff]Z`, a real date.
    DateTime,
    /// One of the listed options.
    Picklist,
    /// Some of the listed options, joined by [`CHOICE_SEPARATOR`].
    Multiselect,
}

/// Joins the choices of a [`Kind::Multiselect`] in one text, as Zoho writes them.
pub const CHOICE_SEPARATOR: &str = ";";

/// Every kind with the name it has in a form description.
pub const KINDS: [(Kind, &str); 14] = [
    (Kind::Text, "text"),
    (Kind::Email, "email"),
    (Kind::Phone, "phone"),
    (Kind::Url, "url"),
    (Kind::Textarea, "textarea"),
    (Kind::Number, "number"),
    (Kind::Decimal, "decimal"),
    (Kind::Currency, "currency"),
    (Kind::Percent, "percent"),
    (Kind::Boolean, "boolean"),
    (Kind::Date, "date"),
    (Kind::DateTime, "datetime"),
    (Kind::Picklist, "picklist"),
    (Kind::Multiselect, "multiselect"),
];

impl Kind {
    /// The kind called `name` in a form description.
    pub fn parse(name: &str) -> Option<Self> {
        KINDS.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
    }

    /// Its name in a form description.
    pub fn as_str(self) -> &'static str {
        KINDS.iter().find(|(kind, _)| *kind == self).map_or("text", |(_, name)| name)
    }
}
