//! What a check has shown, and how it is told.

use serde_json::json as value;

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// Well.
    Ok,
    /// Tickets go their way, but something is hardly meant, or could not be looked at.
    Warn,
    /// They do not, or not all.
    Fail,
}

impl Status {
    fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Fail => "fail",
        }
    }
}

/// One check. Holds no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Check {
    /// A stable name.
    pub(super) name: &'static str,
    pub(super) status: Status,
    /// What was found.
    pub(super) found: String,
    /// What to do about it; empty where nothing is to be done.
    pub(super) todo: String,
}

impl Check {
    pub(super) fn ok(name: &'static str, found: impl Into<String>) -> Self {
        Self { name, status: Status::Ok, found: found.into(), todo: String::new() }
    }

    pub(super) fn warn(name: &'static str, found: impl Into<String>, todo: impl Into<String>) -> Self {
        Self { name, status: Status::Warn, found: found.into(), todo: todo.into() }
    }

    pub(super) fn fail(name: &'static str, found: impl Into<String>, todo: impl Into<String>) -> Self {
        Self { name, status: Status::Fail, found: found.into(), todo: todo.into() }
    }
}

/// A line for each.
pub(super) fn text(checks: &[Check]) -> String {
    let line = |check: &Check| {
        let todo = if check.todo.is_empty() { String::new() } else { format!(": {}", check.todo) };
        let line = format!("{:<5} {:<13} {}{todo}", check.status.as_str(), check.name, check.found);
        // Some of it may be Zoho's words; none of it shall look like another line.
        line.replace(char::is_control, " ") + "\n"
    };
    checks.iter().map(line).collect()
}

/// The same as JSON.
pub(super) fn json(checks: &[Check]) -> String {
    let entry = |check: &Check| {
        value!({
            "check": check.name,
            "status": check.status.as_str(),
            "found": check.found,
            "todo": check.todo,
        })
    };
    format!("{:#}\n", serde_json::Value::Array(checks.iter().map(entry).collect()))
}
