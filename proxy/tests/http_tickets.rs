//! Creating tickets over HTTP: what is taken, what is refused, and how both read.

mod common;

use common::{DEPARTMENT, ORIGIN, Proxy, errors, key, problem, temporary, ticket, ticket_with};
use deskbell_proxy::config::Department;
use serde_json::{Value, json};

#[tokio::test]
async fn a_ticket_gets_its_number_and_nothing_internal_gets_out() {
    let proxy = Proxy::start().await;
    let answer = proxy.post(&ticket()).send().await.unwrap();
    assert_eq!(answer.status(), 201);
    assert_eq!(answer.headers()["content-type"], "application/json");
    assert_eq!(answer.headers()["access-control-allow-origin"], common::ORIGIN);
    assert!(!answer.headers().contains_key("idempotency-replayed"));
    let receipt: Value = answer.json().await.unwrap();
    let mut members: Vec<&String> = receipt.as_object().unwrap().keys().collect();
    members.sort();
    assert_eq!(members, ["id", "ticketNumber", "webUrl"]);
    assert!(receipt.as_object().unwrap().values().all(Value::is_string), "{receipt}");

    let tickets = proxy.tickets().await;
    assert_eq!(tickets.len(), 1);
    assert_eq!(tickets[0]["ticketNumber"], receipt["ticketNumber"]);
    let received = &tickets[0]["received"];
    for name in ["subject", "departmentId", "contact", "email"] {
        assert_eq!(received[name], ticket()[name], "{name}");
    }
    assert_eq!(received["description"], "The engine &lt;does&gt; not start.<br>What now?");
    proxy.stop().await;
}

#[tokio::test]
async fn the_same_key_gets_the_same_answer_even_after_a_restart() {
    let database = temporary("replay.db");
    let url = format!("sqlite://{}", database.display());
    let proxy = Proxy::with(|config| config.database_url = url.as_str().into()).await;
    let key = key();
    let first: Value = proxy.post_with(&key, &ticket()).send().await.unwrap().json().await.unwrap();
    let again = proxy.post_with(&key, &ticket()).send().await.unwrap();
    assert_eq!((again.status().as_u16(), again.headers()["idempotency-replayed"].to_str().unwrap()), (201, "true"));
    assert_eq!(again.json::<Value>().await.unwrap(), first);
    assert_eq!(proxy.tickets().await.len(), 1);
    let other = proxy.post_with(&key, &ticket_with("subject", "Another")).send().await.unwrap();
    let (status, body) = problem(other).await;
    assert_eq!((status, &body["errorCode"]), (422, &json!("IDEMPOTENCY_KEY_REUSED")));
    proxy.stop().await;

    let proxy = Proxy::with(|config| config.database_url = url.into()).await;
    let again = proxy.post_with(&key, &ticket()).send().await.unwrap();
    assert_eq!(again.status(), 201);
    assert_eq!(again.headers()["idempotency-replayed"], "true");
    assert_eq!(again.json::<Value>().await.unwrap(), first);
    assert!(proxy.tickets().await.is_empty(), "a new sandbox, to which nothing was sent");
    proxy.stop().await;
    std::fs::remove_file(database).unwrap();
}

/// A page that was loaded again has lost its key, but not its words.
#[tokio::test]
async fn the_same_ticket_under_another_key_gets_the_first_ones_number() {
    let proxy = Proxy::start().await;
    let first: Value = proxy.post(&ticket()).send().await.unwrap().json().await.unwrap();
    let again = proxy.post(&ticket()).send().await.unwrap();
    assert_eq!((again.status().as_u16(), again.headers()["idempotency-replayed"].to_str().unwrap()), (201, "true"));
    assert_eq!(again.json::<Value>().await.unwrap(), first);
    assert_eq!(proxy.post(&ticket_with("subject", "Another")).send().await.unwrap().status(), 201);
    assert_eq!(proxy.tickets().await.len(), 2);
    proxy.stop().await;

    let proxy = Proxy::with(|config| config.submissions.repeats = std::time::Duration::ZERO).await;
    for _ in 0..2 {
        assert_eq!(proxy.post(&ticket()).send().await.unwrap().status(), 201);
    }
    assert_eq!(proxy.tickets().await.len(), 2);
    proxy.stop().await;
}

