-- The house: regions and what they bring, sources and their runs, items and the ledger, signals,
-- history. One text for both engines; {{id}}, {{real}} and {{strict}} are filled in per engine.
-- Moments are UTC text of fixed width, days are ISO 8601, records are JSON text.

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) {{strict}};

-- Numbers given out in order without gaps; the row is locked until the writer commits, so that a
-- reader of the ledger can never see number N+1 before N.
CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    value BIGINT NOT NULL
) {{strict}};
INSERT INTO counters (name, value) VALUES ('ledger', 0), ('item', 0);

CREATE TABLE regions (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    changed TEXT NOT NULL,
    matched_to BIGINT NOT NULL DEFAULT 0,
    matched_with TEXT NOT NULL DEFAULT ''
) {{strict}};

-- What a region pack brings: organisations, networks, agendas, dossiers, interests, agreements,
-- programmes, each a record in the order of the pack. own = 1: made or changed at the desk; a pack
-- that is loaded later leaves it alone.
CREATE TABLE nouns (
    region_id TEXT NOT NULL REFERENCES regions (id),
    sort TEXT NOT NULL,
    id TEXT NOT NULL,
    place BIGINT NOT NULL,
    body TEXT NOT NULL,
    own BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (region_id, sort, id)
) {{strict}};

CREATE TABLE sources (
    id TEXT PRIMARY KEY,
    place BIGINT NOT NULL,
    body TEXT NOT NULL,
    read_to TEXT,
    asked TEXT,
    succeeded TEXT,
    newest TEXT,
    newest_published TEXT,
    failures BIGINT NOT NULL DEFAULT 0,
    fault TEXT,
    items BIGINT NOT NULL DEFAULT 0
) {{strict}};

-- ETag and Last-Modified of addresses that were read.
CREATE TABLE validators (
    source_id TEXT NOT NULL REFERENCES sources (id),
    url TEXT NOT NULL,
    etag TEXT,
    modified TEXT,
    PRIMARY KEY (source_id, url)
) {{strict}};

CREATE TABLE runs (
    id {{id}},
    source_id TEXT NOT NULL REFERENCES sources (id),
    started TEXT NOT NULL,
    ended TEXT,
    outcome TEXT NOT NULL,
    pages BIGINT NOT NULL DEFAULT 0,
    added BIGINT NOT NULL DEFAULT 0,
    changed BIGINT NOT NULL DEFAULT 0,
    same BIGINT NOT NULL DEFAULT 0,
    gone BIGINT NOT NULL DEFAULT 0,
    rejected BIGINT NOT NULL DEFAULT 0,
    fault TEXT
) {{strict}};
CREATE INDEX runs_by_source ON runs (source_id, id);

-- Records that could not be read, the first fifty of a run.
CREATE TABLE rejects (
    id {{id}},
    run_id BIGINT NOT NULL REFERENCES runs (id),
    record TEXT NOT NULL,
    fault TEXT NOT NULL
) {{strict}};
CREATE INDEX rejects_by_run ON rejects (run_id);

-- The newest version of everything published. place = days since 1900-01-01 * 2^32 + id: the
-- order of reading, newest day last.
CREATE TABLE items (
    id BIGINT PRIMARY KEY,
    item_key TEXT NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    ledger BIGINT NOT NULL,
    version BIGINT NOT NULL,
    arrived TEXT NOT NULL,
    changed TEXT NOT NULL,
    gone TEXT,
    digest TEXT NOT NULL,
    place BIGINT NOT NULL,
    number TEXT,
    kind TEXT NOT NULL,
    label TEXT,
    country TEXT NOT NULL,
    language TEXT,
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    published TEXT,
    committee TEXT,
    dates TEXT
) {{strict}};
CREATE UNIQUE INDEX items_by_key ON items (item_key);
CREATE UNIQUE INDEX items_by_place ON items (place);
CREATE INDEX items_by_source ON items (source_id, id);

-- Everything that arrived, in order of arrival: new items, new versions, tombstones. Written once,
-- never changed. The body is the item as it was; a tombstone has none.
CREATE TABLE ledger (
    number BIGINT PRIMARY KEY,
    item_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    what TEXT NOT NULL,
    at TEXT NOT NULL,
    run_id BIGINT,
    body TEXT
) {{strict}};
CREATE UNIQUE INDEX ledger_by_item ON ledger (item_id, version);

-- country and published are those of the item, so that the desk need not look every item up.
CREATE TABLE signals (
    id {{id}},
    region_id TEXT NOT NULL REFERENCES regions (id),
    dossier_id TEXT NOT NULL,
    interest_id TEXT NOT NULL,
    item_id BIGINT NOT NULL REFERENCES items (id),
    ledger BIGINT NOT NULL,
    score {{real}} NOT NULL,
    tier TEXT NOT NULL,
    bearing TEXT NOT NULL,
    deadline TEXT,
    country TEXT NOT NULL,
    published TEXT,
    body TEXT NOT NULL,
    found TEXT NOT NULL,
    verdict TEXT,
    why TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX signals_by_item ON signals (region_id, item_id, dossier_id);
CREATE INDEX signals_by_tier ON signals (region_id, tier, score);
CREATE INDEX signals_by_country ON signals (region_id, tier, country, score);
CREATE INDEX signals_by_day ON signals (region_id, published, dossier_id);
CREATE INDEX signals_by_dossier ON signals (region_id, dossier_id, score);
CREATE INDEX signals_by_deadline ON signals (region_id, deadline);

CREATE TABLE history (
    id {{id}},
    region_id TEXT,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    noun TEXT NOT NULL,
    noun_id TEXT NOT NULL,
    why TEXT NOT NULL,
    detail TEXT NOT NULL
) {{strict}};
CREATE INDEX history_by_noun ON history (noun, noun_id, id);
