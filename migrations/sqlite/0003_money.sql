-- Money: payments, policies, holidays, indices, agreements, promises, imports.
-- The same tables and columns stand in ../postgres; only the types' names differ.

-- Grows whenever policies, holidays, indices or a company's rules change: every node reads them anew.
INSERT INTO counters (name, value) VALUES ('rules', 0);

ALTER TABLE companies ADD COLUMN last_agreement INTEGER NOT NULL DEFAULT 0;
-- Nothing means that breaking an agreement is never proposed for that.
ALTER TABLE companies ADD COLUMN break_missed INTEGER DEFAULT 2;
ALTER TABLE companies ADD COLUMN break_days INTEGER DEFAULT 30;
ALTER TABLE companies ADD COLUMN promise_grace_days INTEGER NOT NULL DEFAULT 2;

-- Versions of late-charge policies, append-only: of two that begin on one day, the later recorded counts.
-- Rates are millionths of a per cent.
CREATE TABLE policies (
    id BLOB PRIMARY KEY,
    company_id BLOB NOT NULL REFERENCES companies (id),
    valid_from TEXT NOT NULL,
    fine_millionths INTEGER NOT NULL CHECK (fine_millionths BETWEEN 0 AND 100000000),
    fine_fixed_centavos INTEGER CHECK (fine_fixed_centavos >= 0),
    interest_millionths INTEGER NOT NULL CHECK (interest_millionths BETWEEN 0 AND 100000000),
    interest_per_day_centavos INTEGER CHECK (interest_per_day_centavos >= 0),
    mode TEXT NOT NULL CHECK (mode IN ('taxa_mensal', 'valor_por_dia')),
    rounding TEXT NOT NULL CHECK (rounding IN ('meio_acima', 'truncar', 'meio_par')),
    counted_from TEXT NOT NULL CHECK (counted_from IN ('original', 'prorrogado')),
    grace_days INTEGER NOT NULL CHECK (grace_days BETWEEN 0 AND 90),
    year_end BOOLEAN NOT NULL,
    correction TEXT CHECK (correction IN ('ipca', 'igpm', 'inpc', 'proprio')),
    user_id BLOB NOT NULL REFERENCES users (id),
    recorded_at TEXT NOT NULL
);
CREATE INDEX policies_company ON policies (company_id, valid_from, recorded_at);

-- What differs from the national bank holidays, which the program computes for every year.
CREATE TABLE holidays (
    day TEXT PRIMARY KEY,
    name TEXT NOT NULL DEFAULT '',
    -- A national one on which banks are open after all.
    removed BOOLEAN NOT NULL,
    user_id BLOB NOT NULL REFERENCES users (id),
    recorded_at TEXT NOT NULL
);

CREATE TABLE index_variations (
    price_index TEXT NOT NULL CHECK (price_index IN ('ipca', 'igpm', 'inpc', 'proprio')),
    -- The first day of the month.
    month TEXT NOT NULL,
    millionths INTEGER NOT NULL,
    user_id BLOB NOT NULL REFERENCES users (id),
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (price_index, month)
);

CREATE TABLE imports (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('charges', 'payments')),
    company_id BLOB REFERENCES companies (id),
    file_name TEXT NOT NULL,
    file_hash BLOB NOT NULL,
    -- The headings of the file, normalised: the mapping is proposed again for the same ones.
    headings TEXT NOT NULL,
    mapping TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('checked', 'running', 'done', 'failed', 'undone')),
    lines INTEGER NOT NULL DEFAULT 0,
    lines_done INTEGER NOT NULL DEFAULT 0,
    report TEXT NOT NULL DEFAULT '{}',
    user_id BLOB REFERENCES users (id),
    created_at TEXT NOT NULL,
    finished_at TEXT,
    undone_by BLOB REFERENCES users (id),
    undone_at TEXT,
    CHECK ((state = 'undone') = (undone_at IS NOT NULL))
);
CREATE INDEX imports_age ON imports (created_at);
CREATE INDEX imports_headings ON imports (headings, created_at);

CREATE TABLE import_problems (
    import_id BLOB NOT NULL REFERENCES imports (id),
    line INTEGER NOT NULL,
    field TEXT NOT NULL,
    problem TEXT NOT NULL,
    PRIMARY KEY (import_id, line, field)
);

-- What an import made: it is undone as long as none of it was touched.
CREATE TABLE import_items (
    import_id BLOB NOT NULL REFERENCES imports (id),
    kind TEXT NOT NULL CHECK (kind IN ('client', 'charge', 'payment')),
    subject_id BLOB NOT NULL,
    PRIMARY KEY (import_id, kind, subject_id)
);
CREATE INDEX import_items_subject ON import_items (subject_id);

