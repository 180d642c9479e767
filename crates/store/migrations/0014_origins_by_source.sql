-- What a source tells of, found by the source: to search within one source, be it the one that leads or
-- another.
CREATE INDEX origins_by_source ON origins (source_id, item_id, gone);
