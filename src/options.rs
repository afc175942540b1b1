//! What the page asks of the form: attributes, properties and `config` of the element, which the
//! element hands over as one object. Read once, when the form is mounted.

use deskbell_rules::{Draft, Field, Type, Value};

use crate::draft::Keep;
use crate::field::FieldDescription;
use crate::files::Limits;
use crate::messages;
use crate::report::Report;

/// Every option with its default.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Options {
    /// `proxyUrl`: base URL of the proxy, kept without a slash at its end. Required.
    pub(crate) proxy_url: String,
    /// `departmentId`: digits. Default: the one of the proxy's form description.
    pub(crate) department_id: Option<String>,
    /// `lang`: BCP 47 tag of the language of `texts`. Default: `en`.
    pub(crate) lang: Option<String>,
    /// `texts`: every text by key, in the visitor's language. The element brings them.
    pub(crate) texts: Vec<(String, String)>,
    /// `fallbackHref`: where a visitor may go instead. Default: `{proxyUrl}/contact`.
    pub(crate) fallback_href: String,
    /// `fields`: what to ask for, in order. Empty: as the proxy's form description has it,
    /// otherwise name, e-mail, subject and description.
    pub(crate) fields: Vec<FieldDescription>,
    /// `values`: presets of fields, and attributes that are sent along unseen.
    pub(crate) values: Draft,
    /// `messages`: texts in place of the built-in ones.
    pub(crate) messages: Vec<(String, String)>,
    /// `attachments`: `{ enabled, maxFiles, maxBytes, accept }`, within what the proxy allows.
    pub(crate) attachments: Option<Value>,
    /// `draft`: where an unsent form is kept: `session` (default), `local`, `off`.
    pub(crate) draft: Keep,
}

/// All keys of the configuration; `mode`, `theme`, `position`, `opener`, `load`, `wasmUrl`,
/// `identity` and `nonce` are not the form's own business.
const KEYS: [&str; 18] = [
    "proxyUrl",
    "departmentId",
    "mode",
    "lang",
    "theme",
    "position",
    "opener",
    "load",
    "wasmUrl",
    "fallbackHref",
    "identity",
    "nonce",
    "fields",
    "values",
    "texts",
    "messages",
    "attachments",
    "draft",
];

impl Options {
    /// Reads the element's options. The report holds all mistakes, not only the first.
    pub(crate) fn read(given: &Value) -> (Self, Report) {
        let mut report = Report::default();
        let members = report.members("config", Some(given));
        report.unknown("", members.iter().map(|(name, _)| name.as_str()), &KEYS);
        let mut text = |key: &str| report.text(key, given.member(key));
        let proxy_url = text("proxyUrl").unwrap_or_default().trim_end_matches('/').to_owned();
        let (lang, fallback_href) = (text("lang"), text("fallbackHref"));
        if proxy_url.is_empty() {
            report.error("proxyUrl", "is missing: the form does not know where to send a request");
        }
        let texts = read_texts("texts", given.member("texts"), &mut report);
        let messages = read_texts("messages", given.member("messages"), &mut report);
        for (key, _) in messages.iter().filter(|(key, _)| !messages::is_key(key, &texts)) {
            report.warnings.push(format!("`messages.{key}` is not the key of a text"));
        }
        let attachments = given.member("attachments").cloned();
        Limits::default().narrowed("attachments", attachments.as_ref(), &mut report);
        let options = Self {
            fallback_href: fallback_href.unwrap_or_else(|| format!("{proxy_url}/contact")),
            proxy_url,
            department_id: report.id("departmentId", given.member("departmentId")),
            lang,
            fields: FieldDescription::read_list("fields", given.member("fields"), &mut report),
            values: read_values("values", given.member("values"), &mut report),
            texts,
            messages,
            attachments,
            draft: read_draft(given.member("draft"), &mut report),
        };
        (options, report)
    }
}

/// Values by attribute name; `contact` and `cf` may be written as objects or with a point.
pub(crate) fn read_values(place: &str, value: Option<&Value>, report: &mut Report) -> Draft {
    let mut draft = Draft::new();
    for (name, value) in report.members(place, value) {
        let place = format!("{place}.{name}");
        match (name.as_str(), value) {
            (_, Value::Null) => {}
            ("contact" | "cf" | "customFields", Value::Object(members)) => {
                for (member, value) in members.iter().filter(|(_, value)| *value != Value::Null) {
                    set(&mut draft, &place, &format!("{name}.{member}"), value, report);
                }
            }
            _ => set(&mut draft, &place, name, value, report),
        }
    }
    draft
}