-- An amount received on one day for charges of one client and company; its parts are lines of the ledger.
CREATE TABLE payments (
    id BLOB PRIMARY KEY,
    company_id BLOB NOT NULL REFERENCES companies (id),
    client_id BLOB NOT NULL REFERENCES clients (id),
    paid_on TEXT NOT NULL,
    method TEXT CHECK (method IN ('cash', 'pix', 'bank_slip', 'transfer', 'card', 'cheque', 'other')),
    amount_centavos INTEGER NOT NULL CHECK (amount_centavos > 0),
    notes TEXT NOT NULL DEFAULT '',
    waive_reason TEXT NOT NULL DEFAULT '',
    idempotency_key BLOB UNIQUE,
    user_id BLOB REFERENCES users (id),
    recorded_at TEXT NOT NULL,
    reversed_on TEXT,
    reversed_by BLOB REFERENCES users (id),
    reversed_at TEXT,
    reverse_reason TEXT NOT NULL DEFAULT '',
    CHECK ((reversed_on IS NULL) = (reversed_at IS NULL))
);
CREATE INDEX payments_client ON payments (client_id, paid_on);
CREATE INDEX payments_day ON payments (company_id, paid_on);

CREATE TABLE agreements (
    id BLOB PRIMARY KEY,
    company_id BLOB NOT NULL REFERENCES companies (id),
    client_id BLOB NOT NULL REFERENCES clients (id),
    number INTEGER NOT NULL,
    agreed_on TEXT NOT NULL,
    discount_centavos INTEGER NOT NULL CHECK (discount_centavos >= 0),
    surcharge_centavos INTEGER NOT NULL CHECK (surcharge_centavos >= 0),
    -- Given when the discount goes beyond fine and interest.
    discount_reason TEXT NOT NULL DEFAULT '',
    -- The sources' updated amounts - discount + surcharge = the instalments.
    total_centavos INTEGER NOT NULL CHECK (total_centavos > 0),
    state TEXT NOT NULL CHECK (state IN ('active', 'undone', 'broken')),
    contact_id BLOB REFERENCES contacts (id),
    notes TEXT NOT NULL DEFAULT '',
    idempotency_key BLOB NOT NULL UNIQUE,
    user_id BLOB NOT NULL REFERENCES users (id),
    recorded_at TEXT NOT NULL,
    ended_on TEXT,
    ended_by BLOB REFERENCES users (id),
    ended_at TEXT,
    end_reason TEXT NOT NULL DEFAULT '',
    CHECK ((state = 'active') = (ended_at IS NULL))
);
CREATE UNIQUE INDEX agreements_number ON agreements (company_id, number);
CREATE INDEX agreements_client ON agreements (client_id, agreed_on);
CREATE INDEX agreements_active ON agreements (company_id, agreed_on) WHERE state = 'active';

-- What was renegotiated, as it was owed on the day.
CREATE TABLE agreement_sources (
    agreement_id BLOB NOT NULL REFERENCES agreements (id),
    charge_id BLOB NOT NULL REFERENCES charges (id),
    principal_centavos INTEGER NOT NULL CHECK (principal_centavos > 0),
    correction_centavos INTEGER NOT NULL CHECK (correction_centavos >= 0),
    fine_centavos INTEGER NOT NULL CHECK (fine_centavos >= 0),
    interest_centavos INTEGER NOT NULL CHECK (interest_centavos >= 0),
    -- As long as the agreement is active: a charge is in at most one.
    active BOOLEAN NOT NULL,
    PRIMARY KEY (agreement_id, charge_id)
);
CREATE UNIQUE INDEX agreement_sources_active ON agreement_sources (charge_id) WHERE active;

-- The instalments as they were agreed; each is a charge.
CREATE TABLE agreement_instalments (
    agreement_id BLOB NOT NULL REFERENCES agreements (id),
    number INTEGER NOT NULL,
    charge_id BLOB NOT NULL UNIQUE REFERENCES charges (id),
    method TEXT NOT NULL CHECK (method IN ('cash', 'pix', 'bank_slip', 'transfer', 'card', 'cheque', 'other')),
    due TEXT NOT NULL,
    amount_centavos INTEGER NOT NULL CHECK (amount_centavos > 0),
    PRIMARY KEY (agreement_id, number)
);

ALTER TABLE charges ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE charges ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE charges ADD COLUMN category TEXT NOT NULL DEFAULT '';
ALTER TABLE charges ADD COLUMN method TEXT CHECK (method IN ('cash', 'pix', 'bank_slip', 'transfer', 'card', 'cheque', 'other'));
-- The ledger holds more than the principal: what is owed is computed from it.
ALTER TABLE charges ADD COLUMN moved BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE charges ADD COLUMN idempotency_key BLOB;
UPDATE charges SET moved = TRUE WHERE EXISTS (SELECT 1 FROM ledger WHERE ledger.charge_id = charges.id AND ledger.kind <> 'principal');
CREATE UNIQUE INDEX charges_key ON charges (idempotency_key) WHERE idempotency_key IS NOT NULL;
DROP INDEX charges_open;
CREATE INDEX charges_open ON charges (client_id, company_id, due, balance_centavos, principal_centavos, moved, id) WHERE status = 'open';
CREATE INDEX charges_due ON charges (due, company_id, status);

