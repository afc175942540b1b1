-- What the guards of several processes remember together. The names are keyed hashes: they say nothing about anybody.

-- How much was taken of each limit: the moment at which everything will have come back, in microseconds since 1970.
-- Not logged: after a crash of the server, limits begin anew.
CREATE UNLOGGED TABLE guard_rates (
    tag     bytea  NOT NULL PRIMARY KEY,
    full_at bigint NOT NULL
);

-- What was used up (solutions of challenges, tokens for one ticket), by whom, and until when that is remembered.
CREATE TABLE guard_spent (
    tag    bytea  NOT NULL PRIMARY KEY,
    by_tag bytea  NOT NULL,
    until  bigint NOT NULL
);
