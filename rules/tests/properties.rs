//! What holds for any input whatever.
#![cfg(feature = "serde")]

use deskbell_rules::{Code, Declared, Draft, FIELDS, Form, KINDS, Kind, Type, Value, field_of_pointer, text};
use proptest::prelude::*;

/// Any JSON value, often an almost right one.
fn value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        any::<String>(),
        "\\PC{0,300}",
        "[0-9]{1,21}",
        "[a-z]{1,9}@[a-z.-]{1,20}",
        "20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,4})?Z?",
        "https?://[a-z]{0,9}(/[a-z ]{0,9})?",
        Just("Problem".to_owned()),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Boolean),
        any::<i64>().prop_map(Value::Integer),
        (-1_000_000..1_000_000).prop_map(|half: i32| Value::Number(f64::from(half) + 0.5)),
        text.prop_map(Value::Text),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let name = prop_oneof![Just("lastName".to_owned()), Just("email".to_owned()), "cf_[a-z]{1,4}", any::<String>()];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
            prop::collection::vec((name, inner), 0..4).prop_map(distinct),
        ]
    })
}

fn distinct(members: Vec<(String, Value)>) -> Value {
    let mut seen = std::collections::HashSet::new();
    Value::Object(members.into_iter().filter(|(name, _)| seen.insert(name.clone())).collect())
}

/// A draft that is often a ticket: the required attributes are there, others come at random.
fn draft() -> impl Strategy<Value = Draft> {
    let name = prop_oneof![9 => prop::sample::select(FIELDS.map(|field| field.name).to_vec()).prop_map(str::to_owned), 1 => any::<String>()];
    (any::<bool>(), prop::collection::vec((name, value()), 0..8)).prop_map(|(whole, values)| {
        let mut draft: Draft = values.into_iter().collect();
        if whole {
            draft.set("subject", "Real Time analysis Requirement");
            draft.set("departmentId", "1892000000006907");
            draft.set("contact", Value::Object(vec![("email".to_owned(), Value::from("carol@zylker.com"))]));
        }
        draft
    })
}

fn form() -> impl Strategy<Value = Form> {
    let name = prop_oneof![
        prop::sample::select(FIELDS.map(|field| field.name).to_vec()).prop_map(str::to_owned),
        "cf\\.cf_[a-z]{1,4}"
    ];
    let field = (name, prop::option::of(prop::sample::select(KINDS.map(|(kind, _)| kind).to_vec())), any::<bool>());
    prop::collection::vec(field, 0..3).prop_map(|fields| Form {
        fields: fields
            .into_iter()
            .map(|(name, kind, required)| Declared { name, kind, required, ..Declared::default() })
            .collect(),
        ..Form::default()
    })
}

/// Zoho's page, read once more and in other words: what it would say to a body.
fn page_allows(body: &serde_json::Value) -> Result<(), String> {
    let body = body.as_object().ok_or("no object")?;
    let is_id = |value: &serde_json::Value| value.as_str().is_some_and(|id| id.parse::<i64>().is_ok_and(|id| id >= 0));
    for (name, value) in body {
        let field = FIELDS.iter().find(|field| field.name == name).ok_or(format!("{name}: not on the page"))?;
        let fits = match field.data_type {
            Type::Text => {
                value.as_str().is_some_and(|text| text.encode_utf16().count() <= field.limit.unwrap_or(usize::MAX))
            }
            Type::Id => is_id(value),
            Type::Ids => value.as_array().is_some_and(|ids| ids.iter().all(is_id)),
            Type::Timestamp => value.as_str().is_some_and(|time| time.ends_with('Z')),
            Type::Contact => value.get("lastName").or(value.get("email")).is_some_and(serde_json::Value::is_string),
            Type::CustomFields => value.is_object(),
        };
        if !fits {
            return Err(format!("{name}: {value}"));
        }
    }
    let required = FIELDS.iter().filter(|field| field.required).all(|field| body.contains_key(field.name));
    let somebody = body.contains_key("contactId") || body.contains_key("contact");
    if required && somebody { Ok(()) } else { Err("something required is missing".to_owned()) }
}

