-- By which analysis the words of the full text were cut; one row. analysis: the one by which all of
-- them are, 0 where that is not known. While they are cut anew, newest item first: aim, the analysis
-- by which, and place, from which on (-1: all were cut, and what follows from it is still to be done).
CREATE TABLE words_cut (
    one BIGINT PRIMARY KEY,
    analysis BIGINT NOT NULL,
    aim BIGINT NOT NULL,
    place BIGINT NOT NULL
) {{strict}};
INSERT INTO words_cut (one, analysis, aim, place) VALUES (1, 0, 0, 0);

-- Each vector that is written gets the next number, so that whoever holds vectors reads only those
-- that are new to them; removals counts those that were taken away.
ALTER TABLE vectors ADD COLUMN changed BIGINT NOT NULL DEFAULT 0;
UPDATE vectors SET changed = item_id;
CREATE INDEX vectors_by_change ON vectors (changed);
CREATE TABLE vector_changes (
    one BIGINT PRIMARY KEY,
    changed BIGINT NOT NULL,
    removals BIGINT NOT NULL
) {{strict}};
INSERT INTO vector_changes (one, changed, removals) SELECT 1, COALESCE(MAX(item_id), 0), 0 FROM vectors;

-- The newest signals of a region are listed without looking at all of them.
CREATE INDEX signals_by_ledger ON signals (region_id, ledger, score, id);
