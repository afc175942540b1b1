//! Names of files, as this server makes them: of the visitor's name only what a person reads.

/// The longest name without its extension, in letters.
const LONGEST: usize = 100;

/// The extension in small letters; `None` where there is none.
pub(super) fn extension(name: &str) -> Option<String> {
    let (stem, extension) = last_part(name).rsplit_once('.')?;
    let plain =
        !extension.is_empty() && extension.len() <= 10 && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (plain && !stem.is_empty()).then(|| extension.to_ascii_lowercase())
}

/// A name that is no path, means nothing to a shell or to Windows, and has one extension.
pub(super) fn safe(name: &str, extension: &str) -> String {
    let stem = last_part(name).rsplit_once('.').map_or("", |(stem, _)| stem);
    let clean = deskbell_rules::text::clean_line(stem);
    let letters =
        clean.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | ' ' | '(' | ')') { c } else { '_' });
    let stem: String = letters.take(LONGEST).collect();
    match stem.trim_matches([' ', '_']) {
        "" => format!("file.{extension}"),
        stem if is_device(stem) => format!("file_{stem}.{extension}"),
        stem => format!("{stem}.{extension}"),
    }
}

fn last_part(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or_default().trim()
}

/// Names that Windows keeps for itself.
fn is_device(stem: &str) -> bool {
    let stem = stem.to_ascii_lowercase();
    let numbered = |prefix| {
        stem.strip_prefix(prefix)
            .is_some_and(|rest: &str| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_name_only_what_a_person_reads() {
        for (given, made) in [
            ("a.png", "a.png"),
            ("../../etc/passwd.png", "passwd.png"),
            ("C:\\x\\b.PNG", "b.png"),
            ("invoice.exe.png", "invoice_exe.png"),
            ("photo\u{202e}gpj.png", "photogpj.png"),
            ("a\r\nX-Evil: 1.png", "aX-Evil_ 1.png"),
            ("Straße (1) 日本.png", "Straße (1) 日本.png"),
            ("\";rm -rf $(x)`y`|.png", "rm -rf _(x)_y.png"),
            ("nul.png", "file_nul.png"),
            ("COM1.png", "file_COM1.png"),
            ("....png", "file.png"),
        ] {
            let extension = extension(given).unwrap_or_default();
            assert_eq!((extension.as_str(), safe(given, "png")), ("png", made.to_owned()), "{given:?}");
        }
        assert_eq!(safe(&format!("{}.png", "ä".repeat(300)), "png").chars().count(), 104);
    }

    #[test]
    fn what_is_no_extension() {
        for name in ["a", "a.", ".png", "a.p ng", "a.png\u{0}", "a.pñg", "a.averylongone", ""] {
            assert_eq!(extension(name), None, "{name:?}");
        }
    }
}
