-- Interests that were changed at the desk and whose past is still to be matched: written with the
-- change itself, removed when the last item was matched.
CREATE TABLE backfills (
    region_id TEXT NOT NULL REFERENCES regions (id),
    interest_id TEXT NOT NULL,
    asked TEXT NOT NULL,
    done BIGINT NOT NULL DEFAULT 0,
    total BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (region_id, interest_id)
) {{strict}};

-- What items mean: a vector for the version that was read (its ledger number). Made from the text,
-- and made anew when it is missing; `model` says by which encoder.
CREATE TABLE vectors (
    item_id BIGINT PRIMARY KEY REFERENCES items (id),
    ledger BIGINT NOT NULL,
    model TEXT NOT NULL,
    vector {{bytes}} NOT NULL
) {{strict}};
