//! `deskbell-trials`: see the library.

#[tokio::main]
async fn main() -> std::process::ExitCode {
    deskbell_trials::cli::run().await
}
