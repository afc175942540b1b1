//! The form description and attachments.

mod common;

use common::{DEPARTMENT, ORIGIN, Proxy, errors, problem, ticket_with};
use deskbell_proxy::config::{Config, Environment};
use reqwest::multipart::{Form, Part};
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
    let proxy = Proxy::with(|config| config.departments = vec!["1".to_owned(), "2".to_owned()]).await;
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

fn file(name: &str, bytes: &[u8], media_type: &str) -> Form {
    Form::new().part("file", Part::bytes(bytes.to_vec()).file_name(name.to_owned()).mime_str(media_type).unwrap())
}

async fn upload(proxy: &Proxy, form: Form) -> reqwest::Response {
    let request = proxy.client.post(format!("{}/api/v1/uploads", proxy.url)).header("origin", ORIGIN);
    request.multipart(form).send().await.unwrap()
}

#[tokio::test]
async fn files_are_taken_only_where_they_are_wanted() {
    let proxy = Proxy::start().await;
    assert_eq!(problem(upload(&proxy, file("a.txt", b"hello", "text/plain")).await).await.0, 404);
    proxy.stop().await;
}

#[tokio::test]
async fn a_file_goes_with_its_ticket() {
    let proxy = Proxy::with(|config| {
        config.attachments.enabled = true;
        config.attachments.max_files = 2;
        config.attachments.max_bytes = 100_000;
        config.attachments.accept = vec![".txt".to_owned(), "image/*".to_owned()];
    })
    .await;
    let answer = upload(&proxy, file("../a.txt", &[b'x'; 100_000], "text/plain")).await;
    assert_eq!(answer.status(), 200);
    let uploaded: Value = answer.json().await.unwrap();
    assert_eq!((&uploaded["name"], &uploaded["size"]), (&json!("a.txt"), &json!(100_000)));
    assert_eq!(uploaded.as_object().unwrap().len(), 3);
    let id = uploaded["id"].as_str().unwrap();
    assert_eq!(proxy.post(&ticket_with("uploads", json!([id]))).send().await.unwrap().status(), 201);
    assert_eq!(proxy.tickets().await[0]["uploads"][0]["name"], "a.txt");

    for (form, expected) in [
        (file("a.txt", &[b'x'; 100_001], "text/plain"), 413),
        (file("a.txt", &[b'x'; 5_000_000], "text/plain"), 413),
        (file("a.html", b"x", "text/html"), 415),
        (Form::new().text("other", "x"), 400),
        (Form::new().text("file", "no file name"), 400),
        (Form::new(), 400),
    ] {
        assert_eq!(problem(upload(&proxy, form).await).await.0, expected);
    }
    let json = proxy.client.post(format!("{}/api/v1/uploads", proxy.url)).header("origin", ORIGIN).json(&json!({}));
    assert_eq!(problem(json.send().await.unwrap()).await.0, 415);
    let many = proxy.post(&ticket_with("uploads", json!(["1", "2", "3"]))).send().await.unwrap();
    let (status, body) = problem(many).await;
    assert_eq!((status, errors(&body)), (422, vec![("/uploads".to_owned(), "too_many".to_owned())]));
    proxy.stop().await;
}
