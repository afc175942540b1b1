//! What the operator's monitoring reads at `/metrics`: Prometheus' text, in the OpenMetrics
//! notation. Every number belongs to whoever makes it; here they are given names. None holds
//! anything of a visitor's.

use std::fmt;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::store::{Census, STATES, Store};
use crate::submission::Submissions;

/// The media type of the answer.
pub(crate) const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The steps of the histogram of answers, in seconds; a ticket is waited for eight.
const ANSWER_SECONDS: [f64; 9] = [0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// How something ended.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Ending {
    /// One of a few words.
    pub outcome: &'static str,
}

/// How often something ended how.
pub type Endings = Family<Ending, Counter>;

/// Which answer: the route's pattern and the status.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct Answered {
    pub(crate) route: String,
    pub(crate) status: u16,
}

/// How long answers took, in seconds. Clones are the same.
pub(crate) type Answers = Family<Answered, Histogram>;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct InState {
    state: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Version {
    version: &'static str,
}

/// The numbers of one proxy.
#[derive(Debug)]
pub(crate) struct Metrics {
    counted: Registry,
}

impl Metrics {
    pub(crate) fn new(store: &dyn Store, submissions: &Submissions, answers: Answers) -> Self {
        let mut counted = Registry::with_prefix("deskbell");
        let tally = submissions.tally();
        counted.register("attempts", "Attempts to create a ticket in Zoho Desk", tally.attempts.clone());
        let help = "How long attempts took, the access token included";
        counted.register_with_unit("attempt", help, Unit::Seconds, tally.seconds.clone());
        counted.register("lookups", "Lookups of a ticket whose answer was lost", tally.lookups.clone());
        counted.register("token_refreshes", "Requests for an access token", submissions.token_refreshes());
        counted.register_with_unit("answer", "How long browsers waited for an answer", Unit::Seconds, answers);
        let help = "How long a commit of the database took: the flush to the disk";
        counted.register_with_unit("commit", help, Unit::Seconds, store.commits());
        let build = Family::<Version, Gauge>::default();
        build.get_or_create(&Version { version: env!("CARGO_PKG_VERSION") }).set(1);
        counted.register("build_info", "The version that runs", build);
        Self { counted }
    }

    /// Everything, with how the submissions stand right now.
    ///
    /// # Errors
    /// None that can come up: a text is written.
    pub(crate) fn write(&self, census: &Census) -> Result<String, fmt::Error> {
        let mut now = Registry::with_prefix("deskbell");
        let states = Family::<InState, Gauge>::default();
        for state in STATES {
            states.get_or_create(&InState { state }).set(whole(census.count(state)));
        }
        now.register("submissions", "Submissions in the database, by state", states);
        let oldest: Gauge = Gauge::default();
        oldest.set(whole(census.oldest_unsent.unwrap_or_default().as_secs()));
        let help = "How long ago the oldest submission came in that has no ticket; 0 where all have one";
        now.register_with_unit("oldest_unsent", help, Unit::Seconds, oldest);
        let due: Gauge = Gauge::default();
        due.set(whole(census.due));
        now.register("queue_depth", "Submissions that something is to be done about right now", due);

        let mut text = String::new();
        encode_registry(&mut text, &now)?;
        encode_registry(&mut text, &self.counted)?;
        encode_eof(&mut text)?;
        Ok(text)
    }
}

/// No answers yet.
pub(crate) fn answers() -> Answers {
    Family::new_with_constructor(|| Histogram::new(ANSWER_SECONDS))
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
