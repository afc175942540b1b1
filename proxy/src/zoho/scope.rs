//! Which scopes the refresh token needs, and whether it has them. Zoho does not tell; so each is
//! tried, with a request that does nothing.

use reqwest::multipart::Form;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use super::fault::Called;
use super::portal::{FIELDS, ORGANIZATIONS};
use super::search::reason;
use super::{Client, Reason};

/// When a scope is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// For every ticket.
    Tickets,
    /// Where visitors may add files.
    Attachments,
    /// For nothing but `auth` and `doctor`.
    SetUp,
}

/// A scope, what it is for, and the request that needs no other one (but for those above it).
#[derive(Debug)]
pub struct Scope {
    /// As the API console has it.
    pub name: &'static str,
    /// When it is needed.
    pub need: Need,
    method: Method,
    path: &'static str,
    query: &'static [(&'static str, &'static str)],
}

/// All scopes that the proxy has a use for.
static SCOPES: [Scope; 6] = [
    // A ticket without subject, department and contact is none: Zoho refuses it, whatever else.
    scope("Desk.tickets.CREATE", Need::Tickets, Method::POST, "/api/v1/tickets", &[]),
    scope("Desk.tickets.READ", Need::Tickets, Method::GET, "/api/v1/tickets", &[("limit", "1")]),
    scope(
        "Desk.search.READ",
        Need::Tickets,
        Method::GET,
        "/api/v1/tickets/search",
        &[("subject", "deskbell-doctor"), ("limit", "1")],
    ),
    // A form without a file.
    scope("Desk.basic.CREATE", Need::Attachments, Method::POST, "/api/v1/uploads", &[]),
    scope("Desk.basic.READ", Need::SetUp, Method::GET, ORGANIZATIONS, &[]),
    scope("Desk.fields.READ", Need::SetUp, Method::GET, FIELDS, &[("module", "tickets"), ("apiNames", "subject")]),
];

const fn scope(
    name: &'static str,
    need: Need,
    method: Method,
    path: &'static str,
    query: &'static [(&'static str, &'static str)],
) -> Scope {
    Scope { name, need, method, path, query }
}

/// The scopes of an installation whose visitors may add files, or not.
pub fn wanted_scopes(attachments: bool) -> impl Iterator<Item = &'static Scope> {
    SCOPES.iter().filter(move |scope| attachments || scope.need != Need::Attachments)
}

impl Client {
    /// Whether the refresh token has `scope`.
    ///
    /// # Errors
    /// Why Zoho Desk does not show it.
    pub async fn has_scope(&self, scope: &Scope) -> Result<bool, Reason> {
        let fill = |request: RequestBuilder| match (&scope.method, scope.path) {
            (&Method::POST, "/api/v1/uploads") => request.multipart(Form::new().text("nothing", "")),
            (&Method::POST, _) => request.json(&json!({})),
            _ => request.query(scope.query),
        };
        judge(&self.call(scope.method.clone(), scope.path, fill).await)
    }
}

/// Whatever Zoho complains about in a request, it has looked at the scope before.
fn judge(called: &Called) -> Result<bool, Reason> {
    let Ok(reply) = called else { return Err(reason(called)) };
    let is_json = || reply.body.as_ref().is_ok_and(|body| serde_json::from_slice::<Value>(body).is_ok());
    match reply.status {
        204 => Ok(true),
        200..=299 | 400 | 413 | 415 | 422 if is_json() => Ok(true),
        200..=299 | 400 | 413 | 415 | 422 => Err(Reason::Unreadable),
        _ => match reason(called) {
            Reason::ScopeMismatch => Ok(false),
            other => Err(other),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zoho::exchange::Reply;

    #[test]
    fn only_a_scope_that_is_missing_is_missing() {
        let judged = |status, body: &str| {
            judge(&Ok(Reply { status, retry_after: None, date: None, body: Ok(body.as_bytes().to_vec()) }))
        };
        assert_eq!(judged(200, "{}"), Ok(true));
        assert_eq!(judged(204, ""), Ok(true));
        assert_eq!(judged(422, r#"{"errorCode":"INVALID_DATA"}"#), Ok(true));
        assert_eq!(judged(403, r#"{"errorCode":"SCOPE_MISMATCH"}"#), Ok(false));
        assert_eq!(judged(403, r#"{"errorCode":"FORBIDDEN"}"#), Err(Reason::Forbidden));
        assert_eq!(judged(200, "<html></html>"), Err(Reason::Unreadable));
        assert_eq!(judged(401, "{}"), Err(Reason::Unauthorized));
        assert_eq!(judged(500, "{}"), Err(Reason::ServerError));
    }
}
