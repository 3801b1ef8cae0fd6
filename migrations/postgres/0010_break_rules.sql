-- When breaking an agreement is proposed stands in the term that is signed: it stays as it was agreed. The same
-- columns stand in ../sqlite; only the types' names differ.
ALTER TABLE agreements ADD COLUMN break_missed BIGINT;
ALTER TABLE agreements ADD COLUMN break_days BIGINT;
UPDATE agreements SET
    break_missed = (SELECT co.break_missed FROM companies co WHERE co.id = agreements.company_id),
    break_days = (SELECT co.break_days FROM companies co WHERE co.id = agreements.company_id);
