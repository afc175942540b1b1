//! The table. Where an answer comes from:
//!
//! - "Create a ticket": Zoho's page of that name.
//! - "OpenAPI": Zoho's OpenAPI files of Desk, with the error codes and statuses in `Common.json`.
//! - "Accounts": Zoho's pages on access tokens.
//! - "limits": Zoho's page on API credits and concurrency.
//! - "seen": live answers that other clients of Zoho have reported in public.

use serde_json::{Value, json};

use super::row::Outcome::{Created, Held, Refused};
use super::row::{Besides, Outcome, Row};

fn row(name: &'static str, source: &'static str, outcome: Outcome, faults: Vec<Value>) -> Row {
    Row { name, source, faults, outcome, posts: None, tokens: None, looked_for: false, file: false, besides: None }
}

impl Row {
    fn posts(self, posts: u64) -> Self {
        Self { posts: Some(posts), ..self }
    }

    fn tokens(self, tokens: u64) -> Self {
        Self { tokens: Some(tokens), ..self }
    }

    fn looked_for(self) -> Self {
        Self { looked_for: true, ..self }
    }

    fn besides(self, besides: Besides) -> Self {
        Self { besides: Some(besides), ..self }
    }
}

fn fault(name: &str) -> Value {
    json!({ "fault": name })
}

fn refusal(code: &str) -> Value {
    json!({ "fault": "refusal", "code": code })
}

fn field(code: &str, status: u16, field: &str) -> Value {
    json!({ "fault": "refusal", "code": code, "status": status, "field": field })
}

fn on(endpoint: &str, name: &str, count: u32) -> Value {
    json!({ "fault": name, "on": endpoint, "count": count })
}

/// All rows.
pub(super) fn all() -> Vec<Row> {
    [
        successes(),
        tokens(),
        too_many(),
        lost(),
        nothing_done(),
        lookups(),
        visitors_matter(),
        operators_matter(),
        files(),
    ]
    .concat()
}

fn successes() -> Vec<Row> {
    vec![
        row("200", "Create a ticket", Created, vec![]).posts(1).tokens(1),
        row("201", "OpenAPI, statuses", Created, vec![fault("created")]).posts(1),
        row("200, late", "any server", Created, vec![json!({ "fault": "latency", "ms": 200 })]).posts(1),
    ]
}

fn tokens() -> Vec<Row> {
    let error = |code: &str| vec![json!({ "fault": "token_error", "code": code })];
    vec![
        row("expires_in_sec", "seen: older token answers", Created, vec![fault("token_old")]).posts(1).tokens(1),
        row("401 INVALID_OAUTH", "seen: a bad token", Created, vec![fault("unauthorized")]).posts(2).tokens(2),
        row("401 UNAUTHORIZED", "OpenAPI, codes", Created, vec![refusal("UNAUTHORIZED")]).posts(2).tokens(2),
        row("401 INVALID_TOKEN", "seen: another data centre", Created, vec![refusal("INVALID_TOKEN")])
            .posts(2)
            .tokens(2),
        row("401, revoked token", "Accounts: tokens are dropped", Created, vec![]).besides(Besides::Revoked).tokens(1),
        row(
            "401 with every token",
            "seen: a good token of another data centre",
            Held("unauthorized"),
            vec![json!({ "fault": "unauthorized", "count": 1000 })],
        ),
        row("200 invalid_code", "Accounts, errors", Created, error("invalid_code")),
        row("200 invalid_client", "Accounts, errors", Created, error("invalid_client")),
        row("200 invalid_client_secret", "Accounts, errors", Created, error("invalid_client_secret")),
        row(
            "200 invalid_code, always",
            "Accounts: a refresh token that is revoked",
            Held("credentials_refused"),
            vec![json!({ "fault": "token_error", "count": 1000 })],
        )
        .posts(1),
        row("wrong client secret", "Accounts, errors", Held("credentials_refused"), vec![])
            .besides(Besides::Setting("DESKBELL_ZOHO_CLIENT_SECRET", "wrong"))
            .posts(0),
        row("400 Access Denied", "seen: too many token requests", Created, vec![fault("token_throttled")])
            .posts(1)
            .tokens(1),
        row("503 of Accounts", "any server", Created, vec![fault("token_unavailable")]).posts(1).tokens(1),
        row("silence of Accounts", "any server", Created, vec![fault("token_silent")]).posts(1).tokens(1),
    ]
}

