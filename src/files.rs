//! The files of a form as a list of states: what may be added, what is on its way, what has
//! arrived. Knows no browser; the bytes are elsewhere (`desk/files.rs`).

use deskbell_rules::Value;

use crate::report::Report;

/// The attribute of a ticket that names what was uploaded; as a field of the form it is the place
/// for files.
pub(crate) const UPLOADS: &str = "uploads";

/// Uploads at a time: more only share the same line.
const AT_ONCE: usize = 2;

/// What may be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Limits {
    /// Whether the form takes files at all.
    pub(crate) enabled: bool,
    /// Files a ticket.
    pub(crate) max_files: usize,
    /// Bytes a file.
    pub(crate) max_bytes: u64,
    /// What a file may be, as in HTML's `accept`: `.pdf`, `image/png`, `image/*`. Empty: anything.
    pub(crate) accept: Vec<String>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { enabled: false, max_files: 5, max_bytes: 10 * 1024 * 1024, accept: Vec::new() }
    }
}

impl Limits {
    /// Those of a proxy that says nothing about files: the site decides.
    pub(crate) fn unsaid() -> Self {
        Self { max_files: usize::MAX, max_bytes: u64::MAX, ..Self::default() }
    }

    /// The same with the usual numbers where nobody named one.
    pub(crate) fn settled(self) -> Self {
        let usual = Self::default();
        Self {
            max_files: if self.max_files == usize::MAX { usual.max_files } else { self.max_files },
            max_bytes: if self.max_bytes == u64::MAX { usual.max_bytes } else { self.max_bytes },
            ..self
        }
    }

    /// Reads `{ enabled, maxFiles, maxBytes, accept }`; what is left open is as in `self`. A site
    /// may ask for less than its proxy allows, never for more.
    pub(crate) fn narrowed(&self, place: &str, value: Option<&Value>, report: &mut Report) -> Self {
        let members = report.members(place, value);
        report.unknown(
            &format!("{place}."),
            members.iter().map(|(name, _)| name.as_str()),
            &["enabled", "maxFiles", "maxBytes", "accept"],
        );
        let get = |key: &str| value.and_then(|value| value.member(key));
        let mut number = |key: &str| match get(key) {
            Some(Value::Integer(number)) if *number > 0 => u64::try_from(*number).ok(),
            None | Some(Value::Null) => None,
            Some(_) => {
                report.error(&format!("{place}.{key}"), "must be a whole number above 0");
                None
            }
        };
        let (files, bytes) = (number("maxFiles"), number("maxBytes"));
        let accept: Vec<String> = crate::field::read_texts(&format!("{place}.accept"), get("accept"), report);
        Self {
            enabled: report.flag(&format!("{place}.enabled"), get("enabled")).unwrap_or(self.enabled),
            max_files: files
                .map_or(self.max_files, |files| usize::try_from(files).unwrap_or(usize::MAX).min(self.max_files)),
            max_bytes: bytes.map_or(self.max_bytes, |bytes| bytes.min(self.max_bytes)),
            accept: if accept.is_empty() { self.accept.clone() } else { accept },
        }
    }

    /// Whether a file of this name and media type may come.
    fn accepts(&self, name: &str, media_type: &str) -> bool {
        let (name, media_type) = (name.to_ascii_lowercase(), media_type.to_ascii_lowercase());
        let fits = |entry: &String| {
            let entry = entry.to_ascii_lowercase();
            match entry.strip_suffix("/*") {
                Some(group) => media_type.split('/').next() == Some(group),
                None if entry.starts_with('.') => name.ends_with(&entry),
                None => entry == media_type,
            }
        };
        self.accept.is_empty() || self.accept.iter().any(fits)
    }
}

/// Why a file is not among those that are sent; each has its sentence in the messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// There are as many as may be.
    TooMany,
    /// It has too many bytes.
    TooLarge,
    /// It is none of what may be added.
    Type,
    /// It has no bytes; Zoho refuses such files.
    Empty,
    /// It did not arrive; another try may help.
    Failed,
    /// The server does not want it.
    Refused,
    /// It was added before the page was closed, and had not arrived by then.
    Lost,
}

impl Why {
    /// Its name in the messages: `files.<name>`.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::TooMany => "too_many",
            Self::TooLarge => "too_large",
            Self::Type => "type",
            Self::Empty => "empty",
            Self::Failed => "failed",
            Self::Refused => "refused",
            Self::Lost => "lost",
        }
    }
}

