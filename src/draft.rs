//! What is kept of an unsent form between visits: texts, the names of files, the key of a request
//! whose answer is unknown, and where to ask for the number of one that was accepted. As JSON in
//! the browser's storage; never the bytes of a file.

use deskbell_rules::Value;

use crate::answer::Pending;
use crate::form::Attempt;

/// Where drafts are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Keep {
    /// With the tab: reloading and walking about the site keeps them, closing the tab ends them.
    #[default]
    Session,
    /// With the browser, for [`DAYS`] days.
    Local,
    /// Nowhere.
    Off,
}

/// How long a draft is kept with the browser.
const DAYS: f64 = 7.0;

/// The version of the form of the JSON; another one is not read.
const VERSION: i64 = 1;

impl Keep {
    /// Reads the option `draft`.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        match name {
            "session" => Some(Self::Session),
            "local" => Some(Self::Local),
            "off" => Some(Self::Off),
            _ => None,
        }
    }
}

/// A file of the list, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SavedFile {
    pub(crate) name: String,
    pub(crate) size: u64,
    /// The server's id, if it had arrived.
    pub(crate) id: Option<String>,
}

/// An unsent form.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Saved {
    /// What stands in the fields, by name, as typed.
    pub(crate) typed: Vec<(String, String)>,
    pub(crate) files: Vec<SavedFile>,
    /// A request that may have arrived.
    pub(crate) attempt: Option<Attempt>,
    /// A request that was accepted.
    pub(crate) pending: Option<Pending>,
}

impl Saved {
    /// Whether there is nothing that could be lost.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// As plain data. `now` in milliseconds since 1970.
    pub(crate) fn to_value(&self, now: f64) -> Value {
        let text = |text: &Option<String>| text.as_deref().map_or(Value::Null, Value::from);
        let typed = self.typed.iter().map(|(name, typed)| (name.clone(), Value::from(typed.as_str())));
        let file = |file: &SavedFile| {
            object([
                ("name", Value::from(file.name.as_str())),
                ("size", Value::Integer(i64::try_from(file.size).unwrap_or(i64::MAX))),
                ("id", text(&file.id)),
            ])
        };
        let attempt = |attempt: &Attempt| {
            object([
                ("key", Value::from(attempt.key.as_str())),
                ("body", Value::from(attempt.body.as_str())),
                ("doubtful", Value::Boolean(attempt.doubtful)),
            ])
        };
        let pending = |pending: &Pending| {
            object([
                ("reference", Value::from(pending.reference.as_str())),
                ("location", text(&pending.location)),
                ("wait", Value::Integer(pending.wait.into())),
            ])
        };
        object([
            ("version", Value::Integer(VERSION)),
            ("at", Value::Number(now)),
            ("typed", Value::Object(typed.collect())),
            ("files", Value::List(self.files.iter().map(file).collect())),
            ("attempt", self.attempt.as_ref().map_or(Value::Null, attempt)),
            ("pending", self.pending.as_ref().map_or(Value::Null, pending)),
        ])
    }

    /// The opposite. `None` for what is too old, of another version, or nothing of ours.
    #[inline(never)]
    pub(crate) fn read(value: &Value, keep: Keep, now: f64) -> Option<Self> {
        let at = number(value, "at")?;
        let fresh = keep != Keep::Local || now - at < DAYS * 24.0 * 3600.0 * 1000.0;
        if value.member("version") != Some(&Value::Integer(VERSION)) || !fresh {
            return None;
        }
        let typed = match value.member("typed") {
            Some(Value::Object(members)) => {
                members.iter().filter_map(|(name, typed)| Some((name.clone(), typed.as_text()?.to_owned())))
            }
            _ => return None,
        };
        let files = match value.member("files") {
            Some(Value::List(files)) => files.iter().filter_map(read_file).collect(),
            _ => Vec::new(),
        };
        let attempt = value.member("attempt").and_then(|attempt| {
            let doubtful = attempt.member("doubtful") == Some(&Value::Boolean(true));
            Some(Attempt { key: text(attempt, "key")?, body: text(attempt, "body")?, doubtful })
        });
        let pending = value.member("pending").and_then(|pending| {
            let wait = number(pending, "wait")?.clamp(1.0, 60.0) as u32;
            Some(Pending { reference: text(pending, "reference")?, location: text(pending, "location"), wait })
        });
        Some(Self { typed: typed.collect(), files, attempt, pending })
    }
}

fn read_file(file: &Value) -> Option<SavedFile> {
    let size = number(file, "size").filter(|size| *size >= 0.0)? as u64;
    Some(SavedFile { name: text(file, "name")?, size, id: text(file, "id") })
}

fn text(object: &Value, name: &str) -> Option<String> {
    object.member(name).and_then(Value::as_text).map(str::to_owned)
}

/// JavaScript has one type for both.
fn number(object: &Value, name: &str) -> Option<f64> {
    match object.member(name)? {
        Value::Integer(number) => Some(*number as f64),
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::value;

    const DAY: f64 = 24.0 * 3600.0 * 1000.0;

    fn full() -> Saved {
        Saved {
            typed: vec![("subject".to_owned(), "It rings".to_owned()), ("cf.cf_x".to_owned(), String::new())],
            files: vec![
                SavedFile { name: "a.png".to_owned(), size: 7, id: Some("18921000000379001".to_owned()) },
                SavedFile { name: "b.png".to_owned(), size: 0, id: None },
            ],
            attempt: Some(Attempt { key: "k".to_owned(), body: "{}".to_owned(), doubtful: true }),
            pending: Some(Pending { reference: "DB-7K2M-9QXA".to_owned(), location: Some("/x".to_owned()), wait: 3 }),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for saved in [full(), Saved::default()] {
            assert_eq!(Saved::read(&saved.to_value(1.5e12), Keep::Session, 1.6e12), Some(saved));
        }
        assert!(Saved::default().is_empty() && !full().is_empty());
    }

    #[test]
    fn a_draft_of_the_browsers_ends_after_seven_days() {
        let written = full().to_value(0.0);
        assert!(Saved::read(&written, Keep::Local, 7.0 * DAY - 1.0).is_some());
        assert!(Saved::read(&written, Keep::Local, 7.0 * DAY).is_none());
        assert!(Saved::read(&written, Keep::Session, 70.0 * DAY).is_some());
    }

    #[test]
    fn anything_else_is_no_draft() {
        for json in ["null", "{}", "[]", r#"{"version":2,"at":1,"typed":{}}"#, r#"{"version":1,"at":1,"typed":[]}"#] {
            assert_eq!(Saved::read(&value(json), Keep::Session, 1.0), None, "{json}");
        }
        let odd = r#"{"version":1,"at":1,"typed":{"a":1,"b":"x"},"files":[7],"attempt":{"key":1},"pending":{}}"#;
        let saved = Saved::read(&value(odd), Keep::Session, 1.0).unwrap();
        assert_eq!(saved, Saved { typed: vec![("b".to_owned(), "x".to_owned())], ..Saved::default() });
    }
}
