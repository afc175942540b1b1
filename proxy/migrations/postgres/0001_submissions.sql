-- One row a submission. It is written before Zoho is called, and is the queue as well. The columns
-- are explained in ../sqlite; both schemas are the same to the program.
CREATE TABLE submissions (
    seq           BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id            TEXT    NOT NULL UNIQUE,
    key_hash      TEXT    NOT NULL UNIQUE,
    fingerprint   TEXT    NOT NULL,
    person        TEXT,
    body          TEXT,
    state         TEXT    NOT NULL CHECK (state IN
        ('received', 'sending', 'retry', 'unknown', 'created', 'rejected', 'held', 'expired')),
    ahead         BIGINT  NOT NULL,
    attempt       BIGINT  NOT NULL,
    next_at       BIGINT,
    owner         TEXT,
    reason        TEXT,
    since         BIGINT,
    lookups       BIGINT  NOT NULL,
    negatives     BIGINT  NOT NULL,
    held_since    BIGINT,
    ticket_number TEXT,
    ticket_id     TEXT,
    web_url       TEXT,
    errors        TEXT,
    created_at    BIGINT  NOT NULL,
    changed_at    BIGINT  NOT NULL
);

CREATE INDEX submissions_due ON submissions (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX submissions_ahead ON submissions (person, seq) WHERE ahead = 1;
CREATE INDEX submissions_same ON submissions (fingerprint, seq);
CREATE INDEX submissions_ticket ON submissions (ticket_id) WHERE ticket_id IS NOT NULL;

CREATE TABLE repeats (
    key_hash   TEXT   NOT NULL PRIMARY KEY,
    submission TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE tokens (
    name       TEXT   NOT NULL PRIMARY KEY,
    sealed     BYTEA  NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE heartbeat (
    name TEXT   NOT NULL PRIMARY KEY,
    at   BIGINT NOT NULL
);
