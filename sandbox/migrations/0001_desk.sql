-- One portal: its contacts, uploads and tickets, and the access tokens given out for it.
-- Times are milliseconds since 1970.

CREATE TABLE tokens (
  token TEXT PRIMARY KEY,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE contacts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  email TEXT UNIQUE COLLATE NOCASE,
  first_name TEXT,
  last_name TEXT
) STRICT;

CREATE TABLE uploads (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  content BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE tickets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  created_at INTEGER NOT NULL,
  -- The search does not find the ticket before this time.
  searchable_at INTEGER NOT NULL,
  -- Text: a `contactId` that came with the ticket stays as it was written.
  contact_id TEXT NOT NULL,
  subject TEXT NOT NULL COLLATE NOCASE,
  email TEXT COLLATE NOCASE,
  -- The checked attributes, and the request's body byte for byte.
  attributes TEXT NOT NULL,
  received TEXT NOT NULL
) STRICT;

CREATE INDEX tickets_by_email ON tickets (email);

CREATE TABLE ticket_uploads (
  ticket INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  upload INTEGER NOT NULL REFERENCES uploads (id),
  PRIMARY KEY (ticket, place)
) STRICT, WITHOUT ROWID;

-- Ids lie beyond 2^53, as Zoho's may, so that whoever reads them as a JavaScript number is found
-- out. The last digits of a ticket's id are its number: the first one is 101.
INSERT INTO sqlite_sequence (name, seq) VALUES
  ('contacts', 18921000000042031),
  ('uploads', 18921000500000000),
  ('tickets', 18921001000000100);
