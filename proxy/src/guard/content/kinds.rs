//! The kinds of file that visitors may send: an extension, and what proves it. What is not in the
//! table may be sent only where the operator names its extension.

/// What has to be seen in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proof {
    /// One of the media types that its first bytes give away.
    Magic(&'static [&'static str]),
    /// Text, and no mark-up that a browser would act on.
    Text,
    /// A ZIP archive in the manner of Office, with this folder in it.
    Office(&'static str),
    /// A ZIP archive in the manner of OpenDocument, with this media type in front.
    OpenDocument(&'static str),
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub(super) struct FileKind {
    pub(super) extension: &'static str,
    pub(super) media_type: &'static str,
    pub(super) proof: Proof,
    /// Taken only where the operator names it.
    pub(super) on_demand: bool,
}

const fn kind(extension: &'static str, media_type: &'static str, proof: Proof) -> FileKind {
    FileKind { extension, media_type, proof, on_demand: false }
}

const fn on_demand(kind: FileKind) -> FileKind {
    FileKind { on_demand: true, ..kind }
}

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const PPTX: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
const ODT: &str = "application/vnd.oasis.opendocument.text";
const ODS: &str = "application/vnd.oasis.opendocument.spreadsheet";

const KINDS: [FileKind; 29] = [
    kind("png", "image/png", Proof::Magic(&["image/png"])),
    kind("jpg", "image/jpeg", Proof::Magic(&["image/jpeg"])),
    kind("jpeg", "image/jpeg", Proof::Magic(&["image/jpeg"])),
    kind("gif", "image/gif", Proof::Magic(&["image/gif"])),
    kind("webp", "image/webp", Proof::Magic(&["image/webp"])),
    kind("bmp", "image/bmp", Proof::Magic(&["image/bmp"])),
    kind("tif", "image/tiff", Proof::Magic(&["image/tiff"])),
    kind("tiff", "image/tiff", Proof::Magic(&["image/tiff"])),
    kind("heic", "image/heic", Proof::Magic(&["image/heif", "image/heic"])),
    kind("avif", "image/avif", Proof::Magic(&["image/avif"])),
    kind("pdf", "application/pdf", Proof::Magic(&["application/pdf"])),
    kind("txt", "text/plain", Proof::Text),
    kind("log", "text/plain", Proof::Text),
    kind("csv", "text/csv", Proof::Text),
    kind("md", "text/markdown", Proof::Text),
    kind("json", "application/json", Proof::Text),
    kind("docx", DOCX, Proof::Office("word/")),
    kind("xlsx", XLSX, Proof::Office("xl/")),
    kind("pptx", PPTX, Proof::Office("ppt/")),
    kind("odt", ODT, Proof::OpenDocument(ODT)),
    kind("ods", ODS, Proof::OpenDocument(ODS)),
    kind("mp4", "video/mp4", Proof::Magic(&["video/mp4", "video/x-m4v"])),
    kind("mov", "video/quicktime", Proof::Magic(&["video/quicktime"])),
    kind("webm", "video/webm", Proof::Magic(&["video/webm"])),
    kind("mp3", "audio/mpeg", Proof::Magic(&["audio/mpeg"])),
    kind("m4a", "audio/mp4", Proof::Magic(&["audio/m4a", "audio/mp4"])),
    on_demand(kind("zip", "application/zip", Proof::Magic(&["application/zip"]))),
    on_demand(kind("gz", "application/gzip", Proof::Magic(&["application/gzip"]))),
    on_demand(kind("7z", "application/x-7z-compressed", Proof::Magic(&["application/x-7z-compressed"]))),
];

/// What can do something on an agent's machine, or in an agent's browser: not taken, whoever asks.
const NEVER: [&str; 56] = [
    "html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml", "svg", "svgz", "xml", "xsl", "xslt", "js", "mjs", "cjs",
    "jse", "css", "wasm", "swf", "exe", "dll", "com", "bat", "cmd", "scr", "pif", "cpl", "msi", "msp", "msc", "ps1",
    "psm1", "vbs", "vbe", "wsf", "wsh", "hta", "lnk", "url", "reg", "jar", "sh", "bash", "php", "phtml", "py", "pl",
    "rb", "docm", "dotm", "xlsm", "xltm", "pptm", "iso", "img", "apk",
];

/// The row of an extension in small letters.
pub(super) fn find(extension: &str) -> Option<&'static FileKind> {
    KINDS.iter().find(|kind| kind.extension == extension)
}

/// Whether files with this extension are not taken, whatever the operator says.
pub(crate) fn never(extension: &str) -> bool {
    NEVER.contains(&extension)
}