-- A principal is known from the day on which it was recorded, even where it was issued for a later one.
UPDATE ledger SET effective_on = MIN(effective_on, date(substr(recorded_at, 1, 19), '-3 hours')) WHERE kind = 'principal';
-- New kinds of lines. SQLite changes a check only by making the table anew.
CREATE TABLE ledger_new (
    id BLOB PRIMARY KEY,
    charge_id BLOB NOT NULL REFERENCES charges (id),
    kind TEXT NOT NULL CHECK (kind IN ('principal', 'payment', 'reversal', 'discount', 'surcharge', 'fine', 'interest',
        'correction', 'waived_fine', 'waived_interest', 'transfer', 'write_off', 'cancellation')),
    amount_centavos INTEGER NOT NULL CHECK (amount_centavos > 0),
    -- The day from which the line is known.
    effective_on TEXT NOT NULL,
    -- The day from which it counts for interest; never later.
    value_on TEXT NOT NULL,
    reverses_id BLOB UNIQUE REFERENCES ledger_new (id),
    payment_id BLOB REFERENCES payments (id),
    agreement_id BLOB REFERENCES agreements (id),
    user_id BLOB REFERENCES users (id),
    recorded_at TEXT NOT NULL,
    CHECK (value_on <= effective_on),
    CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL))
);
INSERT INTO ledger_new (id, charge_id, kind, amount_centavos, effective_on, value_on, reverses_id, user_id, recorded_at)
    SELECT id, charge_id, kind, amount_centavos, effective_on, effective_on, reverses_id, user_id, recorded_at FROM ledger;
DROP TABLE ledger;
ALTER TABLE ledger_new RENAME TO ledger;
CREATE INDEX ledger_charge ON ledger (charge_id, recorded_at, id);
CREATE INDEX ledger_payment ON ledger (payment_id) WHERE payment_id IS NOT NULL;

-- Each payment line that is there already becomes a payment of its own, under the same identity.
INSERT INTO payments (id, company_id, client_id, paid_on, amount_centavos, user_id, recorded_at, reversed_on, reversed_by, reversed_at)
    SELECT l.id, ch.company_id, ch.client_id, l.effective_on, l.amount_centavos, l.user_id, l.recorded_at, r.effective_on, r.user_id, r.recorded_at
    FROM ledger l JOIN charges ch ON ch.id = l.charge_id LEFT JOIN ledger r ON r.reverses_id = l.id
    WHERE l.kind = 'payment';
UPDATE ledger SET payment_id = CASE kind WHEN 'payment' THEN id ELSE reverses_id END WHERE kind IN ('payment', 'reversal');
-- What went beyond the debt was added to it together with its payment.
UPDATE ledger SET payment_id = (SELECT p.payment_id FROM ledger p WHERE p.charge_id = ledger.charge_id
        AND p.kind = 'payment' AND p.recorded_at = ledger.recorded_at AND p.effective_on = ledger.effective_on
        ORDER BY p.id LIMIT 1)
    WHERE kind = 'surcharge';

CREATE TABLE promises (
    id BLOB PRIMARY KEY,
    client_id BLOB NOT NULL REFERENCES clients (id),
    company_id BLOB NOT NULL REFERENCES companies (id),
    contact_id BLOB REFERENCES contacts (id),
    -- What it is held to, and what the client said.
    amount_centavos INTEGER NOT NULL CHECK (amount_centavos > 0),
    said_centavos INTEGER NOT NULL CHECK (said_centavos >= amount_centavos),
    promised_on TEXT NOT NULL,
    grace_days INTEGER NOT NULL CHECK (grace_days >= 0),
    -- promised_on and the days of grace: the daily run asks by it.
    deadline TEXT NOT NULL,
    made_on TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'partly_kept', 'broken', 'superseded', 'cancelled')),
    decided_on TEXT,
    received_centavos INTEGER NOT NULL DEFAULT 0 CHECK (received_centavos >= 0),
    replaced_by_id BLOB REFERENCES promises (id),
    cancel_reason TEXT NOT NULL DEFAULT '',
    idempotency_key BLOB NOT NULL UNIQUE,
    user_id BLOB NOT NULL REFERENCES users (id),
    recorded_at TEXT NOT NULL,
    CHECK ((state = 'open') = (decided_on IS NULL)),
    CHECK ((state = 'superseded') = (replaced_by_id IS NOT NULL))
);
CREATE INDEX promises_client ON promises (client_id, promised_on);
CREATE INDEX promises_open ON promises (deadline) WHERE state = 'open';
CREATE INDEX promises_broken ON promises (company_id, client_id) WHERE state = 'broken';

CREATE TABLE promise_charges (
    promise_id BLOB NOT NULL REFERENCES promises (id),
    charge_id BLOB NOT NULL REFERENCES charges (id),
    PRIMARY KEY (promise_id, charge_id)
);
