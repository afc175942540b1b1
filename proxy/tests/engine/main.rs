//! The engine (`zoho`, `submission`, `store`) against the sandbox and a stand-in that counts.

mod bench;
mod faults;
mod log;
mod restart;
mod secrets;
mod stand_in;
mod submit;
mod tokens;
mod wire;
