-- One row a submission. It is written before Zoho is called, and is the queue as well.
CREATE TABLE submissions (
    -- 128 random bits in Crockford's base 32: the browser's capability and the ticket's marker.
    id            TEXT    NOT NULL PRIMARY KEY,
    -- SHA-256 of the idempotency key, and of the checked ticket it was used for; hexadecimal.
    key_hash      TEXT    NOT NULL UNIQUE,
    fingerprint   TEXT    NOT NULL,
    -- The ticket as JSON; taken away as soon as it is not needed any more.
    body          TEXT,
    state         TEXT    NOT NULL
        CHECK (state IN ('received', 'sending', 'retry', 'unknown', 'created', 'rejected', 'held')),
    attempt       INTEGER NOT NULL,
    -- Why it stands where it stands: the names of zoho/reason.rs.
    reason        TEXT,
    -- retry, unknown: when something is to be done, in milliseconds since 1970.
    next_at       INTEGER,
    -- unknown: the end of the attempt, in milliseconds since 1970, and what was looked up since.
    since         INTEGER,
    lookups       INTEGER NOT NULL DEFAULT 0,
    negatives     INTEGER NOT NULL DEFAULT 0,
    -- created: the receipt.
    ticket_number TEXT,
    ticket_id     TEXT,
    web_url       TEXT,
    -- rejected: the fields, as JSON.
    errors        TEXT,
    created_at    INTEGER NOT NULL
) STRICT;

-- What a start has to go on with.
CREATE INDEX submissions_unfinished ON submissions (created_at) WHERE state NOT IN ('created', 'rejected');
