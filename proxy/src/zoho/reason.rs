//! Why an attempt did not end in a ticket: a stable name for logs and the database, and a
//! sentence for the operator.

use std::fmt;

/// Why an attempt did not end in a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// No connection came about; nothing was sent.
    Unreachable,
    /// 429: too many requests at a time.
    Concurrency,
    /// 429: the portal's credits for the day are used up.
    DailyCredits,
    /// No access token, for a passing reason.
    TokenUnavailable,
    /// No access token: Zoho Accounts is counting our requests.
    TokenThrottled,
    /// Zoho Accounts does not take client id, client secret or refresh token.
    CredentialsRefused,
    /// 401, also with a fresh access token.
    Unauthorized,
    /// 403 for another reason than the three below.
    Forbidden,
    /// 403: the token belongs to another portal.
    OrgMismatch,
    /// 403: the token lacks a scope.
    ScopeMismatch,
    /// 403: the portal's edition does not include this.
    LicenceLimited,
    /// 404 or 405: no such endpoint there.
    NotFound,
    /// Refused for a reason that no visitor can mend.
    Refused,
    /// Refused because of fields that the visitor did not fill in.
    Unprocessable,
    /// The request could not even be built.
    Misconfigured,
    /// 5xx.
    ServerError,
    /// No answer in time.
    TimedOut,
    /// The connection broke after the request had left.
    ConnectionLost,
    /// An answer that is not Zoho's: HTML, a redirect, a success without a ticket number.
    Unreadable,
    /// An answer beyond all measure.
    AnswerTooLarge,
    /// This program ended while the request was on its way.
    Interrupted,
    /// The database is an older copy: the ticket may have been sent after it was made.
    Restored,
    /// There was not enough time left to send it safely; nothing was sent.
    Overdue,
    /// The outcome was unknown, and looking it up did not show a ticket.
    Unconfirmed,
}

const REASONS: [(Reason, &str, &str); 24] = [
    (Reason::Unreachable, "unreachable", "no connection to Zoho came about; check the network and the data centre"),
    (Reason::Concurrency, "concurrency", "Zoho Desk is serving too many requests of this portal at a time"),
    (Reason::DailyCredits, "daily_credits", "the portal's API credits for the day are used up"),
    (Reason::TokenUnavailable, "token_unavailable", "Zoho Accounts gave no usable answer to the token request"),
    (Reason::TokenThrottled, "token_throttled", "Zoho Accounts allows no more token requests for some minutes"),
    (
        Reason::CredentialsRefused,
        "credentials_refused",
        "Zoho Accounts refused the credentials; check client id, client secret, refresh token and data centre",
    ),
    (
        Reason::Unauthorized,
        "unauthorized",
        "Zoho Desk refused a fresh access token; check that the refresh token belongs to the data centre",
    ),
    (Reason::Forbidden, "forbidden", "Zoho Desk answered 403; check the rights of the agent who owns the token"),
    (Reason::OrgMismatch, "org_mismatch", "the access token is not valid for this org id; check the org id"),
    (Reason::ScopeMismatch, "scope_mismatch", "the refresh token lacks a scope; make a new one with all scopes"),
    (Reason::LicenceLimited, "licence_limited", "the portal's edition does not allow this"),
    (Reason::NotFound, "not_found", "Zoho Desk has no such endpoint; check the data centre or the Desk URL"),
    (Reason::Refused, "refused", "Zoho Desk refused the request"),
    (
        Reason::Unprocessable,
        "unprocessable",
        "Zoho Desk refused fields that no visitor fills in; check department, marker field and the layout's required fields",
    ),
    (Reason::Misconfigured, "misconfigured", "the request could not be built; check URLs, org id and credentials"),
    (Reason::ServerError, "server_error", "Zoho Desk answered with a server error"),
    (Reason::TimedOut, "timed_out", "Zoho Desk did not answer in time"),
    (Reason::ConnectionLost, "connection_lost", "the connection to Zoho Desk broke before the answer"),
    (Reason::Unreadable, "unreadable", "the answer is not Zoho Desk's; check the data centre or the Desk URL"),
    (Reason::AnswerTooLarge, "answer_too_large", "the answer is larger than any answer of Zoho Desk"),
    (Reason::Interrupted, "interrupted", "the proxy ended while the ticket was on its way"),
    (Reason::Restored, "restored", "the database was restored from a copy, and the ticket may have been sent since"),
    (Reason::Overdue, "overdue", "what came before took so long that the ticket was not sent"),
    (
        Reason::Unconfirmed,
        "unconfirmed",
        "the ticket may exist, but could not be found; look for it in Zoho Desk before sending it again",
    ),
];

impl Reason {
    /// The stable name, as it stands in logs and in the database.
    pub fn as_str(self) -> &'static str {
        self.row().1
    }

    /// Reads the name.
    pub fn parse(name: &str) -> Option<Self> {
        REASONS.iter().find(|(_, known, _)| *known == name).map(|(reason, ..)| *reason)
    }

    /// Whether the obstacle may go away without this program being told, nothing having been
    /// created meanwhile: credentials, rights and addresses are mended at Zoho's, too.
    pub fn heals(self) -> bool {
        use Reason as R;
        matches!(
            self,
            R::CredentialsRefused
                | R::Unauthorized
                | R::Forbidden
                | R::OrgMismatch
                | R::ScopeMismatch
                | R::LicenceLimited
                | R::NotFound
        )
    }

    /// Whether no request of this program would fare better: Zoho is not there or wants to be left
    /// alone, or there is no access token.
    pub fn concerns_all(self) -> bool {
        use Reason as R;
        matches!(
            self,
            R::Unreachable
                | R::TimedOut
                | R::ConnectionLost
                | R::ServerError
                | R::Concurrency
                | R::DailyCredits
                | R::TokenUnavailable
                | R::TokenThrottled
                | R::CredentialsRefused
                | R::Unauthorized
        )
    }

    fn row(self) -> (Self, &'static str, &'static str) {
        REASONS.into_iter().find(|(reason, ..)| *reason == self).unwrap_or((self, "", ""))
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.row().2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_read_back() {
        for (reason, name, sentence) in REASONS {
            assert_eq!(Reason::parse(name), Some(reason));
            assert_eq!(reason.as_str(), name);
            assert_eq!(reason.to_string(), sentence);
        }
        assert_eq!(Reason::parse("no such reason"), None);
    }

    #[test]
    fn every_reason_has_a_row() {
        // The last variant's number: the table cannot fall behind unnoticed.
        assert_eq!(Reason::Unconfirmed as usize + 1, REASONS.len());
        for (index, (reason, ..)) in REASONS.iter().enumerate() {
            assert_eq!(*reason as usize, index);
        }
    }
}
