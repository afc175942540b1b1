//! The form description, and tickets that are held to it.

mod common;

use common::{DEPARTMENT, ORIGIN, Proxy, errors, problem, ticket, ticket_with};
use deskbell_proxy::config::{Config, Department, Environment};
use serde_json::{Value, json};

#[tokio::test]
async fn the_default_form() {
    let proxy = Proxy::start().await;
    let answer = proxy.get("/api/v1/form").send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["cache-control"], "no-cache");
    let tag = answer.headers()["etag"].to_str().unwrap().to_owned();
    let fields =
        ["contact.lastName", "email", "subject", "description"].map(|name| json!({ "name": name, "required": true }));
    let expected = json!({
        "departmentId": DEPARTMENT,
        "departments": [DEPARTMENT],
        "fields": fields,
        "attachments": { "enabled": false, "maxFiles": 5, "maxBytes": 10_485_760 },
    });
    assert_eq!(answer.json::<Value>().await.unwrap(), expected);
    for known in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
        let answer = proxy.get("/api/v1/form").header("if-none-match", &known).send().await.unwrap();
        assert_eq!((answer.status().as_u16(), answer.headers()["etag"].to_str().unwrap()), (304, &*tag), "{known}");
        assert_eq!(answer.headers()["access-control-allow-origin"], ORIGIN);
    }
    assert_eq!(proxy.get("/api/v1/form").header("if-none-match", "\"x\"").send().await.unwrap().status(), 200);
    proxy.stop().await;
}

#[tokio::test]
async fn a_form_for_one_of_the_departments() {
    let proxy = Proxy::with(|config| config.departments = ["1", "2"].map(Department::nameless).into()).await;
    let form: Value = proxy.get("/api/v1/form?departmentId=2").send().await.unwrap().json().await.unwrap();
    assert_eq!((&form["departmentId"], &form["departments"]), (&json!("2"), &json!(["1", "2"])));
    let (status, body) = problem(proxy.get("/api/v1/form?departmentId=3").send().await.unwrap()).await;
    assert_eq!((status, errors(&body)), (422, vec![("/departmentId".to_owned(), "not_allowed".to_owned())]));
    assert_eq!(problem(proxy.get("/api/v1/form?departmentId=x").send().await.unwrap()).await.0, 400);
    proxy.stop().await;
}

#[tokio::test]
async fn declared_fields_are_shown_and_held_to() {
    let file = r#"
        [[form.fields]]
        name = "email"
        [[form.fields]]
        name = "priority"
        label = "How urgent is it?"
        options = ["High", "Low"]
        required = true
        [[form.fields]]
        name = "cf.cf_model"
        placeholder = "F3 2017"
    "#;
    let fields = Config::load(Some(file), &Environment::new()).unwrap().fields;
    let proxy = Proxy::with(|config| config.fields = fields).await;
    let form: Value = proxy.get("/api/v1/form").send().await.unwrap().json().await.unwrap();
    let priority = json!({ "name": "priority", "label": "How urgent is it?", "kind": "picklist", "required": true, "options": ["High", "Low"] });
    assert_eq!(form["fields"][1], priority);
    let mut ticket = ticket_with("cf", json!({ "cf_model": "F3 2017", "cf_other": "x" }));
    ticket["priority"] = "Urgent".into();
    let (status, body) = problem(proxy.post(&ticket).send().await.unwrap()).await;
    let expected = [("/priority", "not_listed"), ("/cf/cf_other", "not_allowed")];
    assert_eq!(
        (status, errors(&body)),
        (422, expected.map(|(field, code)| (field.to_owned(), code.to_owned())).into())
    );
    proxy.stop().await;
}

/// A form whose fields follow from each other, for two departments with names and one without.
const RELATED: &str = r#"
    departments = ["1892000000006907=Sales", "1892000000006908=Support", "1892000000006909"]

    [[form.fields]]
    name = "category"
    options = ["Hardware", { value = "Software", label = "Apps & programs" }]

    [[form.fields]]
    name = "subCategory"
    required = true
    dependsOn = { field = "category", values = { Hardware = ["Printer", "Screen"], Software = ["Editor"] } }

    [[form.fields]]
    name = "cf.cf_call"
    kind = "boolean"

    [[form.fields]]
    name = "phone"
    required = true
    showWhen = { field = "cf.cf_call", is = ["true"] }

    [[form.fields]]
    name = "cf.cf_places"
    options = ["Shop", "App"]
    multiple = true
"#;

