//! What the operator chooses: from the configuration, or else by being asked.

use super::ask::{ask, tell};
use super::lines::quoted;
use crate::config::{Account, hosts, is_origin};
use crate::zoho::{Department, Organization};

/// One of Zoho's data centres.
pub(super) fn data_center(account: &Account) -> Result<String, String> {
    if let Some(name) = &account.data_center {
        return Ok(name.clone());
    }
    let known = hosts::names().collect::<Vec<_>>().join(" ");
    let answer = ask(&format!("Data centre, the end of Zoho Desk's address ({known}) [com]: "))?;
    match answer.as_str() {
        "" => Ok("com".to_owned()),
        name if hosts::of(name).is_some() => Ok(answer),
        name => Err(format!("`{name}` is not one of Zoho's data centres: {known}")),
    }
}

/// The portal: the one that is configured, or the only one, or one of several.
pub(super) fn organization(
    account: &Account,
    mut all: Vec<Organization>,
    desk_url: &str,
) -> Result<Organization, String> {
    if all.is_empty() {
        return Err(format!(
            "{desk_url} knows no organisation of the user who made the code: sign in to the API console as an agent of \
             your Zoho Desk, look whether its address begins with {desk_url} (or else choose another data centre), and \
             make a new code"
        ));
    }
    let wanted = match (account.org_id.as_str(), all.as_slice()) {
        ("", [only]) => only.id.clone(),
        ("", several) => {
            tell("Organisations:\n");
            several.iter().for_each(|one| tell(&format!("  {}  {}\n", one.id, named(one.company_name.as_deref()))));
            ask("The id of the one that tickets go to: ")?
        }
        (id, _) => id.to_owned(),
    };
    match all.iter().position(|one| one.id == wanted) {
        Some(index) => Ok(all.swap_remove(index)),
        None => {
            let ids: Vec<&str> = all.iter().map(|one| one.id.as_str()).collect();
            Err(format!("the organisation `{wanted}` is not one of the user's own: {}", ids.join(", ")))
        }
    }
}

/// The departments that visitors may write to. The first is the default.
pub(super) fn departments(mut all: Vec<Department>) -> Result<Vec<Department>, String> {
    // The portal's own default first.
    all.sort_by_key(|department| department.is_default != Some(true));
    let Some(first) = all.first() else {
        return Err("no department is enabled; enable one in Zoho Desk under Setup, General, Departments".to_owned());
    };
    if all.len() == 1 {
        return Ok(all);
    }
    tell("Departments:\n");
    all.iter().for_each(|one| tell(&format!("  {}  {}\n", one.id, named(one.name.as_deref()))));
    let answer = ask(&format!("The ids of those that visitors may write to, with commas [{}]: ", first.id))?;
    let ids: Vec<&str> = answer.split(',').map(str::trim).filter(|id| !id.is_empty()).collect();
    if ids.is_empty() {
        all.truncate(1);
        return Ok(all);
    }
    let known = |id: &str| all.iter().find(|one| one.id == id).cloned();
    ids.into_iter()
        .map(|id| known(id).ok_or_else(|| format!("`{id}` is not the id of an enabled department")))
        .collect()
}

/// The websites that show the form.
pub(super) fn origins(account: &Account) -> Result<Vec<String>, String> {
    if !account.origins.is_empty() {
        return Ok(account.origins.clone());
    }
    let answer = ask("The websites that show the form, such as https://www.example.com, with commas []: ")?;
    let origins: Vec<String> =
        answer.split(',').map(str::trim).filter(|origin| !origin.is_empty()).map(str::to_owned).collect();
    origins.iter().try_for_each(|origin| is_origin(origin))?;
    Ok(origins)
}

fn named(name: Option<&str>) -> String {
    quoted(name.unwrap_or_default())
}
