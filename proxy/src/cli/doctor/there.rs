//! What only Zoho can tell: data centre, credentials, portal, scopes, clock; and of the portal what
//! stands in `desk.rs`.

use time::Duration;

use super::check::Check;
use super::desk;
use crate::config::{Config, hosts};
use crate::upstream;
use crate::zoho::{Client, Need, Reason, TokenError, wanted_scopes};

/// How far the clocks may be apart before tokens, challenges and searches suffer.
const SKEW: Duration = Duration::seconds(30);
/// How far before they fail: a ticket is looked for among those of the last five minutes and more.
const TOO_MUCH: Duration = Duration::minutes(5);

pub(super) async fn checks(config: &Config) -> Vec<Check> {
    let mut checks = vec![data_center(config)];
    // Without the store, so that the credentials themselves are tried, and not a token they once gave.
    let client = match Client::new(upstream::zoho(config)) {
        Ok(client) => client,
        Err(error) => {
            checks.push(Check::fail("credentials", error.to_string(), "see to the section [zoho]"));
            return checks;
        }
    };
    let credentials = credentials(&client, config).await;
    let refused = credentials.status == super::Status::Fail;
    checks.push(credentials);
    if refused {
        let names = ["organization", "scopes", "department", "marker_field", "clock"];
        checks.extend(names.map(|name| Check::warn(name, "not looked at", "see to `credentials` first")));
        return checks;
    }
    checks.push(organization(&client, config).await);
    checks.push(scopes(&client, config).await);
    checks.extend(desk::departments(&client, config).await);
    checks.push(desk::marker_field(&client, config).await);
    checks.push(clock(&client).await);
    checks
}

fn data_center(config: &Config) -> Check {
    let name = "data_center";
    let (desk, accounts) = (&config.zoho.desk_url, &config.zoho.accounts_url);
    match (hosts::data_center_of(desk), hosts::data_center_of(accounts)) {
        (Some(one), Some(other)) if one != other => Check::fail(
            name,
            format!("Zoho Desk is asked in {one}, Zoho Accounts in {other}, which do not know each other's tokens"),
            "set DESKBELL_ZOHO_DATA_CENTER, and neither DESKBELL_ZOHO_DESK_URL nor DESKBELL_ZOHO_ACCOUNTS_URL",
        ),
        (Some(known), Some(_)) => Check::ok(name, format!("{known}: {desk} and {accounts}")),
        (None, None) => Check::ok(name, format!("none of Zoho's own: {desk} and {accounts}")),
        _ => Check::warn(
            name,
            format!("{desk} and {accounts}: one is Zoho's own, the other is not"),
            "set both DESKBELL_ZOHO_DESK_URL and DESKBELL_ZOHO_ACCOUNTS_URL, or neither",
        ),
    }
}

async fn credentials(client: &Client, config: &Config) -> Check {
    let (name, accounts) = ("credentials", &config.zoho.accounts_url);
    let Err(error) = client.authorize().await else {
        return Check::ok(name, format!("{accounts} gives access tokens"));
    };
    let todo = match error {
        TokenError::Refused { code: "invalid_client" } => {
            "DESKBELL_ZOHO_CLIENT_ID is not known in this data centre; see to both"
        }
        TokenError::Refused { code: "invalid_client_secret" } => {
            "the client secret is not that of the client id; copy it from the API console"
        }
        TokenError::Refused { .. } => {
            "the refresh token is not good (any longer), or of another client or data centre; make a new one with \
             deskbell-proxy auth --replace"
        }
        TokenError::Throttled { .. } => "wait, and look whether another program uses the same refresh token",
        TokenError::Unavailable => "see to the network and to DESKBELL_ZOHO_DATA_CENTER",
    };
    Check::fail(name, format!("{accounts}: {error}"), todo)
}