async fn proxy_of(file: &str) -> Proxy {
    let read = Config::load(Some(file), &Environment::new()).unwrap();
    Proxy::with(|config| (config.fields, config.departments) = (read.fields, read.departments)).await
}

async fn form(proxy: &Proxy, query: &str) -> (String, Value) {
    let answer = proxy.get(&format!("/api/v1/form{query}")).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    (answer.headers()["etag"].to_str().unwrap().to_owned(), answer.json().await.unwrap())
}

#[tokio::test]
async fn relations_labels_and_departments_are_described() {
    let proxy = proxy_of(RELATED).await;
    let fields = [
        json!({ "name": "category", "kind": "picklist", "required": false,
            "options": ["Hardware", { "value": "Software", "label": "Apps & programs" }] }),
        json!({ "name": "subCategory", "kind": "picklist", "required": true, "dependsOn": { "field": "category",
            "values": { "Hardware": ["Printer", "Screen"], "Software": ["Editor"] } } }),
        json!({ "name": "cf.cf_call", "kind": "boolean", "required": false }),
        json!({ "name": "phone", "required": true, "showWhen": { "field": "cf.cf_call", "is": ["true"] } }),
        json!({ "name": "cf.cf_places", "kind": "multiselect", "required": false, "options": ["Shop", "App"] }),
    ];
    let mut expected = json!({
        "departmentId": DEPARTMENT,
        "departments": [DEPARTMENT, "1892000000006908", "1892000000006909"],
        "fields": fields,
        "attachments": { "enabled": false, "maxFiles": 5, "maxBytes": 10_485_760 },
    });
    let (particular_tag, particular) = form(&proxy, &format!("?departmentId={DEPARTMENT}")).await;
    assert_eq!(particular, expected, "the page has chosen");

    let choose = json!({ "name": "departmentId", "required": true, "options": [
        { "value": DEPARTMENT, "label": "Sales" }, { "value": "1892000000006908", "label": "Support" },
    ] });
    expected["fields"].as_array_mut().unwrap().insert(0, choose);
    let (tag, general) = form(&proxy, "").await;
    assert_eq!(general, expected);
    assert_eq!(form(&proxy, "?departmentId=").await, (tag.clone(), general));
    assert_ne!(tag, particular_tag);
    proxy.stop().await;
}

#[tokio::test]
async fn the_tag_changes_with_the_form() {
    let mut tags = Vec::new();
    for (old, new) in [
        ("", ""),
        ("Apps", "Programs"),
        ("\"Screen\"", "\"Beamer\""),
        ("[\"true\"]", "[\"false\"]"),
        ("=Support", "=Help"),
    ] {
        let proxy = proxy_of(&RELATED.replace(old, new)).await;
        tags.push(form(&proxy, "").await.0);
        proxy.stop().await;
    }
    let different: std::collections::BTreeSet<&String> = tags.iter().collect();
    assert_eq!(different.len(), tags.len(), "{tags:?}");
}

#[tokio::test]
async fn relations_are_held_to() {
    let proxy = proxy_of(RELATED).await;
    let ticket = |more: Value| {
        let mut ticket = ticket();
        ticket.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        ticket
    };
    for (more, expected) in [
        (json!({ "phone": "1" }), ("/phone", "not_allowed")),
        (json!({ "phone": "1", "cf": { "cf_call": "false" } }), ("/phone", "not_allowed")),
        (json!({ "cf": { "cf_call": "true" } }), ("/phone", "missing")),
        (json!({ "category": "Hardware" }), ("/subCategory", "missing")),
        (json!({ "category": "Software", "subCategory": "Printer" }), ("/subCategory", "not_listed")),
        (json!({ "category": "Apps & programs" }), ("/category", "not_listed")),
        (json!({ "cf": { "cf_places": "Shop;Mail" } }), ("/cf/cf_places", "not_listed")),
        (json!({ "departmentId": "1892000000006910" }), ("/departmentId", "not_allowed")),
    ] {
        let (status, body) = problem(proxy.post(&ticket(more.clone())).send().await.unwrap()).await;
        let expected = vec![(expected.0.to_owned(), expected.1.to_owned())];
        assert_eq!((status, errors(&body)), (422, expected), "{more}");
    }
    let good = json!({ "category": "Software", "subCategory": "Editor", "phone": "1",
        "cf": { "cf_call": "true", "cf_places": "Shop;App" } });
    assert_eq!(proxy.post(&ticket(good)).send().await.unwrap().status(), 201);
    proxy.stop().await;
}
