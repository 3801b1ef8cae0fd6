-- What others do, live; calendars that are subscribed to. The same tables and columns stand in ../sqlite; only
-- the types' names differ.

-- Grows whenever somebody comes to a client's page or leaves it.
INSERT INTO counters (name, value) VALUES ('presence', 0);

-- Who has which client's page open. A row counts until its lease ends; the node that made it renews it.
CREATE TABLE presence (
    id UUID PRIMARY KEY,
    client_id UUID NOT NULL REFERENCES clients (id),
    user_id UUID NOT NULL REFERENCES users (id),
    node_id UUID NOT NULL,
    until TIMESTAMPTZ NOT NULL
);
CREATE INDEX presence_client ON presence (client_id);
CREATE INDEX presence_node ON presence (node_id);
CREATE INDEX presence_until ON presence (until);

-- One address per user, by the hash of its token.
CREATE TABLE calendar_feeds (
    user_id UUID PRIMARY KEY REFERENCES users (id),
    token_hash BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    read_at TIMESTAMPTZ
);
CREATE UNIQUE INDEX calendar_feeds_token ON calendar_feeds (token_hash);

-- From an appointment to the one that it took the place of.
CREATE INDEX appointments_replaced ON appointments (replaced_by_id) WHERE replaced_by_id IS NOT NULL;
CREATE INDEX appointments_closed ON appointments (assignee_id, closed_at) WHERE state = 'cancelled';
