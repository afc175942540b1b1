//! The engine (`zoho`, `submission`, `store`) against the sandbox and a stand-in that counts.

mod bench;
mod busy;
mod faults;
mod files;
mod log;
mod place;
mod replicas;
mod restart;
mod secrets;
mod stand_in;
mod submit;
mod tokens;
mod weak;
mod wire;

#[path = "../common/postgres.rs"]
#[allow(dead_code, unreachable_pub, reason = "every test file takes what it needs")]
mod postgres;
