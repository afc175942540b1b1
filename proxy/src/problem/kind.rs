//! What can be wrong with a request, or with this proxy: one row each.

use axum::http::StatusCode;

/// A kind of problem. Its status, name and sentence stand in one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ProblemKind {
    /// No `Idempotency-Key`, or not a UUID.
    IdempotencyKey,
    /// Not JSON, not an object, cut short, a member twice, too deep.
    MalformedJson,
    /// Not multipart, or without the part `file`.
    MalformedUpload,
    /// A query that cannot be read.
    MalformedQuery,
    /// Headers that a decent client would not send.
    MalformedRequest,
    /// More headers than there may be.
    HeadTooLarge,
    /// Nobody vouches for the visitor, and somebody has to.
    IdentityMissing,
    /// The site's word for the visitor is not good.
    IdentityInvalid,
    /// The site's word for the visitor was good until a while ago.
    IdentityExpired,
    /// The site's word for the visitor was good for another ticket.
    IdentityUsed,
    /// The solution of a challenge is missing.
    ChallengeMissing,
    /// The solution of a challenge is wrong, too old, or was used before.
    ChallengeFailed,
    /// The website is not on the list.
    OriginNotAllowed,
    /// Nothing there.
    NotFound,
    /// There, but not for this method.
    MethodNotAllowed,
    /// The body took too long.
    BodyTimeout,
    /// The body is too large.
    TooLarge,
    /// Not JSON, or not multipart.
    UnsupportedMediaType,
    /// A file of a type that is not taken.
    FileType,
    /// A file that something was found in.
    FileRefused,
    /// Fields break the rules.
    InvalidFields,
    /// The key belongs to another ticket.
    KeyReused,
    /// Too much from one client, or for one recipient.
    TooMany,
    /// A mistake of this program.
    Internal,
    /// Nothing can be stored right now.
    Unavailable,
    /// There is no room for files; a ticket without any may be taken.
    NoRoom,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) status: StatusCode,
    pub(super) name: &'static str,
    /// One of Zoho's codes where Zoho has one for it.
    pub(super) error_code: &'static str,
    pub(super) title: &'static str,
    pub(super) detail: &'static str,
}

const fn row(
    status: StatusCode,
    name: &'static str,
    error_code: &'static str,
    title: &'static str,
    detail: &'static str,
) -> Row {
    Row { status, name, error_code, title, detail }
}

