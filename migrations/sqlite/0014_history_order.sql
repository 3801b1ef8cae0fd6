-- The history of a client is read in this order: nothing of it has to be sorted.
DROP INDEX contacts_client;
CREATE INDEX contacts_client ON contacts (client_id, at DESC, id DESC);
