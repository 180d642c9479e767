-- What dossiers learn from verdicts. `judged` is the moment of the verdict; `learned` what the
-- weights of the dossier's own add to the score, 0 or absent where it has none.
ALTER TABLE signals ADD COLUMN judged TEXT;
ALTER TABLE signals ADD COLUMN learned {{real}};
CREATE INDEX signals_by_verdict ON signals (region_id, dossier_id, judged, id) WHERE verdict IS NOT NULL;

-- Signals that the weights of their dossier brought below the floor: not shown, and back under the
-- same number when those weights change. Everything else of them is made from the item.
CREATE TABLE muted (
    id BIGINT PRIMARY KEY,
    region_id TEXT NOT NULL REFERENCES regions (id),
    dossier_id TEXT NOT NULL,
    item_id BIGINT NOT NULL REFERENCES items (id),
    ledger BIGINT NOT NULL,
    found TEXT NOT NULL
) {{strict}};
CREATE UNIQUE INDEX muted_by_item ON muted (region_id, item_id, dossier_id);
CREATE INDEX muted_by_dossier ON muted (region_id, dossier_id, ledger);

-- Per dossier: whether learning is set aside, which change of the verdicts its signals are still to
-- be weighed for, and what was learned, as JSON.
CREATE TABLE learning (
    region_id TEXT NOT NULL REFERENCES regions (id),
    dossier_id TEXT NOT NULL,
    aside BIGINT NOT NULL DEFAULT 0,
    asked BIGINT,
    told TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (region_id, dossier_id)
) {{strict}};

-- Counts the changes of what is learned from, so that whoever reads items notices one.
ALTER TABLE regions ADD COLUMN heard BIGINT NOT NULL DEFAULT 0;

-- Signals get their numbers from a counter, so that the number of one that is gone never means
-- another.
INSERT INTO counters (name, value) SELECT 'signal', COALESCE(MAX(id), 0) FROM signals;
