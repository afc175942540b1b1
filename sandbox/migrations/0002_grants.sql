-- What Zoho's API console gives out, and what becomes of it. `scope` is a list with commas; NULL
-- stands for everything, as the credentials have it that every sandbox takes.

CREATE TABLE codes (
  code TEXT PRIMARY KEY,
  scope TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  -- Whether there is a refresh token for it, or only an access token.
  offline INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE refresh_tokens (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  token TEXT NOT NULL UNIQUE,
  scope TEXT NOT NULL
) STRICT;

ALTER TABLE tokens ADD COLUMN scope TEXT;
