//! Everything that is logged while the tests run.

use std::io::Write;
use std::sync::{Mutex, Once, PoisonError};

static INSTALLED: Once = Once::new();
static WRITTEN: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        WRITTEN.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Keeps what is logged from now on: all of the engine, and the libraries below it as far as an
/// operator would go.
pub(crate) fn keep() {
    INSTALLED.call_once(|| {
        let filter =
            tracing_subscriber::EnvFilter::new("deskbell_proxy=trace,reqwest=debug,hyper_util=debug,sqlx=debug");
        let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(|| Log).finish();
        tracing::subscriber::set_global_default(subscriber).expect("the only subscriber");
    });
}

pub(crate) fn written() -> String {
    String::from_utf8_lossy(&WRITTEN.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
}
