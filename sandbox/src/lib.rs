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
//! | `POST /oauth/v2/token` | an access token for an hour, for [`CREDENTIALS`] or, with a refresh token, for a grant code; mistakes are a 200 with `{"error": …}` |
//! | `POST /api/v1/tickets` | 200 and the ticket, with every member of Zoho's sample |
//! | `GET /api/v1/tickets/{id}` | the ticket |
//! | `GET /api/v1/tickets?from=&limit=&sortBy=&fields=` | `{ data }`, newest first; `description`, `resolution` and custom fields only where `fields` names them; 204 when there are none |
//! | `GET /api/v1/tickets/search?email=&subject=&createdTimeRange=&customField1=cf_x:value&from=&limit=` | `{ data, count }`; 204 when nothing is found |
//! | `POST /api/v1/uploads` (multipart, part `file`) | `{ id, name, size, … }`; at most 20 MB |
//! | `GET /api/v1/organizations` | `{ data }`; without `orgId`, too |
//! | `GET /api/v1/departments?isEnabled=&from=&limit=`, `GET /api/v1/departments/{id}` | `{ data }`, or one; 204 when there are none |
//! | `GET /api/v1/fields?module=tickets&apiNames=&associatedDepartments=` | `{ data }` |
//! | `GET /api/v1/uploads/{id}/content` | the file, for the inbox page |
//!
//! Every desk request but the last needs `Authorization: Zoho-oauthtoken …` with the scopes for it, and
//! `orgId`. Tickets are checked with [`deskbell_rules`]. Their department, product, agent and the like
//! are not: any id will do. Uploads are: a ticket can only refer to one that is there.
//!
//! # Control
//!
//! | request | effect |
//! |---|---|
//! | `GET /` | the inbox, for people |
//! | `GET`, `DELETE /sandbox/tickets` | all tickets, newest first, with `uploads` and the body as `received`; or none any more |
//! | `GET`, `POST`, `DELETE /sandbox/faults` | what will go wrong: `{ "fault": "reset_after", "count": 1, "ms": 1500 }` |
//! | `GET`, `PUT`, `DELETE /sandbox/tokens` | the throttle of the token endpoint: `PUT { "limit": 10 }`; `DELETE` revokes all tokens and forgets the count |
//! | `POST /sandbox/codes` | a grant code, as Zoho's API console gives it out: `{ "scope": "Desk.tickets.CREATE,…", "minutes": 3, "offline": true }`; without `offline` there is no refresh token for it |
//! | `GET`, `PUT`, `DELETE /sandbox/portal` | `organizations`, `departments` and `fields` of the portal, and `clockSkewSeconds` of the header `Date`, any of them; `DELETE` sets it up as before |
//! | `GET`, `PUT`, `DELETE /sandbox/quota` | what the portal allows: `PUT { "concurrency": 5, "credits": 5000, "retryAfterSeconds": 3600 }`, any of them; none by default. Beyond it are the two 429s. `GET` counts requests, refused ones, `posts` of tickets, `lookups`, and the most at a time |
//!
//! A fault strikes the next request that would have succeeded, so a refused ticket uses none up.
//! It strikes new tickets, or what `on` names.
//!
//! | fault | what happens | `on` |
//! |---|---|---|
//! | `refusal` | the error `code` of Zoho's with its status, or `status` instead; `field` (a JSON Pointer) makes one entry of `errors` | `tickets`, `search`, `list`, `uploads`, `organizations`, `departments`, `fields` |
//! | `unauthorized` | 401 `INVALID_OAUTH` | the same |
//! | `too_many_requests` | 429 for concurrency, without `Retry-After` | the same |
//! | `threshold_exceeded` | 429 for the day's credits, with `Retry-After` (`ms`, in whole seconds; 3600) | the same |
//! | `error_before` | 500, or `status`; nothing was done | the same |
//! | `silent_before`, `reset_before` | the connection stays open and silent, or is reset; nothing was done | the same |
//! | `html` | 200 and an HTML page; nothing was done | the same |
//! | `empty` | 204 and nothing; nothing was done | the same |
//! | `created` | a ticket, and 201 instead of 200 | `tickets` |
//! | `latency` | a ticket, and the answer, both `ms` later (1500) | `tickets` |
//! | `error_after` | a ticket, but 500, or `status` | `tickets` |
//! | `silent_after`, `reset_after` | a ticket, but the connection stays open and silent, or is reset | `tickets` |
//! | `cut_after` | a ticket, but only the first half of the answer | `tickets` |
//! | `html_after`, `empty_after` | a ticket, but an HTML page with 200, or 204 and nothing | `tickets` |
//! | `search_lag` | the next `count` tickets stay hidden from the search for `ms` (1500); goes together with any other fault | |
//! | `token_error` | the token endpoint says 200 `{"error": code}` (`invalid_code`) | |
//! | `token_throttled` | the token endpoint says 400 `Access Denied` | |
//! | `token_unavailable`, `token_silent` | 503 and an HTML page; or nothing at all | |
//! | `token_old` | a token, with the seconds in `expires_in_sec` and milliseconds in `expires_in` | |

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
mod console;
mod control;
mod date;
mod ending;
mod fault;
mod html;
mod inbox;
mod params;
mod portal;
mod quota;
mod refusal;
mod scope;
mod server;
mod store;
mod strike;
mod throttle;
mod tickets;
mod uploads;
mod zoho_code;

pub use config::{CREDENTIALS, Config, Credentials};
pub use server::{Error, Running, start};
