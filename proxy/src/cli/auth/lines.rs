//! The configuration that comes of it, as it goes to standard output.

use super::keep::Kept;
use crate::config::Account;
use crate::zoho::{Department, Organization};

/// What was found out, and chosen.
pub(super) struct Found {
    pub(super) data_center: String,
    pub(super) client_id: String,
    pub(super) organization: Organization,
    pub(super) departments: Vec<Department>,
    pub(super) origins: Vec<String>,
}

/// A `deskbell.toml` with all that differs from the default. Holds no secret.
pub(super) fn configuration(found: &Found, account: &Account, kept: &Kept) -> String {
    let Found { data_center, client_id, organization, departments, origins } = found;
    let origins: Vec<String> = origins.iter().map(|origin| quoted(origin)).collect();
    let hint = if origins.is_empty() { "  # to be filled in: [\"https://www.example.com\"]" } else { "" };
    let hosts = [("desk_url", &account.desk_url), ("accounts_url", &account.accounts_url)];
    let hosts: String =
        hosts.into_iter().filter_map(|(key, url)| Some(format!("{key} = {}\n", quoted(url.as_ref()?)))).collect();
    format!(
        "# Of deskbell-proxy auth, for {}. The other keys: deskbell-proxy config.\n\
         upstream = \"zoho\"\n\
         origins = [{}]{hint}\n\
         departments = [{}]\n\n\
         [zoho]\n\
         data_center = {}\n{hosts}\
         org_id = {}\n\
         client_id = {}\n\
         client_secret_file = {}\n\
         refresh_token_file = {}\n",
        quoted(organization.company_name.as_deref().unwrap_or("the portal")),
        origins.join(", "),
        chosen(departments),
        quoted(data_center),
        quoted(&organization.id),
        quoted(client_id),
        quoted(&kept.client_secret.to_string_lossy()),
        quoted(&kept.refresh_token.to_string_lossy()),
    )
}

/// With names only where there is a choice: the form asks then.
fn chosen(departments: &[Department]) -> String {
    let entry = |department: &Department| match (departments.len(), department.name.as_deref()) {
        (1, _) | (_, None | Some("")) => quoted(&department.id),
        (_, Some(name)) => quoted(&format!("{}={name}", department.id)),
    };
    departments.iter().map(entry).collect::<Vec<_>>().join(", ")
}

/// A TOML string. On one line, and nothing in it that a terminal would obey.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            character if character.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(character))),
            character => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_it_was() {
        let name = "Sales \"EU\"\\ \u{1b}[31m\n\u{7f}\u{85}é";
        let quoted = quoted(name);
        assert!(!quoted.chars().any(char::is_control), "{quoted}");
        let table: toml::Table = format!("name = {quoted}").parse().unwrap();
        assert_eq!(table["name"].as_str(), Some(name));
    }
}
