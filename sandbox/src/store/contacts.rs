//! Contacts, one for each e-mail address.

use deskbell_rules::Contact;
use sqlx::SqliteConnection;

/// The id of the contact with the same address, or else of a new one. One without an address is
/// always new: Zoho recognises people by nothing else.
pub(super) async fn find_or_create(
    connection: &mut SqliteConnection,
    contact: Contact<'_>,
) -> Result<i64, sqlx::Error> {
    let known: Option<i64> = sqlx::query_scalar("SELECT id FROM contacts WHERE email = ?")
        .bind(contact.email)
        .fetch_optional(&mut *connection)
        .await?;
    if let Some(id) = known {
        return Ok(id);
    }
    sqlx::query_scalar("INSERT INTO contacts (email, first_name, last_name) VALUES (?, ?, ?) RETURNING id")
        .bind(contact.email)
        .bind(contact.first_name)
        .bind(contact.last_name)
        .fetch_one(connection)
        .await
}
