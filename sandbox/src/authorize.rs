//! Who may call the desk: the bearer of a live access token, for the one portal there is.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use crate::app::App;
use crate::params::Params;
use crate::refusal::Refusal;
use crate::scope;
use crate::{CREDENTIALS, clock};

/// The one request that needs no `orgId`: it tells which there are.
const ORGANIZATIONS: &str = "/api/v1/organizations";

/// Proof that a request came with a live token that may do this, and the right `orgId`.
#[derive(Debug)]
pub(crate) struct Caller;

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        let Some(authorization) = parts.headers.get(AUTHORIZATION) else { return Err(Refusal::unauthorized()) };
        let token = authorization.to_str().ok().and_then(|text| text.strip_prefix("Zoho-oauthtoken "));
        let Some(token) = token else { return Err(Refusal::unauthorized()) };
        let scope = app.store.token_scope(token, clock::now()).await?.ok_or_else(Refusal::invalid_oauth)?;
        let path = parts.uri.path();
        if !scope::needed(&parts.method, path).iter().all(|needed| scope.covers(needed)) {
            return Err(Refusal::named(Some("SCOPE_MISMATCH"), None, None));
        }
        if path != ORGANIZATIONS {
            check_org(parts).await?;
        }
        Ok(Self)
    }
}

/// `orgId` as a header or, as some clients do it, in the query.
async fn check_org(parts: &mut Parts) -> Result<(), Refusal> {
    let Ok(params) = Params::from_request_parts(parts, &()).await;
    let header = parts.headers.get("orgId").and_then(|value| value.to_str().ok());
    match header.or_else(|| params.get("orgId")) {
        None => Err(Refusal::bad_request("The orgId is missing in the request.")),
        Some(org) if org == CREDENTIALS.org_id => Ok(()),
        // Zoho falls over where the id is no number, and says no more than that.
        Some(org) if org.is_empty() || !org.bytes().all(|byte| byte.is_ascii_digit()) => Err(Refusal::internal()),
        Some(_) => Err(Refusal::org_mismatch()),
    }
}