/// Chance finds this once in a few thousand forms.
#[test]
fn a_field_that_is_declared_twice_is_missing_once() {
    let declared = |required| Declared { name: "cf.cf_c".to_owned(), required, ..Declared::default() };
    let missing = |fields: Vec<Declared>| {
        let violations = Draft::new().check(&Form { fields, ..Form::default() }).expect_err("nothing is there");
        violations.iter().filter(|violation| violation.field == "cf.cf_c").count()
    };
    assert_eq!(missing(vec![declared(true), declared(false)]), 1);
    assert_eq!(missing(vec![declared(true), declared(true)]), 1);
    assert_eq!(missing(vec![declared(false), declared(true)]), 0, "the first counts");
}

/// Several choices are a list or one text: nothing chosen is nothing either way.
#[test]
fn a_list_of_blanks_is_nothing() {
    let name = "cf.cf_c";
    let fields = [Declared { name: name.to_owned(), kind: Some(Kind::Multiselect), ..Declared::default() }];
    let verdict = |choices: &[&str], required| {
        let mut draft: Draft = [("subject", "S"), ("departmentId", "1"), ("contactId", "1")]
            .map(|(name, text)| (name.to_owned(), Value::from(text)))
            .into_iter()
            .collect();
        draft.set(name, Value::List(choices.iter().copied().map(Value::from).collect()));
        let fields = fields.iter().map(|field| Declared { required, ..field.clone() }).collect();
        let checked = draft.check(&Form { fields, ..Form::default() });
        checked.map(|ticket| ticket.get(name).cloned()).map_err(|violations| violations[0].code.clone())
    };
    for blank in [&[][..], &[""], &[" ", "\u{1}"]] {
        assert_eq!(verdict(blank, false), Ok(None), "{blank:?}");
        assert_eq!(verdict(blank, true), Err(Code::Missing), "{blank:?}");
    }
    assert_eq!(verdict(&["a\u{1}", "b"], true), Ok(Some(Value::from("a;b"))));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_passes_is_what_the_page_allows(draft in draft(), form in form()) {
        match draft.check(&form) {
            Ok(ticket) => {
                let body = serde_json::to_value(ticket.into_upstream()).expect("JSON");
                prop_assert_eq!(page_allows(&body), Ok(()));
            }
            Err(violations) => prop_assert!(!violations.is_empty()),
        }
    }

    #[test]
    fn a_ticket_is_a_draft_that_passes_again_unchanged(draft in draft()) {
        if let Ok(ticket) = draft.check(&Form::default()) {
            let again: Draft = ticket.values().map(|(name, value)| (name.to_owned(), value.clone())).collect();
            prop_assert_eq!(again.check(&Form::default()), Ok(ticket));
        }
    }

    #[test]
    fn no_field_is_named_twice_by_the_same_code(draft in draft(), form in form()) {
        if let Err(violations) = draft.check(&form) {
            let mut seen = std::collections::HashSet::new();
            for violation in violations {
                prop_assert!(seen.insert((violation.field.clone(), violation.code.as_str())), "{:?}", violation);
                prop_assert_eq!(field_of_pointer(&violation.pointer()), violation.field);
            }
        }
    }

    #[test]
    fn json_leads_back(value in value()) {
        let json = serde_json::to_string(&value).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<Value>(&json).expect("a value"), value);
    }

    #[test]
    fn escaped_text_has_no_markup(typed in any::<String>()) {
        let html = text::escape(&typed);
        prop_assert!(!html.replace("<br>", "").contains(['<', '>', '"', '\'', '\n']));
        prop_assert_eq!(text::escaped_length(&typed), text::length(&html));
    }
}
