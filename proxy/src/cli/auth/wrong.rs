//! What went wrong at Zoho's, and what to do about it.

use crate::zoho::{GrantError, Reason, TokenError, wanted_scopes};

/// The exchange of the grant code.
pub(super) fn grant(error: &GrantError, accounts_url: &str, console: &str) -> String {
    match error {
        GrantError::Client(error) => error.to_string(),
        GrantError::NoRefreshToken => format!(
            "{accounts_url} gave an access token for this code, but no refresh token: make the code with a Self Client \
             of {console}, or with access_type=offline and prompt=consent where it is a server-based application"
        ),
        GrantError::Token(TokenError::Refused { code }) => refused(code, accounts_url, console),
        GrantError::Token(error @ TokenError::Throttled { .. }) => {
            format!("{error}: too many were asked for; wait for ten minutes, then make a new code")
        }
        GrantError::Token(TokenError::Unavailable) => format!(
            "{accounts_url} was not reached or gave no usable answer; look at the network and at the data centre. The \
             code may be used up: make a new one"
        ),
    }
}

fn refused(code: &str, accounts_url: &str, console: &str) -> String {
    let what = match code {
        "invalid_code" | "invalid_grant" => {
            "the code was used before, its minutes are over, or it was made for another client. Generate a new one and \
             enter it at once"
        }
        "invalid_client" => {
            "this data centre does not know the client id. Look at it once more; if it is right, the client is one of \
             another data centre (DESKBELL_ZOHO_DATA_CENTER)"
        }
        "invalid_client_secret" => "the client secret does not belong to the client id. Copy it once more",
        _ => "look at client, code and data centre once more",
    };
    format!("{accounts_url} refused ({code}): {what}. The place for it is {console}")
}

/// Scopes that the code was generated without.
pub(super) fn scopes(missing: &[&str], attachments: bool) -> String {
    format!(
        "the code was generated without {}; generate a new one, with this scope:\n{}",
        missing.join(", "),
        names(attachments)
    )
}

/// The scopes to ask for, as the API console takes them.
pub(super) fn names(attachments: bool) -> String {
    wanted_scopes(attachments).map(|scope| scope.name).collect::<Vec<_>>().join(",")
}

/// What Zoho Desk says to the new token.
pub(super) fn desk(reason: Reason, desk_url: &str) -> String {
    let hint = match reason {
        Reason::Unauthorized | Reason::Unreadable | Reason::NotFound => {
            "; the portal is probably in another data centre: its address in a browser shows which"
        }
        _ => "",
    };
    format!("{desk_url}: {reason}{hint}")
}
