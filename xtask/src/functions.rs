//! Which crates a module's code comes from, by its name section.

use std::{cmp::Reverse, collections::BTreeMap};

use anyhow::Result;
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// Bytes of code by crate, largest first.
pub(crate) fn by_crate(module: &[u8]) -> Result<Vec<(String, usize)>> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    let mut names = BTreeMap::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.range().len()),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(sections) = section.as_known() {
                    for part in sections {
                        if let Name::Function(map) = part? {
                            for naming in map {
                                let naming = naming?;
                                names.insert(naming.index, naming.name);
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let mut sums = BTreeMap::<String, usize>::new();
    for (index, bytes) in (imported..).zip(bodies) {
        *sums.entry(crate_of(names.get(&index).copied().unwrap_or_default())).or_default() += bytes;
    }
    let mut sums: Vec<_> = sums.into_iter().collect();
    sums.sort_by_key(|(_, bytes)| Reverse(*bytes));
    Ok(sums)
}

/// The crate a demangled name starts with: `<alloc::vec::Vec<T> as Drop>::drop` comes from `alloc`.
fn crate_of(name: &str) -> String {
    let in_word = |c: char| c.is_alphanumeric() || c == '_';
    let path = name.split(|c: char| c.is_whitespace() || "<&*(,".contains(c)).find(|word| word.contains("::"));
    let first = path.and_then(|path| path.split("::").next()).unwrap_or_default();
    // Hashes of the older mangling stand in brackets behind the crate's name.
    let first = first.trim_start_matches('[').split(|c| !in_word(c)).next().unwrap_or_default();
    if first.is_empty() { "(no crate)".to_owned() } else { first.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::crate_of;

    #[test]
    fn the_crate_is_the_first_word_of_a_path() {
        assert_eq!(crate_of("tachys::html::build"), "tachys");
        assert_eq!(crate_of("<alloc::vec::Vec<T> as core::ops::Drop>::drop"), "alloc");
        assert_eq!(crate_of("<&mut dyn core::fmt::Write as X>::write"), "core");
        assert_eq!(crate_of("core[3a]::fmt::write"), "core");
        assert_eq!(crate_of("memcpy"), "(no crate)");
        assert_eq!(crate_of(""), "(no crate)");
    }
}