#[tokio::test]
async fn a_key_is_needed_and_has_to_be_a_uuid() {
    let proxy = Proxy::start().await;
    for key in ["", "1", "8e03978e-40d5-43dd-bc93-6894a57f932", "not-a-uuid-but-thirty-six-letters-ok"] {
        let (status, body) = problem(proxy.post_with(key, &ticket()).send().await.unwrap()).await;
        assert_eq!((status, &body["errorCode"]), (400, &json!("BAD_REQUEST")), "{key}");
    }
    let request = || proxy.client.post(format!("{}/api/v1/tickets", proxy.url)).header("origin", common::ORIGIN);
    assert_eq!(problem(request().json(&ticket()).send().await.unwrap()).await.0, 400);
    let twice = request().header("idempotency-key", key()).header("idempotency-key", key()).json(&ticket());
    assert_eq!(problem(twice.send().await.unwrap()).await.0, 400);
    proxy.stop().await;
}

#[tokio::test]
async fn only_json_that_can_be_read_is_read() {
    let proxy = Proxy::start().await;
    let post = |media_type: &'static str, body: Vec<u8>| {
        let request = proxy.client.post(format!("{}/api/v1/tickets", proxy.url)).header("origin", ORIGIN);
        request.header("idempotency-key", key()).header("content-type", media_type).body(body).send()
    };
    let nested = format!("{{\"subject\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    for body in [
        "",
        "{",
        "[]",
        "null",
        "\"a\"",
        "{} x",
        "{'a':1}",
        "{\"subject\":\"a\",\"subject\":\"b\"}",
        "{\"cf\":{\"a\":1,\"a\":2}}",
        "{\"subject\":\"\\ud800\"}",
        &nested,
    ] {
        let (status, _) = problem(post("application/json", body.into()).await.unwrap()).await;
        assert_eq!(status, 400, "{body:.40}");
    }
    assert_eq!(problem(post("application/json", vec![b'"', 0xff, b'"']).await.unwrap()).await.0, 400);
    let body = || serde_json::to_vec(&ticket()).unwrap();
    for media_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=iso-8859-1",
        "multipart/form-data; boundary=x",
        "application/jsonp",
    ] {
        assert_eq!(problem(post(media_type, body()).await.unwrap()).await.0, 415, "{media_type}");
    }
    for media_type in ["application/json;charset=UTF-8", "Application/JSON"] {
        assert_eq!(post(media_type, body()).await.unwrap().status(), 201, "{media_type}");
    }
    proxy.stop().await;
}

#[tokio::test]
async fn both_sides_of_the_limits() {
    let proxy = Proxy::start().await;
    // 65,535 code units: 32,767 emoji and a letter.
    let full = "😀".repeat(32_767) + "a";
    for (change, expected) in [
        (("subject", "a".repeat(255)), None),
        (("subject", "a".repeat(256)), Some("too_long")),
        (("description", full.clone()), None),
        (("description", format!("{full}a")), Some("too_long")),
        (("email", format!("{}@example.org", "a".repeat(64))), None),
        (("email", "nobody".to_owned()), Some("format")),
        (("departmentId", DEPARTMENT.to_owned()), None),
        (("departmentId", "1".to_owned()), Some("not_allowed")),
        (("departmentId", "9223372036854775808".to_owned()), Some("out_of_range")),
    ] {
        let answer = proxy.post(&ticket_with(change.0, change.1)).send().await.unwrap();
        match expected {
            None => assert_eq!(answer.status(), 201, "{}", change.0),
            Some(code) => {
                let (status, body) = problem(answer).await;
                assert_eq!((status, errors(&body)), (422, vec![(format!("/{}", change.0), code.to_owned())]));
            }
        }
    }
    proxy.stop().await;
}

#[tokio::test]
async fn the_longest_description_fits_even_where_every_letter_is_escaped() {
    let proxy = Proxy::start().await;
    let emoji = r"\ud83d\ude00".repeat(32_767) + r"\u0061";
    let body =
        serde_json::to_string(&ticket_with("description", "X")).unwrap().replace("\"X\"", &format!("\"{emoji}\""));
    assert!(body.len() > 393_000);
    let answer = proxy.post(&json!(null)).body(body).send().await.unwrap();
    assert_eq!(answer.status(), 201);
    assert_eq!(proxy.tickets().await[0]["received"]["description"].as_str().unwrap().chars().count(), 32_768);
    proxy.stop().await;
}

