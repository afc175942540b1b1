//! Every fault that the sandbox knows, as a trial uses it.

use fastrand::Rng;
use serde_json::{Value, json};

/// The faults, those that leave the outcome open several times: they are what it is about.
/// Times are in real milliseconds; a hurried proxy waits half a second for an answer.
pub(crate) fn all() -> Vec<Value> {
    let mut faults = vec![
        json!({ "fault": "unauthorized" }),
        json!({ "fault": "too_many_requests" }),
        json!({ "fault": "threshold_exceeded", "ms": 1000 }),
        json!({ "fault": "error_before" }),
        json!({ "fault": "error_before", "status": 503 }),
        json!({ "fault": "silent_before" }),
        json!({ "fault": "reset_before" }),
        json!({ "fault": "html" }),
        json!({ "fault": "empty" }),
        json!({ "fault": "created" }),
        json!({ "fault": "refusal", "code": "INVALID_DATA", "field": "/subject" }),
        json!({ "fault": "refusal", "code": "SCOPE_MISMATCH" }),
        json!({ "fault": "refusal", "code": "URL_NOT_FOUND" }),
        json!({ "fault": "token_error" }),
        json!({ "fault": "token_throttled" }),
        json!({ "fault": "token_unavailable" }),
        json!({ "fault": "token_silent" }),
        json!({ "fault": "token_old" }),
        json!({ "fault": "search_lag", "ms": 1500 }),
    ];
    for on in ["search", "list"] {
        faults.push(json!({ "fault": "error_before", "on": on }));
        faults.push(json!({ "fault": "reset_before", "on": on }));
        faults.push(json!({ "fault": "html", "on": on }));
        faults.push(json!({ "fault": "too_many_requests", "on": on }));
    }
    faults.push(json!({ "fault": "error_before", "on": "uploads" }));
    faults.push(json!({ "fault": "reset_before", "on": "uploads" }));
    for _ in 0..3 {
        for fault in ["error_after", "reset_after", "cut_after", "silent_after", "html_after", "empty_after"] {
            faults.push(json!({ "fault": fault }));
        }
        // Longer than the proxy waits: the ticket comes after the proxy has given up.
        faults.push(json!({ "fault": "latency", "ms": 900 }));
        faults.push(json!({ "fault": "latency", "ms": 100 }));
    }
    faults
}

/// A few of them, each for one to three requests.
pub(crate) fn some(random: &mut Rng) -> Vec<Value> {
    let all = all();
    let mut chosen: Vec<Value> = (0..random.usize(0..5)).filter_map(|_| random.choice(&all).cloned()).collect();
    for fault in &mut chosen {
        fault["count"] = json!(random.u32(1..=3));
    }
    chosen
}
