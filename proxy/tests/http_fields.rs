//! What a browser may set: the fields of the form, and nothing else.

mod common;

use common::{Proxy, errors, key, problem, ticket, ticket_with};
use deskbell_proxy::config::{Config, Environment};
use serde_json::{Value, json};

/// Every attribute of *Create a ticket*, with a value that Zoho would take, and whether the default
/// form lets a visitor set it.
fn attributes() -> [(&'static str, Value, bool); 26] {
    let id = || json!("1892000000042032");
    [
        ("subject", json!("Help"), true),
        ("departmentId", json!(common::DEPARTMENT), true),
        ("contactId", id(), false),
        ("contact", json!({ "lastName": "King", "email": "ada@example.org" }), true),
        ("productId", id(), false),
        ("uploads", json!([id()]), false),
        ("email", json!("ada@example.org"), true),
        ("phone", json!("1 888 900 9646"), true),
        ("description", json!("Help me"), true),
        ("status", json!("Closed"), false),
        ("assigneeId", id(), false),
        ("category", json!("general"), false),
        ("subCategory", json!("Sub General"), false),
        ("resolution", json!("Solved"), false),
        ("dueDate", json!("2026-06-21T16:16:16.000Z"), false),
        ("priority", json!("High"), false),
        ("language", json!("English"), false),
        ("responseDueDate", json!("2026-06-21T16:16:16.000Z"), false),
        ("channel", json!("Email"), false),
        ("classification", json!("Question"), false),
        ("customFields", json!({ "Model": "F3" }), false),
        ("cf", json!({ "cf_model": "F3" }), false),
        ("webUrl", json!("https://evil.example"), false),
        ("teamId", id(), false),
        ("secondaryContacts", json!([id()]), false),
        ("entitySkills", json!([id()]), false),
    ]
}

#[tokio::test]
async fn each_of_the_26_attributes_is_the_operators_unless_the_form_has_it() {
    let proxy = Proxy::start().await;
    for (name, value, allowed) in attributes() {
        let before = proxy.tickets().await.len();
        let answer = proxy.post(&ticket_with(name, value.clone())).send().await.unwrap();
        if allowed {
            assert_eq!(answer.status(), 201, "{name}");
            continue;
        }
        let (status, body) = problem(answer).await;
        let member = value.as_object().and_then(|members| members.keys().next());
        let field = member.map_or(format!("/{name}"), |member| format!("/{name}/{member}"));
        assert_eq!((status, errors(&body)), (422, vec![(field, "not_allowed".to_owned())]), "{name}");
        assert_eq!(proxy.tickets().await.len(), before, "{name}");
    }
    proxy.stop().await;
}

#[tokio::test]
async fn what_no_attribute_is_called_is_refused_by_name() {
    let proxy = Proxy::start().await;
    for name in [
        "accountId",
        "layoutId",
        "orgId",
        "isSpam",
        "Subject",
        "subject ",
        "__proto__",
        "constructor",
        "source",
        "createdTime",
    ] {
        let (status, body) = problem(proxy.post(&ticket_with(name, "1")).send().await.unwrap()).await;
        assert_eq!((status, errors(&body)), (422, vec![(format!("/{name}"), "unknown_field".to_owned())]));
    }
    for (name, code) in [("id", "unknown_field"), ("accountId", "unknown_field"), ("phone", "unknown_field")] {
        let mut ticket = ticket();
        ticket["contact"][name] = "1".into();
        let (status, body) = problem(proxy.post(&ticket).send().await.unwrap()).await;
        assert_eq!((status, errors(&body)), (422, vec![(format!("/contact/{name}"), code.to_owned())]));
    }
    let twice = serde_json::to_string(&ticket()).unwrap().replacen('{', "{\"subject\":\"first\",", 1);
    assert_eq!(problem(proxy.post(&json!(null)).body(twice).send().await.unwrap()).await.0, 400, "a member twice");
    assert!(proxy.tickets().await.is_empty());
    proxy.stop().await;
}

#[tokio::test]
async fn what_the_form_lists_can_be_chosen_and_nothing_beside_it() {
    let file = "[[form.fields]]\nname = \"priority\"\noptions = [\"High\", \"Low\"]";
    let fields = Config::load(Some(file), &Environment::new()).unwrap().fields;
    let proxy = Proxy::with(|config| config.fields = fields).await;
    assert_eq!(proxy.post(&ticket_with("priority", "High")).send().await.unwrap().status(), 201);
    assert_eq!(problem(proxy.post(&ticket_with("priority", "Urgent")).send().await.unwrap()).await.0, 422);
    assert_eq!(problem(proxy.post(&ticket_with("category", "general")).send().await.unwrap()).await.0, 422);
    proxy.stop().await;
}

/// What only the server knows is set by the server.
#[tokio::test]
async fn channel_and_marker_come_from_the_server() {
    let proxy = Proxy::start().await;
    assert_eq!(proxy.post_with(&key(), &ticket()).send().await.unwrap().status(), 201);
    let received = &proxy.tickets().await[0]["received"];
    assert_eq!(received["channel"], "Web");
    assert!(received["cf"]["cf_deskbell_ref"].is_string(), "{received}");
    let mut forged = ticket();
    forged["cf"] = json!({ "cf_deskbell_ref": "01ARZ3NDEKTSV4RRFFQ69G5FAV" });
    assert_eq!(problem(proxy.post(&forged).send().await.unwrap()).await.0, 422);
    proxy.stop().await;
}
