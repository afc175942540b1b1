//! What goes over the wire to Zoho Desk, and how odd answers are taken.

use axum::body::Bytes;
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use deskbell_proxy::zoho::{Client, LookupError, Outcome, Reason, Sighting, TicketBody, UploadError, Uploaded, Window};

use crate::bench::{Bench, MARKER, soon, ticket, zoho_settings};
use crate::stand_in::{self, Seen, StandIn};

fn body() -> TicketBody {
    TicketBody::new(&ticket("Hello").into_upstream()).expect("a body")
}

fn any_time() -> Window {
    Window::new(0, i64::MAX)
}

/// A desk whose token endpoint works, and a client of it.
async fn desk<A>(answer: A) -> (StandIn, Client)
where
    A: Fn(&Seen) -> axum::response::Response + Clone + Send + Sync + 'static,
{
    let desk = StandIn::start(move |seen, _| match seen.uri.path() {
        "/oauth/v2/token" => stand_in::token("1000.one"),
        _ => answer(seen),
    })
    .await;
    let client = Client::new(zoho_settings(desk.address)).expect("a client");
    (desk, client)
}

#[tokio::test]
async fn exactly_the_headers_that_zoho_wants() {
    let (desk, client) = desk(|_| stand_in::ticket()).await;
    assert!(matches!(client.create_ticket(body(), "MARKER", soon()).await, Outcome::Created(_)));
    let seen = &desk.seen("/api/v1/tickets")[0];
    assert_eq!((&seen.method, seen.uri.query()), (&Method::POST, None));
    assert_eq!(seen.headers["authorization"], "Zoho-oauthtoken 1000.one");
    assert_eq!(seen.headers["orgId"], "60001280952");
    assert_eq!(seen.headers["content-type"], "application/json");
    let mut others: Vec<&str> = seen.headers.keys().map(|name| name.as_str()).collect();
    others
        .retain(|name| !["authorization", "orgid", "content-type", "content-length", "host", "accept"].contains(name));
    assert!(others.is_empty(), "{others:?}");
    let sent: serde_json::Value = serde_json::from_slice(&seen.body).expect("JSON");
    assert_eq!(sent["cf"][MARKER], "MARKER");
}

#[tokio::test]
async fn an_endless_answer_is_not_read_to_its_end() {
    let (_desk, client) = desk(|_| vec![b' '; 2 * 1024 * 1024].into_response()).await;
    let outcome = client.create_ticket(body(), "MARKER", soon()).await;
    assert_eq!(outcome, Outcome::Unknown { reason: Reason::AnswerTooLarge });
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (desk, client) = desk(|_| (StatusCode::TEMPORARY_REDIRECT, [("location", "/elsewhere")]).into_response()).await;
    let outcome = client.create_ticket(body(), "MARKER", soon()).await;
    assert_eq!(outcome, Outcome::Unknown { reason: Reason::Unreadable });
    assert!(desk.seen("/elsewhere").is_empty());
}

#[tokio::test]
async fn nobody_there_means_nothing_was_created() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let nobody = listener.local_addr().expect("an address");
    drop(listener);
    let desk = StandIn::start(|_, _| stand_in::token("1000.one")).await;
    let mut settings = zoho_settings(desk.address);
    settings.desk_url = format!("http://{nobody}");
    let outcome = Client::new(settings).expect("a client").create_ticket(body(), "MARKER", soon()).await;
    assert_eq!(outcome, Outcome::NotCreated { reason: Reason::Unreachable, retry_after: None });
    let outcome = Client::new(zoho_settings(nobody)).expect("a client").create_ticket(body(), "MARKER", soon()).await;
    assert_eq!(outcome, Outcome::NotCreated { reason: Reason::TokenUnavailable, retry_after: None });
}

#[tokio::test]
async fn a_lookup_that_fails_is_no_proof_of_absence() {
    let (_desk, client) = desk(|seen| match seen.uri.path() {
        "/api/v1/tickets" => StatusCode::NO_CONTENT.into_response(),
        _ => (StatusCode::FORBIDDEN, r#"{"errorCode":"SCOPE_MISMATCH"}"#).into_response(),
    })
    .await;
    assert_eq!(client.find("MARKER", Some(&any_time())).await, Err(LookupError(Reason::ScopeMismatch)));
    let (_desk, client) = desk(|_| StatusCode::NO_CONTENT.into_response()).await;
    assert_eq!(client.find("MARKER", Some(&any_time())).await, Ok(Sighting::Absent));
    let (_desk, client) = desk(|_| "<html>".into_response()).await;
    assert_eq!(client.find("MARKER", Some(&any_time())).await, Err(LookupError(Reason::Unreadable)));
}

#[tokio::test]
async fn without_a_marker_field_there_is_nothing_to_look_for() {
    let (desk, _) = desk(|_| stand_in::ticket()).await;
    let mut settings = zoho_settings(desk.address);
    settings.marker_field = None;
    let client = Client::new(settings).expect("a client");
    client.create_ticket(body(), "MARKER", soon()).await;
    assert!(!String::from_utf8_lossy(&desk.seen("/api/v1/tickets")[0].body).contains("MARKER"));
    assert_eq!(client.find("MARKER", Some(&any_time())).await, Err(LookupError(Reason::Misconfigured)));
}

#[tokio::test]
async fn a_file_goes_up_and_into_a_ticket() {
    let bench = Bench::new().await;
    let client = bench.client();
    let content = Bytes::from_static(b"a,b\n1,2\n");
    let Uploaded { id, name, size } =
        client.upload("nu\u{308}mbers \"1\".csv", content.clone(), "text/csv").await.expect("uploaded");
    assert_eq!((name.as_str(), size), ("nu\u{308}mbers \"1\".csv", 8));
    let mut draft = deskbell_rules::Draft::new();
    draft.set("departmentId", "1892000000006907");
    draft.set("contact.lastName", "Lovelace");
    draft.set("subject", "Hello");
    draft.set("uploads", deskbell_rules::Value::List(vec![id.as_str().into()]));
    let ticket = draft.check(&deskbell_rules::Form::default()).expect("a ticket");
    let body = TicketBody::new(&ticket.into_upstream()).expect("a body");
    let outcome = client.create_ticket(body, "MARKER", soon()).await;
    assert!(matches!(outcome, Outcome::Created(_)), "{outcome:?}");
    assert_eq!(bench.tickets().await[0]["uploads"][0]["id"], id);
}

#[tokio::test]
async fn a_file_that_zoho_does_not_take_is_told_apart() {
    for (status, expected) in [
        (StatusCode::PAYLOAD_TOO_LARGE, UploadError::TooLarge),
        (StatusCode::UNPROCESSABLE_ENTITY, UploadError::Refused),
        (StatusCode::BAD_GATEWAY, UploadError::Unavailable { reason: Reason::ServerError, retry_after: None }),
    ] {
        let (_desk, client) = desk(move |_| status.into_response()).await;
        assert_eq!(client.upload("a.txt", Bytes::from_static(b"a"), "not a type").await, Err(expected));
    }
}
