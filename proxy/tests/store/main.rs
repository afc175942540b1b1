//! Every store keeps the same promises.

#[path = "../common/postgres.rs"]
#[allow(dead_code, unreachable_pub, reason = "every test file takes what it needs")]
mod postgres;

#[test]
fn a_server_of_its_own_comes_and_goes_and_comes_back() {
    let mut server = postgres::Postgres::start();
    server.database("one");
    server.crash();
    server.resume();
    server.database("two");
    server.shut_down();
}