/// How far a file has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Others go first.
    Waiting,
    /// On its way; per cent.
    Uploading(u8),
    /// There, under this id.
    Done(String),
    /// Not there.
    Failed(Why),
}

/// One file of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its number in the list; never given twice.
    pub(crate) key: u32,
    /// As the visitor's machine calls it.
    pub(crate) name: String,
    /// In bytes.
    pub(crate) size: u64,
    /// How far it has come.
    pub(crate) stage: Stage,
}

/// A file as it is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Offer {
    /// As the visitor's machine calls it.
    pub(crate) name: String,
    /// In bytes.
    pub(crate) size: u64,
    /// What the browser takes it for; empty where it does not know.
    pub(crate) media_type: String,
}

/// The files of one form, in the order in which they were added.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Files {
    limits: Limits,
    entries: Vec<Entry>,
    /// What was offered last and not taken.
    declined: Vec<(String, Why)>,
    next: u32,
}

impl Files {
    /// None yet.
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// What may be added.
    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// All of them.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The one with this key.
    pub(crate) fn entry(&self, key: u32) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// What was offered last and not taken, with the reason.
    pub(crate) fn declined(&self) -> &[(String, Why)] {
        &self.declined
    }

    /// Takes what may be taken of `offers`. For each its key, or nothing.
    pub(crate) fn add(&mut self, offers: &[Offer]) -> Vec<Option<u32>> {
        self.declined.clear();
        offers.iter().map(|offer| self.add_one(offer)).collect()
    }

    fn add_one(&mut self, offer: &Offer) -> Option<u32> {
        let why = if !self.limits.accepts(&offer.name, &offer.media_type) {
            Some(Why::Type)
        } else if offer.size > self.limits.max_bytes {
            Some(Why::TooLarge)
        } else if offer.size == 0 {
            Some(Why::Empty)
        } else {
            (self.entries.len() >= self.limits.max_files).then_some(Why::TooMany)
        };
        if let Some(why) = why {
            self.declined.push((offer.name.clone(), why));
            return None;
        }
        Some(self.push(offer.name.clone(), offer.size, Stage::Waiting))
    }

    /// Puts back a file of an earlier visit: one that had arrived by its id; others are lost.
    pub(crate) fn restore(&mut self, name: String, size: u64, id: Option<String>) {
        self.push(name, size, id.map_or(Stage::Failed(Why::Lost), Stage::Done));
    }

    fn push(&mut self, name: String, size: u64, stage: Stage) -> u32 {
        let key = self.next;
        self.next += 1;
        self.entries.push(Entry { key, name, size, stage });
        key
    }

    /// Takes a file off the list.
    pub(crate) fn remove(&mut self, key: u32) {
        self.entries.retain(|entry| entry.key != key);
        self.declined.clear();
    }

    /// The next file to leave, now on its way; none while enough are.
    pub(crate) fn start(&mut self) -> Option<u32> {
        let running = self.entries.iter().filter(|entry| matches!(entry.stage, Stage::Uploading(_))).count();
        let waiting = self.entries.iter_mut().find(|entry| entry.stage == Stage::Waiting);
        let entry = waiting.filter(|_| running < AT_ONCE)?;
        entry.stage = Stage::Uploading(0);
        Some(entry.key)
    }

