//! Reading settings: the file, and above it the environment, with every mistake kept for the end.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use toml::{Table, Value};

use super::mistake::{Mistake, variable};
use super::near;

/// The variables `DESKBELL_…` by name. A map rather than the process's own environment, so that
/// a test needs no process of its own.
pub type Environment = BTreeMap<String, String>;

/// Names the file itself; read by the command line.
const CONFIG_VARIABLE: &str = "DESKBELL_CONFIG";

/// The file's table and the environment, asked key by key.
pub(super) struct Source<'a> {
    file: Table,
    environment: &'a Environment,
    prefix: String,
    known: BTreeSet<String>,
    pub(super) mistakes: Vec<Mistake>,
}

impl<'a> Source<'a> {
    pub(super) fn new(file: Table, environment: &'a Environment) -> Self {
        Self { file, environment, prefix: String::new(), known: BTreeSet::new(), mistakes: Vec::new() }
    }

    /// An entry of a list of tables; the environment does not reach into it.
    pub(super) fn entry(file: Table, prefix: String, nothing: &'a Environment) -> Self {
        Self { prefix, ..Self::new(file, nothing) }
    }

    /// A table inside of an entry, which stands at `key`.
    pub(super) fn inner(&self, key: &str, file: Table) -> Self {
        Self::entry(file, format!("{}{key}.", self.prefix), self.environment)
    }

    pub(super) fn mistake(&mut self, key: &str, text: impl Into<String>) {
        self.mistakes.push(Mistake { key: format!("{}{key}", self.prefix), text: text.into() });
    }

    /// What the environment says. An empty variable counts as one that is not set.
    pub(super) fn variable(&self, key: &str) -> Option<String> {
        self.environment.get(&variable(key)).filter(|value| !value.is_empty()).cloned()
    }

