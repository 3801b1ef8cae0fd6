-- Imports on the web: the file, how it is read, what it made. Nothing was kept in these tables before.
-- The same tables and columns stand in ../sqlite; only the types' names differ.

DROP TABLE import_items;
DROP TABLE import_problems;
DROP TABLE imports;

CREATE TABLE imports (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('charges', 'payments')),
    company_id UUID NOT NULL REFERENCES companies (id),
    file_name TEXT NOT NULL,
    file_hash BYTEA NOT NULL,
    file_bytes BIGINT NOT NULL,
    -- Headings, first rows, how dates are written, as JSON.
    contents TEXT NOT NULL,
    -- The headings of the file, reduced: the mapping is proposed again for the same ones.
    headings_key TEXT NOT NULL,
    -- The field of each column, as JSON; blank where it is left out.
    mapping TEXT NOT NULL,
    -- dmy, mdy or ymd; blank where the file tells.
    dates TEXT NOT NULL DEFAULT '',
    skip_bad BOOLEAN NOT NULL DEFAULT FALSE,
    state TEXT NOT NULL CHECK (state IN ('uploaded', 'checking', 'checked', 'running', 'done', 'failed', 'undone')),
    -- Why it failed.
    problem TEXT NOT NULL DEFAULT '',
    lines_done BIGINT NOT NULL DEFAULT 0,
    report TEXT NOT NULL DEFAULT '',
    user_id UUID NOT NULL REFERENCES users (id),
    created_at TIMESTAMPTZ NOT NULL,
    -- The last sign of life of whoever checks or imports.
    beat_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    undone_by UUID REFERENCES users (id),
    undone_at TIMESTAMPTZ,
    undo_reason TEXT NOT NULL DEFAULT '',
    CHECK ((state = 'undone') = (undone_at IS NOT NULL))
);
CREATE INDEX imports_age ON imports (created_at);
CREATE INDEX imports_headings ON imports (company_id, headings_key, created_at);
CREATE INDEX imports_busy ON imports (beat_at) WHERE state IN ('checking', 'running');
CREATE INDEX imports_hash ON imports (company_id, file_hash);

-- The file, in parts; deleted after a while.
CREATE TABLE import_files (
    import_id UUID NOT NULL REFERENCES imports (id),
    part BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (import_id, part)
);

-- What is to be said of lines of the file.
CREATE TABLE import_remarks (
    import_id UUID NOT NULL REFERENCES imports (id),
    kind TEXT NOT NULL CHECK (kind IN ('bad', 'different', 'warning')),
    number BIGINT NOT NULL,
    line BIGINT NOT NULL,
    heading TEXT NOT NULL,
    value TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (import_id, kind, number)
);

-- What an import made: it is undone as long as none of it was touched.
CREATE TABLE import_items (
    import_id UUID NOT NULL REFERENCES imports (id),
    kind TEXT NOT NULL CHECK (kind IN ('client', 'link', 'charge', 'payment')),
    subject_id UUID NOT NULL,
    PRIMARY KEY (import_id, kind, subject_id)
);

-- Charges and clients are taken back only where nothing refers to them.
CREATE INDEX appointments_of ON appointments (client_id);
CREATE INDEX contact_charges_charge ON contact_charges (charge_id);
CREATE INDEX promise_charges_charge ON promise_charges (charge_id);
CREATE INDEX agreement_sources_charge ON agreement_sources (charge_id);
