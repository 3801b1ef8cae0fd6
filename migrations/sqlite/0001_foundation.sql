-- The foundation: who collects, who owes, what was said, what comes next.
-- The same tables and columns stand in ../postgres; only the types' names differ.
-- Times are bound by the program (UTC, microseconds); nothing here asks the clock.

CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
);
-- change: grows with every committed change of a client; epoch: grows when everything must be read anew.
INSERT INTO counters (name, value) VALUES ('change', 0), ('epoch', 0);

CREATE TABLE companies (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    tax_id TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    street TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    complement TEXT NOT NULL DEFAULT '',
    district TEXT NOT NULL DEFAULT '',
    city TEXT NOT NULL DEFAULT '',
    uf TEXT NOT NULL DEFAULT '',
    cep TEXT NOT NULL DEFAULT '',
    last_code INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL
);
CREATE UNIQUE INDEX companies_name ON companies (name);

CREATE TABLE users (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('administrator', 'manager', 'agent')),
    active BOOLEAN NOT NULL,
    created_at TEXT NOT NULL
);
CREATE UNIQUE INDEX users_email ON users (email);

CREATE TABLE user_companies (
    user_id BLOB NOT NULL REFERENCES users (id),
    company_id BLOB NOT NULL REFERENCES companies (id),
    PRIMARY KEY (user_id, company_id)
);

