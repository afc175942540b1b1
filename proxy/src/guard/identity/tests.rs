use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::Mac;
use serde_json::{Value as Json, json};

use super::*;
use crate::config::IdentityKey;
use crate::guard::tag::keyed;

const NOW: f64 = 1_800_000_000.0;
const SECRET: &str = "0123456789abcdef0123456789abcdef";
const OTHER: &str = "fedcba9876543210fedcba9876543210";

fn config() -> Identity {
    let key = |id: &str, secret: &str| IdentityKey { id: id.to_owned(), secret: secret.into() };
    Identity {
        mode: IdentityMode::Optional,
        audience: "deskbell".to_owned(),
        keys: vec![key("new", SECRET), key("old", OTHER)],
        ..Identity::default()
    }
}

fn encode(part: &Json) -> String {
    URL_SAFE_NO_PAD.encode(part.to_string())
}

fn signed(head: &Json, claims: &Json, secret: &str) -> String {
    let message = format!("{}.{}", encode(head), encode(claims));
    let mut mac = keyed(secret.as_bytes());
    mac.update(message.as_bytes());
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

fn head() -> Json {
    json!({ "alg": "HS256", "typ": "JWT", "kid": "new" })
}

fn claims() -> Json {
    json!({ "aud": "deskbell", "exp": NOW + 600.0, "email": "ada@example.org", "name": "Ada Lovelace" })
}

fn with(mut part: Json, name: &str, value: Json) -> Json {
    part[name] = value;
    part
}

fn read(token: &str) -> Result<Claims, ProblemKind> {
    token::read(&config(), token, NOW)
}

#[test]
fn both_live_keys_are_good() {
    for (kid, secret) in [("new", SECRET), ("old", OTHER)] {
        let claims = read(&signed(&with(head(), "kid", kid.into()), &claims(), secret)).unwrap();
        assert_eq!((claims.email.as_str(), claims.names()), ("ada@example.org", (Some("Ada Lovelace"), None)));
    }
    let several = with(claims(), "aud", json!(["other", "deskbell"]));
    assert!(read(&signed(&head(), &several, SECRET)).is_ok());
}

#[test]
fn forged_tokens_are_refused() {
    let good = signed(&head(), &claims(), SECRET);
    let (message, signature) = good.rsplit_once('.').unwrap();
    let other_claims = encode(&with(claims(), "email", "eve@example.org".into()));
    let none = |alg: &str| format!("{}.{}.", encode(&with(head(), "alg", alg.into())), encode(&claims()));
    let mut flipped = URL_SAFE_NO_PAD.decode(signature).unwrap();
    flipped[0] ^= 1;
    for (what, token) in [
        ("no algorithm", none("none")),
        ("no algorithm, shouted", none("NONE")),
        ("no algorithm, with a signature", signed(&with(head(), "alg", "none".into()), &claims(), SECRET)),
        ("a public key as the secret", signed(&with(head(), "alg", "RS256".into()), &claims(), SECRET)),
        ("another length", signed(&with(head(), "alg", "HS512".into()), &claims(), SECRET)),
        ("case", signed(&with(head(), "alg", "hs256".into()), &claims(), SECRET)),
        ("another type", signed(&with(head(), "typ", "at+jwt".into()), &claims(), SECRET)),
        ("something critical", signed(&with(head(), "crit", json!(["exp"])), &claims(), SECRET)),
        ("an unknown key", signed(&with(head(), "kid", "unknown".into()), &claims(), SECRET)),
        ("a path as the key", signed(&with(head(), "kid", "../../dev/null".into()), &claims(), "")),
        ("no key at all", signed(&json!({ "alg": "HS256" }), &claims(), SECRET)),
        ("the other key's name", signed(&with(head(), "kid", "old".into()), &claims(), SECRET)),
        ("an empty secret", signed(&head(), &claims(), "")),
        ("other claims", format!("{}.{other_claims}.{signature}", encode(&head()))),
        ("one bit", format!("{message}.{}", URL_SAFE_NO_PAD.encode(&flipped))),
        ("half a signature", format!("{message}.{}", &signature[..22])),
        ("no signature", format!("{message}.")),
        ("two parts", message.to_owned()),
        ("four parts", format!("{good}.x")),
        ("padding", format!("{good}=")),
        ("nothing", String::new()),
        ("too much", format!("{}.{good}", "a".repeat(4096))),
    ] {
        assert_eq!(read(&token).err(), Some(ProblemKind::IdentityInvalid), "{what}");
    }
}

#[test]
fn both_sides_of_every_time() {
    let at = |name: &str, moment: f64| read(&signed(&head(), &with(claims(), name, json!(moment)), SECRET)).err();
    let (invalid, expired) = (Some(ProblemKind::IdentityInvalid), Some(ProblemKind::IdentityExpired));
    for (name, moment, expected) in [
        ("exp", NOW - 30.0, None),
        ("exp", NOW - 31.0, expired),
        ("exp", 0.0, expired),
        ("exp", NOW + 3630.0, None),
        ("exp", NOW + 3631.0, invalid),
        ("exp", 1e300, invalid),
        ("nbf", NOW + 30.0, None),
        ("nbf", NOW + 31.0, invalid),
        ("iat", NOW + 31.0, invalid),
        ("iat", NOW - 3000.0, None),
        ("iat", NOW - 3001.0, invalid),
    ] {
        assert_eq!(at(name, moment), expected, "{name} {moment}");
    }
}

#[test]
fn claims_of_others_or_without_an_address_are_refused() {
    for (name, value) in [
        ("aud", json!("another")),
        ("aud", json!("deskbell2")),
        ("aud", json!([])),
        ("aud", json!(null)),
        ("exp", json!("tomorrow")),
        ("exp", json!(null)),
        ("email", json!(null)),
        ("email", json!("ada")),
        ("email", json!("a@b\r\nbcc: c@d")),
        ("email", json!("@")),
        ("email", json!(["ada@example.org"])),
    ] {
        let token = signed(&head(), &with(claims(), name, value.clone()), SECRET);
        assert_eq!(read(&token).err(), Some(ProblemKind::IdentityInvalid), "{name} {value}");
    }
}

#[test]
fn what_is_signed_wins_over_what_is_typed() {
    let mut draft = Draft::new();
    draft.set("email", "eve@example.org");
    draft.set("contact.email", "eve@example.org");
    draft.set("contact.lastName", "Eve");
    draft.set("contact.firstName", "E.");
    Sender::default().apply(&mut draft);
    assert_eq!(draft.get("email").and_then(Value::as_text), Some("eve@example.org"));
    let claims = read(&signed(&head(), &claims(), SECRET)).unwrap();
    Sender { claims: Some(claims) }.apply(&mut draft);
    let text = |path| draft.get(path).and_then(Value::as_text);
    assert_eq!((text("email"), text("contact.email")), (Some("ada@example.org"), Some("ada@example.org")));
    assert_eq!((text("contact.lastName"), text("contact.firstName")), (Some("Ada Lovelace"), None));
}

#[test]
fn the_header_is_there_once_or_not_at_all() {
    let read = |values: &[&str]| {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(header::AUTHORIZATION, value.parse().unwrap());
        }
        bearer(&headers).map(|token| token.map(str::to_owned))
    };
    assert_eq!(read(&[]), Ok(None));
    assert_eq!(read(&["bearer x"]), Ok(Some("x".to_owned())));
    for wrong in [&["Bearer x", "Bearer y"][..], &["Basic eA=="], &["Bearer"], &["Zoho-oauthtoken 1000.x"]] {
        assert_eq!(read(wrong), Err(Invalid), "{wrong:?}");
    }
}
