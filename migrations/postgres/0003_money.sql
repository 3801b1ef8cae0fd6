-- Money: payments, policies, holidays, indices, agreements, promises, imports.
-- The same tables and columns stand in ../sqlite; only the types' names differ.

-- Grows whenever policies, holidays, indices or a company's rules change: every node reads them anew.
INSERT INTO counters (name, value) VALUES ('rules', 0);

ALTER TABLE companies ADD COLUMN last_agreement BIGINT NOT NULL DEFAULT 0;
-- Nothing means that breaking an agreement is never proposed for that.
ALTER TABLE companies ADD COLUMN break_missed BIGINT DEFAULT 2;
ALTER TABLE companies ADD COLUMN break_days BIGINT DEFAULT 30;
ALTER TABLE companies ADD COLUMN promise_grace_days BIGINT NOT NULL DEFAULT 2;

-- Versions of late-charge policies, append-only: of two that begin on one day, the later recorded counts.
-- Rates are millionths of a per cent.
CREATE TABLE policies (
    id UUID PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies (id),
    valid_from DATE NOT NULL,
    fine_millionths BIGINT NOT NULL CHECK (fine_millionths BETWEEN 0 AND 100000000),
    fine_fixed_centavos BIGINT CHECK (fine_fixed_centavos >= 0),
    interest_millionths BIGINT NOT NULL CHECK (interest_millionths BETWEEN 0 AND 100000000),
    interest_per_day_centavos BIGINT CHECK (interest_per_day_centavos >= 0),
    mode TEXT NOT NULL CHECK (mode IN ('taxa_mensal', 'valor_por_dia')),
    rounding TEXT NOT NULL CHECK (rounding IN ('meio_acima', 'truncar', 'meio_par')),
    counted_from TEXT NOT NULL CHECK (counted_from IN ('original', 'prorrogado')),
    grace_days BIGINT NOT NULL CHECK (grace_days BETWEEN 0 AND 90),
    year_end BOOLEAN NOT NULL,
    correction TEXT CHECK (correction IN ('ipca', 'igpm', 'inpc', 'proprio')),
    user_id UUID NOT NULL REFERENCES users (id),
    recorded_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX policies_company ON policies (company_id, valid_from, recorded_at);

-- What differs from the national bank holidays, which the program computes for every year.
CREATE TABLE holidays (
    day DATE PRIMARY KEY,
    name TEXT NOT NULL DEFAULT '',
    -- A national one on which banks are open after all.
    removed BOOLEAN NOT NULL,
    user_id UUID NOT NULL REFERENCES users (id),
    recorded_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE index_variations (
    price_index TEXT NOT NULL CHECK (price_index IN ('ipca', 'igpm', 'inpc', 'proprio')),
    -- The first day of the month.
    month DATE NOT NULL,
    millionths BIGINT NOT NULL,
    user_id UUID NOT NULL REFERENCES users (id),
    recorded_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (price_index, month)
);

CREATE TABLE imports (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('charges', 'payments')),
    company_id UUID REFERENCES companies (id),
    file_name TEXT NOT NULL,
    file_hash BYTEA NOT NULL,
    -- The headings of the file, normalised: the mapping is proposed again for the same ones.
    headings TEXT NOT NULL,
    mapping TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('checked', 'running', 'done', 'failed', 'undone')),
    lines BIGINT NOT NULL DEFAULT 0,
    lines_done BIGINT NOT NULL DEFAULT 0,
    report TEXT NOT NULL DEFAULT '{}',
    user_id UUID REFERENCES users (id),
    created_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    undone_by UUID REFERENCES users (id),
    undone_at TIMESTAMPTZ,
    CHECK ((state = 'undone') = (undone_at IS NOT NULL))
);
CREATE INDEX imports_age ON imports (created_at);
CREATE INDEX imports_headings ON imports (headings, created_at);

CREATE TABLE import_problems (
    import_id UUID NOT NULL REFERENCES imports (id),
    line BIGINT NOT NULL,
    field TEXT NOT NULL,
    problem TEXT NOT NULL,
    PRIMARY KEY (import_id, line, field)
);

