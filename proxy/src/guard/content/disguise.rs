//! Looking into a file: what it is, rather than what it is called.

use super::kinds::Proof;

/// What a browser takes for HTML when it stands first, whatever the file is called
/// (<https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type>), and
/// its relatives.
const MARKUP: [&[u8]; 19] = [
    b"<!doctype",
    b"<html",
    b"<head",
    b"<script",
    b"<iframe",
    b"<h1",
    b"<div",
    b"<font",
    b"<table",
    b"<a",
    b"<style",
    b"<title",
    b"<b",
    b"<br",
    b"<p",
    b"<!--",
    b"<?xml",
    b"<svg",
    b"<?php",
];

/// What no picture has inside, unless somebody has put it there for a program that looks deeper.
const HIDDEN: [&[u8]; 4] = [b"<script", b"<?php", b"<svg", b"javascript:"];

/// How far the table of contents of a ZIP archive can be from its end.
const ZIP_TAIL: usize = 66_000;

/// Whether `bytes` are what they have to be.
pub(super) fn proves(proof: Proof, bytes: &[u8]) -> bool {
    match proof {
        Proof::Magic(types) => {
            let known = infer::get(bytes).is_some_and(|found| types.contains(&found.mime_type()));
            let picture = types.iter().any(|name| name.starts_with("image/"));
            known && !(picture && (has_zip_at_its_end(bytes) || contains_any(bytes, &HIDDEN)))
        }
        Proof::Text => is_text(bytes),
        Proof::Office(folder) => {
            is_zip(bytes)
                && contains(bytes, b"[Content_Types].xml")
                && contains(bytes, folder.as_bytes())
                && !has_macros(bytes)
        }
        Proof::OpenDocument(media_type) => {
            let name = format!("mimetype{media_type}");
            is_zip(bytes)
                && bytes.get(30..).is_some_and(|rest| rest.starts_with(name.as_bytes()))
                && !contains(bytes, b"Basic/script-lc.xml")
        }
    }
}

/// Whether a file of a kind that only the operator knows is at least none that does something.
pub(super) fn is_harmless(bytes: &[u8]) -> bool {
    let program = infer::get(bytes).is_some_and(|found| found.matcher_type() == infer::MatcherType::App);
    !program && !bytes.starts_with(b"#!") && !begins_with_markup(bytes) && !has_macros(bytes)
}

/// Text in UTF-8, or in UTF-16 with its mark in front.
fn is_text(bytes: &[u8]) -> bool {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => std::str::from_utf8(bytes).ok().map(str::to_owned),
    };
    text.is_some_and(|text| {
        let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1b}');
        !text.contains(control) && !begins_with_markup(text.as_bytes()) && !text.starts_with("#!")
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, []) = bytes.as_chunks::<2>() else { return None };
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<_, _>>().ok()
}

fn begins_with_markup(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    MARKUP.iter().any(|tag| {
        let (begin, next) = (bytes.get(..tag.len()), bytes.get(tag.len()));
        let ends = next.is_none_or(|byte| !byte.is_ascii_alphanumeric())
            || matches!(*tag, b"<!--" | b"<!doctype" | b"<?xml" | b"<?php");
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(tag)) && ends
    })
}

fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// A picture that is an archive, too: a program that reads from the end opens it.
fn has_zip_at_its_end(bytes: &[u8]) -> bool {
    contains(bytes.get(bytes.len().saturating_sub(ZIP_TAIL)..).unwrap_or(bytes), b"PK\x05\x06")
}

fn has_macros(bytes: &[u8]) -> bool {
    is_zip(bytes) && contains_any(bytes, &[b"vbaproject.bin", b"vbaData.xml"])
}

fn contains_any(bytes: &[u8], needles: &[&[u8]]) -> bool {
    needles.iter().any(|needle| contains(bytes, needle))
}

/// Whether `needle` stands in `bytes`; capital or small letters are the same.
fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window.eq_ignore_ascii_case(needle))
}
