-- The dates of items, to ask them by day: brought along the ledger up to the number that the counter
-- 'dates' holds. nr tells dates of one sort of one item apart, in order of day. dropped = 1: the item
-- has this date no more; it stays, so that calendar programs are told. who: everybody who acts in the
-- item, and its committee, in lower case, a line each.
CREATE TABLE item_dates (
    item_id BIGINT NOT NULL REFERENCES items (id),
    what TEXT NOT NULL,
    nr BIGINT NOT NULL,
    day TEXT NOT NULL,
    at TEXT NOT NULL,
    state TEXT,
    who TEXT NOT NULL,
    dropped BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (item_id, what, nr)
) {{strict}};
CREATE INDEX item_dates_by_day ON item_dates (day, at, item_id);

-- How the commitments among the items stand. due: the day by which.
CREATE TABLE commitments (
    item_id BIGINT PRIMARY KEY REFERENCES items (id),
    state TEXT,
    due TEXT,
    made TEXT,
    who TEXT NOT NULL
) {{strict}};
CREATE INDEX commitments_by_due ON commitments (due, item_id);

INSERT INTO counters (name, value) VALUES ('dates', 0);

-- Calendars that programs read by a secret address. secret: its SHA-256. selection: JSON.
CREATE TABLE feeds (
    id {{id}},
    region_id TEXT NOT NULL REFERENCES regions (id),
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    selection TEXT NOT NULL,
    secret TEXT NOT NULL,
    made TEXT NOT NULL,
    withdrawn TEXT
) {{strict}};
CREATE UNIQUE INDEX feeds_by_secret ON feeds (secret);

-- Files that a dossier holds side by side, with who decides on each.
CREATE TABLE mirror_files (
    region_id TEXT NOT NULL REFERENCES regions (id),
    dossier_id TEXT NOT NULL,
    item_id BIGINT NOT NULL REFERENCES items (id),
    competent TEXT NOT NULL DEFAULT '',
    added TEXT NOT NULL,
    PRIMARY KEY (region_id, dossier_id, item_id)
) {{strict}};
CREATE INDEX mirror_files_by_item ON mirror_files (item_id);
