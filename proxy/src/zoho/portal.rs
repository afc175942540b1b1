//! What an operator wants to know of a portal: which there are, its departments, the fields of its
//! tickets, and its clock.

use reqwest::Method;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use time::{Duration, OffsetDateTime};

use super::fault::Called;
use super::search::reason;
use super::{Client, Reason};

pub(super) const ORGANIZATIONS: &str = "/api/v1/organizations";
pub(super) const FIELDS: &str = "/api/v1/fields";
const DEPARTMENTS: &str = "/api/v1/departments";

/// The most departments that Zoho gives at a time; nobody has more to choose from here.
const DEPARTMENTS_AT_A_TIME: &str = "200";

/// A portal that the owner of the token belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Organization {
    /// The org id, digits.
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// What the company is called.
    pub company_name: Option<String>,
}

/// A department of the portal.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Department {
    /// Digits.
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// What agents know it by.
    pub name: Option<String>,
    /// Whether it takes tickets.
    pub is_enabled: Option<bool>,
    /// Whether it is the portal's default.
    pub is_default: Option<bool>,
}

/// A field of tickets.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TicketField {
    /// `cf_…` for custom fields.
    pub api_name: Option<String>,
    /// One of Zoho's twenty types; `Text` is a single line.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Whether its values are encrypted; such a field cannot be searched.
    pub is_encrypted_field: Option<bool>,
    /// Whether the help centre shows it.
    pub show_to_help_center: Option<bool>,
}

#[derive(Deserialize)]
struct List<T> {
    data: Vec<T>,
}

impl Client {
    /// The portals that the owner of the token belongs to.
    ///
    /// # Errors
    /// Why Zoho Desk does not say.
    pub async fn organizations(&self) -> Result<Vec<Organization>, Reason> {
        self.list(ORGANIZATIONS, &[]).await
    }

    /// The departments that take tickets.
    ///
    /// # Errors
    /// The same.
    pub async fn departments(&self) -> Result<Vec<Department>, Reason> {
        self.list(DEPARTMENTS, &[("isEnabled", "true"), ("limit", DEPARTMENTS_AT_A_TIME)]).await
    }

    /// The department `id`, if there is one.
    ///
    /// # Errors
    /// The same.
    pub async fn department(&self, id: &str) -> Result<Option<Department>, Reason> {
        match read(&self.call(Method::GET, &format!("{DEPARTMENTS}/{id}"), |request| request).await) {
            // Zoho says either of an id that is nobody's.
            Err(Reason::NotFound | Reason::Unprocessable | Reason::Refused) => Ok(None),
            other => other,
        }
    }

    /// The field of tickets called `name`, if it is part of a layout of `department`, or of any.
    ///
    /// # Errors
    /// The same.
    pub async fn ticket_field(&self, name: &str, department: Option<&str>) -> Result<Option<TicketField>, Reason> {
        let mut query = vec![("module", "tickets"), ("apiNames", name)];
        query.extend(department.map(|id| ("associatedDepartments", id)));
        let fields: Vec<TicketField> = self.list(FIELDS, &query).await?;
        Ok(fields.into_iter().find(|field| field.api_name.as_deref() == Some(name)))
    }

    /// By how much Zoho Desk's clock is ahead of ours; `None` where it does not show it.
    ///
    /// # Errors
    /// No answer at all.
    pub async fn clock_skew(&self) -> Result<Option<Duration>, Reason> {
        let called = self.call(Method::GET, ORGANIZATIONS, |request| request).await;
        match &called {
            Ok(reply) => Ok(reply.date.map(|date| date - OffsetDateTime::now_utc())),
            Err(_) => Err(reason(&called)),
        }
    }

    async fn list<T: DeserializeOwned>(&self, path: &str, query: &[(&str, &str)]) -> Result<Vec<T>, Reason> {
        let called = self.call(Method::GET, path, |request| request.query(query)).await;
        match &called {
            Ok(reply) if reply.status == 204 => Ok(Vec::new()),
            _ => read::<List<T>>(&called).map(|list| list.data),
        }
    }
}

fn read<T: DeserializeOwned>(called: &Called) -> Result<T, Reason> {
    match called {
        Ok(reply) if reply.status == 200 => {
            let body = reply.body.as_ref().ok().and_then(|body| serde_json::from_slice(body).ok());
            body.ok_or(Reason::Unreadable)
        }
        _ => Err(reason(called)),
    }
}

/// Zoho writes ids as texts or as numbers.
fn id<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::String(text) => Ok(text),
        Value::Number(number) if number.is_u64() => Ok(number.to_string()),
        _ => Err(serde::de::Error::custom("an id")),
    }
}
