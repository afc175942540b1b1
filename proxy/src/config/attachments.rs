//! Files that visitors may add.

use serde::Serialize;

use super::source::Source;
use crate::guard::never;

/// Limits for attachments, as the form description has them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Attachments {
    /// Whether the form takes files at all.
    pub enabled: bool,
    /// Files a ticket.
    pub max_files: usize,
    /// Bytes a file.
    pub max_bytes: usize,
    /// Bytes of all files of a ticket together.
    #[serde(skip)]
    pub max_total_bytes: usize,
    /// What a file may be, as in HTML's `accept`: `.pdf`, `image/png`, `image/*`. Empty: anything.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accept: Vec<String>,
}

impl Default for Attachments {
    fn default() -> Self {
        Self {
            enabled: false,
            max_files: 5,
            max_bytes: 10 * 1024 * 1024,
            max_total_bytes: 20 * 1024 * 1024,
            accept: Vec::new(),
        }
    }
}

impl Attachments {
    /// Whether the operator has named this extension.
    pub(crate) fn names(&self, extension: &str) -> bool {
        self.accept.iter().any(|entry| entry.strip_prefix('.') == Some(extension))
    }

    /// Whether a file of this name and media type may come. A browser makes the type up from the
    /// name, so both are claims, not facts.
    pub fn accepts(&self, name: &str, media_type: &str) -> bool {
        let (name, media_type) = (name.to_lowercase(), media_type.to_lowercase());
        self.accept.is_empty()
            || self.accept.iter().any(|entry| match entry.strip_suffix("/*") {
                Some(group) => media_type.split('/').next() == Some(group),
                None if entry.starts_with('.') => name.ends_with(entry.as_str()),
                None => *entry == media_type,
            })
    }
}

pub(super) fn read(source: &mut Source<'_>) -> Attachments {
    let default = Attachments::default();
    let size = |number: Option<u64>, default: usize| {
        number.map_or(default, |number| usize::try_from(number).unwrap_or(usize::MAX))
    };
    let accept: Vec<String> = source.list("attachments.accept").unwrap_or_default();
    for entry in &accept {
        let is_type =
            entry.split_once('/').is_some_and(|(group, kind)| !group.is_empty() && group != "*" && !kind.is_empty());
        if !is_type && (!entry.starts_with('.') || entry.len() < 2) {
            source.mistake(
                "attachments.accept",
                format!("`{entry}` is neither an extension such as `.pdf` nor a type such as `image/*`"),
            );
        }
    }
    for entry in accept.iter().filter(|entry| entry.strip_prefix('.').is_some_and(|name| never(&name.to_lowercase()))) {
        source.mistake(
            "attachments.accept",
            format!("`{entry}` is never taken: such a file can do something when it is opened"),
        );
    }
    Attachments {
        enabled: source.flag("attachments.enabled").unwrap_or(default.enabled),
        max_files: size(source.number("attachments.max_files", 1..=100), default.max_files),
        max_bytes: size(source.number("attachments.max_bytes", 1..=100 * 1024 * 1024), default.max_bytes),
        max_total_bytes: size(
            source.number("attachments.max_total_bytes", 1..=1024 * 1024 * 1024),
            default.max_total_bytes,
        ),
        accept: accept.iter().map(|entry| entry.to_lowercase()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_may_be() {
        let accept = |entries: &[&str]| Attachments {
            accept: entries.iter().map(|entry| (*entry).to_owned()).collect(),
            ..Attachments::default()
        };
        assert!(accept(&[]).accepts("x.exe", "application/octet-stream"));
        let listed = accept(&[".pdf", "image/*", "text/plain"]);
        for (name, media_type, expected) in [
            ("A.PDF", "", true),
            ("a.pdf.exe", "", false),
            ("pdf", "", false),
            ("a", "image/png", true),
            ("a", "imagex/png", false),
            ("a.txt", "text/plain", true),
            ("a.html", "text/html", false),
        ] {
            assert_eq!(listed.accepts(name, media_type), expected, "{name} {media_type}");
        }
    }
}
