//! The list and the search.

mod support;

use reqwest::StatusCode;
use serde_json::{Value, json};
use support::{Desk, refused, ticket_with};

/// The numbers of the tickets found, and their count where the answer has one.
async fn found(desk: &Desk, path: &str, query: &[(&str, &str)]) -> (Vec<String>, Value) {
    let request = desk.request(reqwest::Method::GET, path).query(query);
    let answer = request.send().await.unwrap();
    if answer.status() == StatusCode::NO_CONTENT {
        assert!(answer.bytes().await.unwrap().is_empty());
        return (Vec::new(), Value::Null);
    }
    assert_eq!(answer.status(), 200);
    let body: Value = answer.json().await.unwrap();
    let number = |ticket: &Value| ticket["ticketNumber"].as_str().unwrap().to_owned();
    (body["data"].as_array().unwrap().iter().map(number).collect(), body["count"].clone())
}

const SEARCH: &str = "/api/v1/tickets/search";

async fn three_tickets() -> Desk {
    let desk = Desk::open().await;
    for (email, subject, marker) in [
        ("ada@example.org", "Invoice", "DB-1"),
        ("alan@example.org", "invoice", "DB-2"),
        ("ada@example.org", "Refund", "it's \"3\""),
    ] {
        let contact = json!({ "email": email });
        desk.file(&ticket_with(json!({ "contact": contact, "subject": subject, "cf": { "cf_ref": marker } }))).await;
    }
    desk
}

#[tokio::test]
async fn the_search_takes_every_criterion() {
    let desk = three_tickets().await;
    let day = |day: &str| format!("{day}T00:00:00.000Z");
    let (always, never) =
        (format!("{},{}", day("2020-01-01"), day("2999-01-01")), format!("{0},{0}", day("2020-01-01")));
    for (query, numbers) in [
        (vec![], vec!["103", "102", "101"]),
        (vec![("email", "ADA@example.org")], vec!["103", "101"]),
        (vec![("subject", "INVOICE")], vec!["102", "101"]),
        (vec![("email", "ada@example.org"), ("subject", "Invoice")], vec!["101"]),
        (vec![("customField1", "cf_ref:DB-2")], vec!["102"]),
        (vec![("customField10", "cf_ref:it's \"3\"")], vec!["103"]),
        (vec![("customField1", "cf_other:DB-2")], vec![]),
        (vec![("customField1", "cf_ref:DB-2"), ("customField2", "cf_ref:DB-1")], vec![]),
        (vec![("createdTimeRange", &always)], vec!["103", "102", "101"]),
        (vec![("createdTimeRange", &never)], vec![]),
        (vec![("limit", "1"), ("from", "1")], vec!["102"]),
        (vec![("from", "3")], vec![]),
    ] {
        assert_eq!(found(&desk, SEARCH, &query).await.0, numbers, "{query:?}");
    }
    assert_eq!(found(&desk, SEARCH, &[("limit", "1")]).await.1, 3);
}

#[tokio::test]
async fn the_search_refuses_what_it_does_not_know() {
    let desk = Desk::open().await;
    for (name, value) in [
        ("customField11", "cf_ref:1"),
        ("customField0", "cf_ref:1"),
        ("customField1", "cf_ref"),
        ("priority", "High"),
        ("limit", "101"),
        ("limit", "0"),
        ("from", "-1"),
        ("limit", "all"),
        ("createdTimeRange", "yesterday"),
    ] {
        let url = desk.client.get(desk.url(SEARCH)).query(&[(name, value)]).build().unwrap();
        let path = format!("{SEARCH}?{}", url.url().query().unwrap());
        refused(desk.get(&path).await, 422, "UNPROCESSABLE_ENTITY").await;
    }
    let body: Value = desk.get(&format!("{SEARCH}?limit=101")).await.json().await.unwrap();
    assert_eq!(body["message"], "The value passed for field 'limit' exceeds the range of '1-100'.");
}

#[tokio::test]
async fn the_list_goes_by_age() {
    let desk = three_tickets().await;
    let path = "/api/v1/tickets";
    assert_eq!(found(&desk, path, &[]).await.0, ["103", "102", "101"]);
    assert_eq!(found(&desk, path, &[("sortBy", "createdTime"), ("limit", "2")]).await.0, ["101", "102"]);
    assert_eq!(found(&desk, path, &[("sortBy", "-createdTime"), ("from", "2")]).await.0, ["101"]);
    assert_eq!(found(&desk, path, &[("from", "3")]).await.0, [] as [&str; 0]);
    refused(desk.get("/api/v1/tickets?sortBy=mood").await, 422, "UNPROCESSABLE_ENTITY").await;
    refused(desk.get("/api/v1/tickets?email=ada@example.org").await, 422, "UNPROCESSABLE_ENTITY").await;
}

#[tokio::test]
async fn the_list_holds_long_and_custom_fields_on_request() {
    let desk = three_tickets().await;
    let first = async |query: &str| {
        let body: Value = desk.get(&format!("/api/v1/tickets{query}")).await.json().await.unwrap();
        body["data"][2].clone()
    };
    let plain = first("").await;
    assert_eq!(plain["subject"], "Invoice");
    assert_eq!((plain.get("description"), plain.get("cf")), (None, None));
    let full = first("?fields=description,cf_ref").await;
    assert_eq!((&full["description"], &full["cf"]), (&json!("Hai This is description"), &json!({ "cf_ref": "DB-1" })));
}

#[tokio::test]
async fn the_search_may_lag_behind_the_list() {
    let desk = Desk::open().await;
    desk.fault(json!({ "fault": "search_lag", "ms": 400, "count": 1 })).await;
    desk.file(&ticket_with(json!({ "subject": "late" }))).await;
    desk.file(&ticket_with(json!({ "subject": "at once" }))).await;
    assert_eq!(found(&desk, SEARCH, &[]).await.0, ["102"]);
    assert_eq!(found(&desk, "/api/v1/tickets", &[]).await.0, ["102", "101"]);
    tokio::time::sleep(std::time::Duration::from_millis(450)).await;
    assert_eq!(found(&desk, SEARCH, &[]).await.0, ["102", "101"]);
}
