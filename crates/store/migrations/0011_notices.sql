-- What a subscriber is told beside items, each once: that a source fell silent, that it speaks again,
-- that a deadline is near. Silences of before this step are no news to those who subscribed before it.
CREATE TABLE notices (
    subscriber_id BIGINT NOT NULL,
    notice TEXT NOT NULL,
    PRIMARY KEY (subscriber_id, notice)
) {{strict}};
INSERT INTO notices (subscriber_id, notice)
    SELECT DISTINCT u.id, 'silence-began:' || s.source_id || ':' || s.raised FROM subscribers u CROSS JOIN silences s;
INSERT INTO notices (subscriber_id, notice)
    SELECT DISTINCT u.id, 'silence-ended:' || s.source_id || ':' || s.raised FROM subscribers u CROSS JOIN silences s WHERE s.closed IS NOT NULL;

-- Which notices a letter carries; when it was last tried; and whether it must be made anew before it
-- goes out, because an item it carried was taken down.
ALTER TABLE outbox ADD COLUMN notices TEXT NOT NULL DEFAULT '[]';
ALTER TABLE outbox ADD COLUMN tried TEXT;
ALTER TABLE outbox ADD COLUMN remake BIGINT NOT NULL DEFAULT 0;