#[inline(never)]
fn set(draft: &mut Draft, place: &str, name: &str, value: &Value, report: &mut Report) {
    let custom = name.starts_with("cf.") || name.starts_with("customFields.");
    let known = custom || Field::find(name).is_some();
    if !known {
        report.warnings.push(format!("`{place}` is not an attribute of a ticket"));
    } else if custom && !matches!(value, Value::Number(_)) {
        draft.set(name, value.clone());
    } else if Field::find(name).is_some_and(|field| field.data_type == Type::Ids) {
        let entries = report.entries(place, Some(value));
        let ids = entries.iter().filter_map(|id| report.id(place, Some(id))).map(Value::Text).collect();
        draft.set(name, Value::List(ids));
    } else if let Some(text) = report.id(place, Some(value)) {
        draft.set(name, text);
    }
}

fn read_texts(place: &str, value: Option<&Value>, report: &mut Report) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for (key, value) in report.members(place, value) {
        match value {
            Value::Text(text) => texts.push((key.clone(), text.clone())),
            _ => report.error(&format!("{place}.{key}"), "must be text"),
        }
    }
    texts
}

fn read_draft(value: Option<&Value>, report: &mut Report) -> Keep {
    let Some(name) = report.text("draft", value) else { return Keep::default() };
    Keep::parse(&name).unwrap_or_else(|| {
        report.error("draft", &format!("is `{name}`; it takes `session`, `local` or `off`"));
        Keep::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::value;

    #[test]
    fn defaults() {
        let (options, report) = Options::read(&value(r#"{"proxyUrl":"https://support.example.com/"}"#));
        assert_eq!(report, Report::default());
        assert_eq!(options.proxy_url, "https://support.example.com");
        assert_eq!(options.fallback_href, "https://support.example.com/contact");
        assert_eq!((options.department_id, options.lang), (None, None));
        assert!(options.fields.is_empty());
    }

    #[test]
    fn a_missing_proxy_is_an_error() {
        for json in [r#"{}"#, r#"{"proxyUrl":""}"#, r#"{"proxyUrl":null}"#, r#"{"proxyUrl":"  "}"#] {
            assert!(Options::read(&value(json)).1.errors[0].starts_with("`proxyUrl` is missing"), "{json}");
        }
    }

    #[test]
    fn all_mistakes_are_told() {
        let (_, report) = Options::read(&value(
            r#"{"proxyUrl":7,"fields":{},"values":[],"messages":{"heading":1},"departmentId":18921000000379001.5,
                "draft":"forever","attachments":{"maxFiles":0}}"#,
        ));
        let told = report.errors.join("\n");
        for key in [
            "`proxyUrl` must be text",
            "`fields`",
            "`values`",
            "`messages.heading`",
            "`departmentId`",
            "`draft` is `forever`",
            "`attachments.maxFiles`",
        ] {
            assert!(told.contains(key), "{key}: {told}");
        }
    }

    #[test]
    fn unknown_keys_are_warned_of() {
        let (_, report) = Options::read(&value(
            r#"{"proxyUrl":"x","departementId":"1","colour":1,"texts":{"heading":"Help"},
                "messages":{"hedding":"x","heading":"y","label.cf.cf_x":"X"}}"#,
        ));
        assert_eq!(report.errors, Vec::<String>::new());
        assert_eq!(
            report.warnings,
            [
                "`departementId` is not a key of the configuration; did you mean `departmentId`?",
                "`colour` is not a key of the configuration",
                "`messages.hedding` is not the key of a text",
            ]
        );
    }

    #[test]
    fn values_reach_into_objects_and_ids_stay_text() {
        let (options, report) = Options::read(&value(
            r#"{"proxyUrl":"x","values":{"productId":1892000000006907,"teamId":"18921000000379001","cf":{"cf_n":3},
                "contact.lastName":"Ada","entitySkills":["1",2],"subject":null,"colour":"red"}}"#,
        ));
        let text = |name| options.values.get(name).and_then(Value::as_text);
        assert_eq!(text("productId"), Some("1892000000006907"));
        assert_eq!(text("teamId"), Some("18921000000379001"));
        assert_eq!(text("contact.lastName"), Some("Ada"));
        assert_eq!(options.values.get("cf.cf_n"), Some(&Value::Integer(3)));
        assert_eq!(options.values.get("entitySkills"), Some(&value(r#"["1","2"]"#)));
        assert_eq!(options.values.get("subject"), None);
        assert_eq!(report.warnings, ["`values.colour` is not an attribute of a ticket"]);
    }
}
