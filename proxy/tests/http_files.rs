//! Files that are not what they are called, and files with something in them.

mod common;

use std::path::PathBuf;

use common::{ORIGIN, Proxy, errors, problem, temporary, ticket_with};
use deskbell_proxy::config::{Attachments, Clamd, Scan};
use reqwest::Response;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, UnixListener};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0";
const ZIP: &[u8] = b"PK\x03\x04\x14\0\0\0\x08\0aaaaaaaaaaaaaaaa\x05\0\0\0a.txtPK\x05\x06";

async fn proxy(scan: Scan) -> Proxy {
    Proxy::with(|config| {
        config.attachments = Attachments { enabled: true, max_total_bytes: 3000, ..Attachments::default() };
        config.scan = scan;
    })
    .await
}

async fn upload(proxy: &Proxy, name: &str, media_type: &str, bytes: &[u8]) -> Response {
    let part = Part::bytes(bytes.to_vec()).file_name(name.to_owned()).mime_str(media_type).unwrap();
    let request = proxy.client.post(format!("{}/api/v1/uploads", proxy.url)).header("origin", ORIGIN);
    request.multipart(Form::new().part("file", part)).send().await.unwrap()
}

#[tokio::test]
async fn archives_and_scripts_disguised_as_pictures_are_refused() {
    let proxy = proxy(Scan::default()).await;
    for (name, bytes) in [
        ("cat.png", ZIP.to_vec()),
        ("cat.png", b"<script>alert(1)</script>".to_vec()),
        ("cat.png", b"<svg onload=alert(1)>".to_vec()),
        ("cat.png", [PNG, ZIP].concat()),
        ("cat.png", [PNG, b"<script>"].concat()),
        ("cat.svg", b"<svg onload=alert(1)>".to_vec()),
        ("cat.png.html", PNG.to_vec()),
        ("cat.exe", b"MZ".to_vec()),
        ("cat", PNG.to_vec()),
    ] {
        let (status, body) = problem(upload(&proxy, name, "image/png", &bytes).await).await;
        assert_eq!((status, body["type"].as_str().unwrap()), (415, "urn:deskbell:problem:file-type"), "{name}");
    }
    let taken: Value = upload(&proxy, "../my cat.exe.PNG", "text/html", PNG).await.json().await.unwrap();
    assert_eq!(taken["name"], "my cat_exe.png");
    proxy.stop().await;
}

#[tokio::test]
async fn all_files_of_a_ticket_together_have_a_limit() {
    let proxy = proxy(Scan::default()).await;
    let mut ids = Vec::new();
    for length in [1500, 1500, 1] {
        let uploaded: Value = upload(&proxy, "a.txt", "text/plain", &vec![b'a'; length]).await.json().await.unwrap();
        ids.push(uploaded["id"].clone());
    }
    let (status, body) = problem(proxy.post(&ticket_with("uploads", json!(ids))).send().await.unwrap()).await;
    assert_eq!((status, errors(&body)), (422, vec![("/uploads".to_owned(), "too_large".to_owned())]));
    assert_eq!(body["errors"][0]["params"], json!({ "limit": 3000 }));
    ids.pop();
    assert_eq!(proxy.post(&ticket_with("uploads", json!(ids))).send().await.unwrap().status(), 201);
    proxy.stop().await;
}

/// Speaks clamd's `INSTREAM`, finds EICAR, and dislikes files of more than a megabyte.
async fn clamd(mut socket: impl AsyncRead + AsyncWrite + Unpin) {
    let mut command = [0; 10];
    socket.read_exact(&mut command).await.unwrap();
    assert_eq!(&command, b"zINSTREAM\0");
    let mut file = Vec::new();
    loop {
        let length = socket.read_u32().await.unwrap();
        if length == 0 {
            break;
        }
        let begin = file.len();
        file.resize(begin + length as usize, 0);
        socket.read_exact(&mut file[begin..]).await.unwrap();
        if file.len() > 1024 * 1024 {
            socket.write_all(b"INSTREAM size limit exceeded. ERROR\0").await.unwrap();
            return;
        }
    }
    let found = file.windows(5).any(|window| window == b"EICAR");
    let answer: &[u8] = if found { b"stream: Eicar-Test-Signature FOUND\0" } else { b"stream: OK\0" };
    socket.write_all(answer).await.unwrap();
}

async fn over_tcp() -> Clamd {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            tokio::spawn(clamd(socket));
        }
    });
    Clamd::Tcp(address)
}

fn over_unix(path: PathBuf) -> Clamd {
    let listener = UnixListener::bind(&path).unwrap();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            tokio::spawn(clamd(socket));
        }
    });
    Clamd::Unix(path)
}

#[tokio::test]
async fn infected_files_are_refused_and_put_aside() {
    for clamd in [over_tcp().await, over_unix(temporary("clamd.ctl"))] {
        let quarantine = temporary("quarantine");
        let proxy = proxy(Scan { clamd: Some(clamd), quarantine: Some(quarantine.clone()) }).await;
        assert_eq!(upload(&proxy, "a.txt", "text/plain", &[b'a'; 200_000]).await.status(), 200);
        assert!(!quarantine.exists());
        let (status, body) = problem(upload(&proxy, "a.txt", "text/plain", b"X5O! EICAR").await).await;
        assert_eq!((status, body["type"].as_str().unwrap()), (422, "urn:deskbell:problem:file-refused"));
        assert!(!body.to_string().contains("Eicar"), "what is found is the operator's to know");
        let kept: Vec<PathBuf> = std::fs::read_dir(&quarantine).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(kept.len(), 1);
        assert_eq!(std::fs::read(&kept[0]).unwrap(), b"X5O! EICAR");
        assert!(kept[0].to_str().unwrap().ends_with(".infected"));
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&kept[0].metadata().unwrap().permissions()) & 0o777, 0o600);
        std::fs::remove_dir_all(quarantine).unwrap();
        proxy.stop().await;
    }
}

#[tokio::test]
async fn without_a_verdict_no_file_is_taken() {
    let nobody = Clamd::Tcp(([127, 0, 0, 1], 9).into());
    let proxy = proxy(Scan { clamd: Some(nobody), quarantine: None }).await;
    let answer = upload(&proxy, "a.txt", "text/plain", b"hello").await;
    assert!(answer.headers().contains_key("retry-after"));
    assert_eq!(problem(answer).await.0, 503);
    proxy.stop().await;

    let proxy = self::proxy(Scan { clamd: Some(over_tcp().await), quarantine: None }).await;
    assert_eq!(
        problem(upload(&proxy, "a.txt", "text/plain", &vec![b'a'; 3 * 1024 * 1024]).await).await.0,
        503,
        "too large for the scanner"
    );
    proxy.stop().await;
}
