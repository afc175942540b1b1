//! Where tickets go at Zoho's: departments, and the field that they carry.

use super::check::Check;
use super::there::unseen;
use crate::config::Config;
use crate::zoho::{Client, Reason, TicketField};

pub(super) async fn departments(client: &Client, config: &Config) -> Vec<Check> {
    let name = "department";
    let mut checks = Vec::new();
    for department in &config.departments {
        let id = &department.id;
        checks.push(match client.department(id).await {
            Ok(Some(found)) if found.is_enabled == Some(false) => Check::fail(
                name,
                format!("{id} is disabled"),
                "enable it in Zoho Desk under Setup, General, Departments, or take it from DESKBELL_DEPARTMENTS",
            ),
            Ok(Some(found)) => Check::ok(name, format!("{id}: {}", found.name.as_deref().unwrap_or("without a name"))),
            Ok(None) => {
                Check::fail(name, format!("{id}: the portal has no such department"), "see to DESKBELL_DEPARTMENTS")
            }
            Err(reason) => unseen(name, reason),
        });
    }
    if checks.is_empty() {
        let text = "none is configured: a page may name any";
        checks.push(Check::warn(name, text, "set DESKBELL_DEPARTMENTS"));
    }
    checks
}

pub(super) async fn marker_field(client: &Client, config: &Config) -> Check {
    let name = "marker_field";
    let Some(field) = &config.zoho.marker_field else {
        return Check::warn(
            name,
            "there is none: a ticket whose answer is lost is held for you",
            "add the field and set DESKBELL_ZOHO_MARKER_FIELD",
        );
    };
    let todo =
        format!("add a single-line field with the API name {field} to the ticket layout (Setup, Layouts and Fields)");
    let everywhere = std::iter::once(None).filter(|_| config.departments.is_empty());
    let ids = config.departments.iter().map(|department| Some(department.id.as_str()));
    let mut odd = None;
    for department in ids.chain(everywhere) {
        match client.ticket_field(field, department).await {
            Ok(Some(found)) => odd = odd.or(unfit(&found, field)),
            // The department itself is told above.
            Err(Reason::Refused | Reason::Unprocessable | Reason::NotFound) => {}
            Ok(None) => {
                let place = department.map(|id| format!(" in the layouts of department {id}")).unwrap_or_default();
                return Check::fail(
                    name,
                    format!("{field} is not there{place}: lost answers cannot be cleared up"),
                    todo,
                );
            }
            Err(reason) => return unseen(name, reason),
        }
    }
    odd.unwrap_or_else(|| Check::ok(name, format!("{field} is there")))
}

/// A field that is there, but does not do.
fn unfit(found: &TicketField, field: &str) -> Option<Check> {
    let name = "marker_field";
    if found.kind.as_deref().is_some_and(|kind| kind != "Text") || found.is_encrypted_field == Some(true) {
        let text = format!("{field} is not a single-line field in the clear, and cannot be searched");
        return Some(Check::fail(name, text, "make another one, of the type Single Line, not encrypted"));
    }
    let shown = found.show_to_help_center == Some(true);
    shown.then(|| Check::warn(name, format!("{field} is shown in the help centre"), "hide it there"))
}
