-- What the list of charges is ordered and summed by: pages far down, and totals, without reading every row.
CREATE INDEX charges_order ON charges (due, company_id, code);
CREATE INDEX payments_sums ON payments (company_id, amount_centavos) WHERE reversed_at IS NULL;
CREATE INDEX clients_name ON clients (search_key);
