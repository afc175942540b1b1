//! "Did you mean …?" for a name that is not known.

/// `; did you mean …?` with the nearest of `known`, or nothing where none is near.
pub(super) fn hint<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let nearest = known.into_iter().map(|other| (distance(name, other), other)).min();
    match nearest {
        // Two letters swapped are two steps.
        Some((distance, other)) if distance <= (name.len() / 3).max(2) && distance < name.len() => {
            format!("; did you mean `{other}`?")
        }
        _ => String::new(),
    }
}

/// Levenshtein's distance in bytes; the names compared are ASCII.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (y, above) in b.bytes().zip(row.iter().skip(1)) {
            left = (diagonal + usize::from(x != y)).min(left + 1).min(above + 1);
            diagonal = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        for (a, b, expected) in
            [("", "", 0), ("abc", "", 3), ("", "abc", 3), ("listen", "lisen", 1), ("kitten", "sitting", 3)]
        {
            assert_eq!(distance(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn only_what_is_near_is_suggested() {
        assert_eq!(hint("orgins", ["origins", "listen"]), "; did you mean `origins`?");
        assert_eq!(hint("colour", ["origins", "listen"]), "");
    }
}
