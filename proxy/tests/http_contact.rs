//! The form for visitors without script.

mod common;

use std::time::Duration;

use common::{DEPARTMENT, Proxy, ticket};
use deskbell_proxy::config::{Challenge, Config, Contact, Environment, Identity, IdentityMode, Origins};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

async fn proxy_with(change: impl FnOnce(&mut Config)) -> Proxy {
    Proxy::with(|config| {
        config.contact.min_time = Duration::ZERO;
        // No origin of a page of this machine is allowed; the form's own is another matter.
        config.origins = Origins::Listed(vec!["https://www.example.com".to_owned()]);
        change(config);
    })
    .await
}

async fn proxy() -> Proxy {
    proxy_with(|_| ()).await
}

async fn get(proxy: &Proxy, path: &str) -> (StatusCode, String) {
    let answer = proxy.client.get(format!("{}{path}", proxy.url)).send().await.unwrap();
    (answer.status(), answer.text().await.unwrap())
}

/// The value of the hidden field with the token.
fn token(html: &str) -> String {
    html.split("name=\"form_token\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

fn pairs<'a>(token: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let typed = [
        ("contact.lastName", "Ada Lovelace"),
        ("email", "ada@example.org"),
        ("subject", "Real Time analysis Requirement"),
        ("description", "The engine <does> not start.\r\nWhat now?"),
        ("website", ""),
        ("form_token", token),
    ];
    let kept = typed.into_iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    kept.chain(changes.iter().copied()).collect()
}

async fn post(proxy: &Proxy, query: &str, pairs: &[(&str, &str)]) -> Response {
    let request = proxy.client.post(format!("{}/contact{query}", proxy.url)).header("origin", &proxy.url);
    request.header("sec-fetch-site", "same-origin").form(pairs).send().await.unwrap()
}

/// A form, and what came of sending it with `changes`.
async fn send(proxy: &Proxy, changes: &[(&str, &str)]) -> Response {
    let token = token(&get(proxy, "/contact").await.1);
    post(proxy, "", &pairs(&token, changes)).await
}

async fn refused(answer: Response) -> (u16, String) {
    assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8");
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test]
async fn a_ticket_without_script_is_the_ticket_of_the_widget() {
    let proxy = proxy().await;
    let answer = send(&proxy, &[]).await;
    assert_eq!(answer.status(), 303);
    let place = answer.headers()["location"].to_str().unwrap().to_owned();
    assert!(place.starts_with("contact/"), "relative, wherever the proxy hangs: {place}");
    let (status, receipt) = get(&proxy, &format!("/{place}")).await;
    let tickets = proxy.tickets().await;
    assert_eq!((status.as_u16(), tickets.len()), (200, 1));
    assert!(receipt.contains(&format!("#{}</b>", tickets[0]["ticketNumber"].as_str().unwrap())), "{receipt}");
    assert!(!receipt.contains("ada@"), "whoever finds the address learns nothing more");

    let without = tickets[0]["received"].clone();
    let api = proxy.client.post(format!("{}/api/v1/tickets", proxy.url)).header("idempotency-key", common::key());
    assert_eq!(api.json(&ticket()).send().await.unwrap().status(), 201);
    let mut with = proxy.tickets().await[0]["received"].clone();
    with["cf"] = without["cf"].clone();
    assert_eq!(without, with, "but for the marker");
    proxy.stop().await;
}

