//! What a token may do.

use axum::http::Method;

/// What a token is good for: scopes with commas between them, or everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scope(pub(crate) Option<String>);

impl Scope {
    pub(crate) const EVERYTHING: Self = Self(None);

    /// Whether it has `needed`, itself or as its family's `ALL`.
    pub(crate) fn covers(&self, needed: &str) -> bool {
        let Some(scopes) = &self.0 else { return true };
        let family = needed.rsplit_once('.').map_or(needed, |(family, _)| family);
        scopes
            .split(',')
            .map(str::trim)
            .any(|scope| scope == needed || scope.strip_suffix(".ALL").is_some_and(|known| known == family))
    }
}

/// The scopes that a request of Zoho Desk needs.
pub(crate) fn needed(method: &Method, path: &str) -> &'static [&'static str] {
    match path.strip_prefix("/api/v1/").unwrap_or_default() {
        "tickets" if method == Method::POST => &["Desk.tickets.CREATE"],
        "tickets/search" => &["Desk.tickets.READ", "Desk.search.READ"],
        "uploads" => &["Desk.basic.CREATE"],
        "fields" => &["Desk.basic.READ", "Desk.fields.READ"],
        path if path.starts_with("tickets") => &["Desk.tickets.READ"],
        _ => &["Desk.basic.READ"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_covered_by_itself_or_by_its_family() {
        let scope = |text: &str| Scope(Some(text.to_owned()));
        assert!(scope("Desk.basic.READ, Desk.tickets.CREATE").covers("Desk.tickets.CREATE"));
        assert!(scope("Desk.tickets.ALL").covers("Desk.tickets.READ"));
        assert!(!scope("Desk.tickets.READ").covers("Desk.tickets.CREATE"));
        assert!(!scope("Desk.tickets.ALL").covers("Desk.search.READ"));
        assert!(!scope("").covers("Desk.search.READ"));
        assert!(Scope::EVERYTHING.covers("Desk.search.READ"));
    }
}
