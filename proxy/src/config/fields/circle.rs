//! Fields that follow from each other in a circle: nobody could ever fill them in.

use super::FieldDescription;
use crate::config::source::Source;

/// Reports every circle once, at the first of its fields.
pub(super) fn check(source: &mut Source<'_>, fields: &[FieldDescription]) {
    for (start, field) in fields.iter().enumerate() {
        for (key, parent) in parents(field) {
            let Some(path) = path(fields, start, parent) else { continue };
            let key = format!("form.fields[{start}].{key}.field");
            let text = match path.as_slice() {
                [_] => format!("`{parent}` is the field itself"),
                path => format!("leads in a circle: {} -> {}", field.name, path.join(" -> ")),
            };
            source.mistake(&key, text);
        }
    }
}

/// The way from the field called `from` back to `start`, through fields that come after it.
fn path<'a>(fields: &'a [FieldDescription], start: usize, from: &'a str) -> Option<Vec<&'a str>> {
    let mut tried = Vec::new();
    let mut ways = vec![vec![from]];
    while let Some(way) = ways.pop() {
        let Some(name) = way.last() else { continue };
        let Some(index) = fields.iter().position(|field| field.name == **name) else { continue };
        if index == start {
            return Some(way);
        }
        if index < start || tried.contains(&index) {
            continue;
        }
        tried.push(index);
        let further = fields.get(index).into_iter().flat_map(parents);
        ways.extend(further.map(|(_, parent)| way.iter().copied().chain([parent]).collect()));
    }
    None
}

fn parents(field: &FieldDescription) -> impl Iterator<Item = (&'static str, &str)> {
    let depends_on = field.depends_on.iter().map(|relation| ("dependsOn", relation.field.as_str()));
    let show_when = field.show_when.iter().map(|relation| ("showWhen", relation.field.as_str()));
    depends_on.chain(show_when)
}