    /// What the file says.
    pub(super) fn file(&mut self, key: &str) -> Option<Value> {
        self.known.insert(key.to_owned());
        match key.split_once('.') {
            Some((table, member)) => self.file.get(table)?.get(member).cloned(),
            None => self.file.get(key).cloned(),
        }
    }

    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        let value = self.file(key);
        self.variable(key).or_else(|| self.expect(key, value?, "text", |value| value.as_str().map(str::to_owned)))
    }

    /// A text that has to be there.
    pub(super) fn needed_text(&mut self, key: &str) -> Option<String> {
        self.needed(key, |source| source.text(key))
    }

    /// Reports what is missing, but not what is there and wrong: that has been reported already.
    pub(super) fn needed<T>(&mut self, key: &str, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.mistakes.len();
        let found = read(self);
        if found.is_none() && self.mistakes.len() == before {
            self.mistake(key, "is missing");
        }
        found
    }

    /// The same as `text` for a value whose place decides: from the file alone.
    pub(super) fn text_in_file(&mut self, key: &str) -> Option<String> {
        let value = self.file(key)?;
        self.expect(key, value, "text", |value| value.as_str().map(str::to_owned))
    }

    pub(super) fn flag(&mut self, key: &str) -> Option<bool> {
        let value = self.file(key);
        match self.variable(key) {
            Some(text) => self.read(key, &text, "`true` or `false`"),
            None => self.expect(key, value?, "`true` or `false`", Value::as_bool),
        }
    }

    /// A whole number in `range`.
    pub(super) fn number(&mut self, key: &str, range: std::ops::RangeInclusive<u64>) -> Option<u64> {
        let expected = format!("a whole number from {} to {}", range.start(), range.end());
        let value = self.file(key);
        let number = match self.variable(key) {
            Some(text) => self.read(key, &text, &expected)?,
            None => {
                self.expect(key, value?, &expected, |value| value.as_integer().and_then(|n| u64::try_from(n).ok()))?
            }
        };
        if !range.contains(&number) {
            self.mistake(key, format!("has to be {expected}, not {number}"));
            return None;
        }
        Some(number)
    }

    /// A list of texts; in the environment separated by commas.
    pub(super) fn list(&mut self, key: &str) -> Option<Vec<String>> {
        let value = self.file(key);
        match self.variable(key) {
            Some(text) => {
                Some(text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect())
            }
            None => self.expect(key, value?, "a list of texts", |value| {
                value.as_array()?.iter().map(|entry| entry.as_str().map(str::to_owned)).collect()
            }),
        }
    }

    /// A list of anything; not from the environment.
    pub(super) fn values(&mut self, key: &str) -> Option<Vec<Value>> {
        let value = self.file(key)?;
        self.expect(key, value, "a list", |value| value.as_array().cloned())
    }

    /// A table; not from the environment.
    pub(super) fn table(&mut self, key: &str) -> Option<Table> {
        let value = self.file(key)?;
        self.expect(key, value, "a table", |value| value.as_table().cloned())
    }

    /// A list of tables; in the environment as JSON.
    pub(super) fn tables(&mut self, key: &str) -> Option<Vec<Table>> {
        let value = self.file(key);
        let read = |value: &Value| value.as_array()?.iter().map(|entry| entry.as_table().cloned()).collect();
        match self.variable(key) {
            Some(json) => match serde_json::from_str(&json) {
                Ok(value) => self.expect(key, value, "a JSON array of objects", read),
                Err(error) => {
                    self.mistake(key, format!("is not JSON: {error}"));
                    None
                }
            },
            None => self.expect(key, value?, "a list of tables", read),
        }
    }

    /// A text that is read into another type.
    pub(super) fn parse<T: FromStr>(&mut self, key: &str, expected: &str) -> Option<T> {
        let text = self.text(key)?;
        self.read(key, &text, expected)
    }

    fn read<T: FromStr>(&mut self, key: &str, text: &str, expected: &str) -> Option<T> {
        let value = text.trim().parse().ok();
        if value.is_none() {
            self.mistake(key, format!("has to be {expected}, not `{text}`"));
        }
        value
    }

    pub(super) fn expect<T>(
        &mut self,
        key: &str,
        value: Value,
        expected: &str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Option<T> {
        let found = read(&value);
        if found.is_none() {
            self.wrong_type(key, expected, &value);
        }
        found
    }

    /// The value itself stays out: in the wrong place it may be a secret.
    pub(super) fn wrong_type(&mut self, key: &str, expected: &str, value: &Value) {
        self.mistake(key, format!("has to be {expected}, but is of type {}", value.type_str()));
    }

    /// The variables that nothing has asked for. Not mistakes: a cluster sets some of its own for
    /// a service that is called deskbell.
    pub(super) fn unknown_variables(&self) -> Vec<String> {
        let known: BTreeSet<String> = self.known.iter().map(|key| variable(key)).collect();
        let unknown = self.environment.keys().filter(|name| *name != CONFIG_VARIABLE && !known.contains(*name));
        unknown.map(|name| format!("`{name}`{}", near::hint(name, known.iter().map(String::as_str)))).collect()
    }

    /// Reports the keys of the file that nothing has asked for, and gives all mistakes.
    pub(super) fn finish(mut self) -> Vec<Mistake> {
        let mut unknown = Vec::new();
        for (key, value) in &self.file {
            let section = format!("{key}.");
            match value {
                Value::Table(members) if self.known.iter().any(|known| known.starts_with(&section)) => {
                    unknown.extend(members.keys().map(|member| format!("{section}{member}")));
                }
                _ => unknown.push(key.clone()),
            }
        }
        for key in unknown.into_iter().filter(|key| !self.known.contains(key)).collect::<Vec<_>>() {
            let hint = near::hint(&key, self.known.iter().map(String::as_str));
            let key = format!("{}{key}", self.prefix);
            self.mistakes.push(Mistake { key: String::new(), text: format!("{key}: there is no such key{hint}") });
        }
        self.mistakes
    }
}
