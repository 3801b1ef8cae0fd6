-- Saved filters of the working grid, contact hours by state, messages to confirm, and bulk sending.
-- The same tables and columns stand in ../sqlite; only the types' names differ.

CREATE TABLE saved_filters (
    id UUID PRIMARY KEY,
    version BIGINT NOT NULL DEFAULT 1,
    name TEXT NOT NULL,
    -- Everybody uses it, not only its owner.
    shared BOOLEAN NOT NULL,
    owner_id UUID NOT NULL REFERENCES users (id),
    -- Proposed in the contact form; blank for none.
    channel TEXT NOT NULL DEFAULT '',
    -- What it means, as JSON.
    criteria TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    changed_by UUID NOT NULL REFERENCES users (id),
    changed_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX saved_filters_owner ON saved_filters (owner_id);
CREATE INDEX saved_filters_shared ON saved_filters (name) WHERE shared;

-- What differs from the hours of the laws. A blank state is all that have no line of their own; blank times are none.
CREATE TABLE contact_hours (
    uf TEXT PRIMARY KEY,
    weekdays_from TEXT NOT NULL,
    weekdays_until TEXT NOT NULL,
    saturday_from TEXT NOT NULL,
    saturday_until TEXT NOT NULL,
    sunday_from TEXT NOT NULL,
    sunday_until TEXT NOT NULL,
    user_id UUID NOT NULL REFERENCES users (id),
    recorded_at TIMESTAMPTZ NOT NULL
);

-- A contact whose message was opened in another program: whether it was sent, only a person can tell.
ALTER TABLE contacts ADD COLUMN awaiting BOOLEAN NOT NULL DEFAULT FALSE;
-- The number or address that was written to.
ALTER TABLE contacts ADD COLUMN sent_to TEXT NOT NULL DEFAULT '';
ALTER TABLE contacts ADD COLUMN subject TEXT NOT NULL DEFAULT '';
-- Why somebody called outside the hours.
ALTER TABLE contacts ADD COLUMN hours_reason TEXT NOT NULL DEFAULT '';
CREATE INDEX contacts_awaiting ON contacts (user_id, at) WHERE awaiting;

-- One message for each of many clients. Its state is here, so that it survives a restart.
CREATE TABLE bulk_runs (
    id UUID PRIMARY KEY,
    channel TEXT NOT NULL CHECK (channel IN ('email', 'letter')),
    template_id UUID NOT NULL REFERENCES message_templates (id),
    -- checking is the dry run, ready its end.
    state TEXT NOT NULL CHECK (state IN ('checking', 'ready', 'running', 'paused', 'done', 'stopped')),
    user_id UUID NOT NULL REFERENCES users (id),
    idempotency_key UUID NOT NULL UNIQUE,
    created_at TIMESTAMPTZ NOT NULL,
    -- The last sign of life of whoever works on it.
    beat_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ
);
CREATE INDEX bulk_runs_user ON bulk_runs (user_id, created_at DESC);
CREATE INDEX bulk_runs_busy ON bulk_runs (beat_at) WHERE state IN ('checking', 'running');

CREATE TABLE bulk_items (
    run_id UUID NOT NULL REFERENCES bulk_runs (id),
    number BIGINT NOT NULL,
    client_id UUID NOT NULL REFERENCES clients (id),
    company_id UUID NOT NULL REFERENCES companies (id),
    -- The charges, as JSON.
    charges TEXT NOT NULL,
    -- The idempotency key of its message.
    message_key UUID NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'ready', 'refused', 'done', 'failed')),
    -- Why it was refused, as JSON, or under which number the log has the failure.
    reason TEXT NOT NULL DEFAULT '',
    total_centavos BIGINT NOT NULL DEFAULT 0,
    done_at TIMESTAMPTZ,
    PRIMARY KEY (run_id, number)
);
CREATE INDEX bulk_items_state ON bulk_items (run_id, state, number);
CREATE INDEX bulk_items_client ON bulk_items (client_id);

-- Covers what the book reads of every open charge.
DROP INDEX charges_open;
CREATE INDEX charges_open ON charges (client_id, company_id, due, balance_centavos, principal_centavos, moved, id, document) WHERE status = 'open';
