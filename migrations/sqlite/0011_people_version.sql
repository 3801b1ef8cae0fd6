-- Of two forms that change the same contact person, the second is told.
ALTER TABLE people ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