    /// A file has come further, has arrived, or has not. Nothing where it is no longer listed.
    pub(crate) fn turn(&mut self, key: u32, stage: Stage) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.key == key) {
            entry.stage = stage;
        }
    }

    /// Some are still to arrive.
    pub(crate) fn are_running(&self) -> bool {
        self.entries.iter().any(|entry| matches!(entry.stage, Stage::Waiting | Stage::Uploading(_)))
    }

    /// Some will not arrive unless the visitor does something.
    pub(crate) fn have_failed(&self) -> bool {
        self.entries.iter().any(|entry| matches!(entry.stage, Stage::Failed(_)))
    }

    /// The server's ids of those that have arrived.
    pub(crate) fn ids(&self) -> Vec<Value> {
        let id = |entry: &Entry| match &entry.stage {
            Stage::Done(id) => Some(Value::Text(id.clone())),
            _ => None,
        };
        self.entries.iter().filter_map(id).collect()
    }

    /// None again.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.declined.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::value;

    fn offer(name: &str, size: u64) -> Offer {
        Offer { name: name.to_owned(), size, media_type: "image/png".to_owned() }
    }

    fn files(max_files: usize, max_bytes: u64) -> Files {
        Files::new(Limits { enabled: true, max_files, max_bytes, accept: Vec::new() })
    }

    #[test]
    fn both_sides_of_each_limit() {
        let mut files = files(2, 10);
        assert_eq!(files.add(&[offer("a", 10), offer("b", 11), offer("c", 0)]), [Some(0), None, None]);
        assert_eq!(files.declined(), [("b".to_owned(), Why::TooLarge), ("c".to_owned(), Why::Empty)]);
        assert_eq!(files.add(&[offer("d", 1), offer("e", 1)]), [Some(1), None]);
        assert_eq!(files.declined(), [("e".to_owned(), Why::TooMany)], "what was declined before is old news");
        files.remove(0);
        assert_eq!(files.declined(), []);
        assert_eq!(files.add(&[offer("e", 1)]), [Some(2)]);
    }

    #[test]
    fn what_a_file_may_be() {
        let accept = ["image/*", ".PDF", "text/plain"].map(str::to_owned).to_vec();
        let limits = Limits { accept, ..Limits::default() };
        for (name, media_type, fits) in [
            ("a.png", "image/png", true),
            ("a.pdf", "", true),
            ("a.txt", "text/plain", true),
            ("a.pdf.exe", "application/x-msdownload", false),
            ("image", "", false),
        ] {
            assert_eq!(limits.accepts(name, media_type), fits, "{name}");
        }
        assert!(Limits::default().accepts("a.exe", ""));
    }

    #[test]
    fn the_same_file_twice_is_two_files() {
        let mut files = files(5, 10);
        assert_eq!(files.add(&[offer("a", 1), offer("a", 1)]), [Some(0), Some(1)]);
    }

    #[test]
    fn two_leave_at_a_time_and_the_rest_in_order() {
        let mut files = files(5, 10);
        files.add(&[offer("a", 1), offer("b", 1), offer("c", 1)]);
        assert_eq!([files.start(), files.start(), files.start()], [Some(0), Some(1), None]);
        files.turn(1, Stage::Failed(Why::Failed));
        assert_eq!(files.start(), Some(2));
        assert!(files.are_running() && files.have_failed());
        files.turn(0, Stage::Done("10".to_owned()));
        files.turn(2, Stage::Done("12".to_owned()));
        assert!(!files.are_running());
        assert_eq!(files.ids(), [Value::from("10"), Value::from("12")]);
        files.turn(1, Stage::Waiting);
        assert_eq!(files.start(), Some(1), "another try");
        files.turn(9, Stage::Waiting);
        assert_eq!(files.entries().len(), 3);
    }

    #[test]
    fn an_earlier_visits_files_are_there_or_lost() {
        let mut files = files(5, 10);
        files.restore("a".to_owned(), 1, Some("7".to_owned()));
        files.restore("b".to_owned(), 1, None);
        assert_eq!(files.ids(), [Value::from("7")]);
        assert!(files.have_failed());
    }

    #[test]
    fn a_site_may_ask_for_less_only() {
        let proxy = Limits { enabled: true, max_files: 5, max_bytes: 100, accept: Vec::new() };
        let narrowed = |json: &str| {
            let mut report = Report::default();
            let limits = proxy.narrowed("attachments", Some(&value(json)), &mut report);
            (limits, report.errors.len() + report.warnings.len())
        };
        let (limits, mistakes) = narrowed(r#"{"maxFiles":2,"maxBytes":1000,"accept":["image/*"]}"#);
        assert_eq!((limits.max_files, limits.max_bytes, mistakes), (2, 100, 0));
        assert_eq!(limits.accept, ["image/*"]);
        assert_eq!(narrowed("{}").0, proxy);
        assert_eq!(Limits::unsaid().settled(), Limits::default());
        assert!(!narrowed(r#"{"enabled":false}"#).0.enabled);
        for wrong in [r#"{"maxFiles":0}"#, r#"{"maxBytes":"1"}"#, r#"{"maxSize":1}"#, "[]", r#"{"accept":"x"}"#] {
            assert_eq!(narrowed(wrong).1, 1, "{wrong}");
        }
    }
}
