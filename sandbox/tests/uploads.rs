//! Uploads, and the files they give back.

mod support;

use reqwest::{Method, multipart};
use serde_json::{Value, json};
use support::{Desk, refused};

const LIMIT: usize = 20 * 1024 * 1024;

#[tokio::test]
async fn a_file_comes_back_as_it_was() {
    let desk = Desk::open().await;
    let content: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let upload: Value = desk.upload("Rechnung \"ü\".html", content.clone()).await.json().await.unwrap();
    assert_eq!(upload["size"], "100000");
    for member in ["id", "name", "creatorId", "createdTime", "href"] {
        assert!(upload[member].is_string(), "{member}");
    }
    let file = desk.client.get(upload["href"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(file.headers()["content-type"], "application/octet-stream");
    assert_eq!(file.headers()["x-content-type-options"], "nosniff");
    let disposition = file.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert!(disposition.starts_with("attachment; filename*=UTF-8''Rechnung%20"), "{disposition}");
    assert!(disposition.is_ascii() && disposition.contains("%C3%BC"));
    assert_eq!(file.bytes().await.unwrap(), content);
}

#[tokio::test]
async fn twenty_megabytes_and_no_more() {
    let desk = Desk::open().await;
    assert_eq!(desk.upload("a", vec![0; LIMIT]).await.status(), 200);
    refused(desk.upload("a", vec![0; LIMIT + 1]).await, 413, "RESOURCE_SIZE_EXCEEDED").await;
}

#[tokio::test]
async fn what_is_no_upload_is_refused() {
    let desk = Desk::open().await;
    let post = || desk.request(Method::POST, "/api/v1/uploads");
    refused(post().json(&json!({})).send().await.unwrap(), 415, "UNSUPPORTED_MEDIA_TYPE").await;
    let other = multipart::Form::new().text("document", "a");
    let body = refused(post().multipart(other).send().await.unwrap(), 422, "INVALID_DATA").await;
    assert_eq!(body["errors"][0]["fieldName"], "/file");
    let cut = post().header("Content-Type", "multipart/form-data; boundary=x");
    let cut = cut.body("--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nhal");
    refused(cut.send().await.unwrap(), 400, "BAD_REQUEST").await;
    let form = multipart::Form::new().text("file", "a");
    let stranger = desk.bare(Method::POST, "/api/v1/uploads").multipart(form).send().await.unwrap();
    refused(stranger, 401, "UNAUTHORIZED").await;
}
