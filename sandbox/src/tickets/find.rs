//! `GET /api/v1/tickets` and `GET /api/v1/tickets/search`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::ticket_json;
use crate::app::App;
use crate::authorize::Caller;
use crate::clock;
use crate::params::Params;
use crate::refusal::Refusal;
use crate::store::{Search, StoredTicket};
use crate::strike::Spared;

/// Zoho's largest `from`.
const LAST: i64 = 4999;

/// Members that the list holds only where `fields` names them.
const ON_REQUEST: [&str; 2] = ["description", "resolution"];

pub(super) async fn list(
    State(app): State<Arc<App>>,
    _: Caller,
    _: Spared,
    params: Params,
) -> Result<Response, Refusal> {
    params.only(|name| ["from", "limit", "sortBy", "fields"].contains(&name))?;
    let newest_first = match params.get("sortBy") {
        None | Some("-createdTime") => true,
        Some("createdTime") => false,
        Some(_) => return Err(Refusal::unprocessable("The value passed for field 'sortBy' is not supported.")),
    };
    let fields: Vec<_> = params.get("fields").unwrap_or_default().split(',').map(str::trim).collect();
    if fields.len() > 30 {
        return Err(Refusal::unprocessable("The value passed for field 'fields' exceeds the limit of '30'."));
    }
    let (from, limit) = (params.number("from", 0..=LAST, 0)?, params.number("limit", 1..=100, 10)?);
    let tickets = app.store.tickets(newest_first, from, limit).await?;
    let data = tickets.iter().map(|ticket| listed(ticket, &fields, &app.origin)).collect::<Vec<_>>();
    Ok(found(data.len(), json!({ "data": data })))
}

fn listed(ticket: &StoredTicket, fields: &[&str], origin: &str) -> Value {
    let mut json = ticket_json(ticket, origin);
    if let Some(members) = json.as_object_mut() {
        members.retain(|name, _| !ON_REQUEST.contains(&name.as_str()) || fields.contains(&name.as_str()));
        if let Some(Value::Object(custom)) = members.get_mut("cf") {
            custom.retain(|name, _| fields.contains(&name.as_str()));
            if custom.is_empty() {
                members.remove("cf");
            }
        }
    }
    json
}

pub(super) async fn search(
    State(app): State<Arc<App>>,
    _: Caller,
    _: Spared,
    params: Params,
) -> Result<Response, Refusal> {
    params.only(|name| {
        ["email", "subject", "createdTimeRange", "from", "limit"].contains(&name) || is_custom_field(name)
    })?;
    let search = Search {
        email: params.get("email").map(str::to_owned),
        subject: params.get("subject").map(str::to_owned),
        created: params.get("createdTimeRange").map(range).transpose()?,
        custom_fields: custom_fields(&params)?,
        from: params.number("from", 0..=LAST, 0)?,
        limit: params.number("limit", 1..=100, 10)?,
    };
    let (tickets, count) = app.store.search(search).await?;
    let data = tickets.iter().map(|ticket| ticket_json(ticket, &app.origin)).collect::<Vec<_>>();
    Ok(found(data.len(), json!({ "data": data, "count": count })))
}

/// `customField1` to `customField10`
fn is_custom_field(name: &str) -> bool {
    (1..=10).any(|number| name.strip_prefix("customField") == Some(number.to_string().as_str()))
}

fn custom_fields(params: &Params) -> Result<Vec<(String, String)>, Refusal> {
    let given = params.iter().filter(|(name, _)| is_custom_field(name));
    given
        .map(|(name, condition)| {
            let (field, value) = condition.split_once(':').filter(|(field, _)| !field.is_empty()).ok_or_else(|| {
                Refusal::unprocessable(format!("The value passed for field '{name}' is not of the form 'name:value'."))
            })?;
            Ok((field.to_owned(), value.to_owned()))
        })
        .collect()
}

/// Two times with a comma between them.
fn range(text: &str) -> Result<(i64, i64), Refusal> {
    text.split_once(',').and_then(|(from, to)| Some((clock::parse(from.trim())?, clock::parse(to.trim())?))).ok_or_else(
        || Refusal::unprocessable("The value passed for field 'createdTimeRange' is not of the form 'from,to'."),
    )
}

/// Zoho answers an empty list with 204 and nothing at all.
fn found(count: usize, body: Value) -> Response {
    if count == 0 { StatusCode::NO_CONTENT.into_response() } else { Json(body).into_response() }
}
