//! A ticket as Zoho answers it.

use serde_json::{Value, json};

use crate::clock;
use crate::store::StoredTicket;

/// All the members of the sample on Zoho's page, in its order: ids and counts are strings, what
/// is not known is null. `origin` is where the inbox is.
pub(crate) fn ticket_json(ticket: &StoredTicket, origin: &str) -> Value {
    let given = |name: &str| ticket.attributes.get(name).cloned().unwrap_or(Value::Null);
    let or = |name: &str, default: Value| ticket.attributes.get(name).cloned().unwrap_or(default);
    let created = clock::iso(ticket.created_at);
    let status = or("status", json!("Open"));
    json!({
        "entitySkills": or("entitySkills", json!([])),
        "modifiedTime": created,
        "ticketNumber": ticket.number().to_string(),
        "subCategory": given("subCategory"),
        "statusType": status_type(&status),
        "subject": given("subject"),
        "dueDate": given("dueDate"),
        "departmentId": given("departmentId"),
        "channel": given("channel"),
        "onholdTime": null,
        "description": given("description"),
        "language": given("language"),
        "source": { "appName": null, "extId": null, "type": "SYSTEM", "permalink": null, "appPhotoURL": null },
        "resolution": given("resolution"),
        "sharedDepartments": [],
        "closedTime": null,
        "sharedCount": "0",
        "approvalCount": "0",
        "timeEntryCount": "0",
        "isOverDue": is_over(&given("dueDate")),
        "channelRelatedInfo": null,
        "isDeleted": "false",
        "isTrashed": false,
        "createdTime": created,
        "id": ticket.id.to_string(),
        "email": ticket.email,
        "channelCode": null,
        "customerResponseTime": created,
        "cf": or("cf", json!({})),
        "productId": given("productId"),
        "contactId": ticket.contact_id,
        // The description is the first thing said.
        "threadCount": if given("description").is_null() { "0" } else { "1" },
        "priority": given("priority"),
        "classification": given("classification"),
        "assigneeId": given("assigneeId"),
        "commentCount": "0",
        "taskCount": "0",
        "phone": given("phone"),
        "webUrl": format!("{origin}/#Cases/dv/{}", ticket.id),
        "attachmentCount": ticket.uploads.to_string(),
        "isEscalated": false,
        "isSpam": false,
        "category": given("category"),
        "status": status,
    })
}

/// Zoho's three kinds of status; those that a portal adds belong to one of them, here to *Open*.
fn status_type(status: &Value) -> &'static str {
    match status.as_str() {
        Some("Closed") => "Closed",
        Some("On Hold") => "On Hold",
        _ => "Open",
    }
}

fn is_over(due: &Value) -> bool {
    due.as_str().and_then(clock::parse).is_some_and(|due| due < clock::now())
}
