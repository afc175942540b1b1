//! Which Zoho account tickets go to, and with whose authority.

use secrecy::{ExposeSecret, SecretString};

use super::hosts;
use super::source::Source;
use crate::zoho::is_marker_field;

/// The account at Zoho. Complete only where `upstream = "zoho"`.
#[derive(Debug, Clone)]
pub struct Zoho {
    /// Zoho Desk's base URL, without a slash at its end.
    pub desk_url: String,
    /// Zoho Accounts' base URL, without a slash at its end.
    pub accounts_url: String,
    /// The portal, digits.
    pub org_id: String,
    /// The OAuth client.
    pub client_id: String,
    /// The OAuth client's secret.
    pub client_secret: SecretString,
    /// The refresh token, which lasts until somebody revokes it.
    pub refresh_token: SecretString,
    /// API name of the custom field that carries the submission's id; `None`: there is none.
    pub marker_field: Option<String>,
}

impl Default for Zoho {
    fn default() -> Self {
        let (desk_url, accounts_url) = hosts::of("com").unwrap_or_default();
        Self {
            desk_url: desk_url.to_owned(),
            accounts_url: accounts_url.to_owned(),
            org_id: String::new(),
            client_id: String::new(),
            client_secret: SecretString::default(),
            refresh_token: SecretString::default(),
            marker_field: Some("cf_deskbell_ref".to_owned()),
        }
    }
}

/// `needed`: the account is going to be used, so nothing may be missing.
pub(super) fn read(source: &mut Source<'_>, needed: bool) -> Zoho {
    let (desk, accounts) = data_center(source);
    let zoho = Zoho {
        desk_url: base_url(source, "zoho.desk_url").unwrap_or(desk),
        accounts_url: base_url(source, "zoho.accounts_url").unwrap_or(accounts),
        org_id: org_id(source),
        client_id: source.text("zoho.client_id").unwrap_or_default(),
        client_secret: secret(source, "zoho.client_secret", "zoho.client_secret_file"),
        refresh_token: secret(source, "zoho.refresh_token", "zoho.refresh_token_file"),
        marker_field: marker_field(source),
    };
    if needed {
        require(
            source,
            "zoho.org_id",
            &zoho.org_id,
            "the organisation id of the portal: digits, from Zoho Desk, Setup, API",
        );
        require(source, "zoho.client_id", &zoho.client_id, "the client id from Zoho's API console");
        let secret = zoho.client_secret.expose_secret();
        require(
            source,
            "zoho.client_secret",
            secret,
            "the client secret, or `client_secret_file` with a file that holds it",
        );
        let token = zoho.refresh_token.expose_secret();
        require(
            source,
            "zoho.refresh_token",
            token,
            "the refresh token, or `refresh_token_file` with a file that holds it",
        );
    }
    zoho
}

fn require(source: &mut Source<'_>, key: &str, value: &str, what: &str) {
    // Something that was there but wrong has been reported already.
    if value.is_empty() && !source.mistakes.iter().any(|mistake| mistake.key.starts_with(key)) {
        source.mistake(key, format!("is missing; with upstream = \"zoho\" it has to be {what}"));
    }
}

pub(super) fn data_center(source: &mut Source<'_>) -> (String, String) {
    let name = source.text("zoho.data_center").unwrap_or_else(|| "com".to_owned());
    let (desk, accounts) = hosts::of(&name).unwrap_or_else(|| {
        let known = hosts::names().collect::<Vec<_>>().join(", ");
        source.mistake("zoho.data_center", format!("`{name}` is not one of Zoho's data centres: {known}"));
        ("", "")
    });
    (desk.to_owned(), accounts.to_owned())
}

pub(super) fn base_url(source: &mut Source<'_>, key: &str) -> Option<String> {
    let text = source.text(key).filter(|text| !text.is_empty())?;
    hosts::base_url(&text).map_err(|wrong| source.mistake(key, wrong)).ok()
}

/// Zoho answers a value that is not digits with a bare 500.
pub(super) fn org_id(source: &mut Source<'_>) -> String {
    let id = source.text("zoho.org_id").unwrap_or_default();
    if !id.bytes().all(|byte| byte.is_ascii_digit()) {
        source.mistake("zoho.org_id", format!("has to be digits, not `{id}`"));
    }
    id
}

fn marker_field(source: &mut Source<'_>) -> Option<String> {
    let default = Zoho::default().marker_field;
    let name = source.text("zoho.marker_field").or(default).filter(|name| !name.is_empty() && name != "none")?;
    if !is_marker_field(&name) {
        source.mistake(
            "zoho.marker_field",
            format!("`{name}` is not the API name of a custom field, such as `cf_deskbell_ref`"),
        );
    }
    Some(name)
}

/// A secret itself, or the file that holds it: from the environment, or else from the file.
pub(super) fn secret(source: &mut Source<'_>, key: &str, file_key: &str) -> SecretString {
    let in_file = (source.text_in_file(key), source.text_in_file(file_key));
    let in_environment = (source.variable(key), source.variable(file_key));
    let given = if in_environment == (None, None) { in_file } else { in_environment };
    let secret = match given {
        (Some(_), Some(path)) if !path.is_empty() => {
            source.mistake(key, format!("is given twice, itself and as `{file_key}`; keep one"));
            None
        }
        (Some(secret), _) => Some(secret),
        (None, Some(path)) if !path.is_empty() => match std::fs::read_to_string(&path) {
            Ok(secret) if secret.trim().is_empty() => {
                source.mistake(file_key, format!("`{path}` is empty"));
                None
            }
            Ok(secret) => Some(secret),
            Err(error) => {
                source.mistake(file_key, format!("`{path}` cannot be read: {error}"));
                None
            }
        },
        _ => None,
    };
    secret.map(|secret| SecretString::from(secret.trim().to_owned())).unwrap_or_default()
}