impl ProblemKind {
    pub(super) fn row(self) -> Row {
        use StatusCode as S;
        match self {
            Self::IdempotencyKey => row(
                S::BAD_REQUEST,
                "idempotency-key",
                "BAD_REQUEST",
                "Idempotency-Key is missing or malformed",
                "Send the header Idempotency-Key with a UUID, a new one for every ticket.",
            ),
            Self::MalformedJson => row(
                S::BAD_REQUEST,
                "malformed-json",
                "BAD_REQUEST",
                "The body cannot be read",
                "The body has to be one complete JSON object in UTF-8, with no member twice.",
            ),
            Self::MalformedUpload => row(
                S::BAD_REQUEST,
                "malformed-upload",
                "BAD_REQUEST",
                "The upload cannot be read",
                "The body has to be complete multipart/form-data with one part, `file`, that has a file name.",
            ),
            Self::MalformedQuery => row(
                S::BAD_REQUEST,
                "malformed-query",
                "BAD_REQUEST",
                "The query cannot be read",
                "The only parameter is departmentId, an id in digits.",
            ),
            Self::MalformedRequest => row(
                S::BAD_REQUEST,
                "malformed-request",
                "BAD_REQUEST",
                "The request cannot be read",
                "Host, Content-Type, Content-Length and Origin may each stand there once, and Host has to.",
            ),
            Self::HeadTooLarge => row(
                S::REQUEST_HEADER_FIELDS_TOO_LARGE,
                "head-too-large",
                "REQUEST_HEADER_FIELDS_TOO_LARGE",
                "The headers are too large",
                "Address and headers may be 32 KiB together.",
            ),
            Self::IdentityMissing => row(
                S::UNAUTHORIZED,
                "identity-missing",
                "UNAUTHORIZED",
                "Sign in first",
                "This form takes messages from visitors whom the website vouches for.",
            ),
            Self::IdentityInvalid => row(
                S::UNAUTHORIZED,
                "identity-invalid",
                "UNAUTHORIZED",
                "The identity cannot be confirmed",
                "The website's token for this visitor is not good. Reload the page and try again.",
            ),
            Self::IdentityExpired => row(
                S::UNAUTHORIZED,
                "identity-expired",
                "UNAUTHORIZED",
                "The identity has expired",
                "The website's token for this visitor is too old. Reload the page and try again.",
            ),
            Self::IdentityUsed => row(
                S::UNAUTHORIZED,
                "identity-used",
                "UNAUTHORIZED",
                "The identity was used before",
                "The website's token was good for one ticket. Reload the page and try again.",
            ),
            Self::ChallengeMissing => row(
                S::FORBIDDEN,
                "challenge-missing",
                "FORBIDDEN",
                "A challenge has to be solved first",
                "Send the header Challenge-Solution with the solution of a challenge.",
            ),
            Self::ChallengeFailed => row(
                S::FORBIDDEN,
                "challenge-failed",
                "FORBIDDEN",
                "The challenge was not solved",
                "The solution is wrong, too old, or was used before. Solve a new challenge.",
            ),
            Self::OriginNotAllowed => row(
                S::FORBIDDEN,
                "origin-not-allowed",
                "FORBIDDEN",
                "This website may not use the form",
                "The operator of the support desk has to allow the website's origin.",
            ),
            Self::NotFound => {
                row(S::NOT_FOUND, "not-found", "URL_NOT_FOUND", "Not found", "There is nothing at this address.")
            }
            Self::MethodNotAllowed => row(
                S::METHOD_NOT_ALLOWED,
                "method-not-allowed",
                "METHOD_NOT_ALLOWED",
                "Method not allowed",
                "The header Allow has the methods of this address.",
            ),
            Self::BodyTimeout => row(
                S::REQUEST_TIMEOUT,
                "body-timeout",
                "REQUEST_TIMEOUT",
                "The body took too long",
                "The body did not arrive in time. Try again over a better connection.",
            ),
            Self::TooLarge => row(
                S::PAYLOAD_TOO_LARGE,
                "too-large",
                "RESOURCE_SIZE_EXCEEDED",
                "The body is too large",
                "Shorten the text, or send smaller files.",
            ),
            Self::UnsupportedMediaType => row(
                S::UNSUPPORTED_MEDIA_TYPE,
                "unsupported-media-type",
                "UNSUPPORTED_MEDIA_TYPE",
                "Unsupported media type",
                "A ticket is application/json in UTF-8, an upload multipart/form-data.",
            ),
            Self::FileType => row(
                S::UNSUPPORTED_MEDIA_TYPE,
                "file-type",
                "UNSUPPORTED_MEDIA_TYPE",
                "Files of this type are not taken",
                "Choose a file of one of the accepted types.",
            ),
            Self::FileRefused => row(
                S::UNPROCESSABLE_ENTITY,
                "file-refused",
                "INVALID_DATA",
                "This file is not taken",
                "Choose another file.",
            ),
            Self::InvalidFields => row(
                S::UNPROCESSABLE_ENTITY,
                "invalid-fields",
                "INVALID_DATA",
                "Some fields need attention",
                "Each entry of errors names a field and what is wrong with it.",
            ),
            Self::KeyReused => row(
                S::UNPROCESSABLE_ENTITY,
                "idempotency-key-reused",
                "IDEMPOTENCY_KEY_REUSED",
                "Idempotency-Key was used before",
                "This Idempotency-Key belongs to another ticket. Use a new one.",
            ),
            Self::TooMany => row(
                S::TOO_MANY_REQUESTS,
                "too-many",
                "TOO_MANY_REQUESTS",
                "Too many messages",
                "Nothing was accepted. Try again after the time in Retry-After, with the same Idempotency-Key.",
            ),
            Self::Internal => row(
                S::INTERNAL_SERVER_ERROR,
                "internal",
                "INTERNAL_SERVER_ERROR",
                "Something went wrong",
                "Something went wrong here. Try again with the same Idempotency-Key.",
            ),
            Self::NoRoom => row(
                S::SERVICE_UNAVAILABLE,
                "no-room",
                "SERVICE_UNAVAILABLE",
                "Files cannot be taken right now",
                "There is no room for files at the moment. Send the ticket without them, or try again later.",
            ),
            Self::Unavailable => row(
                S::SERVICE_UNAVAILABLE,
                "unavailable",
                "SERVICE_UNAVAILABLE",
                "Not possible right now",
                "Nothing was accepted. Try again later with the same Idempotency-Key.",
            ),
        }
    }

    /// The problem's type as RFC 9457 wants it: a name that stays the same.
    pub(super) fn uri(self) -> String {
        format!("urn:deskbell:problem:{}", self.row().name)
    }
}
