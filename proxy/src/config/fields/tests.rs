use std::collections::BTreeMap;

use deskbell_rules::Kind;
use serde_json::{Value, json};

use super::*;
use crate::config::tests::load;
use crate::config::{Config, DEFAULT_FILE};

fn in_file(file: &str) -> Result<Config, Vec<String>> {
    load(file, &[])
}

fn in_environment(fields: &Value) -> Result<Config, Vec<String>> {
    load("", &[("DESKBELL_FORM_FIELDS", &fields.to_string())])
}

const FILE: &str = r#"
    [[form.fields]]
    name = "category"
    options = ["Hardware", { value = "Software", label = "Apps & programs" }]

    [[form.fields]]
    name = "subCategory"
    required = true
    dependsOn = { field = "category", values = { Hardware = ["Printer", "Screen"], Software = ["Editor"] } }

    [[form.fields]]
    name = "cf.cf_call"
    kind = "boolean"

    [[form.fields]]
    name = "phone"
    showWhen = { field = "cf.cf_call", is = [true] }

    [[form.fields]]
    name = "cf.cf_places"
    options = ["Shop", "App"]
    multiple = true
"#;

fn description() -> Value {
    json!([
        { "name": "category", "kind": "picklist", "required": false,
          "options": ["Hardware", { "value": "Software", "label": "Apps & programs" }] },
        { "name": "subCategory", "kind": "picklist", "required": true,
          "dependsOn": { "field": "category", "values": { "Hardware": ["Printer", "Screen"], "Software": ["Editor"] } } },
        { "name": "cf.cf_call", "kind": "boolean", "required": false },
        { "name": "phone", "required": false, "showWhen": { "field": "cf.cf_call", "is": ["true"] } },
        { "name": "cf.cf_places", "kind": "multiselect", "required": false, "options": ["Shop", "App"] },
    ])
}

#[test]
fn relations_and_labels_are_described_as_they_are_written() {
    let file = in_file(FILE).unwrap();
    assert_eq!(serde_json::to_value(&file.fields).unwrap(), description());
    // A description is configuration, too.
    assert_eq!(in_environment(&description()).unwrap().fields, file.fields);
}

#[test]
fn the_rules_get_all_of_it() {
    let form = in_file(FILE).unwrap().form();
    let declared = |name: &str| form.declared(name).unwrap();
    assert_eq!(declared("category").options, ["Hardware", "Software"]);
    let dependency = declared("subCategory").depends_on.as_ref().unwrap();
    assert_eq!((dependency.field.as_str(), dependency.values.len()), ("category", 2));
    assert_eq!(declared("phone").show_when.as_ref().unwrap().is, ["true"]);
    assert_eq!(declared("cf.cf_places").kind, Some(Kind::Multiselect));
    // Choices that depend on another field are listed, too.
    assert!(form.allowed.unwrap().contains(&"subCategory".to_owned()));
}

