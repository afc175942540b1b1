-- The whole machine: leases, an order per person, expired submissions, repeats under another key.
-- The table is made anew, because SQLite cannot change a CHECK.
CREATE TABLE submissions_new (
    -- The order of arrival.
    seq           INTEGER PRIMARY KEY AUTOINCREMENT,
    -- 128 random bits in Crockford's base 32: the browser's capability and the ticket's marker.
    id            TEXT    NOT NULL UNIQUE,
    -- SHA-256 of the idempotency key, and of the checked ticket it was used for; hexadecimal.
    key_hash      TEXT    NOT NULL UNIQUE,
    fingerprint   TEXT    NOT NULL,
    -- SHA-256 of the visitor's address; submissions with the same one are sent in their order.
    person        TEXT,
    -- The ticket as JSON; taken away as soon as the ticket exists.
    body          TEXT,
    state         TEXT    NOT NULL CHECK (state IN
        ('received', 'sending', 'retry', 'unknown', 'created', 'rejected', 'held', 'expired')),
    -- 1: a later submission of the same person has to wait for this one.
    ahead         INTEGER NOT NULL,
    attempt       INTEGER NOT NULL,
    -- When something is to be done, in milliseconds since 1970. sending: the lease's end.
    next_at       INTEGER,
    -- sending: the process that does it.
    owner         TEXT,
    -- Why it stands where it stands: the names of zoho/reason.rs.
    reason        TEXT,
    -- unknown: the end of the attempt, in milliseconds since 1970, and what was looked up since.
    since         INTEGER,
    lookups       INTEGER NOT NULL,
    negatives     INTEGER NOT NULL,
    -- Since when it has been held, in milliseconds since 1970.
    held_since    INTEGER,
    -- created: the receipt.
    ticket_number TEXT,
    ticket_id     TEXT,
    web_url       TEXT,
    -- rejected: the fields, as JSON.
    errors        TEXT,
    created_at    INTEGER NOT NULL,
    -- When it came to stand where it stands.
    changed_at    INTEGER NOT NULL
) STRICT;

INSERT INTO submissions_new (id, key_hash, fingerprint, body, state, ahead, attempt, next_at, owner, reason, since,
    lookups, negatives, held_since, ticket_number, ticket_id, web_url, errors, created_at, changed_at)
SELECT id, key_hash, fingerprint, body, state, state IN ('received', 'sending', 'retry', 'unknown'), attempt,
    -- What was being sent is long over: due at once, and to be looked up.
    CASE state WHEN 'received' THEN created_at WHEN 'sending' THEN 0 WHEN 'held' THEN 0 ELSE next_at END,
    CASE state WHEN 'sending' THEN '' END, reason, since, lookups, negatives,
    CASE state WHEN 'held' THEN created_at END, ticket_number, ticket_id, web_url, errors, created_at, created_at
FROM submissions ORDER BY created_at, id;

DROP TABLE submissions;
ALTER TABLE submissions_new RENAME TO submissions;

CREATE INDEX submissions_due ON submissions (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX submissions_ahead ON submissions (person, seq) WHERE ahead = 1;
CREATE INDEX submissions_same ON submissions (fingerprint, seq);
CREATE INDEX submissions_ticket ON submissions (ticket_id) WHERE ticket_id IS NOT NULL;

-- Other keys under which the same ticket was sent again.
CREATE TABLE repeats (
    key_hash   TEXT    NOT NULL PRIMARY KEY,
    submission TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- Zoho's access token, encrypted with a key that follows from the credentials.
CREATE TABLE tokens (
    name       TEXT    NOT NULL PRIMARY KEY,
    sealed     BLOB    NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

-- Written to see whether anything can be written.
CREATE TABLE heartbeat (
    name TEXT    NOT NULL PRIMARY KEY,
    at   INTEGER NOT NULL
) STRICT;
