//! Neither a secret nor a visitor's word reaches a log line, whatever goes wrong.

use deskbell_sandbox::CREDENTIALS;

use crate::bench::{Bench, zoho_settings};
use crate::log;

#[tokio::test]
async fn logs_and_debug_output_tell_neither_secrets_nor_what_was_typed() {
    let bench = Bench::new().await;
    let engine = bench.engine().await;
    let faults = ["token_error", "unauthorized", "too_many_requests", "reset_after", "error_before", "html"];
    let mut shown = String::new();
    for (number, fault) in (1..).zip(faults) {
        bench.fault(fault, 1, None).await;
        let answer = engine.submit(number, "Confidential").await;
        shown.push_str(&format!("{answer:?}"));
        // Credentials that were refused are not tried again at once.
        tokio::time::sleep(crate::bench::ms(60)).await;
    }
    shown.push_str(&format!("{:?} {:#?}", engine.submissions, bench.client()));
    shown.push_str(&format!("{:?}", zoho_settings(([127, 0, 0, 1], 1).into())));
    let log = log::written();
    for event in ["created", "unknown", "retry", "held"] {
        assert!(log.contains(&format!("submission.{event}")), "no {event} in {log}");
    }
    assert!(log.contains("token.failed"), "{log}");
    // What the other tests of this program logged is in there as well: so much the better.
    shown.push_str(&log);
    for secret in [CREDENTIALS.client_secret, CREDENTIALS.refresh_token, "Zoho-oauthtoken", "1000.deskbell", "1000.one"]
    {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    for word in ["Confidential", "Lovelace", "ada@example.org"] {
        assert!(!shown.contains(word), "{word} in {shown}");
    }
}
