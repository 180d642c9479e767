-- What each source says of an item. An item with one origin is that origin, and its text stands in
-- the ledger alone; with several, every origin keeps its own body and the item is made of them. gone:
-- why its source took it away.
CREATE TABLE origins (
    item_key TEXT NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    item_id BIGINT NOT NULL REFERENCES items (id),
    url TEXT NOT NULL,
    digest TEXT NOT NULL,
    body TEXT,
    arrived TEXT NOT NULL,
    changed TEXT NOT NULL,
    gone TEXT,
    PRIMARY KEY (item_key, source_id)
) {{strict}};
CREATE INDEX origins_by_item ON origins (item_id);
INSERT INTO origins (item_key, source_id, item_id, url, digest, arrived, changed, gone)
    SELECT item_key, source_id, id, url, digest, arrived, changed, gone FROM items;

-- Items are found by their keys here, and no longer in their own table.
DROP INDEX items_by_key;

-- By what names other sources know an item.
CREATE TABLE identities (
    identity TEXT PRIMARY KEY,
    item_id BIGINT NOT NULL REFERENCES items (id)
) {{strict}};
CREATE INDEX identities_by_item ON identities (item_id);

-- What the newest version of an item points to: a key or an identity, and the item behind it once
-- that has arrived.
CREATE TABLE links (
    item_id BIGINT NOT NULL REFERENCES items (id),
    relation TEXT NOT NULL,
    target TEXT NOT NULL,
    target_item BIGINT REFERENCES items (id),
    PRIMARY KEY (item_id, relation, target)
) {{strict}};
CREATE INDEX links_by_target ON links (target);
CREATE INDEX links_by_target_item ON links (target_item, relation);

-- A version that another followed is kept as the way back from the version after it. Number, item,
-- version, what and at of the ledger never change.
ALTER TABLE ledger ADD COLUMN back TEXT;

-- What was taken down and is not to come back: digests of keys and identities, with the item that
-- it was.
CREATE TABLE refusals (
    digest TEXT PRIMARY KEY,
    item_id BIGINT NOT NULL REFERENCES items (id),
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    why TEXT NOT NULL
) {{strict}};
CREATE INDEX refusals_by_item ON refusals (item_id);
