//! `deskbell-sandbox`: see the library.

#[tokio::main]
async fn main() -> std::process::ExitCode {
    deskbell_sandbox::cli::run().await
}
