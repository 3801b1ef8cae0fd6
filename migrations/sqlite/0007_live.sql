-- What others do, live; calendars that are subscribed to. The same tables and columns stand in ../postgres; only
-- the types' names differ.

-- Grows whenever somebody comes to a client's page or leaves it.
INSERT INTO counters (name, value) VALUES ('presence', 0);

-- Who has which client's page open. A row counts until its lease ends; the node that made it renews it.
CREATE TABLE presence (
    id BLOB PRIMARY KEY,
    client_id BLOB NOT NULL REFERENCES clients (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    node_id BLOB NOT NULL,
    until TEXT NOT NULL
);
CREATE INDEX presence_client ON presence (client_id);
CREATE INDEX presence_node ON presence (node_id);
CREATE INDEX presence_until ON presence (until);

-- One address per user, by the hash of its token.
CREATE TABLE calendar_feeds (
    user_id BLOB PRIMARY KEY REFERENCES users (id),
    token_hash BLOB NOT NULL,
    created_at TEXT NOT NULL,
    read_at TEXT
);
CREATE UNIQUE INDEX calendar_feeds_token ON calendar_feeds (token_hash);

-- From an appointment to the one that it took the place of.
CREATE INDEX appointments_replaced ON appointments (replaced_by_id) WHERE replaced_by_id IS NOT NULL;
CREATE INDEX appointments_closed ON appointments (assignee_id, closed_at) WHERE state = 'cancelled';