#[tokio::test]
async fn the_page_runs_nothing_and_loads_nothing_of_others() {
    let proxy = proxy().await;
    let answer = proxy.client.get(format!("{}/contact", proxy.url)).send().await.unwrap();
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    let policy = header("content-security-policy");
    assert_eq!(
        policy,
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    assert_eq!(
        (header("cache-control"), header("referrer-policy"), header("x-content-type-options")),
        ("no-store".to_owned(), "same-origin".to_owned(), "nosniff".to_owned())
    );
    assert!(!answer.headers().contains_key("set-cookie"));
    let html = answer.text().await.unwrap();
    for never in ["<script", "javascript:", " style=", " onclick", "http://", "https://"] {
        assert!(!html.contains(never), "{never} in {html}");
    }
    for field in ["contact.lastName", "email", "subject", "description"] {
        assert!(html.contains(&format!("name=\"{field}\"")), "{field}");
    }
    let style = proxy.client.get(format!("{}/contact.css", proxy.url)).send().await.unwrap();
    assert_eq!(
        (style.status().as_u16(), style.headers()["content-type"].to_str().unwrap()),
        (200, "text/css; charset=utf-8")
    );
    assert!(style.text().await.unwrap().contains("--deskbell-accent"));
    proxy.stop().await;
}

#[tokio::test]
async fn mistakes_bring_the_form_back_with_everything_in_it() {
    let proxy = proxy().await;
    let hostile = "\"><script>alert('1')</script>&amp;";
    let long = "a".repeat(267);
    let changes = [
        ("contact.lastName", hostile),
        ("email", "nobody"),
        ("subject", long.as_str()),
        ("description", "\r\n</textarea><b>x"),
    ];
    let (status, html) = refused(send(&proxy, &changes).await).await;
    assert_eq!(status, 422);
    assert!(html.contains("value=\"&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;\""), "{html}");
    assert!(html.contains("value=\"nobody\"") && html.contains(&format!("value=\"{long}\"")));
    assert!(html.contains(">\n\r\n&lt;/textarea&gt;&lt;b&gt;x</textarea>"), "{html}");
    assert!(!html.contains("<script") && html.matches("</textarea>").count() == 1);
    for told in [
        "Two things need your attention",
        "Enter an email address like name@example.org",
        "Shorten the subject by 12 characters",
    ] {
        assert!(html.contains(told), "{told} in {html}");
    }
    assert!(html.contains("<a href=\"#f1\">") && html.contains("aria-invalid=\"true\" aria-describedby=\"e1\""));
    assert!(html.contains("<title>Two things need your attention"));
    // And it can be put right.
    let token = token(&html);
    assert_eq!(post(&proxy, "", &pairs(&token, &[])).await.status(), 303);
    proxy.stop().await;
}

#[tokio::test]
async fn sent_twice_it_is_one_ticket_and_other_words_are_another() {
    let proxy = proxy().await;
    let token = token(&get(&proxy, "/contact").await.1);
    let place = |answer: &Response| answer.headers()["location"].to_str().unwrap().to_owned();
    let first = post(&proxy, "", &pairs(&token, &[])).await;
    let again = post(&proxy, "", &pairs(&token, &[])).await;
    assert_eq!((place(&first), proxy.tickets().await.len()), (place(&again), 1));
    let other = post(&proxy, "", &pairs(&token, &[("subject", "Something else")])).await;
    assert_ne!(place(&first), place(&other));
    assert_eq!(proxy.tickets().await.len(), 2);
    proxy.stop().await;
}

#[tokio::test]
async fn robots_get_the_form_back() {
    let proxy = proxy().await;
    let stranger = self::proxy().await;
    let foreign = token(&get(&stranger, "/contact").await.1);
    for token in ["", "x", "1.2.3", foreign.as_str()] {
        let (status, html) = refused(post(&proxy, "", &pairs(token, &[])).await).await;
        assert_eq!(status, 409, "{token}");
        assert!(html.contains("value=\"Ada Lovelace\"") && html.contains("The form has changed"), "{html}");
    }
    let (status, html) = refused(send(&proxy, &[("website", "https://spam.example")]).await).await;
    assert_eq!(status, 422);
    assert!(html.contains("value=\"Ada Lovelace\"") && !html.contains("spam.example"));
    assert!(proxy.tickets().await.is_empty());
    proxy.stop().await;
    stranger.stop().await;

    let proxy = proxy_with(|config| config.contact.min_time = Duration::from_secs(60)).await;
    let answer = send(&proxy, &[]).await;
    assert!(answer.headers()["retry-after"].to_str().unwrap().parse::<u64>().unwrap() > 30);
    let (status, html) = refused(answer).await;
    assert_eq!(status, 429);
    assert!(html.contains("Try again in") && html.contains("value=\"Ada Lovelace\""));
    assert!(proxy.tickets().await.is_empty());
    proxy.stop().await;
}

#[tokio::test]
async fn other_websites_have_no_business_here() {
    let proxy = proxy().await;
    let token = token(&get(&proxy, "/contact").await.1);
    let post = || proxy.client.post(format!("{}/contact", proxy.url)).form(&pairs(&token, &[]));
    for (name, value) in [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")] {
        assert_eq!(post().header(name, value).send().await.unwrap().status(), 403, "{name}: {value}");
    }
    // The form's own origin is none of the API's.
    let api = proxy.client.post(format!("{}/api/v1/tickets", proxy.url)).header("origin", &proxy.url);
    assert_eq!(api.header("idempotency-key", common::key()).json(&ticket()).send().await.unwrap().status(), 403);
    let json = proxy.client.post(format!("{}/contact", proxy.url)).json(&json!({}));
    assert_eq!(json.send().await.unwrap().status(), 415);
    assert!(proxy.tickets().await.is_empty());
    proxy.stop().await;
}

#[tokio::test]
async fn fields_that_are_not_there_cannot_be_set() {
    let proxy = proxy().await;
    for name in ["status", "assigneeId", "contactId", "channel", "cf.cf_deskbell_ref", "secondaryContacts", "nonsense"]
    {
        let (status, html) = refused(send(&proxy, &[(name, "1")]).await).await;
        assert_eq!(status, 422, "{name}");
        assert!(html.contains("not set up completely"), "{html}");
    }
    assert!(proxy.tickets().await.is_empty());
    proxy.stop().await;
}

#[tokio::test]
async fn the_same_limits_hold() {
    let proxy = proxy_with(|config| {
        config.limits = true;
        config.rates.tickets_per_address = vec!["1/h".parse().unwrap()];
    })
    .await;
    assert_eq!(send(&proxy, &[]).await.status(), 303);
    let answer = send(&proxy, &[]).await;
    assert!(answer.headers().contains_key("retry-after"));
    let (status, html) = refused(answer).await;
    assert_eq!(status, 429);
    assert!(html.contains("Try again in 60 minutes") && html.contains("value=\"Ada Lovelace\""), "{html}");
    assert_eq!(proxy.tickets().await.len(), 1);
    proxy.stop().await;
    // Where everybody else has to solve something, a plain ticket costs as much as five.
    let proxy = proxy_with(|config| {
        config.limits = true;
        config.challenge = Challenge::Altcha;
        config.rates.tickets_per_address = vec!["9/h".parse().unwrap()];
    })
    .await;
    assert_eq!(send(&proxy, &[]).await.status(), 303);
    assert_eq!(send(&proxy, &[]).await.status(), 429);
    proxy.stop().await;
}

#[tokio::test]
async fn every_kind_of_field_has_its_control() {
    let file = r#"
        [[form.fields]]
        name = "contact.lastName"
        required = true
        [[form.fields]]
        name = "email"
        required = true
        [[form.fields]]
        name = "subject"
        [[form.fields]]
        name = "category"
        options = ["Hardware", { value = "Software", label = "Apps & programs" }]
        [[form.fields]]
        name = "subCategory"
        dependsOn = { field = "category", values = { Hardware = ["Printer"], Software = ["Editor"] } }
        [[form.fields]]
        name = "cf.cf_call"
        label = "Call me"
        kind = "boolean"
        [[form.fields]]
        name = "phone"
        required = true
        showWhen = { field = "cf.cf_call", is = ["true"] }
        [[form.fields]]
        name = "cf.cf_places"
        options = ["Shop", "App"]
        multiple = true
        [[form.fields]]
        name = "cf.cf_when"
        kind = "datetime"
        help = "A day before is fine."
    "#;
    let fields = Config::load(Some(file), &Environment::new()).unwrap().fields;
    let proxy = proxy_with(|config| config.fields = fields).await;
    let html = get(&proxy, "/contact").await.1;
    for markup in [
        "<option value=\"Software\">Apps &amp; programs</option>",
        "<optgroup label=\"Apps &amp; programs\"><option value=\"Editor\">Editor</option></optgroup>",
        "<input type=\"checkbox\" value=\"true\" id=\"f5\" name=\"cf.cf_call\"",
        "type=\"tel\"",
        "name=\"cf.cf_places\" value=\"App\"",
        "type=\"datetime-local\"",
        "(UTC)",
        "A day before is fine.",
    ] {
        assert!(html.contains(markup), "{markup} in {html}");
    }
    let more = [
        ("category", "Software"),
        ("subCategory", "Editor"),
        ("cf.cf_places", "Shop"),
        ("cf.cf_when", "2026-06-21T18:50"),
        ("phone", "only if I am called"),
    ];
    let token = token(&html);
    let mut sent = pairs(&token, &more);
    sent.push(("cf.cf_places", "App"));
    sent.retain(|(name, _)| *name != "description");
    let answer = post(&proxy, "", &sent).await;
    assert_eq!(answer.status(), 303, "{}", answer.text().await.unwrap());
    let received = &proxy.tickets().await[0]["received"];
    assert_eq!((&received["category"], &received["subCategory"]), (&json!("Software"), &json!("Editor")));
    assert_eq!(
        (&received["cf"]["cf_places"], &received["cf"]["cf_when"]),
        (&json!("Shop;App"), &json!("2026-06-21T18:50:00Z"))
    );
    assert_eq!(received.get("phone"), None, "a field that is not there is not sent");
    let (status, html) =
        refused(send(&proxy, &[("category", "Hardware"), ("subCategory", "Editor"), ("description", "")]).await).await;
    assert_eq!(status, 422);
    assert!(html.contains("<option value=\"Editor\" selected>"), "{html}");
    proxy.stop().await;
}

#[tokio::test]
async fn it_speaks_the_visitors_language() {
    let proxy = proxy().await;
    let request = proxy.client.get(format!("{}/contact", proxy.url)).header("accept-language", "de-AT,de;q=0.8");
    let html = request.send().await.unwrap().text().await.unwrap();
    assert!(html.contains("<html lang=\"de\" dir=\"ltr\">") && html.contains("action=\"contact?lang=de\""), "{html}");
    let arabic = get(&proxy, "/contact?lang=ar").await.1;
    assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\">"));
    let token = token(&arabic);
    let answer = post(&proxy, "?lang=ar", &pairs(&token, &[])).await;
    let place = answer.headers()["location"].to_str().unwrap().to_owned();
    assert!(get(&proxy, &format!("/{place}")).await.1.contains("lang=\"ar\""));
    let hostile = get(&proxy, "/contact?lang=%22%3E%3Cscript%3E").await.1;
    assert!(hostile.contains("<html lang=\"en\"") && !hostile.contains("<script"));
    proxy.stop().await;
}

