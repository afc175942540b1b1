-- Files that visitors added, until their ticket exists.
CREATE TABLE uploads (
    -- A random number of up to 19 digits: the browser's capability.
    id         TEXT    NOT NULL PRIMARY KEY,
    name       TEXT    NOT NULL,
    media_type TEXT    NOT NULL,
    size       BIGINT NOT NULL,
    -- Never NULL here: there is no directory that all replicas share.
    content    BYTEA,
    -- The submission that it belongs to; NULL: none has named it yet.
    submission TEXT,
    -- What Zoho calls it, and since when it has it, in milliseconds since 1970.
    zoho_id    TEXT,
    zoho_at    BIGINT,
    created_at BIGINT NOT NULL
);

CREATE INDEX uploads_submission ON uploads (submission);
