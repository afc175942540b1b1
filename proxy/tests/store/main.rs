//! Every store keeps the same promises: one suite over SQLite and PostgreSQL.

mod bench;
mod claims;
mod durable;
mod inserts;
mod outage;
mod replicas;
mod rest;
mod uploads;

#[path = "../common/postgres.rs"]
#[allow(dead_code, unreachable_pub, reason = "every test file takes what it needs")]
mod postgres;

use bench::Stores;

/// Runs each scenario on a fresh store of each kind.
macro_rules! suite {
    ($($module:ident :: $scenario:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $scenario() {
                let stores = super::Stores::sqlite();
                super::$module::$scenario(&stores).await;
            })*
        }

        #[tokio::test]
        async fn postgres() {
            let server = postgres::Postgres::start();
            $({
                let stores = Stores::postgres(&server, stringify!($scenario));
                $module::$scenario(&stores).await;
            })*
        }
    };
}

suite![
    inserts::a_submission_reads_back,
    inserts::one_submission_to_a_key,
    inserts::many_with_one_key_at_once_are_one,
    inserts::a_repeat_leads_to_the_first,
    inserts::repeats_can_be_off_or_over,
    claims::what_is_due_is_taken_once,
    claims::the_longest_waiting_come_first,
    claims::one_persons_arrive_in_their_order,
    claims::a_lease_that_is_over_leads_to_a_lookup,
    claims::a_lease_is_asked_for_before_sending,
    durable::every_state_reads_back,
    durable::an_answer_counts_for_its_attempt_alone,
    durable::a_receipt_settles_everything,
    durable::everything_is_there_after_a_restart,
    durable::many_writes_share_a_commit,
    rest::a_start_frees_what_was_held,
    rest::a_token_is_kept,
    rest::what_is_over_is_taken_away,
    rest::a_newer_schema_is_left_alone,
    uploads::a_file_is_kept_until_its_ticket_exists,
    uploads::a_file_that_no_ticket_names_is_swept,
    uploads::a_file_belongs_to_one_ticket,
];
