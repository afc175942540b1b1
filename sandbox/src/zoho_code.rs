//! The error codes of Zoho Desk, each with its status and a message.

use axum::http::StatusCode;

/// `(code, status, message)`. The first seventeen and the last stand in Zoho's OpenAPI file; three of
/// them (`ONLY_LIVECHAT_USER`, `DUPLICATE_CONTRACT`, `INTEGRATION_ADMIN_ERROR`) without a status
/// that anybody has seen. `INVALID_TOKEN` is what a good token of another data centre gets.
const CODES: [(&str, StatusCode, &str); 19] = [
    ("BAD_REQUEST", StatusCode::BAD_REQUEST, "The request is not valid."),
    ("EMPTY_PAYLOAD", StatusCode::BAD_REQUEST, "The request body is empty."),
    ("UNAUTHORIZED", StatusCode::UNAUTHORIZED, "You are not authenticated to perform this operation."),
    ("INVALID_OAUTH", StatusCode::UNAUTHORIZED, "The OAuth Token you provided is invalid."),
    ("SCOPE_MISMATCH", StatusCode::FORBIDDEN, "The OAuth Token does not have the scope for this operation."),
    ("OAUTH_ORG_MISMATCH", StatusCode::FORBIDDEN, "The OAuthToken is not valid for specified organization."),
    ("FORBIDDEN", StatusCode::FORBIDDEN, "You do not have permission to perform this operation."),
    ("LICENSE_ACCESS_LIMITED", StatusCode::FORBIDDEN, "Your edition does not include this."),
    ("ONLY_LIVECHAT_USER", StatusCode::FORBIDDEN, "The user can only use live chat."),
    ("INTEGRATION_ADMIN_ERROR", StatusCode::FORBIDDEN, "The administrator of the integration is not active."),
    ("URL_NOT_FOUND", StatusCode::NOT_FOUND, "API endpoint not found"),
    ("METHOD_NOT_ALLOWED", StatusCode::METHOD_NOT_ALLOWED, "The requested method is not supported for this URL."),
    ("RESOURCE_SIZE_EXCEEDED", StatusCode::PAYLOAD_TOO_LARGE, "The resource size exceeds the allowed limit."),
    ("UNSUPPORTED_MEDIA_TYPE", StatusCode::UNSUPPORTED_MEDIA_TYPE, "The media type is not supported."),
    ("INVALID_DATA", StatusCode::UNPROCESSABLE_ENTITY, "The data is invalid due to validation restrictions"),
    (
        "UNPROCESSABLE_ENTITY",
        StatusCode::UNPROCESSABLE_ENTITY,
        "The value passed for field 'limit' exceeds the range of '1-100'.",
    ),
    ("DUPLICATE_CONTRACT", StatusCode::UNPROCESSABLE_ENTITY, "The contract exists already."),
    ("INVALID_TOKEN", StatusCode::UNAUTHORIZED, "The token is invalid."),
    (
        "INTERNAL_SERVER_ERROR",
        StatusCode::INTERNAL_SERVER_ERROR,
        "An internal server error occurred while processing your request.",
    ),
];

/// Code, status and message of the code `name`; the first of all for one that is not known.
pub(crate) fn of(name: &str) -> (&'static str, StatusCode, &'static str) {
    CODES.into_iter().find(|(code, ..)| *code == name).unwrap_or(CODES[0])
}

/// Whether Zoho has this code.
pub(crate) fn is_known(name: &str) -> bool {
    CODES.iter().any(|(code, ..)| *code == name)
}
