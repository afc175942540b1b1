//! What there is of an account before it is complete: what `deskbell-proxy auth` begins with.

use secrecy::SecretString;

use super::source::{Environment, Source};
use super::{Mistakes, hosts, table, zoho};

/// The part of a configuration that leads to a refresh token. Nothing has to be there.
#[derive(Debug, Clone)]
pub struct Account {
    /// The data centre, where it has been chosen.
    pub data_center: Option<String>,
    /// Zoho Desk's base URL, where it is another than the data centre's.
    pub desk_url: Option<String>,
    /// Zoho Accounts' base URL, where it is another than the data centre's.
    pub accounts_url: Option<String>,
    /// The portal; empty: not known yet.
    pub org_id: String,
    /// The OAuth client; empty: not known yet.
    pub client_id: String,
    /// The OAuth client's secret; empty: not known yet.
    pub client_secret: SecretString,
    /// The grant code: `DESKBELL_ZOHO_GRANT_CODE`, or the file that `…_FILE` names.
    pub grant_code: SecretString,
    /// Whether visitors may add files.
    pub attachments: bool,
    /// The websites that may show the form.
    pub origins: Vec<String>,
}

impl Account {
    /// Reads the text of a configuration file, if there is one, and the environment above it.
    ///
    /// # Errors
    /// What is there and wrong.
    pub fn load(file: Option<&str>, environment: &Environment) -> Result<Self, Mistakes> {
        let mut source = Source::new(table(file)?, environment);
        // The default is no choice.
        let data_center = source.text("zoho.data_center").inspect(|_| drop(zoho::data_center(&mut source)));
        let account = Self {
            data_center,
            desk_url: zoho::base_url(&mut source, "zoho.desk_url"),
            accounts_url: zoho::base_url(&mut source, "zoho.accounts_url"),
            org_id: zoho::org_id(&mut source),
            client_id: source.text("zoho.client_id").unwrap_or_default(),
            client_secret: zoho::secret(&mut source, "zoho.client_secret", "zoho.client_secret_file"),
            grant_code: zoho::secret(&mut source, "zoho.grant_code", "zoho.grant_code_file"),
            attachments: source.flag("attachments.enabled").unwrap_or_default(),
            origins: source.list("origins").unwrap_or_default(),
        };
        match source.mistakes {
            mistakes if mistakes.is_empty() => Ok(account),
            mistakes => Err(Mistakes(mistakes)),
        }
    }

    /// Zoho Desk's and Zoho Accounts' base URLs, with what was set in the place of `data_center`'s.
    pub(crate) fn hosts(&self, data_center: &str) -> Option<(String, String)> {
        let (desk, accounts) = hosts::of(data_center)?;
        let other = |set: &Option<String>, usual: &str| set.clone().unwrap_or_else(|| usual.to_owned());
        Some((other(&self.desk_url, desk), other(&self.accounts_url, accounts)))
    }
}