-- What an import made: it is undone as long as none of it was touched.
CREATE TABLE import_items (
    import_id UUID NOT NULL REFERENCES imports (id),
    kind TEXT NOT NULL CHECK (kind IN ('client', 'charge', 'payment')),
    subject_id UUID NOT NULL,
    PRIMARY KEY (import_id, kind, subject_id)
);
CREATE INDEX import_items_subject ON import_items (subject_id);

-- An amount received on one day for charges of one client and company; its parts are lines of the ledger.
CREATE TABLE payments (
    id UUID PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies (id),
    client_id UUID NOT NULL REFERENCES clients (id),
    paid_on DATE NOT NULL,
    method TEXT CHECK (method IN ('cash', 'pix', 'bank_slip', 'transfer', 'card', 'cheque', 'other')),
    amount_centavos BIGINT NOT NULL CHECK (amount_centavos > 0),
    notes TEXT NOT NULL DEFAULT '',
    waive_reason TEXT NOT NULL DEFAULT '',
    idempotency_key UUID UNIQUE,
    user_id UUID REFERENCES users (id),
    recorded_at TIMESTAMPTZ NOT NULL,
    reversed_on DATE,
    reversed_by UUID REFERENCES users (id),
    reversed_at TIMESTAMPTZ,
    reverse_reason TEXT NOT NULL DEFAULT '',
    CHECK ((reversed_on IS NULL) = (reversed_at IS NULL))
);
CREATE INDEX payments_client ON payments (client_id, paid_on);
CREATE INDEX payments_day ON payments (company_id, paid_on);

CREATE TABLE agreements (
    id UUID PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies (id),
    client_id UUID NOT NULL REFERENCES clients (id),
    number BIGINT NOT NULL,
    agreed_on DATE NOT NULL,
    discount_centavos BIGINT NOT NULL CHECK (discount_centavos >= 0),
    surcharge_centavos BIGINT NOT NULL CHECK (surcharge_centavos >= 0),
    -- Given when the discount goes beyond fine and interest.
    discount_reason TEXT NOT NULL DEFAULT '',
    -- The sources' updated amounts - discount + surcharge = the instalments.
    total_centavos BIGINT NOT NULL CHECK (total_centavos > 0),
    state TEXT NOT NULL CHECK (state IN ('active', 'undone', 'broken')),
    contact_id UUID REFERENCES contacts (id),
    notes TEXT NOT NULL DEFAULT '',
    idempotency_key UUID NOT NULL UNIQUE,
    user_id UUID NOT NULL REFERENCES users (id),
    recorded_at TIMESTAMPTZ NOT NULL,
    ended_on DATE,
    ended_by UUID REFERENCES users (id),
    ended_at TIMESTAMPTZ,
    end_reason TEXT NOT NULL DEFAULT '',
    CHECK ((state = 'active') = (ended_at IS NULL))
);
CREATE UNIQUE INDEX agreements_number ON agreements (company_id, number);
CREATE INDEX agreements_client ON agreements (client_id, agreed_on);
CREATE INDEX agreements_active ON agreements (company_id, agreed_on) WHERE state = 'active';

-- What was renegotiated, as it was owed on the day.
CREATE TABLE agreement_sources (
    agreement_id UUID NOT NULL REFERENCES agreements (id),
    charge_id UUID NOT NULL REFERENCES charges (id),
    principal_centavos BIGINT NOT NULL CHECK (principal_centavos > 0),
    correction_centavos BIGINT NOT NULL CHECK (correction_centavos >= 0),
    fine_centavos BIGINT NOT NULL CHECK (fine_centavos >= 0),
    interest_centavos BIGINT NOT NULL CHECK (interest_centavos >= 0),
    -- As long as the agreement is active: a charge is in at most one.
    active BOOLEAN NOT NULL,
    PRIMARY KEY (agreement_id, charge_id)
);
CREATE UNIQUE INDEX agreement_sources_active ON agreement_sources (charge_id) WHERE active;

-- The instalments as they were agreed; each is a charge.
CREATE TABLE agreement_instalments (
    agreement_id UUID NOT NULL REFERENCES agreements (id),
    number BIGINT NOT NULL,
    charge_id UUID NOT NULL UNIQUE REFERENCES charges (id),
    method TEXT NOT NULL CHECK (method IN ('cash', 'pix', 'bank_slip', 'transfer', 'card', 'cheque', 'other')),
    due DATE NOT NULL,
    amount_centavos BIGINT NOT NULL CHECK (amount_centavos > 0),
    PRIMARY KEY (agreement_id, number)
);