CREATE TABLE sessions (
    token_hash BLOB PRIMARY KEY,
    user_id BLOB NOT NULL REFERENCES users (id),
    created_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    user_agent TEXT NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Failed attempts to sign in, to slow down guessing; kept for a day.
CREATE TABLE sign_in_attempts (
    id BLOB PRIMARY KEY,
    account TEXT NOT NULL,
    address TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX sign_in_attempts_account ON sign_in_attempts (account, at);
CREATE INDEX sign_in_attempts_address ON sign_in_attempts (address, at);

-- Refused forms of browsers without JavaScript, so that nothing typed is lost; kept for an hour.
CREATE TABLE posted_forms (
    id BLOB PRIMARY KEY,
    owner BLOB NOT NULL,
    form TEXT NOT NULL,
    created_at TEXT NOT NULL
);
CREATE INDEX posted_forms_age ON posted_forms (created_at);

CREATE TABLE clients (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL,
    tax_id TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    mobile TEXT NOT NULL DEFAULT '',
    street TEXT NOT NULL DEFAULT '',
    street_number TEXT NOT NULL DEFAULT '',
    complement TEXT NOT NULL DEFAULT '',
    district TEXT NOT NULL DEFAULT '',
    city TEXT NOT NULL DEFAULT '',
    uf TEXT NOT NULL DEFAULT '',
    cep TEXT NOT NULL DEFAULT '',
    is_client BOOLEAN NOT NULL,
    is_supplier BOOLEAN NOT NULL,
    search_key TEXT NOT NULL,
    change INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    CHECK (is_client OR is_supplier)
);
CREATE UNIQUE INDEX clients_tax_id ON clients (tax_id) WHERE tax_id <> '';
CREATE INDEX clients_change ON clients (change);
-- Any part of the search key is found by its trigrams.
CREATE VIRTUAL TABLE client_search USING fts5 (search_key, content = 'clients', content_rowid = 'number', tokenize = 'trigram', detail = 'none');
CREATE TRIGGER clients_search_insert AFTER INSERT ON clients BEGIN
    INSERT INTO client_search (rowid, search_key) VALUES (new.number, new.search_key);
END;
CREATE TRIGGER clients_search_update AFTER UPDATE OF search_key ON clients WHEN old.search_key <> new.search_key BEGIN
    INSERT INTO client_search (client_search, rowid, search_key) VALUES ('delete', old.number, old.search_key);
    INSERT INTO client_search (rowid, search_key) VALUES (new.number, new.search_key);
END;

-- A client is in sight of the users of the companies it has to do with.
CREATE TABLE client_companies (
    client_id BLOB NOT NULL REFERENCES clients (id),
    company_id BLOB NOT NULL REFERENCES companies (id),
    external_ref TEXT,
    PRIMARY KEY (client_id, company_id)
);
CREATE UNIQUE INDEX client_companies_ref ON client_companies (company_id, external_ref) WHERE external_ref IS NOT NULL;

CREATE TABLE people (
    id BLOB PRIMARY KEY,
    client_id BLOB NOT NULL REFERENCES clients (id),
    name TEXT NOT NULL,
    department TEXT NOT NULL DEFAULT '',
    job_title TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    mobile TEXT NOT NULL DEFAULT '',
    removed_at TEXT,
    created_at TEXT NOT NULL
);
CREATE INDEX people_client ON people (client_id);

CREATE TABLE charges (
    id BLOB PRIMARY KEY,
    company_id BLOB NOT NULL REFERENCES companies (id),
    client_id BLOB NOT NULL REFERENCES clients (id),
    code INTEGER NOT NULL,
    document TEXT NOT NULL,
    issued TEXT NOT NULL,
    due TEXT NOT NULL,
    principal_centavos INTEGER NOT NULL CHECK (principal_centavos > 0),
    -- The sum of the ledger, kept in the same transaction as each of its lines.
    balance_centavos INTEGER NOT NULL CHECK (balance_centavos >= 0),
    status TEXT NOT NULL CHECK (status IN ('open', 'settled', 'superseded', 'written_off', 'cancelled')),
    notes TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    CHECK ((status = 'open') = (balance_centavos > 0))
);
CREATE UNIQUE INDEX charges_document ON charges (company_id, document);
CREATE UNIQUE INDEX charges_code ON charges (company_id, code);
CREATE INDEX charges_client ON charges (client_id, status, due);
-- Covers what the book reads of every open charge.
CREATE INDEX charges_open ON charges (client_id, company_id, due, balance_centavos, principal_centavos, id) WHERE status = 'open';

-- Append-only. amount_centavos is positive; the kind says whether it adds or takes.
CREATE TABLE ledger (
    id BLOB PRIMARY KEY,
    charge_id BLOB NOT NULL REFERENCES charges (id),
    kind TEXT NOT NULL CHECK (kind IN ('principal', 'payment', 'reversal', 'discount', 'surcharge')),
    amount_centavos INTEGER NOT NULL CHECK (amount_centavos > 0),
    effective_on TEXT NOT NULL,
    reverses_id BLOB UNIQUE REFERENCES ledger (id),
    user_id BLOB REFERENCES users (id),
    recorded_at TEXT NOT NULL
);
CREATE INDEX ledger_charge ON ledger (charge_id, recorded_at);

-- Contacts and comments (kind). Never changed but for being voided.
CREATE TABLE contacts (
    id BLOB PRIMARY KEY,
    client_id BLOB NOT NULL REFERENCES clients (id),
    company_id BLOB NOT NULL REFERENCES companies (id),
    kind TEXT NOT NULL CHECK (kind IN ('contact', 'comment')),
    at TEXT NOT NULL,
    channel TEXT,
    outcome TEXT,
    sub_outcome TEXT,
    reason TEXT,
    spoke_to TEXT NOT NULL DEFAULT '',
    notes TEXT NOT NULL DEFAULT '',
    guard_reason TEXT NOT NULL DEFAULT '',
    user_id BLOB NOT NULL REFERENCES users (id),
    idempotency_key BLOB NOT NULL UNIQUE,
    recorded_at TEXT NOT NULL,
    voided_at TEXT,
    voided_by BLOB REFERENCES users (id),
    void_reason TEXT NOT NULL DEFAULT '',
    CHECK ((kind = 'contact') = (channel IS NOT NULL AND outcome IS NOT NULL)),
    CHECK ((voided_at IS NULL) = (voided_by IS NULL))
);
CREATE INDEX contacts_client ON contacts (client_id, at DESC);

CREATE TABLE contact_charges (
    contact_id BLOB NOT NULL REFERENCES contacts (id),
    charge_id BLOB NOT NULL REFERENCES charges (id),
    PRIMARY KEY (contact_id, charge_id)
);

CREATE TABLE appointments (
    id BLOB PRIMARY KEY,
    client_id BLOB NOT NULL REFERENCES clients (id),
    company_id BLOB NOT NULL REFERENCES companies (id),
    due_on TEXT NOT NULL,
    -- HH:MM; blank means at any time of the day.
    due_time TEXT NOT NULL DEFAULT '',
    assignee_id BLOB NOT NULL REFERENCES users (id),
    notes TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'rescheduled', 'cancelled')),
    idempotency_key BLOB UNIQUE,
    source_contact_id BLOB REFERENCES contacts (id),
    done_contact_id BLOB REFERENCES contacts (id),
    replaced_by_id BLOB REFERENCES appointments (id),
    cancel_reason TEXT NOT NULL DEFAULT '',
    created_by BLOB NOT NULL REFERENCES users (id),
    created_at TEXT NOT NULL,
    closed_by BLOB REFERENCES users (id),
    closed_at TEXT,
    CHECK ((state = 'pending') = (closed_at IS NULL))
);
CREATE INDEX appointments_assignee ON appointments (assignee_id, due_on, due_time) WHERE state = 'pending';
CREATE INDEX appointments_day ON appointments (due_on, due_time) WHERE state = 'pending';
CREATE INDEX appointments_client ON appointments (client_id, due_on, due_time) WHERE state = 'pending';

-- Append-only: who did what, when, with the values before and after as JSON.
CREATE TABLE events (
    id BLOB PRIMARY KEY,
    at TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('web', 'command', 'import', 'job')),
    user_id BLOB REFERENCES users (id),
    client_id BLOB REFERENCES clients (id),
    kind TEXT NOT NULL,
    subject_id BLOB,
    data TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX events_client ON events (client_id, at DESC);
CREATE INDEX events_subject ON events (subject_id, at DESC);
