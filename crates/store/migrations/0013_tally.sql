-- How often a look asked its source, and how often that answered: every request that went out, tries
-- and redirects with it, and every answer that came back, whatever its status. None for looks of before.
ALTER TABLE runs ADD COLUMN asked BIGINT;
ALTER TABLE runs ADD COLUMN answered BIGINT;

-- Days on which a source brought something are counted by what it brought itself, also where another
-- source had been first; the index on items told only of the first.
DROP INDEX items_by_arrival;
CREATE INDEX origins_by_arrival ON origins (source_id, arrived);
