-- Messages that wait are asked about again before they leave; a run sends what its preview showed. The same tables and
-- columns stand in ../sqlite; only the types' names differ.

-- When a person last said that it is to be sent, where that was not when it was written. What was recorded before was
-- known to them.
ALTER TABLE messages ADD COLUMN decided_at TIMESTAMPTZ;
CREATE INDEX messages_contact ON messages (contact_id);

-- The template as it was when the run began.
ALTER TABLE bulk_runs ADD COLUMN situation TEXT NOT NULL DEFAULT 'other';
ALTER TABLE bulk_runs ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE bulk_runs ADD COLUMN body TEXT NOT NULL DEFAULT '';
UPDATE bulk_runs SET
    situation = (SELECT t.situation FROM message_templates t WHERE t.id = bulk_runs.template_id),
    subject = (SELECT t.subject FROM message_templates t WHERE t.id = bulk_runs.template_id),
    body = (SELECT t.body FROM message_templates t WHERE t.id = bulk_runs.template_id);
