//! A stand-in for Zoho Desk and Zoho Accounts: the same HTTP interface as far as filing a ticket
//! needs it, data on disk, an inbox page for people, and faults on demand.
//!
//! ```text
//! deskbell-sandbox --listen 127.0.0.1:8789 --database deskbell-sandbox.db
//! ```
//!
//! # Zoho's interface
//!
//! | request | answer |
//! |---|---|
//! | `POST /oauth/v2/token` | an access token for an hour, for [`CREDENTIALS`]; mistakes are a 200 with `{"error": …}` |
//! | `POST /api/v1/tickets` | 200 and the ticket, with every member of Zoho's sample |
//! | `GET /api/v1/tickets/{id}` | the ticket |
//! | `GET /api/v1/tickets?from=&limit=&sortBy=&fields=` | `{ data }`, newest first; `description`, `resolution` and custom fields only where `fields` names them; 204 when there are none |
//! | `GET /api/v1/tickets/search?email=&subject=&createdTimeRange=&customField1=cf_x:value&from=&limit=` | `{ data, count }`; 204 when nothing is found |
//! | `POST /api/v1/uploads` (multipart, part `file`) | `{ id, name, size, … }`; at most 20 MB |
//! | `GET /api/v1/uploads/{id}/content` | the file, for the inbox page |
//!
//! Every desk request but the last needs `Authorization: Zoho-oauthtoken …` and `orgId`. Tickets are
//! checked with [`deskbell_rules`]. Departments, products, agents and the like are not kept: any
//! id will do. Uploads are: a ticket can only refer to one that is there.
//!
//! # Control
//!
//! | request | effect |
//! |---|---|
//! | `GET /` | the inbox, for people |
//! | `GET`, `DELETE /sandbox/tickets` | all tickets, newest first, with `uploads` and the body as `received`; or none any more |
//! | `GET`, `POST`, `DELETE /sandbox/faults` | what will go wrong: `{ "fault": "reset_after", "count": 1, "ms": 1500 }` |
//! | `GET`, `PUT`, `DELETE /sandbox/tokens` | the throttle of the token endpoint: `PUT { "limit": 10 }`; `DELETE` revokes all tokens and forgets the count |
//!
//! A fault strikes the next request that would have succeeded, so a refused ticket uses none up.
//!
//! | fault | what happens |
//! |---|---|
//! | `latency` | the answer comes `ms` later (1500) |
//! | `unauthorized` | 401 `INVALID_OAUTH` |
//! | `too_many_requests` | 429 for concurrency, without `Retry-After` |
//! | `threshold_exceeded` | 429 for the day's credits, with `Retry-After` (`ms`, in whole seconds; 3600) |
//! | `error_before`, `error_after` | 500, without or with a ticket |
//! | `silent_after` | a ticket, but the connection stays open and silent |
//! | `reset_after` | a ticket, but the connection is reset |
//! | `html` | 200 and an HTML page, no ticket |
//! | `token_error` | the token endpoint says 200 `{"error":"invalid_code"}` |
//! | `token_throttled` | the token endpoint says 400 `Access Denied` |
//! | `search_lag` | the next `count` tickets stay hidden from the search for `ms` (1500); goes together with any other fault |

#![warn(missing_docs)]
// A ticket has over forty members, and `json!` recurs for each.
#![recursion_limit = "256"]

mod accounts;
mod app;
mod authorize;
pub mod cli;
mod clock;
mod config;
mod connection;
mod control;
mod fault;
mod html;
mod inbox;
mod params;
mod refusal;
mod server;
mod store;
mod throttle;
mod tickets;
mod uploads;

pub use config::{CREDENTIALS, Config, Credentials};
pub use server::{Error, Running, start};
