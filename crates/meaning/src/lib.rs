//! Meaning: sentence vectors and their nearness; the encoder that makes them moves in here.
