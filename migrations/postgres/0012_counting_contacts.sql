-- The last contact that counts, from the index alone: the agenda asks for it row by row.
CREATE INDEX contacts_counting ON contacts (client_id, at DESC, id DESC, company_id)
    WHERE kind = 'contact' AND voided_at IS NULL;
