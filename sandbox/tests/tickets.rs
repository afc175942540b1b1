//! Filing a ticket and reading it again.

mod support;

use reqwest::Method;
use serde_json::{Value, json};
use support::{Desk, Folder, refused, ticket, ticket_with};

/// The members of the sample on Zoho's page.
const MEMBERS: &str = "entitySkills modifiedTime ticketNumber subCategory statusType subject dueDate departmentId \
    channel onholdTime description language source resolution sharedDepartments closedTime sharedCount approvalCount \
    timeEntryCount isOverDue channelRelatedInfo isDeleted isTrashed createdTime id email channelCode \
    customerResponseTime cf productId contactId threadCount priority classification assigneeId commentCount taskCount \
    phone webUrl attachmentCount isEscalated isSpam category status";

#[tokio::test]
async fn the_answer_has_every_member_of_zohos_sample() {
    let desk = Desk::open().await;
    let filed = desk.file(&ticket()).await;
    let mut expected: Vec<_> = MEMBERS.split_whitespace().collect();
    let mut found: Vec<_> = filed.as_object().unwrap().keys().map(String::as_str).collect();
    expected.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, expected);

    assert_eq!(filed["ticketNumber"], "101");
    assert!(filed["id"].as_str().unwrap().parse::<i64>().unwrap() > 1 << 53);
    assert!(filed["createdTime"].as_str().unwrap().ends_with('Z'));
    assert_eq!((&filed["threadCount"], &filed["attachmentCount"]), (&json!("1"), &json!("0")));
    assert_eq!((&filed["status"], &filed["isDeleted"]), (&json!("Open"), &json!("false")));
    assert_eq!(filed["email"], "ada@example.org");
    assert!(filed["webUrl"].as_str().unwrap().starts_with(&desk.url("/#")));
    assert_eq!(
        desk.get(&format!("/api/v1/tickets/{}", filed["id"].as_str().unwrap())).await.json::<Value>().await.unwrap(),
        filed
    );
}

#[tokio::test]
async fn every_attribute_is_kept() {
    let desk = Desk::open().await;
    let upload: Value = desk.upload("a.txt", b"a".to_vec()).await.json().await.unwrap();
    let sent = json!({
        "subject": "s", "departmentId": "1", "contactId": "9223372036854775807", "productId": "3",
        "contact": { "lastName": "Lovelace", "firstName": "Ada", "email": "ada@example.org" },
        "uploads": [upload["id"]], "email": "other@example.org", "phone": "1 888 900 9646", "description": "a<br>b",
        "status": "Closed", "assigneeId": "4", "category": "general", "subCategory": "Sub General",
        "resolution": "r", "dueDate": "2016-06-21T18:50:04.573Z", "priority": "High", "language": "English",
        "responseDueDate": "soon", "channel": "Email", "classification": "Problem", "customFields": { "A": "b" },
        "cf": { "cf_modelname": "F3 2017" }, "webUrl": "https://example.org/x", "teamId": "5",
        "secondaryContacts": ["6"], "entitySkills": ["18921000000379001", "7"],
    });
    assert_eq!(sent.as_object().unwrap().len(), 26);
    let filed = desk.file(&sent).await;
    // What Zoho's answer repeats. The rest, and a page of its own, is to be seen in the inbox.
    for name in MEMBERS.split_whitespace().filter(|name| *name != "webUrl") {
        if let Some(value) = sent.get(name) {
            assert_eq!(&filed[name], value, "{name}");
        }
    }
    assert_eq!((&filed["statusType"], &filed["isOverDue"]), (&json!("Closed"), &json!(true)));
    assert_eq!(filed["attachmentCount"], "1");
    let inbox = desk.inbox().await;
    assert_eq!(inbox[0]["received"], sent);
    assert_eq!(inbox[0]["uploads"], json!([{ "id": upload["id"], "name": "a.txt", "size": 1 }]));
}

#[tokio::test]
async fn numbers_count_up_and_contacts_are_recognised_by_address() {
    let desk = Desk::open().await;
    let first = desk.file(&ticket()).await;
    let second = desk.file(&ticket_with(json!({ "contact": { "email": "ADA@Example.org" } }))).await;
    let nameless = desk.file(&ticket_with(json!({ "contact": { "lastName": "Lovelace" } }))).await;
    let other = desk.file(&ticket_with(json!({ "contact": { "lastName": "Lovelace" } }))).await;
    let numbers = [&first, &second, &nameless, &other].map(|ticket| ticket["ticketNumber"].as_str().unwrap());
    assert_eq!(numbers, ["101", "102", "103", "104"]);
    assert_eq!(first["contactId"], second["contactId"]);
    assert_ne!(first["contactId"], nameless["contactId"]);
    assert_ne!(nameless["contactId"], other["contactId"]);
    assert_eq!(nameless["email"], Value::Null);

    let cleared = desk.bare(Method::DELETE, "/sandbox/tickets").send().await.unwrap();
    assert_eq!(cleared.status(), 204);
    assert!(desk.inbox().await.is_empty());
    let next = desk.file(&ticket()).await;
    assert_eq!(next["ticketNumber"], "105");
    assert_ne!(next["contactId"], first["contactId"]);
}

