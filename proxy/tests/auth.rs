//! `deskbell-proxy auth`: from a grant code to a configuration that works, and every way in which
//! that fails.

#![cfg(unix)]

mod common;

use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use common::temporary;
use common::zoho::{Ran, SCOPES, Zoho, run};
use deskbell_sandbox::CREDENTIALS;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, tcgetattr};
use serde_json::json;

const LEAST: &str = "Desk.tickets.CREATE,Desk.tickets.READ,Desk.search.READ,Desk.basic.READ,Desk.fields.READ";

/// A directory for the secrets.
struct Place(PathBuf);

impl Place {
    fn new() -> Self {
        let path = temporary("auth");
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).unwrap().trim().to_owned()
    }

    async fn auth(&self, zoho: &Zoho, arguments: &[&str], input: &str) -> Ran {
        let mut all = vec!["auth", "--directory", self.0.to_str().unwrap()];
        all.extend(arguments);
        run(&all, &zoho.hosts(), input).await
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// What an operator enters: data centre, client id, client secret, code, and what is asked afterwards.
fn answers(code: &str, more: &str) -> String {
    format!("com\n{}\n{}\n{code}\n{more}", CREDENTIALS.client_id, CREDENTIALS.client_secret)
}

#[tokio::test]
async fn a_code_leads_to_a_configuration_that_works() {
    let (zoho, place) = (Zoho::start().await, Place::new());
    let code = zoho.code(json!({ "scope": LEAST })).await;
    let ran = place.auth(&zoho, &[], &answers(&code, "https://www.example.com\n")).await;
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let refresh_token = place.read("zoho-refresh-token");
    ran.tells_none_of(&[&code, &refresh_token]);
    for told in
        [LEAST, "Self Client", "Generate Code", "https://api-console.zoho.com", "10 minutes", "Desk.basic.CREATE"]
    {
        assert!(ran.stderr.contains(told), "{told} in {}", ran.stderr);
    }

    assert_eq!(place.files(), ["zoho-client-secret", "zoho-refresh-token"]);
    for name in place.files() {
        let mode = std::fs::metadata(place.0.join(&name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    assert_eq!(place.read("zoho-client-secret"), CREDENTIALS.client_secret);

    // The doctor has nothing to say about it.
    let path = place.0.join("deskbell.toml");
    std::fs::write(&path, &ran.stdout).unwrap();
    let database = [("DESKBELL_DATABASE_URL", format!("sqlite://{}/deskbell.db", place.0.display()))];
    let doctor = run(&["doctor", "--config", path.to_str().unwrap()], &database, "").await;
    assert_eq!(doctor.code, Some(0), "{doctor:?}");
    assert!(doctor.stdout.lines().all(|line| line.starts_with("ok ")), "{doctor:?}");
    doctor.tells_none_of(&[&refresh_token]);
    zoho.stop().await;
}

#[tokio::test]
async fn what_is_in_files_and_environment_is_not_asked() {
    let (zoho, place) = (Zoho::start().await, Place::new());
    let code = zoho.code(json!({ "scope": SCOPES })).await;
    std::fs::write(place.0.join("code"), &code).unwrap();
    let mut environment = zoho.hosts();
    environment.extend([
        ("DESKBELL_ZOHO_DATA_CENTER", "eu".to_owned()),
        ("DESKBELL_ZOHO_CLIENT_ID", CREDENTIALS.client_id.to_owned()),
        ("DESKBELL_ZOHO_CLIENT_SECRET", CREDENTIALS.client_secret.to_owned()),
        ("DESKBELL_ZOHO_GRANT_CODE_FILE", place.0.join("code").display().to_string()),
        ("DESKBELL_ATTACHMENTS_ENABLED", "true".to_owned()),
        ("DESKBELL_ORIGINS", "https://a.example,https://b.example".to_owned()),
    ]);
    let ran = run(&["auth", "--directory", place.0.to_str().unwrap()], &environment, "").await;
    assert_eq!(ran.code, Some(0), "{ran:?}");
    for line in [
        "data_center = \"eu\"",
        "departments = [\"1892000000006907\"]",
        "origins = [\"https://a.example\", \"https://b.example\"]",
        "org_id = \"60001280952\"",
    ] {
        assert!(ran.stdout.lines().any(|known| known == line), "{line} in {}", ran.stdout);
    }
    assert!(ran.stderr.contains(SCOPES) && !ran.stderr.contains("Code: "), "{}", ran.stderr);
    ran.tells_none_of(&[&code, &place.read("zoho-refresh-token")]);
    zoho.stop().await;
}

#[tokio::test]
async fn no_argument_takes_a_secret() {
    for argument in ["--code", "--client-secret", "--refresh-token"] {
        let ran = run(&["auth", argument, "1000.hush"], &[], "").await;
        assert_eq!(ran.code, Some(2), "{ran:?}");
    }
}

#[tokio::test]
async fn what_zoho_accounts_refuses_is_told_with_what_to_do() {
    let (zoho, place) = (Zoho::start().await, Place::new());
    let used = zoho.code(json!({ "scope": LEAST })).await;
    assert_eq!(Place::new().auth(&zoho, &[], &answers(&used, "")).await.code, Some(0));
    let late = zoho.code(json!({ "scope": LEAST, "minutes": 0 })).await;
    let online = zoho.code(json!({ "scope": LEAST, "offline": false })).await;
    let good = zoho.code(json!({ "scope": LEAST })).await;
    let entered = |id: &str, secret: &str| format!("com\n{id}\n{secret}\n{good}\n");
    for (input, words) in [
        (answers(&used, ""), ["invalid_code", "Generate a new one"]),
        (answers(&late, ""), ["invalid_code", "minutes are over"]),
        (answers(&online, ""), ["no refresh token", "Self Client"]),
        (entered("1000.hush", CREDENTIALS.client_secret), ["invalid_client", "another data centre"]),
        (entered(CREDENTIALS.client_id, "hush"), ["invalid_client_secret", "Copy it once more"]),
        ("mars\n".to_owned(), ["mars", "com eu in"]),
        (entered("", ""), ["nothing was entered", "Client ID"]),
        (format!("com\n{}\n\n", CREDENTIALS.client_id), ["nothing was entered", "Client secret"]),
        (answers("", ""), ["nothing was entered", "Code"]),
        (String::new(), ["nothing was entered", "Client ID"]),
    ] {
        let ran = place.auth(&zoho, &[], &input).await;
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{ran:?}");
        assert!(words.iter().all(|word| ran.stderr.contains(word)), "{words:?} in {}", ran.stderr);
        ran.tells_none_of(&[&used, &late, &online, &good, "1000.hush"]);
        assert!(place.files().is_empty(), "{:?} after {words:?}", place.files());
    }
    for (fault, word) in [("token_throttled", "ten minutes"), ("token_unavailable", "no usable answer")] {
        zoho.fault(json!({ "fault": fault })).await;
        let code = zoho.code(json!({ "scope": LEAST })).await;
        let ran = place.auth(&zoho, &[], &answers(&code, "")).await;
        assert!(ran.code == Some(1) && ran.stderr.contains(word), "{ran:?}");
    }
    zoho.stop().await;
}

#[tokio::test]
async fn scopes_that_the_code_lacks_are_named() {
    let (zoho, place) = (Zoho::start().await, Place::new());
    for scope in LEAST.split(',') {
        let others: Vec<&str> = LEAST.split(',').filter(|other| *other != scope).collect();
        let code = zoho.code(json!({ "scope": others.join(",") })).await;
        let ran = place.auth(&zoho, &[], &answers(&code, "")).await;
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{ran:?}");
        assert!(ran.stderr.contains(&format!("without {scope}")), "{scope} in {}", ran.stderr);
        assert!(place.files().is_empty(), "a token that is of no use is not kept");
    }
    assert_eq!(zoho.tickets().await, json!([]));
    zoho.stop().await;
}

#[tokio::test]
async fn without_an_organisation_the_secrets_are_kept_all_the_same() {
    let zoho = Zoho::start().await;
    zoho.set_up(json!({ "organizations": [] })).await;
    let place = Place::new();
    let code = zoho.code(json!({ "scope": LEAST })).await;
    let ran = place.auth(&zoho, &[], &answers(&code, "")).await;
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{ran:?}");
    for words in ["no organisation", "data centre", "zoho-refresh-token"] {
        assert!(ran.stderr.contains(words), "{words} in {}", ran.stderr);
    }
    assert_eq!(place.files(), ["zoho-client-secret", "zoho-refresh-token"]);
    ran.tells_none_of(&[&code, &place.read("zoho-refresh-token")]);
    zoho.stop().await;

    // What Zoho shows in the wrong data centre.
    let (zoho, place) = (Zoho::start().await, Place::new());
    zoho.fault(json!({ "fault": "html", "on": "organizations" })).await;
    let code = zoho.code(json!({ "scope": LEAST })).await;
    let ran = place.auth(&zoho, &[], &answers(&code, "")).await;
    assert!(ran.code == Some(1) && ran.stderr.contains("in another data centre"), "{ran:?}");
    zoho.stop().await;
}

#[tokio::test]
async fn of_several_organisations_and_departments_some_are_chosen() {
    let zoho = Zoho::start().await;
    let organizations = json!([
        { "id": "1", "companyName": "Another" },
        { "id": CREDENTIALS.org_id, "companyName": "Zylker" },
    ]);
    let departments = json!([
        { "id": "11", "name": "Sales \"EU\"\u{1b}[31m" },
        { "id": "12", "name": "Support", "isDefault": true },
        { "id": "13", "name": "Closed", "isEnabled": false },
    ]);
    zoho.set_up(json!({ "organizations": organizations, "departments": departments })).await;
    for (chosen, expected) in [
        ("12,11", Some("departments = [\"12=Support\", \"11=Sales \\\"EU\\\"\\u001B[31m\"]")),
        ("", Some("departments = [\"12\"]")),
        ("13", None),
    ] {
        let place = Place::new();
        let code = zoho.code(json!({ "scope": LEAST })).await;
        let more = format!("{}\n{chosen}\nhttps://www.example.com\n", CREDENTIALS.org_id);
        let ran = place.auth(&zoho, &[], &answers(&code, &more)).await;
        assert_eq!(ran.code, Some(i32::from(expected.is_none())), "{ran:?}");
        assert!(expected.is_none_or(|line| ran.stdout.lines().any(|known| known == line)), "{ran:?}");
        assert!(ran.stderr.contains("\"Another\"") && !ran.stderr.contains('\u{1b}'), "{ran:?}");
    }
    let place = Place::new();
    let code = zoho.code(json!({ "scope": LEAST })).await;
    let ran = place.auth(&zoho, &[], &answers(&code, "2\n")).await;
    assert!(ran.code == Some(1) && ran.stderr.contains("`2` is not one of"), "{ran:?}");
    zoho.stop().await;
}

#[tokio::test]
async fn files_that_are_there_are_not_lost_unless_asked_for() {
    let (zoho, place) = (Zoho::start().await, Place::new());
    std::fs::write(place.0.join("zoho-refresh-token"), "old").unwrap();
    let code = zoho.code(json!({ "scope": LEAST })).await;
    let ran = place.auth(&zoho, &[], &answers(&code, "")).await;
    assert!(ran.code == Some(1) && ran.stderr.contains("--replace"), "{ran:?}");
    assert!(!ran.stderr.contains("Code: "), "it is told before a code is used up");
    assert_eq!((place.files().len(), place.read("zoho-refresh-token").as_str()), (1, "old"));
    let wrong = place.auth(&zoho, &["--replace"], &answers("1000.hush", "")).await;
    assert_eq!((wrong.code, place.read("zoho-refresh-token").as_str()), (Some(1), "old"), "{wrong:?}");
    let ran = place.auth(&zoho, &["--replace"], &answers(&code, "")).await;
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(place.read("zoho-refresh-token").starts_with("1000."));
    assert!(ran.stdout.contains("origins = []  # to be filled in"), "{}", ran.stdout);

    let ran = run(&["auth", "--directory", "/no/such/place"], &zoho.hosts(), "").await;
    assert!(ran.code == Some(1) && ran.stderr.contains("make the directory first"), "{ran:?}");
    zoho.stop().await;
}

/// Reads from `from` until `word` has come; gives everything.
fn read_until(from: &mut impl Read, word: &str) -> String {
    let (mut text, mut buffer) = (String::new(), [0; 4096]);
    while !text.contains(word) {
        let length = from.read(&mut buffer).unwrap();
        assert!(length > 0, "no {word} in {text}");
        text.push_str(&String::from_utf8_lossy(&buffer[..length]));
    }
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_on_a_terminal_is_not_shown() {
    let (zoho, place) = (Zoho::start().await, Place::new());
    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&terminal).unwrap();
    unlockpt(&terminal).unwrap();
    let name = ptsname(&terminal, Vec::new()).unwrap().into_string().unwrap();
    let other_end = std::fs::OpenOptions::new().read(true).write(true).open(name).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskbell-proxy"));
    command.args(["auth", "--directory", place.0.to_str().unwrap()]).env_clear().envs(zoho.hosts());
    command.stdin(other_end.try_clone().unwrap()).stdout(Stdio::piped()).stderr(Stdio::piped());

    let (mut keyboard, mut child) = (File::from(terminal), command.spawn().unwrap());
    // It holds the terminal, too.
    drop(command);
    let typing = std::thread::spawn(move || {
        let mut asked = child.stderr.take().unwrap();
        for (prompt, typed) in [
            ("[com]: ", "com"),
            ("Client ID: ", CREDENTIALS.client_id),
            ("Client secret: ", "hush-client-secret"),
            ("Code: ", "1000.hush-code"),
        ] {
            read_until(&mut asked, prompt);
            keyboard.write_all(format!("{typed}\n").as_bytes()).unwrap();
        }
        let rest = read_until(&mut asked, "invalid_client_secret");
        assert!(!rest.contains("hush"), "{rest}");
        assert_eq!(child.wait().unwrap().code(), Some(1));
        assert!(tcgetattr(&other_end).unwrap().local_modes.contains(LocalModes::ECHO), "it shows again what is typed");
        drop(other_end);
        // A terminal that nobody holds any more ends with an error.
        let mut screen = Vec::new();
        drop(keyboard.read_to_end(&mut screen));
        String::from_utf8(screen).unwrap()
    });
    let screen = typing.join().unwrap();
    assert!(screen.contains(CREDENTIALS.client_id) && !screen.contains("hush"), "{screen:?}");
    zoho.stop().await;
}
