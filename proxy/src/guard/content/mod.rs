//! Files of visitors: which are taken, under which name, and whether something lives in them.
//! The name and the type that a visitor gives are claims; the bytes decide.

mod clamd;
mod disguise;
mod kinds;
mod name;
mod quarantine;

use crate::config::{Attachments, Scan};

pub(crate) use kinds::never;

use clamd::Verdict;

/// What is found out about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Inspected {
    /// The name this server gives it.
    pub(crate) name: String,
    /// What it is.
    pub(crate) media_type: String,
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotTaken {
    /// Its kind is not taken, or it is not what it is called.
    Kind,
    /// The scanner has found something.
    Infected,
    /// The scanner gives no verdict, so nobody knows.
    Unknown,
}

/// Looks at a file: its name, its bytes, and what the scanner says.
///
/// # Errors
/// Why it is not taken.
pub(crate) async fn inspect(
    attachments: &Attachments,
    scan: &Scan,
    name: &str,
    media_type: &str,
    bytes: &[u8],
) -> Result<Inspected, NotTaken> {
    let inspected = look(attachments, name, media_type, bytes).ok_or(NotTaken::Kind)?;
    let Some(clamd) = &scan.clamd else { return Ok(inspected) };
    match clamd::scan(clamd, bytes).await {
        Ok(Verdict::Clean) => Ok(inspected),
        Ok(Verdict::Found(signature)) => {
            tracing::warn!(event = "upload.infected", signature);
            isolate(scan, bytes).await;
            Err(NotTaken::Infected)
        }
        Err(error) => {
            tracing::error!(event = "upload.not_scanned", %error, "files are refused as long as the scanner does not answer");
            Err(NotTaken::Unknown)
        }
    }
}

/// Whether a file with this name can be one that is taken, before it has been read.
pub(crate) fn may_come(attachments: &Attachments, name: &str, media_type: &str) -> bool {
    let Some(extension) = name::extension(name) else { return false };
    if never(&extension) {
        return false;
    }
    match kinds::find(&extension) {
        Some(kind) if attachments.accept.is_empty() => !kind.on_demand,
        Some(kind) => attachments.accepts(name, kind.media_type),
        None => attachments.names(&extension) && attachments.accepts(name, media_type),
    }
}

fn look(attachments: &Attachments, given: &str, media_type: &str, bytes: &[u8]) -> Option<Inspected> {
    if !may_come(attachments, given, media_type) {
        return None;
    }
    let extension = name::extension(given)?;
    let (good, media_type) = match kinds::find(&extension) {
        Some(kind) => (disguise::proves(kind.proof, bytes), kind.media_type),
        None => (disguise::is_harmless(bytes), "application/octet-stream"),
    };
    good.then(|| Inspected { name: name::safe(given, &extension), media_type: media_type.to_owned() })
}

async fn isolate(scan: &Scan, bytes: &[u8]) {
    let Some(directory) = scan.quarantine.clone() else { return };
    let bytes = bytes.to_vec();
    let kept = tokio::task::spawn_blocking(move || quarantine::keep(&directory, &bytes)).await;
    if let Ok(Err(error)) = kept {
        tracing::error!(event = "upload.not_quarantined", %error);
    }
}

#[cfg(test)]
mod tests;
