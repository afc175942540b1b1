use super::*;
use crate::report::Report;
use crate::testing::value;

fn read(json: &str) -> (Vec<FieldDescription>, Report) {
    let mut report = Report::default();
    let fields = FieldDescription::read_list("fields", Some(&value(json)), &mut report);
    (fields, report)
}

fn plain(value: &str) -> Choice {
    Choice { value: value.to_owned(), label: None }
}

#[test]
fn what_follows_from_other_fields_is_read() {
    let (fields, report) = read(
        r#"[{"name":"category","options":[{"value":"1","label":"Hardware"},{"value":2},"3"],"multiple":true},
            {"name":"subCategory","dependsOn":{"field":"category","values":{"1":["Printer"],"2":[]}}},
            {"name":"phone","showWhen":{"field":"cf.cf_call","is":[true,"maybe"]}},
            {"name":"uploads"}]"#,
    );
    assert_eq!(report, Report::default());
    let labelled = Choice { value: "1".to_owned(), label: Some("Hardware".to_owned()) };
    assert_eq!(fields[0].options, [labelled.clone(), plain("2"), plain("3")]);
    assert_eq!((fields[0].control(), fields[1].control()), (Kind::Multiselect, Kind::Picklist));
    assert_eq!((fields[0].choice("1"), fields[0].choice("9")), (labelled, plain("9")));
    let dependency = fields[1].depends_on.as_ref().unwrap();
    assert_eq!((dependency.field.as_str(), dependency.values.len()), ("category", 2));
    assert_eq!(fields[2].show_when.as_ref().unwrap().is, ["true", "maybe"]);
    assert!(fields[3].is_files());
}

#[test]
fn every_member_is_read() {
    let (fields, report) = read(
        r#"[{"name":"cf.cf_color","label":"Colour","help":"h","placeholder":"p","kind":"picklist",
             "required":true,"options":["red","blue"],"autocomplete":"off"}, {"name":"email"}]"#,
    );
    assert_eq!(report, Report::default());
    assert_eq!(fields[0].label.as_deref(), Some("Colour"));
    assert_eq!(fields[0].control(), Kind::Picklist);
    assert_eq!(fields[0].options, [plain("red"), plain("blue")]);
    assert_eq!(fields[1].control(), Kind::Email);
    assert!(fields[1].is_required(), "as in the standard form");
}

#[test]
fn mistakes_name_their_place() {
    for (json, expected) in [
        (r#"{}"#, "`fields` must be a list"),
        (r#"[{"name":"subject","kind":"dropdown"}]"#, "`fields.0.kind` is `dropdown`, which is not a kind of field"),
        (r#"[{"name":"colour"}]"#, "`fields.0.name` is `colour`, which a form cannot ask for"),
        (r#"[{"name":"contact"}]"#, "`fields.0.name` is `contact`, which a form cannot ask for"),
        (r#"[{"label":"x"}]"#, "`fields.0.name` is missing"),
        (r#"["subject"]"#, "`fields.0` must be an object"),
        (r#"[{"name":"email"},{"name":"email"}]"#, "`fields.1.name` names `email` a second time"),
        (r#"[{"name":"email","required":"yes"}]"#, "`fields.0.required` must be true or false"),
        (r#"[{"name":"email","options":[1]}]"#, "`fields.0.options.0` must be text"),
        (r#"[{"name":"email","showWhen":{"is":["x"]}}]"#, "`fields.0.showWhen.field` is missing"),
        (r#"[{"name":"email","showWhen":"x"}]"#, "`fields.0.showWhen` must be an object"),
        (
            r#"[{"name":"email","dependsOn":{"field":"x","values":{"a":"b"}}}]"#,
            "`fields.0.dependsOn.values.a` must be a list",
        ),
    ] {
        assert!(read(json).1.errors.iter().any(|error| error == expected), "{json}: {:?}", read(json).1.errors);
    }
    let warnings = read(r#"[{"name":"email","requird":true}]"#).1.warnings;
    assert_eq!(warnings, ["`fields.0.requird` is not a key of the configuration; did you mean `required`?"]);
}

#[test]
fn what_is_left_open_is_inherited() {
    let (mut mine, _) = read(r#"[{"name":"category","label":"Topic"}]"#);
    let (theirs, _) = read(r#"[{"name":"category","label":"Category","required":true,"options":["a"]}]"#);
    mine[0].inherit(&theirs[0]);
    assert_eq!(mine[0].label.as_deref(), Some("Topic"));
    assert!(mine[0].is_required());
    assert_eq!(mine[0].control(), Kind::Picklist);
}

#[test]
fn lengths_are_those_of_the_rules() {
    let field = |name: &str| FieldDescription { name: name.to_owned(), ..FieldDescription::default() };
    assert_eq!(field("subject").length("a😀"), Some((3, 255)));
    assert_eq!(field("description").length("<\n"), Some((8, 65535)));
    assert_eq!(field("cf.cf_x").length("a"), None);
}