#[tokio::test]
async fn departments_are_held_to() {
    let proxy = proxy().await;
    assert_eq!(get(&proxy, &format!("/contact?departmentId={DEPARTMENT}")).await.0, 200);
    assert_eq!(get(&proxy, "/contact?departmentId=1").await.0, 422);
    assert_eq!(get(&proxy, "/contact?departmentId=x").await.0, 400);
    let token = token(&get(&proxy, "/contact").await.1);
    let answer = post(&proxy, "", &pairs(&token, &[("departmentId", "1")])).await;
    assert_eq!(answer.status(), 422, "it is no field of this form");
    proxy.stop().await;
}

#[tokio::test]
async fn what_zoho_has_not_answered_yet_is_shown_as_that() {
    let proxy = proxy().await;
    proxy.fault(json!({ "fault": "html", "count": 1 })).await;
    let place = send(&proxy, &[]).await.headers()["location"].to_str().unwrap().to_owned();
    let answer = proxy.client.get(format!("{}/{place}", proxy.url)).send().await.unwrap();
    assert_eq!(answer.headers()["refresh"], "5");
    let html = answer.text().await.unwrap();
    assert!(html.contains("DB-") && html.contains("Your request is safe with us"), "{html}");
    assert_eq!(get(&proxy, "/contact/01ARZ3NDEKTSV4RRFFQ69G5FAV").await.0, 404);
    proxy.stop().await;
}

#[tokio::test]
async fn it_can_be_closed() {
    let proxy = proxy_with(|config| config.contact = Contact { enabled: false, ..Contact::default() }).await;
    assert_eq!(get(&proxy, "/contact").await.0, 404);
    assert_eq!(post(&proxy, "", &pairs("", &[])).await.status(), 404);
    proxy.stop().await;
    let identity = Identity { mode: IdentityMode::Required, ..Identity::default() };
    let proxy = proxy_with(|config| config.identity = identity).await;
    assert_eq!(get(&proxy, "/contact").await.0, 401, "nobody can vouch for a visitor here");
    assert_eq!(post(&proxy, "", &pairs("", &[])).await.status(), 401);
    proxy.stop().await;
    let identity = Identity { mode: IdentityMode::Optional, audience: "x".to_owned(), ..Identity::default() };
    let proxy = proxy_with(|config| config.identity = identity).await;
    assert_eq!(send(&proxy, &[]).await.status(), 303);
    let received: Value = proxy.tickets().await[0]["received"]["description"].clone();
    assert!(received.as_str().unwrap().contains("has not been verified"), "{received}");
    proxy.stop().await;
}
