-- Who gets the digest. `wish` is JSON and holds the name and the address: personal data, kept to send
-- what was asked for and gone with the row. `secret` is the SHA-256 of the secret in the address of the
-- feed. from_*: what there was when they were added, which is not news to them; mark_*: how far the
-- last digest looked.
CREATE TABLE subscribers (
    id BIGINT PRIMARY KEY,
    region_id TEXT NOT NULL REFERENCES regions (id),
    wish TEXT NOT NULL,
    paused_until TEXT,
    since TEXT NOT NULL,
    last TEXT,
    number BIGINT NOT NULL DEFAULT 0,
    from_signal BIGINT NOT NULL,
    from_ledger BIGINT NOT NULL,
    mark_signal BIGINT NOT NULL,
    mark_ledger BIGINT NOT NULL,
    secret TEXT NOT NULL
) {{strict}};
CREATE UNIQUE INDEX subscribers_by_secret ON subscribers (secret);

-- Numbers of subscribers are never given out twice: receipts name them after they are gone.
INSERT INTO counters (name, value) VALUES ('subscriber', 0);

-- Every digest that was made for somebody, and what became of it: waiting, claimed, handed, sent,
-- failed, held, uncertain. A row is written together with what it takes out of `delivered`, so that
-- nothing is told twice and nothing is passed over. `letter` is gone once it was sent or its reader
-- was removed; the rest is the receipt and stays. `contents` names the items and their ledger numbers.
CREATE TABLE outbox (
    id {{id}},
    region_id TEXT NOT NULL REFERENCES regions (id),
    subscriber_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    from_signal BIGINT NOT NULL,
    to_signal BIGINT NOT NULL,
    from_ledger BIGINT NOT NULL,
    to_ledger BIGINT NOT NULL,
    contents TEXT NOT NULL,
    made TEXT NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    unclear BIGINT NOT NULL DEFAULT 0,
    next_try TEXT NOT NULL,
    claimed TEXT,
    answer TEXT NOT NULL DEFAULT '',
    message_id TEXT NOT NULL,
    secret TEXT,
    letter TEXT,
    sent TEXT
) {{strict}};
CREATE UNIQUE INDEX outbox_by_number ON outbox (subscriber_id, number);
CREATE INDEX outbox_by_state ON outbox (state, next_try);
CREATE INDEX outbox_by_secret ON outbox (secret) WHERE secret IS NOT NULL;

-- What a subscriber was told: which item for which dossier, in the version of which ledger number.
CREATE TABLE delivered (
    subscriber_id BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    dossier_id TEXT NOT NULL,
    ledger BIGINT NOT NULL,
    gone BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (subscriber_id, item_id, dossier_id)
) {{strict}};