async fn organization(client: &Client, config: &Config) -> Check {
    let (name, id) = ("organization", &config.zoho.org_id);
    match client.organizations().await {
        Ok(all) => match all.iter().find(|one| one.id == *id) {
            Some(one) => Check::ok(name, format!("{id}: {}", one.company_name.as_deref().unwrap_or("without a name"))),
            None => {
                let ids: Vec<&str> = all.iter().map(|one| one.id.as_str()).collect();
                Check::fail(
                    name,
                    format!("{id} is not one of those of the token's owner: {}", ids.join(", ")),
                    "set DESKBELL_ZOHO_ORG_ID",
                )
            }
        },
        Err(reason) => unseen(name, reason),
    }
}

/// Each scope is tried, with requests that do nothing.
async fn scopes(client: &Client, config: &Config) -> Check {
    let name = "scopes";
    let (mut needed, mut useful) = (Vec::new(), Vec::new());
    for scope in wanted_scopes(config.attachments.enabled) {
        match client.has_scope(scope).await {
            Ok(true) => {}
            Ok(false) if scope.need == Need::SetUp => useful.push(scope.name),
            Ok(false) => needed.push(scope.name),
            Err(reason) => return unseen(name, reason),
        }
    }
    match (needed.as_slice(), useful.as_slice()) {
        ([], []) => Check::ok(name, "the refresh token has all that are needed"),
        ([], _) => Check::warn(
            name,
            format!("the refresh token lacks {}, which tickets do not need", useful.join(", ")),
            "with them this command sees departments and fields",
        ),
        _ => Check::fail(
            name,
            format!("the refresh token lacks {}", needed.join(", ")),
            "make a new one with deskbell-proxy auth --replace",
        ),
    }
}

async fn clock(client: &Client) -> Check {
    let name = "clock";
    let skew = match client.clock_skew().await {
        Ok(Some(skew)) => skew,
        Ok(None) => return Check::warn(name, "Zoho's answer has no date", ""),
        Err(reason) => return unseen(name, reason),
    };
    let seconds = skew.whole_seconds();
    let (size, side) = (seconds.abs(), if seconds > 0 { "behind" } else { "ahead of" });
    let found = format!("this machine's is {size} s {side} Zoho's");
    let todo = "let the machine set its clock (NTP)";
    match skew.abs() {
        skew if skew > TOO_MUCH => Check::fail(name, found, todo),
        skew if skew > SKEW => Check::warn(name, found, todo),
        _ => Check::ok(name, "this machine's and Zoho's agree"),
    }
}

/// What Zoho Desk did not show.
pub(super) fn unseen(name: &'static str, reason: Reason) -> Check {
    let found = format!("Zoho Desk does not say: {reason}");
    match reason {
        // Tickets need no scope to look at these.
        Reason::ScopeMismatch => Check::warn(name, "could not be looked at: a scope is missing", "see `scopes`"),
        Reason::Unauthorized | Reason::Unreadable | Reason::NotFound => {
            Check::fail(name, found, "see to DESKBELL_ZOHO_DATA_CENTER")
        }
        Reason::OrgMismatch => Check::fail(name, found, "set DESKBELL_ZOHO_ORG_ID"),
        _ => Check::fail(name, found, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::Status;
    use super::*;

    #[test]
    fn hosts_of_two_data_centers_do_not_go_together() {
        let check = |desk: &str, accounts: &str| {
            let mut config = Config::default();
            config.zoho.desk_url = desk.to_owned();
            config.zoho.accounts_url = accounts.to_owned();
            data_center(&config).status
        };
        assert_eq!(check("https://desk.zoho.eu", "https://accounts.zoho.eu"), Status::Ok);
        assert_eq!(check("https://desk.zoho.eu", "https://accounts.zoho.com"), Status::Fail);
        assert_eq!(check("https://desk.example", "https://accounts.zoho.com"), Status::Warn);
        assert_eq!(check("https://desk.example", "https://accounts.example"), Status::Ok);
    }
}
