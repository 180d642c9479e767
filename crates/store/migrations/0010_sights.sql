-- Up to which number of the ledger the desk last saw an item of which it has a signal: when somebody
-- opened the item or gave a verdict. Of the desk as a whole; who it was and when is not kept.
CREATE TABLE sights (
    region_id TEXT NOT NULL REFERENCES regions (id),
    item_id BIGINT NOT NULL REFERENCES items (id),
    ledger BIGINT NOT NULL,
    PRIMARY KEY (region_id, item_id)
) {{strict}};