ALTER TABLE charges ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE charges ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE charges ADD COLUMN category TEXT NOT NULL DEFAULT '';
ALTER TABLE charges ADD COLUMN method TEXT CHECK (method IN ('cash', 'pix', 'bank_slip', 'transfer', 'card', 'cheque', 'other'));
-- The ledger holds more than the principal: what is owed is computed from it.
ALTER TABLE charges ADD COLUMN moved BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE charges ADD COLUMN idempotency_key UUID;
UPDATE charges SET moved = TRUE WHERE EXISTS (SELECT 1 FROM ledger WHERE ledger.charge_id = charges.id AND ledger.kind <> 'principal');
CREATE UNIQUE INDEX charges_key ON charges (idempotency_key) WHERE idempotency_key IS NOT NULL;
DROP INDEX charges_open;
CREATE INDEX charges_open ON charges (client_id, company_id, due, balance_centavos, principal_centavos, moved, id) WHERE status = 'open';
CREATE INDEX charges_due ON charges (due, company_id, status);

-- New kinds of lines.
ALTER TABLE ledger DROP CONSTRAINT ledger_kind_check;
ALTER TABLE ledger ADD CONSTRAINT ledger_kind_check CHECK (kind IN ('principal', 'payment', 'reversal', 'discount',
    'surcharge', 'fine', 'interest', 'correction', 'waived_fine', 'waived_interest', 'transfer', 'write_off', 'cancellation'));
-- A principal is known from the day on which it was recorded, even where it was issued for a later one.
UPDATE ledger SET effective_on = LEAST(effective_on, CAST(recorded_at AT TIME ZONE 'America/Sao_Paulo' AS DATE)) WHERE kind = 'principal';
-- The day from which a line counts for interest; never later than the one from which it is known.
ALTER TABLE ledger ADD COLUMN value_on DATE;
UPDATE ledger SET value_on = effective_on;
ALTER TABLE ledger ALTER COLUMN value_on SET NOT NULL;
ALTER TABLE ledger ADD COLUMN payment_id UUID REFERENCES payments (id);
ALTER TABLE ledger ADD COLUMN agreement_id UUID REFERENCES agreements (id);
ALTER TABLE ledger ADD CHECK (value_on <= effective_on);
ALTER TABLE ledger ADD CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL));
DROP INDEX ledger_charge;
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
    id UUID PRIMARY KEY,
    client_id UUID NOT NULL REFERENCES clients (id),
    company_id UUID NOT NULL REFERENCES companies (id),
    contact_id UUID REFERENCES contacts (id),
    -- What it is held to, and what the client said.
    amount_centavos BIGINT NOT NULL CHECK (amount_centavos > 0),
    said_centavos BIGINT NOT NULL CHECK (said_centavos >= amount_centavos),
    promised_on DATE NOT NULL,
    grace_days BIGINT NOT NULL CHECK (grace_days >= 0),
    -- promised_on and the days of grace: the daily run asks by it.
    deadline DATE NOT NULL,
    made_on DATE NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'partly_kept', 'broken', 'superseded', 'cancelled')),
    decided_on DATE,
    received_centavos BIGINT NOT NULL DEFAULT 0 CHECK (received_centavos >= 0),
    replaced_by_id UUID REFERENCES promises (id),
    cancel_reason TEXT NOT NULL DEFAULT '',
    idempotency_key UUID NOT NULL UNIQUE,
    user_id UUID NOT NULL REFERENCES users (id),
    recorded_at TIMESTAMPTZ NOT NULL,
    CHECK ((state = 'open') = (decided_on IS NULL)),
    CHECK ((state = 'superseded') = (replaced_by_id IS NOT NULL))
);
CREATE INDEX promises_client ON promises (client_id, promised_on);
CREATE INDEX promises_open ON promises (deadline) WHERE state = 'open';
CREATE INDEX promises_broken ON promises (company_id, client_id) WHERE state = 'broken';

CREATE TABLE promise_charges (
    promise_id UUID NOT NULL REFERENCES promises (id),
    charge_id UUID NOT NULL REFERENCES charges (id),
    PRIMARY KEY (promise_id, charge_id)
);