#[test]
fn every_member_is_explained_in_the_default_file() {
    let text = || "x".to_owned();
    let full = FieldDescription {
        name: text(),
        label: Some(text()),
        help: Some(text()),
        placeholder: Some(text()),
        kind: Some(Kind::Text),
        required: true,
        options: vec![Choice::labelled("x", "x")],
        depends_on: Some(DependsOn { field: text(), values: BTreeMap::default() }),
        show_when: Some(ShowWhen { field: text(), is: Vec::new() }),
        autocomplete: Some(text()),
    };
    let full = serde_json::to_value(full).unwrap();
    let inner = [&full["options"][0], &full["dependsOn"], &full["showWhen"]];
    let members = inner.into_iter().chain([&full]).flat_map(|object| object.as_object().unwrap().keys());
    for name in members.map(String::as_str).chain(["multiple"]) {
        assert!(DEFAULT_FILE.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn a_department_can_decide() {
    let fields = json!([{ "name": "cf.cf_order", "showWhen": { "field": "departmentId", "is": ["1"] } }]).to_string();
    let with = |departments| load("", &[("DESKBELL_FORM_FIELDS", &fields), ("DESKBELL_DEPARTMENTS", departments)]);
    assert!(with("1=Sales,2=Support").is_ok());
    let mistakes = with("1=Sales").unwrap_err();
    assert_eq!(mistakes, ["form.fields[0].showWhen.field: `departmentId` is not a field of this form"]);
}

/// Fields, and everything that is wrong with them.
#[rustfmt::skip]
fn mistakes() -> Vec<(Value, &'static [&'static str])> {
    let category = json!({ "name": "category", "options": ["Hardware", "Software"] });
    let call = json!({ "name": "cf.cf_call", "kind": "boolean" });
    let when = |name: &str, field: &str, is: Value| json!({ "name": name, "showWhen": { "field": field, "is": is } });
    let after = |name: &str, field: &str, values: Value| json!({ "name": name, "dependsOn": { "field": field, "values": values } });
    vec![
        (json!([{ "name": 5 }]), &["form.fields[0].name: has to be text, but is of type integer"]),
        (json!([{ "name": "priority", "options": "High" }]), &[
            "form.fields[0].options: has to be a list, but is of type string",
            "form.fields (DESKBELL_FORM_FIELDS): visitors may not set `priority`; give it options, or add it to visitor_fields if they shall",
        ]),
        (json!([{ "name": "priority", "options": ["High", 1, "", { "vlaue": "Low" }, { "value": "Mid", "label": 1 }, { "value": "x", "label": "" }, "High"] }]), &[
            "form.fields[0].options[1]: has to be a text or a table with `value` and `label`, but is of type integer",
            "form.fields[0].options[2]: is empty",
            "form.fields[0].options[3].value: is missing",
            "form.fields[0].options[3].vlaue: there is no such key; did you mean `value`?",
            "form.fields[0].options[4].label: has to be text, but is of type integer",
            "form.fields[0].options[5]: is empty",
            "form.fields[0].options[6]: `High` is listed twice",
        ]),
        (json!([{ "name": "cf.cf_a", "multiple": true }]), &["form.fields[0].multiple: needs options to choose from"]),
        (json!([{ "name": "cf.cf_a", "multiple": "yes", "options": ["a"] }]), &["form.fields[0].multiple: has to be `true` or `false`, but is of type string"]),
        (json!([{ "name": "cf.cf_a", "multiple": true, "options": ["a;b", "c"] }]), &["form.fields[0].options: `a;b` holds `;`, which stands between the choices of a multiselect"]),
        (json!([{ "name": "cf.cf_a", "kind": "number", "options": ["1"] }]), &["form.fields[0].options: only picklist and multiselect have options, not number"]),
        (json!([category, { "name": "cf.cf_a", "kind": "text", "dependsOn": { "field": "category", "values": { "Hardware": ["x"] } } }]), &[
            "form.fields[1].dependsOn: only picklist and multiselect have dependsOn, not text",
        ]),
        (json!([category, after("cf.cf_a", "categry", json!({ "Hardware": ["x"] })), when("cf.cf_b", "nothing", json!(["x"]))]), &[
            "form.fields[1].dependsOn.field: `categry` is not a field of this form; did you mean `category`?",
            "form.fields[2].showWhen.field: `nothing` is not a field of this form",
        ]),
        (json!([category, after("cf.cf_a", "category", json!({ "Hardwar": ["x"] })), when("cf.cf_b", "category", json!(["Software", "Paper"])), when("cf.cf_c", "cf.cf_a", json!(["y"]))]), &[
            "form.fields[1].dependsOn.values: `Hardwar` is not one of the options of `category`; did you mean `Hardware`?",
            "form.fields[2].showWhen.is: `Paper` is not one of the options of `category`",
            "form.fields[3].showWhen.is: `y` is not one of the options of `cf.cf_a`",
        ]),
        (json!([call, when("cf.cf_a", "cf.cf_call", json!(["yes", false])), after("cf.cf_b", "cf.cf_call", json!({ "1": ["x"] }))]), &[
            "form.fields[1].showWhen.is: `yes` is neither `true` nor `false`, and `cf.cf_call` holds nothing else",
            "form.fields[2].dependsOn.values: `1` is neither `true` nor `false`, and `cf.cf_call` holds nothing else",
        ]),
        (json!([{ "name": "cf.cf_a", "showWhen": { "feild": "email", "is": "x" } }, { "name": "cf.cf_b", "dependsOn": { "field": 1, "values": [] } }]), &[
            "form.fields[0].showWhen.field: is missing",
            "form.fields[0].showWhen.is: has to be a list of texts, but is of type string",
            "form.fields[0].showWhen.feild: there is no such key; did you mean `field`?",
            "form.fields[1].dependsOn.field: has to be text, but is of type integer",
            "form.fields[1].dependsOn.values: has to be a table, but is of type array",
        ]),
        (json!([category, { "name": "cf.cf_a", "showWhen": { "field": "category" }, "dependsOn": { "field": "category" } }]), &[
            "form.fields[1].dependsOn.values: is missing",
            "form.fields[1].showWhen.is: is missing",
        ]),
        (json!([category, when("cf.cf_a", "category", json!([])), after("cf.cf_b", "category", json!({})), after("cf.cf_c", "category", json!({ "Hardware": "x", "Software": [1] })), when("cf.cf_d", "category", json!([1]))]), &[
            "form.fields[1].showWhen.is: is empty, so that the field would never be there",
            "form.fields[2].dependsOn.values: is empty, so that there would never be anything to choose",
            "form.fields[3].dependsOn.values.Hardware: has to be a list of texts, but is of type string",
            "form.fields[3].dependsOn.values.Software: has to be a list of texts, but is of type array",
            "form.fields[4].showWhen.is: has to be a list of texts, but is of type array",
        ]),
        (json!([{ "name": "cf.cf_a", "showWhen": "email", "dependson": 1 }]), &[
            "form.fields[0].showWhen: has to be a table, but is of type string",
            "form.fields[0].dependson: there is no such key; did you mean `dependsOn`?",
        ]),
        (json!([call, when("subject", "cf.cf_call", json!(["true"]))]), &[
            "form.fields[1].showWhen: `subject` is part of every ticket, so it has to be there always",
        ]),
        (json!([when("email", "email", json!(["x"])), after("cf.cf_a", "cf.cf_a", json!({ "x": ["x"] }))]), &[
            "form.fields[0].showWhen.field: `email` is the field itself",
            "form.fields[1].dependsOn.field: `cf.cf_a` is the field itself",
        ]),
        (json!([when("cf.cf_z", "cf.cf_a", json!(["x"])), when("cf.cf_a", "cf.cf_c", json!(["x"])), after("cf.cf_b", "cf.cf_a", json!({ "x": ["x"] })), when("cf.cf_c", "cf.cf_b", json!(["x"]))]), &[
            "form.fields[1].showWhen.field: leads in a circle: cf.cf_a -> cf.cf_c -> cf.cf_b -> cf.cf_a",
        ]),
    ]
}

#[test]
fn mistakes_name_their_key() {
    for (fields, expected) in mistakes() {
        assert_eq!(in_environment(&fields).unwrap_err(), expected, "{fields}");
    }
}
