//! The portal itself: organisations, departments, and the fields of a ticket. It is what it is
//! unless somebody sets it up otherwise (`/sandbox/portal`), and forgets that at its end.

mod kept;
mod set_up;

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::app::App;
use crate::authorize::Caller;
use crate::params::Params;
use crate::refusal::Refusal;
use crate::strike::Spared;

pub(crate) use kept::Portal;
use kept::Setup;

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/organizations", get(organizations))
        .route("/api/v1/departments", get(departments))
        .route("/api/v1/departments/{id}", get(department))
        .route("/api/v1/fields", get(fields))
}

/// How it is set up.
pub(crate) fn control() -> Router<Arc<App>> {
    set_up::routes()
}

async fn organizations(
    State(app): State<Arc<App>>,
    _: Caller,
    _: Spared,
    params: Params,
) -> Result<Json<Value>, Refusal> {
    params.none()?;
    Ok(Json(json!({ "data": app.portal.setup().organizations })))
}

async fn departments(State(app): State<Arc<App>>, _: Caller, _: Spared, params: Params) -> Result<Response, Refusal> {
    params.only(|name| ["isEnabled", "from", "limit"].contains(&name))?;
    let enabled = params.get("isEnabled").map(|text| text == "true");
    let (from, limit) = (params.number("from", 0..=i64::MAX, 0)?, params.number("limit", 0..=200, 10)?);
    let [from, limit] = [from, limit].map(|number| usize::try_from(number).unwrap_or(usize::MAX));
    let mut departments = app.portal.setup().departments;
    departments.retain(|department| enabled.is_none_or(|enabled| department.is_enabled == enabled));
    let data: Vec<_> = departments.into_iter().skip(from).take(limit).collect();
    Ok(if data.is_empty() {
        StatusCode::NO_CONTENT.into_response()
    } else {
        Json(json!({ "data": data })).into_response()
    })
}

async fn department(
    State(app): State<Arc<App>>,
    _: Caller,
    _: Spared,
    params: Params,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    params.none()?;
    let department = app.portal.setup().departments.into_iter().find(|department| department.id == id);
    department.map(|department| Json(department).into_response()).ok_or_else(Refusal::url_not_found)
}

async fn fields(State(app): State<Arc<App>>, _: Caller, _: Spared, params: Params) -> Result<Json<Value>, Refusal> {
    params.only(|name| ["module", "apiNames", "associatedDepartments"].contains(&name))?;
    if params.get("module") != Some("tickets") {
        return Err(Refusal::unprocessable("The value passed for field 'module' is not supported."));
    }
    let Setup { departments, mut fields, .. } = app.portal.setup();
    if let Some(names) = params.get("apiNames") {
        fields.retain(|field| names.split(',').any(|name| name == field.api_name));
    }
    if let Some(id) = params.get("associatedDepartments") {
        if !departments.iter().any(|department| department.id == id) {
            return Err(Refusal::field("/associatedDepartments", "invalid", "There is no such department."));
        }
        fields.retain(|field| field.departments.as_ref().is_none_or(|ids| ids.iter().any(|known| known == id)));
    }
    Ok(Json(json!({ "data": fields })))
}
