//! See [`deskbell_proxy::cli`].
#[tokio::main]
async fn main() -> std::process::ExitCode {
    deskbell_proxy::cli::run().await
}