fn too_many() -> Vec<Row> {
    vec![
        row(
            "429 TOO_MANY_REQUESTS",
            "limits: concurrency, without Retry-After",
            Created,
            vec![json!({ "fault": "too_many_requests", "count": 3 })],
        )
        .posts(4),
        row(
            "429 THRESHOLD_EXCEEDED",
            "limits: daily credits, with Retry-After",
            Created,
            vec![json!({ "fault": "threshold_exceeded", "ms": 1000 })],
        )
        .posts(2),
        row("concurrency of one", "limits", Created, vec![json!({ "fault": "latency", "ms": 300, "count": 5 })])
            .besides(Besides::Crowded),
        row("no credits for a while", "limits", Created, vec![]).besides(Besides::NoCredits),
    ]
}

/// The ticket exists, but the answer does not say so.
fn lost() -> Vec<Row> {
    let status = |status: u16| vec![json!({ "fault": "error_after", "status": status })];
    let lost = |name, source, faults| row(name, source, Created, faults).posts(1).looked_for();
    vec![
        lost("500, created", "OpenAPI, statuses", status(500)),
        lost("502, created", "any gateway", status(502)),
        lost("503, created", "any gateway", status(503)),
        lost("504, created", "any gateway", status(504)),
        lost("408, created", "any gateway", status(408)),
        lost("reset, created", "any connection", vec![fault("reset_after")]),
        lost("half an answer, created", "any connection", vec![fault("cut_after")]),
        lost("silence, created", "any connection", vec![fault("silent_after")]),
        lost("HTML with 200, created", "seen: HTML instead of JSON", vec![fault("html_after")]),
        lost("204, created", "OpenAPI, statuses; seen: an empty success", vec![fault("empty_after")]),
        lost("created after the time-out", "any server", vec![json!({ "fault": "latency", "ms": 1500 })]),
    ]
}

/// The same, but there is no ticket: it is sent again once that is certain.
fn nothing_done() -> Vec<Row> {
    let nothing = |name, source, faults| row(name, source, Created, faults).posts(2).looked_for();
    vec![
        nothing("500", "OpenAPI, INTERNAL_SERVER_ERROR", vec![fault("error_before")]),
        nothing("503", "any gateway", vec![json!({ "fault": "error_before", "status": 503 })]),
        nothing("reset", "any connection", vec![fault("reset_before")]),
        nothing("silence", "any connection", vec![fault("silent_before")]),
        nothing("HTML with 200", "seen: another data centre", vec![fault("html")]),
        nothing("204", "OpenAPI, statuses; seen: an empty success", vec![fault("empty")]),
        row("nobody listens", "any network", Created, vec![]).posts(1).besides(Besides::Away),
    ]
}

/// A lookup that fails is no proof of anything.
fn lookups() -> Vec<Row> {
    let blind = |name, source, faults: Vec<Value>| {
        row(name, source, Created, [vec![fault("reset_after")], faults].concat()).posts(1).looked_for()
    };
    let both = |name: &str, count| vec![on("search", name, count), on("list", name, count)];
    let scope = |endpoint: &str| json!({ "fault": "refusal", "code": "SCOPE_MISMATCH", "on": endpoint, "count": 2 });
    vec![
        blind("an index that lags", "seen: the search lags", vec![json!({ "fault": "search_lag", "ms": 60_000 })]),
        blind("lookups: 500", "OpenAPI, statuses", both("error_before", 3)),
        blind("lookups: HTML", "seen: HTML instead of JSON", both("html", 3)),
        blind("lookups: 401", "OpenAPI, codes", both("unauthorized", 1)),
        blind("lookups: 429", "limits", both("too_many_requests", 2)),
        blind("lookups: reset", "any connection", both("reset_before", 2)),
        blind("lookups: 403", "OpenAPI, SCOPE_MISMATCH", vec![scope("search"), scope("list")]),
        blind("list: 403 for a while", "OpenAPI, SCOPE_MISMATCH", vec![scope("list")]),
    ]
}

/// What the visitor can mend.
fn visitors_matter() -> Vec<Row> {
    let refused = |name, fields, fault| row(name, "OpenAPI, INVALID_DATA", Refused(fields), vec![fault]).posts(1);
    vec![
        refused("422 for the subject", &["/subject"], field("INVALID_DATA", 422, "/subject")),
        refused("422 for the contact's e-mail", &["/email"], field("INVALID_DATA", 422, "/contact/email")),
        refused("400 for a field", &["/phone"], field("BAD_REQUEST", 400, "/phone")),
    ]
}

