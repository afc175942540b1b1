//! A file on its way in, in pieces: the reader of multipart, the limits, the look into the file.
//!
//! An input is a line with the size of the pieces and the `Content-Type`, and the body.

use deskbell_proxy::fuzzing::{LARGEST, Taken, take};

use crate::block_on::block_on;
use crate::lines;

/// The longest name: a hundred letters, a point, an extension, and `file_` before a device of Windows.
const LONGEST: usize = 100 + 1 + 10 + 5;

pub(crate) fn run(input: &[u8]) {
    let (line, body) = lines::first(input);
    let space = line.iter().position(|byte| *byte == b' ').unwrap_or(0);
    let (piece, content_type) = line.split_at(space);
    let whole = block_on(take(content_type.trim_ascii(), body, body.len()));
    let pieces = block_on(take(content_type.trim_ascii(), body, lines::number(piece, 1).into()));
    assert_eq!(pieces, whole, "how it comes makes a difference");
    if let Ok(Taken { name, media_type, bytes }) = whole {
        assert!(bytes.len() <= LARGEST, "it is too large");
        assert!(bytes.is_empty() || body.windows(bytes.len()).any(|window| window == bytes), "it is not what was sent");
        assert!(name.rsplit_once('.').is_some_and(|(stem, _)| !stem.is_empty()), "{name:?} has no extension");
        assert!(name.chars().count() <= LONGEST, "{name:?} is too long");
        assert!(!name.contains(|c: char| c.is_control() || "/\\\"'`$<>&|;:*?".contains(c)), "{name:?} is no name");
        assert!(media_type.contains('/'), "{media_type:?} is no media type");
    }
}
