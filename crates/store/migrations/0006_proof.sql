-- The proof that nothing was missed: every page that was asked for, every walk of matching, what is
-- expected of each source, and its silences.

CREATE TABLE pages (
    id {{id}},
    run_id BIGINT NOT NULL REFERENCES runs (id),
    at TEXT NOT NULL,
    url TEXT NOT NULL,
    status BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    digest TEXT NOT NULL,
    items BIGINT NOT NULL,
    ledger_from BIGINT NOT NULL,
    ledger_to BIGINT NOT NULL
) {{strict}};
CREATE INDEX pages_by_run ON pages (run_id, id);

CREATE TABLE matchings (
    id {{id}},
    region_id TEXT NOT NULL REFERENCES regions (id),
    started TEXT NOT NULL,
    ended TEXT,
    from_number BIGINT NOT NULL,
    to_number BIGINT NOT NULL,
    added BIGINT NOT NULL DEFAULT 0,
    bad TEXT NOT NULL DEFAULT '[]',
    fault TEXT
) {{strict}};
CREATE INDEX matchings_by_region ON matchings (region_id, id);

-- What is expected of a source, learned from its days: JSON.
ALTER TABLE sources ADD COLUMN expected TEXT;

-- A silence of a source, from the day it was noticed until it spoke again.
CREATE TABLE silences (
    id {{id}},
    source_id TEXT NOT NULL REFERENCES sources (id),
    since TEXT NOT NULL,
    raised TEXT NOT NULL,
    expected {{real}} NOT NULL,
    closed TEXT
) {{strict}};
CREATE INDEX silences_by_source ON silences (source_id, id);

-- Days on which a source brought something, counted without reading its items.
CREATE INDEX items_by_arrival ON items (source_id, arrived);
CREATE INDEX items_by_day ON items (source_id, published);
