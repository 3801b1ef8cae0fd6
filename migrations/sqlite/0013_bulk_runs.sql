-- A run that is paused holds its messages back, and its page counts them by state.
CREATE INDEX bulk_items_message ON bulk_items (message_key);
CREATE INDEX bulk_runs_created ON bulk_runs (created_at);
