//! What can go wrong on demand.

mod order;
mod queue;

use serde::{Deserialize, Serialize};

pub(crate) use order::Order;
pub(crate) use queue::Faults;

/// A fault; the crate's documentation says what each does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Fault {
    Refusal,
    Unauthorized,
    TooManyRequests,
    ThresholdExceeded,
    ErrorBefore,
    SilentBefore,
    ResetBefore,
    Html,
    Empty,
    Created,
    Latency,
    ErrorAfter,
    SilentAfter,
    ResetAfter,
    CutAfter,
    HtmlAfter,
    EmptyAfter,
    SearchLag,
    TokenError,
    TokenThrottled,
    TokenUnavailable,
    TokenSilent,
    TokenOld,
}

/// The requests of Zoho Desk that can be answered by a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Endpoint {
    /// `POST /api/v1/tickets`
    Tickets,
    /// `GET /api/v1/tickets/search`
    Search,
    /// `GET /api/v1/tickets`
    List,
    /// `POST /api/v1/uploads`
    Uploads,
    /// `GET /api/v1/organizations`
    Organizations,
    /// `GET /api/v1/departments` and one of them
    Departments,
    /// `GET /api/v1/fields`
    Fields,
}

/// Where a fault strikes. Each place takes its own faults, in the order in which they were ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// An answer of Zoho Desk.
    Desk(Endpoint),
    /// The answer of the token endpoint.
    Token,
    /// The index that the search reads.
    Index,
}

/// What kind of fault it is, which says where it can strike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Instead of an answer: at every request of Zoho Desk.
    Instead,
    /// About a ticket that is filed.
    Filing,
    Token,
    Index,
}

impl Fault {
    fn kind(self) -> Kind {
        match self {
            Self::Refusal
            | Self::Unauthorized
            | Self::TooManyRequests
            | Self::ThresholdExceeded
            | Self::ErrorBefore
            | Self::SilentBefore
            | Self::ResetBefore
            | Self::Html
            | Self::Empty => Kind::Instead,
            Self::Created
            | Self::Latency
            | Self::ErrorAfter
            | Self::SilentAfter
            | Self::ResetAfter
            | Self::CutAfter
            | Self::HtmlAfter
            | Self::EmptyAfter => Kind::Filing,
            Self::TokenError | Self::TokenThrottled | Self::TokenUnavailable | Self::TokenSilent | Self::TokenOld => {
                Kind::Token
            }
            Self::SearchLag => Kind::Index,
        }
    }
}
