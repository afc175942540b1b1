-- Files that visitors added, until their ticket exists.
CREATE TABLE uploads (
    -- A random number of up to 19 digits: the browser's capability.
    id         TEXT    NOT NULL PRIMARY KEY,
    name       TEXT    NOT NULL,
    media_type TEXT    NOT NULL,
    size       INTEGER NOT NULL,
    -- NULL: in a file of this name beside the database.
    content    BLOB,
    -- The submission that it belongs to; NULL: none has named it yet.
    submission TEXT,
    -- What Zoho calls it, and since when it has it, in milliseconds since 1970.
    zoho_id    TEXT,
    zoho_at    INTEGER,
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX uploads_submission ON uploads (submission);
