//! One program for all targets, because each would hold the whole proxy: `DESKBELL_FUZZ` names the
//! target. Everything else is libFuzzer's.

#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
static TARGET: std::sync::LazyLock<deskbell_fuzz::Target> = std::sync::LazyLock::new(|| {
    let name = std::env::var("DESKBELL_FUZZ").unwrap_or_default();
    deskbell_fuzz::target(&name).unwrap_or_else(|| panic!("DESKBELL_FUZZ names no target: `{name}`"))
});

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|input: &[u8]| TARGET(input));

#[cfg(not(fuzzing))]
fn main() -> std::process::ExitCode {
    eprintln!("start this with `cargo xtask fuzz`");
    std::process::ExitCode::FAILURE
}
