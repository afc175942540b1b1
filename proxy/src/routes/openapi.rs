//! The description of the API, made from the code: routes and types say what they are where they
//! are written, the ticket comes from the rules' table.

use std::collections::BTreeMap;

use deskbell_rules::{CONTACT_FIELDS, FIELDS, Field, Kind, Type};
use utoipa::openapi::schema::{
    AdditionalProperties, ArrayBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type as Json,
};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, Modify, OpenApi, PartialSchema, ToSchema};

use crate::problem::{Body, FieldProblem};
use crate::zoho::{Receipt, Uploaded};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Deskbell",
        description = "Takes tickets from browsers and files them with Zoho Desk.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    paths(super::tickets::create, super::tickets::status, super::uploads::create, super::form::show, super::challenge::give),
    components(schemas(Ticket, Receipt, Pending, Uploaded, Upload, FormDescription, Challenge, Body, FieldProblem)),
    modifiers(&Identity),
    tags((name = "tickets", description = "Tickets and their files"), (name = "form", description = "What a form has to know"))
)]
struct Api;

struct Identity;

impl Modify for Identity {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT");
        let described = bearer.description(Some("The site's word for its visitor, where the proxy is set up for it"));
        if let Some(components) = &mut api.components {
            components.add_security_scheme("identity", SecurityScheme::Http(described.build()));
        }
    }
}

/// `GET /openapi.json`, for the operator.
pub(super) async fn show() -> axum::Json<utoipa::openapi::OpenApi> {
    axum::Json(Api::openapi())
}

/// A ticket of Zoho's: an object with the attributes of the rules' table. Which of them a browser
/// may set is the operator's decision; the others are refused by name.
pub(super) struct Ticket;

impl ToSchema for Ticket {}

impl PartialSchema for Ticket {
    fn schema() -> RefOr<Schema> {
        let object = FIELDS.iter().fold(ObjectBuilder::new(), |object, field| {
            let object = object.property(field.name, attribute(field));
            if field.required { object.required(field.name) } else { object }
        });
        object.additional_properties(Some(AdditionalProperties::FreeForm(false))).into()
    }
}

fn attribute(field: &Field) -> RefOr<Schema> {
    // The largest id begins with a 9; a pattern for just that would be unreadable.
    let id = || ObjectBuilder::new().schema_type(Json::String).pattern(Some("^[0-8]?[0-9]{1,18}$"));
    match field.data_type {
        Type::Id => id().into(),
        Type::Ids => ArrayBuilder::new().items(id()).into(),
        Type::CustomFields => {
            ObjectBuilder::new().additional_properties(Some(AdditionalProperties::FreeForm(true))).into()
        }
        Type::Contact => {
            let members = CONTACT_FIELDS
                .iter()
                .fold(ObjectBuilder::new(), |object, member| object.property(member.name, attribute(member)));
            members.additional_properties(Some(AdditionalProperties::FreeForm(false))).into()
        }
        Type::Timestamp => text(field).format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))).into(),
        Type::Text => match field.kind {
            Kind::Email => text(field).format(Some(SchemaFormat::Custom("email".to_owned()))).into(),
            Kind::Url => text(field).format(Some(SchemaFormat::Custom("uri".to_owned()))).into(),
            _ => text(field).into(),
        },
    }
}

/// JSON Schema counts characters where the rules count UTF-16 code units; a character is at most
/// two of these.
fn text(field: &Field) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Json::String).max_length(field.limit)
}

/// Accepted, but not yet a ticket.
#[derive(ToSchema)]
#[expect(dead_code, reason = "described, not made")]
pub(super) struct Pending {
    /// `pending`
    status: String,
    /// What to tell a person: `DB-XXXX-XXXX`.
    #[schema(pattern = "^DB-[0-9A-Z]{4}-[0-9A-Z]{4}$")]
    reference: String,
}

/// One file.
#[derive(ToSchema, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "described, not made")]
pub(super) struct Upload {
    /// The file itself, with its name.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// The fields of the form, in the order in which they are shown.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "described, not made")]
pub(super) struct FormDescription {
    department_id: Option<String>,
    departments: Option<Vec<String>>,
    /// `{ name, label?, help?, placeholder?, kind?, required, options?, dependsOn?, showWhen?, autocomplete? }`
    #[schema(value_type = Vec<Object>)]
    fields: Vec<serde_json::Value>,
    /// `{ enabled, maxFiles, maxBytes, accept? }`
    #[schema(value_type = Object)]
    attachments: serde_json::Value,
    /// `{ type, siteKey? }`; absent where nothing has to be solved.
    #[schema(value_type = Option<Object>)]
    challenge: Option<serde_json::Value>,
    /// `optional` or `required`: whether the site may, or has to, vouch for the visitor; absent where that counts for nothing.
    identity: Option<String>,
}

/// A challenge of ALTCHA's, version 2.
#[derive(ToSchema)]
#[expect(dead_code, reason = "described, not made")]
pub(super) struct Challenge {
    #[schema(value_type = Object)]
    parameters: serde_json::Value,
    signature: String,
}

/// Every way in which a request may be refused.
pub(super) struct Refused;

const REFUSALS: [(&str, &str); 13] = [
    ("400", "It cannot be read, or has no Idempotency-Key"),
    ("401", "The site's word for the visitor is missing or not good"),
    ("403", "Another website, or a challenge that was not solved"),
    ("404", "Nothing there"),
    ("405", "Not with this method"),
    ("408", "The body took too long"),
    ("413", "The body is too large"),
    ("415", "Another media type, or a file of a kind that is not taken"),
    ("422", "Fields that break the rules, or a key that belongs to another ticket"),
    ("429", "Too many; see Retry-After"),
    ("431", "The headers are too large"),
    ("500", "A mistake of the server"),
    ("503", "Nothing could be stored, or handed on; see Retry-After"),
];

impl IntoResponses for Refused {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let content = || ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let response = |text: &str| {
            ResponseBuilder::new().description(text).content("application/problem+json", content()).build()
        };
        REFUSALS.iter().map(|(status, text)| ((*status).to_owned(), response(text).into())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_that_is_checked_in_is_that_of_the_code() {
        let made = Api::openapi().to_pretty_json().unwrap() + "\n";
        let kept = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json")).unwrap_or_default();
        if made != kept {
            let place = std::env::temp_dir().join("deskbell-openapi.json");
            std::fs::write(&place, made).unwrap();
            panic!("copy {} to proxy/openapi.json", place.display());
        }
    }

    #[test]
    fn every_attribute_is_in_it() {
        let json = serde_json::to_value(Api::openapi()).unwrap();
        let ticket = &json["components"]["schemas"]["Ticket"];
        assert_eq!(ticket["properties"].as_object().unwrap().len(), 26);
        assert_eq!(ticket["required"], serde_json::json!(["subject", "departmentId"]));
        assert_eq!(ticket["properties"]["subject"]["maxLength"], 255);
    }
}