#[tokio::test]
async fn all_violations_are_told_in_order() {
    let proxy = Proxy::start().await;
    let body = json!({ "email": 5, "contactId": "1", "status": "Closed", "cf": { "cf_x": "y" }, "nonsense": true, "subject": " " });
    let (status, body) = problem(proxy.post(&body).send().await.unwrap()).await;
    assert_eq!(status, 422);
    let expected = [
        ("/subject", "missing"),
        ("/departmentId", "missing"),
        ("/contactId", "not_allowed"),
        ("/contact/lastName", "missing"),
        ("/email", "type"),
        ("/description", "missing"),
        ("/status", "not_allowed"),
        ("/cf/cf_x", "not_allowed"),
        ("/nonsense", "unknown_field"),
    ];
    assert_eq!(errors(&body), expected.map(|(field, code)| (field.to_owned(), code.to_owned())), "{body}");
    assert!(
        body["errors"]
            .as_array()
            .unwrap()
            .iter()
            .all(|error| error["errorMessage"].is_string() && error["params"].is_object())
    );
    assert!(proxy.tickets().await.is_empty());
    proxy.stop().await;
}

#[tokio::test]
async fn ids_beyond_two_to_the_53_stay_exact() {
    let id = "9007199254740993";
    let proxy = Proxy::with(|config| {
        config.departments = vec![Department::nameless("9223372036854775807")];
        config.visitor_fields = vec!["productId".to_owned()];
    })
    .await;
    let mut ticket = ticket_with("departmentId", "9223372036854775807");
    ticket["productId"] = id.into();
    assert_eq!(proxy.post(&ticket).send().await.unwrap().status(), 201);
    let received = &proxy.tickets().await[0]["received"];
    assert_eq!((&received["productId"], &received["departmentId"]), (&json!(id), &json!("9223372036854775807")));
    ticket["productId"] = json!(9_007_199_254_740_993_u64);
    let (status, body) = problem(proxy.post(&ticket).send().await.unwrap()).await;
    assert_eq!((status, errors(&body)), (422, vec![("/productId".to_owned(), "type".to_owned())]));
    proxy.stop().await;
}

#[tokio::test]
async fn what_zoho_does_not_answer_in_time_is_accepted_and_looked_up() {
    let proxy = Proxy::start().await;
    proxy.fault(json!({ "fault": "silent_after", "count": 1 })).await;
    let key = key();
    let answer = proxy.post_with(&key, &ticket()).send().await.unwrap();
    assert_eq!(answer.status(), 202);
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    let (location, retry_after) = (header("location"), header("retry-after"));
    assert!(retry_after.parse::<u64>().unwrap() >= 1);
    assert!(header("access-control-expose-headers").contains("location"));
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["status"], "pending");
    let reference = body["reference"].as_str().unwrap();
    assert!(reference.len() == 12 && reference.starts_with("DB-"), "{reference}");
    assert_eq!(body.as_object().unwrap().len(), 2);

    let again = proxy.get(&location).send().await.unwrap();
    assert_eq!((again.status().as_u16(), again.headers()["location"].to_str().unwrap()), (202, &*location));
    assert_eq!(again.json::<Value>().await.unwrap(), body);
    let created = loop {
        let answer = proxy.get(&location).send().await.unwrap();
        if answer.status() != 202 {
            break answer;
        }
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    };
    assert_eq!(created.status(), 201);
    let receipt: Value = created.json().await.unwrap();
    let tickets = proxy.tickets().await;
    assert_eq!((tickets.len(), &tickets[0]["ticketNumber"]), (1, &receipt["ticketNumber"]));
    proxy.stop().await;
}

#[tokio::test]
async fn an_unknown_submission_is_not_there() {
    let proxy = Proxy::start().await;
    for id in ["x", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "%ff", "..%2f"] {
        let answer = proxy.get(&format!("/api/v1/tickets/submissions/{id}")).send().await.unwrap();
        assert_eq!(problem(answer).await.0, 404, "{id}");
    }
    proxy.stop().await;
}

#[tokio::test]
async fn zohos_html_page_reaches_nobody() {
    let proxy = Proxy::start().await;
    proxy.fault(json!({ "fault": "html", "count": 1 })).await;
    let answer = proxy.post(&ticket()).send().await.unwrap();
    assert_eq!(answer.status(), 202);
    let text = answer.text().await.unwrap();
    assert!(!text.contains('<'), "{text}");
    proxy.stop().await;
}
