//! Tokens of websites.

use axum::http::HeaderValue;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::Mac;

use super::*;
use crate::config::IdentityKey;
use crate::guard::tag::keyed;

/// The key that every visitor of this site may know.
const KEY: &str = "0123456789abcdef0123456789abcdef";
/// The moment at which tokens are read: seconds since 1970.
const NOW: f64 = 1_700_000_000.0;

/// The header with a token of these two parts that is signed as it should be.
pub fn signed(head: &[u8], claims: &[u8]) -> String {
    let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(head), URL_SAFE_NO_PAD.encode(claims));
    let mut mac = keyed(KEY.as_bytes());
    mac.update(message.as_bytes());
    format!("Bearer {message}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

/// What a sender's draft becomes whom the header `Authorization` vouches for. `None`: it does not.
pub fn identified(authorization: &[u8], mut draft: Draft) -> Option<Draft> {
    let key = IdentityKey { id: String::new(), secret: KEY.into() };
    let config = Identity { audience: "deskbell".to_owned(), keys: vec![key], ..Identity::default() };
    let headers = HeaderMap::from_iter([(header::AUTHORIZATION, HeaderValue::from_bytes(authorization).ok()?)]);
    let claims = token::read(&config, bearer(&headers).ok()??, NOW).ok()?;
    Sender { claims: Some(claims) }.apply(&mut draft);
    Some(draft)
}
