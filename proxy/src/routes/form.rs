//! The form description: which fields the widget shows, and what they take.

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use deskbell_rules::{Code, Violation, is_id};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Shared, openapi};
use crate::config::{Attachments, Config, FieldDescription};
use crate::problem::{Problem, ProblemKind};

/// `{ departmentId?, departments, fields, attachments, challenge?, identity? }`
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Description {
    /// Goes before the others, unless the page has chosen the department already.
    #[serde(skip)]
    department_field: Option<FieldDescription>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) department_id: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    departments: Vec<String>,
    pub(super) fields: Vec<FieldDescription>,
    attachments: Attachments,
    /// What has to be solved before a ticket is taken, if anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    challenge: Option<serde_json::Value>,
    /// `optional` or `required`, where tokens of the site's are read.
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<&'static str>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Parameters {
    department_id: Option<String>,
}

impl Description {
    pub(super) fn new(config: &Config) -> Self {
        Self {
            department_field: config.department_field(),
            department_id: config.departments.first().map(|department| department.id.clone()),
            departments: config.departments.iter().map(|department| department.id.clone()).collect(),
            fields: config.fields.clone(),
            attachments: config.attachments.clone(),
            challenge: crate::guard::described(config),
            identity: config.identity.mode.described(),
        }
    }

    /// The form of the department that is asked for; an empty id asks for none.
    pub(super) fn of_department(&self, id: Option<String>) -> Result<Self, Problem> {
        match id.filter(|id| !id.is_empty()) {
            Some(id) if !is_id(&id) => Err(Problem::new(ProblemKind::MalformedQuery)),
            Some(id) if !self.departments.is_empty() && !self.departments.contains(&id) => {
                Err(Problem::violations(&[Violation::new("departmentId", Code::NotAllowed)]))
            }
            Some(id) => Ok(Self { department_id: Some(id), ..self.clone() }),
            None => {
                let fields = self.department_field.iter().chain(&self.fields).cloned().collect();
                Ok(Self { fields, ..self.clone() })
            }
        }
    }
}

/// The form: its fields, what they take, and what has to be solved before a ticket is taken.
#[utoipa::path(
    get,
    path = "/api/v1/form",
    operation_id = "describeForm",
    tag = "form",
    params(
        ("departmentId" = Option<String>, Query, description = "An id in digits", pattern = "^([0-8]?[0-9]{1,18})?$"),
        ("If-None-Match" = Option<String>, Header, description = "The ETag of the description that is known"),
    ),
    responses(
        (status = 200, description = "The form", body = openapi::FormDescription, headers(("ETag" = String))),
        (status = 304, description = "It is the one that is known"),
        openapi::Refused,
    ),
)]
pub(super) async fn show(
    State(shared): State<Arc<Shared>>,
    query: Result<Query<Parameters>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Query(parameters) = query.map_err(|_| ProblemKind::MalformedQuery)?;
    let description = shared.description.of_department(parameters.department_id)?;
    // Texts, numbers and flags: writing them cannot fail.
    let json = serde_json::to_vec(&description).unwrap_or_default();
    let tag = format!("\"{:.32}\"", format!("{:x}", Sha256::digest(&json)));
    // Always asked for again, so that a changed form is seen at once; the answer is mostly 304.
    let keep = [(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))];
    let tagged = [(header::ETAG, tag.clone())];
    if matches(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, keep, tagged).into_response());
    }
    let media_type = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    Ok((keep, tagged, media_type, json).into_response())
}

/// `If-None-Match`, which compares weakly: proxies on the way may have marked the tag as weak.
fn matches(headers: &HeaderMap, tag: &str) -> bool {
    let values = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = values.flat_map(|value| value.split(',')).map(|tag| tag.trim().trim_start_matches("W/"));
    tags.any(|known| known == tag || known == "*")
}
