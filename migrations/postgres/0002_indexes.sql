-- What the pages ask often: clients by the first letters, the agenda's head line, old attempts to forget.
CREATE INDEX clients_start ON clients (substr(search_key, 1, 2) COLLATE "C");
CREATE INDEX appointments_counts ON appointments (assignee_id, company_id, due_on) WHERE state = 'pending';
CREATE INDEX sign_in_attempts_age ON sign_in_attempts (at);
