use super::*;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9";
const PDF: &[u8] = b"%PDF-1.7\n1 0 obj";
const ZIP: &[u8] = b"PK\x03\x04\x14\0\0\0\x08\0aaaaaaaaaaaaaaaa\x05\0\0\0a.txtPK\x05\x06";

fn accepting(entries: &[&str]) -> Attachments {
    let accept = entries.iter().map(|entry| (*entry).to_owned()).collect();
    Attachments { enabled: true, accept, ..Attachments::default() }
}

fn taken(attachments: &Attachments, name: &str, bytes: &[u8]) -> Option<(String, String)> {
    look(attachments, name, "image/png", bytes).map(|file| (file.name, file.media_type))
}

fn joined(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

fn office(folder: &str, more: &[u8]) -> Vec<u8> {
    joined(&[
        b"PK\x03\x04\x14\0\0\0\x08\0aaaaaaaaaaaaaaaaaaaa[Content_Types].xml",
        folder.as_bytes(),
        more,
        b"PK\x05\x06",
    ])
}

#[test]
fn files_are_what_their_bytes_say() {
    let any = accepting(&[]);
    let odt = joined(&[ZIP.get(..30).unwrap(), b"mimetypeapplication/vnd.oasis.opendocument.text"]);
    for (name, bytes, media_type) in [
        ("a.png", PNG.to_vec(), "image/png"),
        ("a.JPG", JPEG.to_vec(), "image/jpeg"),
        ("a.gif", GIF.to_vec(), "image/gif"),
        ("a.pdf", PDF.to_vec(), "application/pdf"),
        ("a.txt", "Grüße, 日本\t\r\n".into(), "text/plain"),
        ("a.txt", b"a < b and b > c".to_vec(), "text/plain"),
        ("a.txt", b"\xff\xfeh\0i\0".to_vec(), "text/plain"),
        ("a.txt", Vec::new(), "text/plain"),
        ("a.log", b"<notice> started".to_vec(), "text/plain"),
        ("a.csv", b"a;b\n1;2\n".to_vec(), "text/csv"),
        (
            "a.docx",
            office("word/document.xml", b""),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("a.odt", odt, "application/vnd.oasis.opendocument.text"),
    ] {
        assert_eq!(taken(&any, name, &bytes).map(|(_, found)| found).as_deref(), Some(media_type), "{name}");
    }
}

#[test]
fn disguises_are_seen_through() {
    let any = accepting(&[]);
    for (what, name, bytes) in [
        ("an archive as a picture", "a.png", ZIP.to_vec()),
        ("a program as a picture", "a.png", b"MZ\x90\0\x03\0\0\0".to_vec()),
        ("a program as a text", "a.txt", b"\x7fELF\x02\x01\x01\0".to_vec()),
        ("a page as a picture", "a.png", b"<html><script>1</script>".to_vec()),
        ("a page as a text", "a.txt", b"\xef\xbb\xbf \n<!DOCTYPE html><p>".to_vec()),
        ("a page as a table", "a.csv", b"<SCRIPT>1</SCRIPT>".to_vec()),
        ("a drawing as a picture", "a.png", b"<svg onload=alert(1)>".to_vec()),
        ("a drawing as a text", "a.txt", b"<?xml version='1.0'?><svg/>".to_vec()),
        ("a script as a text", "a.txt", b"#!/bin/sh\nrm -rf /".to_vec()),
        ("a script in UTF-16", "a.txt", "\u{feff}<script>".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("a picture as a document", "a.pdf", PNG.to_vec()),
        ("one picture as another", "a.jpg", PNG.to_vec()),
        ("a picture that is an archive, too", "a.jpg", joined(&[JPEG, ZIP])),
        ("a picture with a script in it", "a.gif", joined(&[GIF, b"<ScRiPt>alert(1)</script>"])),
        ("a picture with a program of the server's", "a.png", joined(&[PNG, b"<?php system($_GET[0]);"])),
        ("a document with macros", "a.docx", office("word/vbaProject.bin", b"")),
        ("a sheet as a document", "a.docx", office("xl/workbook.xml", b"")),
        ("an archive as a document", "a.docx", ZIP.to_vec()),
        ("nothing as a picture", "a.png", Vec::new()),
        ("bytes as a text", "a.txt", b"a\0b".to_vec()),
        ("a broken UTF-8", "a.txt", b"a\xffb".to_vec()),
    ] {
        assert_eq!(taken(&any, name, &bytes), None, "{what}");
    }
}

#[test]
fn what_does_something_is_never_taken() {
    let everything = accepting(&[".html", ".svg", ".exe", ".js", ".docm", "image/*", "text/*", "application/*"]);
    for name in ["a.html", "a.svg", "a.exe", "a.js", "a.docm", "a.xhtml", "a.SVG", "a.php", "a.lnk"] {
        assert_eq!(taken(&everything, name, b"hello"), None, "{name}");
        assert_eq!(taken(&accepting(&[]), name, b"hello"), None, "{name}");
    }
}

#[test]
fn the_operators_list_counts_for_what_a_file_is() {
    let images = accepting(&["image/*"]);
    assert!(taken(&images, "a.png", PNG).is_some());
    assert_eq!(taken(&images, "a.txt", b"its browser calls it image/png"), None);
    assert_eq!(taken(&images, "a.bin", PNG), None, "an extension that nobody has named");
    let zip = accepting(&[".zip", ".step"]);
    assert!(taken(&zip, "a.zip", ZIP).is_some());
    assert_eq!(taken(&accepting(&[]), "a.zip", ZIP), None, "archives have to be asked for");
    assert!(taken(&zip, "a.step", b"ISO-10303-21;").is_some());
    for bytes in [&b"MZ\x90\0\x03\0\0\0"[..], b"<html>", b"#!/bin/sh"] {
        assert_eq!(taken(&zip, "a.step", bytes), None);
    }
    assert_eq!(taken(&zip, "zip", ZIP), None, "no extension");
}
