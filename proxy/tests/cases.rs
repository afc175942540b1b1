//! The shared rule cases, through the running proxy: what is refused with which violations, and
//! what reaches Zoho's interface of that which is not.
#![expect(unreachable_pub, reason = "the runner is shared by three test crates")]

#[path = "../../tests/cases/runner.rs"]
mod runner;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::extract::{Multipart, State};
use axum::routing::post;
use axum::{Json, Router};
use deskbell_proxy::App;
use deskbell_proxy::config::{
    Choice, Config, Department, DependsOn, FieldDescription, Origins, ShowWhen, Upstream, Zoho,
};
use deskbell_rules::{Declared, FIELDS, Form, Value, field_of_pointer, text};
use runner::{Case, FILES, Suite};
use secrecy::SecretString;
use serde_json::json;

/// The last ticket that arrived at the stand-in for Zoho.
type Arrived = Arc<Mutex<Option<serde_json::Value>>>;

const MARKER: &str = "cf_deskbell_ref";

#[tokio::test]
async fn every_case_has_its_verdict_through_the_proxy() {
    let arrived = Arrived::default();
    let zoho = stand_in(arrived.clone()).await;
    let mut failures = Vec::new();
    for (file, json) in FILES {
        let suite = Suite::read(&serde_json::from_str(json).expect(file));
        let app = App::build(config(&suite.form, zoho)).await.expect(file);
        let url = format!("http://{}/api/v1/tickets", app.address());
        let stop = tokio_util::sync::CancellationToken::new();
        let running = tokio::spawn(app.run(stop.clone().cancelled_owned()));
        for case in &suite.cases {
            // As JSON, where the order of members means nothing.
            let wanted = serde_json::to_value(&case.verdict).expect("JSON");
            let verdict = verdict(&url, case, &arrived).await;
            if verdict != wanted {
                failures.push(format!("{file}: {}\n  wanted {wanted}\n  got    {verdict}", case.name));
            }
        }
        stop.cancel();
        running.await.expect("the proxy stops");
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

async fn verdict(url: &str, case: &Case, arrived: &Arrived) -> serde_json::Value {
    let request = reqwest::Client::new().post(url).header("Idempotency-Key", uuid::Uuid::new_v4().to_string());
    let response = request.json(&with_files(url, case).await).send().await.expect("an answer");
    let status = response.status().as_u16();
    let body: serde_json::Value = response.json().await.expect("JSON");
    match status {
        201 => json!({ "ticket": as_typed(arrived.lock().expect("lock").take().expect("a ticket"), case) }),
        422 => json!({ "violations": violations(&body) }),
        _ => json!({ "status": status, "body": body }),
    }
}

/// The draft with files that the proxy has: it hands them on before the ticket, which arrives with
/// the names that Zoho gave them. Those are the names that the case has.
async fn with_files(url: &str, case: &Case) -> Value {
    let mut draft = case.draft.clone();
    let Some(Value::List(files)) = case.verdict.member("ticket").and_then(|ticket| ticket.member("uploads")) else {
        return draft;
    };
    let mut ids = Vec::new();
    for file in files {
        let name = file.as_text().expect("an id").to_owned();
        let part = reqwest::multipart::Part::bytes(b"a".to_vec()).file_name(format!("{name}.txt"));
        let form = reqwest::multipart::Form::new().part("file", part);
        let upload = reqwest::Client::new().post(url.replace("tickets", "uploads")).multipart(form);
        let kept: serde_json::Value = upload.send().await.expect("an answer").json().await.expect("JSON");
        ids.push(kept["id"].as_str().expect("an id").into());
    }
    if let Value::Object(members) = &mut draft {
        let uploads = members.iter_mut().find(|(name, _)| name == "uploads").expect("uploads");
        uploads.1 = Value::List(ids);
    }
    draft
}

fn violations(problem: &serde_json::Value) -> Vec<serde_json::Value> {
    let errors = problem["errors"].as_array().expect("errors");
    let violation = |error: &serde_json::Value| {
        let field = field_of_pointer(error["fieldName"].as_str().expect("fieldName"));
        json!({ "field": field, "code": error["code"], "params": error["params"] })
    };
    errors.iter().map(violation).collect()
}

/// What arrived, less what the proxy adds to every ticket: HTML, marker, channel.
fn as_typed(mut ticket: serde_json::Value, case: &Case) -> serde_json::Value {
    let wanted = case.verdict.member("ticket").expect("a case that was to be refused passed");
    let object = ticket.as_object_mut().expect("an object");
    let custom_fields = object["cf"].as_object_mut().expect("custom fields");
    assert!(custom_fields.remove(MARKER).is_some(), "{}: no marker", case.name);
    if custom_fields.is_empty() {
        object.remove("cf");
    }
    if wanted.member("channel").is_none() {
        assert_eq!(object.remove("channel"), Some(json!("Web")));
    }
    if let Some(typed) = wanted.member("description").and_then(Value::as_text) {
        assert_eq!(object["description"], json!(text::escape(typed)), "{}", case.name);
        object["description"] = json!(typed);
    }
    ticket
}

fn config(form: &Form, zoho: SocketAddr) -> Config {
    let loopback = SocketAddr::from(([127, 0, 0, 1], 0));
    let everything = FIELDS.iter().map(|field| field.name.to_owned()).collect();
    let mut config = Config::default();
    (config.listen, config.admin_listen) = (loopback, loopback);
    config.origins = Origins::Any;
    config.limits = false;
    config.database_url = "sqlite::memory:".into();
    // Cases that come to the same ticket are to arrive all the same.
    config.submissions.repeats = std::time::Duration::ZERO;
    config.upstream = Upstream::Zoho;
    config.departments = form.departments.iter().map(Department::nameless).collect();
    config.visitor_fields = form.allowed.clone().unwrap_or(everything);
    config.fields = form.fields.iter().map(description).collect();
    // Attachments belong to the proxy, the cases to the rules.
    (config.attachments.enabled, config.attachments.max_files) = (true, usize::MAX);
    config.zoho = Zoho {
        desk_url: format!("http://{zoho}"),
        accounts_url: format!("http://{zoho}"),
        org_id: "60001280952".to_owned(),
        client_id: "client".to_owned(),
        client_secret: SecretString::from("secret"),
        refresh_token: SecretString::from("refresh"),
        marker_field: Some(MARKER.to_owned()),
    };
    config
}

/// The field as an operator would write it.
fn description(field: &Declared) -> FieldDescription {
    FieldDescription {
        name: field.name.clone(),
        kind: field.kind,
        required: field.required,
        options: field.options.iter().map(Choice::plain).collect(),
        depends_on: field.depends_on.as_ref().map(|dependency| DependsOn {
            field: dependency.field.clone(),
            values: dependency.values.iter().cloned().collect(),
        }),
        show_when: field
            .show_when
            .as_ref()
            .map(|condition| ShowWhen { field: condition.field.clone(), is: condition.is.clone() }),
        ..FieldDescription::default()
    }
}

/// Takes any ticket: the verdict is to be the proxy's alone.
async fn stand_in(arrived: Arrived) -> SocketAddr {
    async fn token() -> Json<serde_json::Value> {
        Json(json!({ "access_token": "access", "expires_in": 3600, "token_type": "Bearer" }))
    }
    async fn ticket(State(arrived): State<Arrived>, Json(ticket): Json<serde_json::Value>) -> Json<serde_json::Value> {
        *arrived.lock().expect("lock") = Some(ticket);
        Json(json!({ "ticketNumber": "101", "id": "1892000001054003", "webUrl": "https://desk.example/101" }))
    }
    /// Calls a file by its name, without the extension that the proxy wants one to have.
    async fn upload(mut parts: Multipart) -> Json<serde_json::Value> {
        let part = parts.next_field().await.expect("multipart").expect("a part");
        Json(json!({ "id": part.file_name().expect("a name").trim_end_matches(".txt") }))
    }
    let app = Router::new()
        .route("/oauth/v2/token", post(token))
        .route("/api/v1/uploads", post(upload))
        .route("/api/v1/tickets", post(ticket));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, app.with_state(arrived)).await });
    address
}