#[tokio::test]
async fn the_rules_are_kept() {
    let desk = Desk::open().await;
    let body = refused(desk.post(&json!({})).await, 422, "INVALID_DATA").await;
    let fields: Vec<_> = body["errors"].as_array().unwrap().iter().map(|error| &error["fieldName"]).collect();
    assert_eq!(fields, ["/subject", "/departmentId", "/contactId"]);
    assert!(body["errors"].as_array().unwrap().iter().all(|error| error["errorType"] == "missing"));

    for (changed, pointer, error_type) in [
        (json!({ "subject": "x".repeat(256) }), "/subject", "invalid"),
        (json!({ "contact": { "email": "ada" } }), "/contact/email", "invalid"),
        (json!({ "contact": { "firstName": "Ada" } }), "/contact", "missing"),
        (json!({ "departmentId": 1_892_000_000_006_907_i64 }), "/departmentId", "invalid"),
        (json!({ "classification": "Complaint" }), "/classification", "invalid"),
        (json!({ "assignee": "4" }), "/assignee", "invalid"),
        (json!({ "uploads": ["18921000500000001"] }), "/uploads", "invalid"),
        // The limit is that of the HTML, which arrives as it stands.
        (json!({ "description": "x".repeat(65_536) }), "/description", "invalid"),
    ] {
        let body = refused(desk.post(&ticket_with(changed)).await, 422, "INVALID_DATA").await;
        let error = &body["errors"][0];
        assert_eq!((&error["fieldName"], &error["errorType"]), (&json!(pointer), &json!(error_type)));
        assert!(!error["errorMessage"].as_str().unwrap().is_empty());
    }
    desk.file(&ticket_with(json!({ "description": "&".repeat(65_535) }))).await;
    assert_eq!(desk.inbox().await.len(), 1);
}

#[tokio::test]
async fn what_is_no_ticket_is_refused() {
    let desk = Desk::open().await;
    let send = async |content_type: &str, body: Vec<u8>| {
        let request = desk.request(Method::POST, "/api/v1/tickets").header("Content-Type", content_type);
        request.body(body).send().await.unwrap()
    };
    let json = "application/json; charset=UTF-8";
    refused(send(json, b"{\"subject\":".to_vec()).await, 400, "BAD_REQUEST").await;
    refused(send(json, b"[]".to_vec()).await, 400, "BAD_REQUEST").await;
    refused(send(json, b"{\"subject\":\"\xff\"}".to_vec()).await, 400, "BAD_REQUEST").await;
    refused(send(json, b"{\"subject\":\"a\",\"subject\":\"b\"}".to_vec()).await, 400, "BAD_REQUEST").await;
    refused(send(json, Vec::new()).await, 400, "EMPTY_PAYLOAD").await;
    refused(send(json, vec![b' '; 1024 * 1024 + 1]).await, 413, "RESOURCE_SIZE_EXCEEDED").await;
    refused(send("text/plain", b"{}".to_vec()).await, 415, "UNSUPPORTED_MEDIA_TYPE").await;
    let extra = desk.request(Method::POST, "/api/v1/tickets?departmentId=1").json(&ticket());
    let body = refused(extra.send().await.unwrap(), 422, "UNPROCESSABLE_ENTITY").await;
    assert_eq!(body["message"], "Extra query parameter 'departmentId' is present in the input.");
    assert_eq!(send(json, ticket().to_string().into_bytes()).await.status(), 200);
}

#[tokio::test]
async fn other_addresses_and_methods_are_refused() {
    let desk = Desk::open().await;
    for path in ["/api/v1/ticket", "/api/v1/tickets/1", "/api/v1/tickets/me", "/api/v1/uploads/1/content"] {
        refused(desk.get(path).await, 404, "URL_NOT_FOUND").await;
    }
    refused(desk.get("/oauth/v2/token").await, 405, "METHOD_NOT_ALLOWED").await;
    let put = desk.request(Method::PUT, "/api/v1/tickets").json(&ticket()).send().await.unwrap();
    refused(put, 405, "METHOD_NOT_ALLOWED").await;
}

#[tokio::test]
async fn tickets_survive_a_restart() {
    let folder = Folder::new();
    let database = folder.file("desk.db");
    let before = Desk::open_at(&database).await;
    let upload: Value = before.upload("a.txt", b"hello".to_vec()).await.json().await.unwrap();
    let filed = before.file(&ticket_with(json!({ "uploads": [upload["id"]] }))).await;
    before.running.stop().await;

    let after = Desk::open_at(&database).await;
    let inbox = after.inbox().await;
    assert_eq!(inbox.len(), 1);
    assert_eq!((&inbox[0]["id"], &inbox[0]["createdTime"]), (&filed["id"], &filed["createdTime"]));
    let path = format!("/api/v1/uploads/{}/content", upload["id"].as_str().unwrap());
    assert_eq!(after.get(&path).await.bytes().await.unwrap(), "hello");
    assert_eq!(after.file(&ticket()).await["ticketNumber"], "102");
}
