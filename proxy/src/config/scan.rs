//! Who looks for viruses in visitors' files.

use std::net::SocketAddr;
use std::path::PathBuf;

use super::source::Source;

/// The scanner, and what becomes of what it finds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scan {
    /// ClamAV's daemon. `None`: nobody looks.
    pub clamd: Option<Clamd>,
    /// Where infected files are kept. `None`: nowhere.
    pub quarantine: Option<PathBuf>,
}

/// Where the daemon listens. What it gets is not encrypted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clamd {
    /// `tcp://127.0.0.1:3310`
    Tcp(SocketAddr),
    /// `unix:/run/clamav/clamd.ctl`
    #[cfg(unix)]
    Unix(PathBuf),
}

impl Clamd {
    fn parse(text: &str) -> Option<Self> {
        #[cfg(unix)]
        if let Some(path) = text.strip_prefix("unix:") {
            return path.starts_with('/').then(|| Self::Unix(path.into()));
        }
        text.strip_prefix("tcp://")?.parse().ok().map(Self::Tcp)
    }
}

pub(super) fn read(source: &mut Source<'_>) -> Scan {
    let clamd = source.text("scan.clamd").filter(|text| !text.is_empty()).and_then(|text| {
        let clamd = Clamd::parse(&text);
        if clamd.is_none() {
            source.mistake(
                "scan.clamd",
                format!("has to be `tcp://127.0.0.1:3310` or `unix:/run/clamav/clamd.ctl`, not `{text}`"),
            );
        }
        clamd
    });
    let quarantine = source.text("scan.quarantine").filter(|text| !text.is_empty()).map(PathBuf::from);
    Scan { clamd, quarantine }
}