/// A file goes before its ticket; without it there is none.
fn files() -> Vec<Row> {
    let file = |name, source, outcome, faults| Row { file: true, ..row(name, source, outcome, faults) };
    let refused = |code: &str| vec![json!({ "fault": "refusal", "code": code, "on": "uploads" })];
    vec![
        file("file: 200", "OpenAPI, uploads", Created, vec![]).posts(1),
        file("file: 401", "OpenAPI, codes", Created, vec![on("uploads", "unauthorized", 1)]).posts(1).tokens(2),
        file("file: 429", "limits", Created, vec![on("uploads", "too_many_requests", 2)]).posts(1),
        file("file: 500", "OpenAPI, statuses", Created, vec![on("uploads", "error_before", 2)]).posts(1),
        file("file: reset", "any connection", Created, vec![on("uploads", "reset_before", 1)]).posts(1),
        file("file: silence", "any connection", Created, vec![on("uploads", "silent_before", 1)]).posts(1),
        file("file: HTML", "seen: HTML instead of JSON", Created, vec![on("uploads", "html", 1)]).posts(1),
        file(
            "file: 413",
            "OpenAPI, RESOURCE_SIZE_EXCEEDED",
            Refused(&["/uploads/0"]),
            refused("RESOURCE_SIZE_EXCEEDED"),
        )
        .posts(0),
        file("file: 422", "OpenAPI, INVALID_DATA", Refused(&["/uploads/0"]), refused("INVALID_DATA")).posts(0),
        file("file: 403", "OpenAPI, SCOPE_MISMATCH", Held("scope_mismatch"), refused("SCOPE_MISMATCH")).posts(1),
    ]
}

/// What only the operator can.
fn operators_matter() -> Vec<Row> {
    let held = |name, reason, fault| row(name, "OpenAPI, codes", Held(reason), vec![fault]).posts(2);
    let unseen = |code: &str, status: u16| json!({ "fault": "refusal", "code": code, "status": status });
    vec![
        held("403 SCOPE_MISMATCH", "scope_mismatch", refusal("SCOPE_MISMATCH")),
        held("403 OAUTH_ORG_MISMATCH", "org_mismatch", refusal("OAUTH_ORG_MISMATCH")),
        held("403 FORBIDDEN", "forbidden", refusal("FORBIDDEN")),
        held("403 LICENSE_ACCESS_LIMITED", "licence_limited", refusal("LICENSE_ACCESS_LIMITED")),
        held("403 ONLY_LIVECHAT_USER", "forbidden", unseen("ONLY_LIVECHAT_USER", 403)),
        held("422 ONLY_LIVECHAT_USER", "unprocessable", unseen("ONLY_LIVECHAT_USER", 422)),
        held("403 INTEGRATION_ADMIN_ERROR", "forbidden", unseen("INTEGRATION_ADMIN_ERROR", 403)),
        held("422 INTEGRATION_ADMIN_ERROR", "unprocessable", unseen("INTEGRATION_ADMIN_ERROR", 422)),
        held("422 DUPLICATE_CONTRACT", "unprocessable", unseen("DUPLICATE_CONTRACT", 422)),
        held("400 BAD_REQUEST", "refused", refusal("BAD_REQUEST")),
        held("400 EMPTY_PAYLOAD", "refused", refusal("EMPTY_PAYLOAD")),
        held("404 URL_NOT_FOUND", "not_found", refusal("URL_NOT_FOUND")),
        held("405 METHOD_NOT_ALLOWED", "not_found", refusal("METHOD_NOT_ALLOWED")),
        held("413 RESOURCE_SIZE_EXCEEDED", "refused", refusal("RESOURCE_SIZE_EXCEEDED")),
        held("415 UNSUPPORTED_MEDIA_TYPE", "refused", refusal("UNSUPPORTED_MEDIA_TYPE")),
        held("422 UNPROCESSABLE_ENTITY", "unprocessable", refusal("UNPROCESSABLE_ENTITY")),
        held("422 INVALID_DATA without a field", "unprocessable", refusal("INVALID_DATA")),
        held("422 for the department", "unprocessable", field("INVALID_DATA", 422, "/departmentId")),
        held("422 for the marker field", "unprocessable", field("INVALID_DATA", 422, "/cf/cf_deskbell_ref")),
        row("another portal's id", "OpenAPI, OAUTH_ORG_MISMATCH", Held("org_mismatch"), vec![])
            .besides(Besides::Setting("DESKBELL_ZOHO_ORG_ID", "60001280953")),
        row("Desk at api_domain", "seen: \"API endpoint not found\"", Held("not_found"), vec![])
            .besides(Besides::Setting("DESKBELL_ZOHO_DESK_URL", "elsewhere")),
    ]
}
