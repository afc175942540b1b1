use super::*;
use crate::config::tests::load;

fn departments(file: &str, variable: &str) -> Result<Vec<Department>, Vec<String>> {
    load(file, &[("DESKBELL_DEPARTMENTS", variable)]).map(|config| config.departments)
}

fn named(id: &str, name: &str) -> Department {
    Department { id: id.to_owned(), name: Some(name.to_owned()) }
}

#[test]
fn with_and_without_names_from_both_places() {
    let expected = vec![named("18", "Sales & Co"), Department::nameless("19"), named("20", "A=B")];
    let file = r#"departments = ["18=Sales & Co", "19", "20 = A=B"]"#;
    assert_eq!(departments(file, ""), Ok(expected.clone()));
    assert_eq!(departments("", "18=Sales & Co, 19 ,20=A=B"), Ok(expected));
    assert_eq!(departments("", ""), Ok(vec![Department::nameless(SANDBOX)]));
}

#[test]
fn mistakes_are_told_together() {
    let mistakes = departments("", "18=Sales,sales=18,19=,18=Support,=x,99999999999999999999=Far").unwrap_err();
    let expected = [
        "`sales` is not an id: 1 to 19 digits, at most 9223372036854775807",
        "`19=` has no name after the `=`",
        "`18` is listed twice",
        "`` is not an id: 1 to 19 digits, at most 9223372036854775807",
        "`99999999999999999999` is not an id: 1 to 19 digits, at most 9223372036854775807",
    ];
    assert_eq!(mistakes, expected.map(|text| format!("departments (DESKBELL_DEPARTMENTS): {text}")));
}

#[test]
fn a_visitor_is_asked_where_there_is_a_choice() {
    let asked = |variable: &str, fields: &str| {
        let config = load("", &[("DESKBELL_DEPARTMENTS", variable), ("DESKBELL_FORM_FIELDS", fields)]).unwrap();
        config.department_field().map(|field| field.options)
    };
    let both = vec![Choice::labelled("1", "Sales"), Choice::labelled("3", "Support")];
    assert_eq!(asked("1=Sales,2,3=Support", ""), Some(both), "only those with names");
    assert_eq!(asked("1=Sales,2", ""), None, "one is no choice");
    assert_eq!(asked("1,2", ""), None);
    assert_eq!(asked("1=Sales,2=Support", r#"[{"name":"departmentId"}]"#), None, "the form asks itself");
}
