//! Grant codes and their scopes; organisations, departments, fields, and the clock.

mod support;

use deskbell_sandbox::CREDENTIALS;
use reqwest::Method;
use serde_json::{Value, json};
use support::{Desk, refused, ticket};

async fn code(desk: &Desk, wanted: Value) -> String {
    let answer = desk.bare(Method::POST, "/sandbox/codes").json(&wanted).send().await.unwrap();
    answer.json::<Value>().await.unwrap()["code"].as_str().unwrap().to_owned()
}

async fn exchange(desk: &Desk, code: &str) -> Value {
    let form = [
        ("grant_type", "authorization_code"),
        ("client_id", CREDENTIALS.client_id),
        ("client_secret", CREDENTIALS.client_secret),
        ("code", code),
    ];
    desk.bare(Method::POST, "/oauth/v2/token").form(&form).send().await.unwrap().json().await.unwrap()
}

async fn set_up(desk: &Desk, portal: Value) {
    let answer = desk.bare(Method::PUT, "/sandbox/portal").json(&portal).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{portal}");
}

async fn json(desk: &Desk, path: &str) -> Value {
    let answer = desk.get(path).await;
    assert_eq!(answer.status(), 200, "{path}");
    answer.json().await.unwrap()
}

#[tokio::test]
async fn a_code_is_good_once_and_for_some_minutes() {
    let desk = Desk::open().await;
    let given = code(&desk, json!({ "scope": "Desk.tickets.READ" })).await;
    let answer = exchange(&desk, &given).await;
    assert!(answer["access_token"].is_string());
    let refresh = answer["refresh_token"].as_str().unwrap();
    assert!(desk.refresh(&[("refresh_token", refresh)]).await["access_token"].is_string());
    assert_eq!(exchange(&desk, &given).await, json!({ "error": "invalid_code" }));
    let late = code(&desk, json!({ "scope": "Desk.tickets.READ", "minutes": 0 })).await;
    assert_eq!(exchange(&desk, &late).await, json!({ "error": "invalid_code" }));
    let online = code(&desk, json!({ "scope": "Desk.tickets.READ", "offline": false })).await;
    let answer = exchange(&desk, &online).await;
    assert!(answer["access_token"].is_string() && answer["refresh_token"].is_null());
}

#[tokio::test]
async fn the_twenty_first_refresh_token_ends_the_first() {
    let desk = Desk::open().await;
    desk.bare(Method::PUT, "/sandbox/tokens").json(&json!({ "limit": 100 })).send().await.unwrap();
    let mut tokens = Vec::new();
    for _ in 0..21 {
        let code = code(&desk, json!({ "scope": "Desk.tickets.READ" })).await;
        tokens.push(exchange(&desk, &code).await["refresh_token"].as_str().unwrap().to_owned());
    }
    assert_eq!(desk.refresh(&[("refresh_token", &tokens[0])]).await, json!({ "error": "invalid_code" }));
    assert!(desk.refresh(&[("refresh_token", &tokens[1])]).await["access_token"].is_string());
    assert!(desk.refresh(&[]).await["access_token"].is_string(), "the sandbox's own is good for ever");
}

#[tokio::test]
async fn a_token_opens_what_its_scopes_say() {
    let mut desk = Desk::open().await;
    let code = code(&desk, json!({ "scope": "Desk.tickets.READ,Desk.basic.READ" })).await;
    desk.token = exchange(&desk, &code).await["access_token"].as_str().unwrap().to_owned();
    assert_eq!(desk.get("/api/v1/tickets").await.status(), 204);
    assert_eq!(desk.get("/api/v1/departments").await.status(), 200);
    refused(desk.post(&ticket()).await, 403, "SCOPE_MISMATCH").await;
    for path in ["/api/v1/tickets/search?subject=x", "/api/v1/fields?module=tickets"] {
        refused(desk.get(path).await, 403, "SCOPE_MISMATCH").await;
    }
    refused(desk.upload("a.txt", b"a".to_vec()).await, 403, "SCOPE_MISMATCH").await;
}

#[tokio::test]
async fn organisations_need_no_org_id() {
    let desk = Desk::open().await;
    let bearer = format!("Zoho-oauthtoken {}", desk.token);
    let request = desk.bare(Method::GET, "/api/v1/organizations").header("Authorization", &bearer);
    let answer: Value = request.send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["data"][0]["id"], CREDENTIALS.org_id);
    let request = desk.bare(Method::GET, "/api/v1/departments").header("Authorization", &bearer);
    refused(request.send().await.unwrap(), 400, "BAD_REQUEST").await;
    set_up(&desk, json!({ "organizations": [] })).await;
    assert_eq!(json(&desk, "/api/v1/organizations").await, json!({ "data": [] }));
}

#[tokio::test]
async fn departments_and_fields_are_those_that_were_set_up() {
    let desk = Desk::open().await;
    assert_eq!(json(&desk, "/api/v1/departments/1892000000006907").await["isEnabled"], true);
    refused(desk.get("/api/v1/departments/1").await, 404, "URL_NOT_FOUND").await;
    let fields = "/api/v1/fields?module=tickets&apiNames=cf_deskbell_ref";
    assert_eq!(json(&desk, fields).await["data"][0]["type"], "Text");

    let departments = json!([{ "id": "1", "name": "A" }, { "id": "2", "name": "B", "isEnabled": false }]);
    let field = json!([{ "apiName": "cf_deskbell_ref", "departments": ["1"] }]);
    set_up(&desk, json!({ "departments": departments, "fields": field })).await;
    let enabled = json(&desk, "/api/v1/departments?isEnabled=true&limit=200").await;
    assert_eq!((enabled["data"].as_array().unwrap().len(), &enabled["data"][0]["id"]), (1, &json!("1")));
    for (department, count) in [("1", 1), ("2", 0)] {
        let found = json(&desk, &format!("{fields}&associatedDepartments={department}")).await;
        assert_eq!(found["data"].as_array().unwrap().len(), count, "{department}");
    }
    refused(desk.get(&format!("{fields}&associatedDepartments=3")).await, 422, "INVALID_DATA").await;
    refused(desk.get("/api/v1/fields").await, 422, "UNPROCESSABLE_ENTITY").await;
    desk.fault(json!({ "fault": "html", "on": "fields" })).await;
    assert!(desk.get(fields).await.text().await.unwrap().contains("<html"));
    desk.bare(Method::DELETE, "/sandbox/portal").send().await.unwrap();
    assert_eq!(json(&desk, "/api/v1/departments/1892000000006907").await["name"], "Zylker");
}

#[tokio::test]
async fn the_clock_can_be_wrong() {
    let desk = Desk::open().await;
    let date = async || desk.get("/api/v1/departments").await.headers()["date"].to_str().unwrap().to_owned();
    let right = date().await;
    set_up(&desk, json!({ "clockSkewSeconds": 100_000 })).await;
    // Another day, so that no second at the wrong time matters.
    assert_ne!(date().await[..16], right[..16]);
}
