//! Which fields stand side by side where there is room.

use deskbell_rules::Kind;

use crate::field::FieldDescription;

/// For each field, whether it takes half the width: short ones, two and two.
pub(crate) fn halves<'a>(fields: impl Iterator<Item = &'a FieldDescription>) -> Vec<bool> {
    let mut halves: Vec<bool> = Vec::new();
    let mut waiting = false;
    for field in fields {
        let short = is_short(field);
        match halves.last_mut() {
            Some(before) if short && waiting => {
                *before = true;
                halves.push(true);
                waiting = false;
            }
            _ => {
                halves.push(false);
                waiting = short;
            }
        }
    }
    halves
}

fn is_short(field: &FieldDescription) -> bool {
    field.help.is_none()
        && (matches!(field.name.as_str(), "contact.firstName" | "contact.lastName" | "email" | "phone")
            || matches!(field.control(), Kind::Date | Kind::Number | Kind::Decimal | Kind::Currency | Kind::Percent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_ones_go_two_and_two() {
        let layout = |names: &[&str]| {
            let fields: Vec<_> = names
                .iter()
                .map(|&name| FieldDescription { name: name.to_owned(), ..FieldDescription::default() })
                .collect();
            halves(fields.iter())
        };
        assert_eq!(layout(&["contact.lastName", "email", "subject"]), [true, true, false]);
        assert_eq!(layout(&["email", "subject", "phone"]), [false, false, false]);
        let three = layout(&["contact.firstName", "contact.lastName", "email", "subject"]);
        assert_eq!(three, [true, true, false, false]);
        let four = layout(&["contact.firstName", "contact.lastName", "email", "phone"]);
        assert_eq!(four, [true; 4]);
    }
}
