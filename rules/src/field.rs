//! The 26 attributes of Zoho Desk's *Create a ticket*, one row each.

use crate::Kind;

/// The data type that Zoho's page gives an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// `<string>`
    Text,
    /// `<long>` and `<referred object>`: an id, written as a string of digits.
    Id,
    /// `<Contact>`
    Contact,
    /// `<list>`: every list of a ticket is one of ids.
    Ids,
    /// `<timestamp>`
    Timestamp,
    /// `<JSONObject>`: custom fields by name.
    CustomFields,
}

/// One attribute of a ticket, as Zoho's page describes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Zoho's name, which is also the JSON member.
    pub name: &'static str,
    /// Zoho's data type.
    pub data_type: Type,
    /// The longest text, in UTF-16 code units. `None` where Zoho's page gives none (or -1).
    pub limit: Option<usize>,
    /// Marked *(required)* on Zoho's page.
    pub required: bool,
    /// How a form asks for it, unless told otherwise.
    pub kind: Kind,
}

const fn row(name: &'static str, data_type: Type, kind: Kind) -> Field {
    Field { name, data_type, limit: None, required: false, kind }
}

const fn text(name: &'static str, limit: usize, kind: Kind) -> Field {
    Field { name, data_type: Type::Text, limit: Some(limit), required: false, kind }
}

const fn required(field: Field) -> Field {
    Field { required: true, ..field }
}

/// All attributes, in the order of Zoho's page: the order in which violations are reported.
pub const FIELDS: [Field; 26] = [
    required(text("subject", 255, Kind::Text)),
    required(row("departmentId", Type::Id, Kind::Text)),
    row("contactId", Type::Id, Kind::Text),
    row("contact", Type::Contact, Kind::Text),
    row("productId", Type::Id, Kind::Text),
    row("uploads", Type::Ids, Kind::Text),
    text("email", 150, Kind::Email),
    text("phone", 120, Kind::Phone),
    text("description", 65_535, Kind::Textarea),
    text("status", 120, Kind::Text),
    row("assigneeId", Type::Id, Kind::Text),
    text("category", 300, Kind::Text),
    text("subCategory", 300, Kind::Text),
    text("resolution", 65_535, Kind::Textarea),
    row("dueDate", Type::Timestamp, Kind::DateTime),
    text("priority", 120, Kind::Text),
    text("language", 255, Kind::Text),
    text("responseDueDate", 100, Kind::Text),
    text("channel", 120, Kind::Text),
    text("classification", 100, Kind::Picklist),
    row("customFields", Type::CustomFields, Kind::Text),
    row("cf", Type::CustomFields, Kind::Text),
    row("webUrl", Type::Text, Kind::Url),
    row("teamId", Type::Id, Kind::Text),
    row("secondaryContacts", Type::Ids, Kind::Text),
    row("entitySkills", Type::Ids, Kind::Text),
];

/// The members of `contact`. Zoho's page names `lastName` and `email`; `firstName` and the limits
/// of the names are those of the `contact` object in Zoho's OpenAPI file.
pub const CONTACT_FIELDS: [Field; 3] =
    [text("lastName", 200, Kind::Text), text("firstName", 100, Kind::Text), text("email", 150, Kind::Email)];

/// The values that Zoho's page lists for `classification`.
pub const CLASSIFICATIONS: [&str; 4] = ["Problem", "Request", "Question", "Others"];

impl Field {
    /// Looks up `subject`, `contact.lastName` and the like. Custom fields (`cf.…`) have no row.
    pub fn find(name: &str) -> Option<&'static Field> {
        match name.strip_prefix("contact.") {
            Some(member) => CONTACT_FIELDS.iter().find(|field| field.name == member),
            None => FIELDS.iter().find(|field| field.name == name),
        }
    }
}
