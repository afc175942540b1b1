//! What a field takes: `kind` and `multiple`, and how they go with lists of values.

use deskbell_rules::{KINDS, Kind};

use super::{FieldDescription, choice};
use crate::config::near;
use crate::config::source::Source;

/// The kind of `field`, of which everything else has been read.
pub(super) fn read(entry: &mut Source<'_>, field: &FieldDescription) -> Option<Kind> {
    let kind = named(entry);
    let multiple = entry.flag("multiple") == Some(true);
    if !field.lists_values() {
        if multiple {
            entry.mistake("multiple", "needs options to choose from");
        }
        return kind;
    }
    let kind = chosen(entry, field, kind, multiple);
    if kind == Kind::Multiselect {
        let own = field.options.iter().map(|choice| ("options", choice.value.as_str()));
        let dependent = field.depends_on.iter().flat_map(|depends_on| depends_on.choices());
        for (key, value) in own.chain(dependent.map(|value| ("dependsOn.values", value))) {
            if let Some(wrong) = choice::inseparable(value) {
                entry.mistake(key, wrong);
            }
        }
    }
    Some(kind)
}

fn named(entry: &mut Source<'_>) -> Option<Kind> {
    let name = entry.text("kind")?;
    let kind = Kind::parse(&name);
    if kind.is_none() {
        let known = KINDS.map(|(_, name)| name);
        entry.mistake("kind", format!("`{name}` is not one of {}{}", known.join(", "), near::hint(&name, known)));
    }
    kind
}

/// Values to choose from make a picklist, unless it is said that several of them can be chosen.
fn chosen(entry: &mut Source<'_>, field: &FieldDescription, kind: Option<Kind>, multiple: bool) -> Kind {
    match kind {
        None | Some(Kind::Picklist) if multiple => Kind::Multiselect,
        None => Kind::Picklist,
        Some(kind @ (Kind::Picklist | Kind::Multiselect)) => kind,
        Some(other) => {
            let other_has = |key| format!("only picklist and multiselect have {key}, not {}", other.as_str());
            if !field.options.is_empty() {
                entry.mistake("options", other_has("options"));
            }
            if field.depends_on.is_some() {
                entry.mistake("dependsOn", other_has("dependsOn"));
            }
            other
        }
    }
}
