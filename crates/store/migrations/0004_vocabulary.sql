-- Words as papers write them, with the number of items they stand in and the number of items that
-- name them among those who act. Counted in the background from the items, and made anew from them
-- when it is missing; an export leaves it out.
CREATE TABLE vocabulary (
    language TEXT NOT NULL,
    word TEXT NOT NULL,
    items BIGINT NOT NULL,
    actors BIGINT NOT NULL,
    PRIMARY KEY (language, word)
) {{strict}};

-- The last item whose words were counted; one row.
CREATE TABLE vocabulary_reach (
    one BIGINT PRIMARY KEY,
    item_id BIGINT NOT NULL
) {{strict}};
INSERT INTO vocabulary_reach (one, item_id) VALUES (1, 0);

-- What words mean: a vector for a word of a language, by the encoder that `model` names. Made from
-- the word alone, and made anew when it is missing.
CREATE TABLE word_vectors (
    language TEXT NOT NULL,
    word TEXT NOT NULL,
    model TEXT NOT NULL,
    vector {{bytes}} NOT NULL,
    PRIMARY KEY (language, word)
) {{strict}};
