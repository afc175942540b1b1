//! The table of attributes against Zoho's own page, of which `attributes.txt` is the table.

use deskbell_rules::{CLASSIFICATIONS, FIELDS, Type};

struct Row {
    name: String,
    required: bool,
    data_type: String,
    limit: Option<usize>,
}

/// Reads lines like `subject (required)<string>` and `max chars : 255`.
fn page() -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for line in include_str!("attributes.txt").lines() {
        if let Some((head, data_type)) = line.strip_suffix('>').and_then(|line| line.split_once('<')) {
            let name = head.split_whitespace().next().expect("a name").to_owned();
            rows.push(Row {
                name,
                required: head.contains("(required)"),
                data_type: data_type.to_owned(),
                limit: None,
            });
        } else if let Some(limit) = line.strip_prefix("max chars : ") {
            // The page says -1 where there is no limit.
            rows.last_mut().expect("a row before its limit").limit = limit.parse().ok();
        }
    }
    rows
}

fn data_type(of: Type) -> &'static [&'static str] {
    match of {
        Type::Text => &["string"],
        Type::Id => &["long", "referred object"],
        Type::Contact => &["Contact"],
        Type::Ids => &["list"],
        Type::Timestamp => &["timestamp"],
        Type::CustomFields => &["JSONObject"],
    }
}

#[test]
fn every_attribute_of_the_page_has_its_row() {
    let page = page();
    assert_eq!(page.len(), FIELDS.len());
    for (row, field) in page.iter().zip(&FIELDS) {
        assert_eq!(row.name, field.name);
        assert_eq!(row.required, field.required, "{}", row.name);
        assert!(data_type(field.data_type).contains(&row.data_type.as_str()), "{}: {}", row.name, row.data_type);
        assert_eq!(row.limit, field.limit, "{}", row.name);
    }
}

#[test]
fn the_classifications_are_the_pages() {
    let sentence = include_str!("attributes.txt").lines().find(|line| line.contains("Values supported are"));
    let sentence = sentence.expect("the page lists them");
    assert!(CLASSIFICATIONS.iter().all(|value| sentence.contains(value)), "{sentence}");
}
