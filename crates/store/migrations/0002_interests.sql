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
