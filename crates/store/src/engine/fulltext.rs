//! Full text by the engines' own means over our own terms: FTS5 here, tsvector there. A term holds
//! only letters, digits and `-./()_`, so that neither engine cuts it again.

use super::{Connection, Row, Value};
use crate::fault::Fault;

const EMBEDDED: &str = "CREATE VIRTUAL TABLE item_words USING fts5 (title, body, content = '', contentless_delete = 1, tokenize = \"unicode61 remove_diacritics 0 tokenchars '-./()_'\")";
const SERVER: &str = "CREATE TABLE item_words (place BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
CREATE INDEX item_words_index ON item_words USING gin (words)";

/// The statement that makes the tables.
pub(super) fn tables(connection: &Connection) -> &'static str {
    match connection {
        Connection::Embedded(_) => EMBEDDED,
        Connection::Server(_) => SERVER,
    }
}

/// What to look for, in terms of the analyser.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Seek {
    /// Terms that follow each other; one alone is a word.
    Terms(Vec<String>),
    /// A term that begins so.
    Beginning(String),
    /// All of these.
    All(Vec<Seek>),
    /// One of these.
    Any(Vec<Seek>),
    /// The first and not the second.
    Without(Box<Seek>, Box<Seek>),
    /// In the title.
    Title(Box<Seek>),
}

impl Connection {
    /// Puts the words of items at their places: place, terms of the title, terms of the body.
    pub fn keep_words(&mut self, rows: Vec<(i64, String, String)>) -> Result<(), Fault> {
        match self {
            Connection::Embedded(engine) => {
                for (place, title, body) in rows {
                    let values: [Value; 3] = [place.into(), title.into(), body.into()];
                    engine.execute(
                        "INSERT INTO item_words (rowid, title, body) VALUES ($1, $2, $3)",
                        &values,
                    )?;
                }
                Ok(())
            }
            Connection::Server(_) => {
                let vectors = rows
                    .into_iter()
                    .map(|(place, title, body)| vec![place.into(), vector(&title, &body).into()])
                    .collect();
                self.insert_vectors(vectors)
            }
        }
    }

    fn insert_vectors(&mut self, rows: Vec<Vec<Value>>) -> Result<(), Fault> {
        for row in rows {
            let sql = "INSERT INTO item_words (place, words) VALUES ($1, $2::text::tsvector)";
            self.execute(sql, &row)?;
        }
        Ok(())
    }

    /// Takes the words at a place away.
    pub fn forget_words(&mut self, place: i64) -> Result<(), Fault> {
        let sql = match self {
            Connection::Embedded(_) => "DELETE FROM item_words WHERE rowid = $1",
            Connection::Server(_) => "DELETE FROM item_words WHERE place = $1",
        };
        self.execute(sql, &[place.into()]).map(|_| ())
    }

    /// The newest places that match, newest first, within the conditions on `items i`.
    /// `conditions` is empty or begins with ` AND`, and numbers its values from `$2`.
    pub fn newest_places(
        &mut self,
        seek: &Seek,
        conditions: &str,
        values: &[Value],
        limit: usize,
        offset: usize,
    ) -> Result<Vec<i64>, Fault> {
        let (limit_at, offset_at) = (values.len() + 2, values.len() + 3);
        let sql = match (&self, conditions.is_empty()) {
            (Connection::Embedded(_), true) => format!(
                "SELECT rowid FROM item_words WHERE item_words MATCH $1 ORDER BY rowid DESC LIMIT ${limit_at} OFFSET ${offset_at}"
            ),
            (Connection::Embedded(_), false) => format!(
                "SELECT w.rowid FROM item_words w CROSS JOIN items i ON i.place = w.rowid WHERE item_words MATCH $1{conditions} ORDER BY w.rowid DESC LIMIT ${limit_at} OFFSET ${offset_at}"
            ),
            // The planner would walk the key backwards for a rare word; the materialised part
            // makes it take the index on words.
            (Connection::Server(_), true) => format!(
                "WITH hit AS MATERIALIZED (SELECT place FROM item_words WHERE words @@ $1::text::tsquery) SELECT place FROM hit ORDER BY place DESC LIMIT ${limit_at} OFFSET ${offset_at}"
            ),
            (Connection::Server(_), false) => format!(
                "WITH hit AS MATERIALIZED (SELECT place FROM item_words WHERE words @@ $1::text::tsquery) SELECT h.place FROM hit h JOIN items i ON i.place = h.place WHERE TRUE{conditions} ORDER BY h.place DESC LIMIT ${limit_at} OFFSET ${offset_at}"
            ),
        };
        let mut all: Vec<Value> = vec![self.written(seek).into()];
        all.extend_from_slice(values);
        all.push((limit as i64).into());
        all.push((offset as i64).into());
        self.query(&sql, &all)?
            .iter()
            .map(|row| row.int(0))
            .collect()
    }

    /// The best of the matching places from `from` on within the conditions on `items i`, best
    /// first, with what decides (higher is better). `conditions` is empty or begins with ` AND`,
    /// and numbers its values from `$2`.
    pub fn best_places(
        &mut self,
        seek: &Seek,
        conditions: &str,
        values: &[Value],
        from: i64,
        limit: usize,
    ) -> Result<Vec<(i64, f64)>, Fault> {
        let (from_at, limit_at) = (values.len() + 2, values.len() + 3);
        let sql = match (&self, conditions.is_empty()) {
            (Connection::Embedded(_), true) => format!(
                "SELECT rowid, -bm25(item_words, 4.0, 1.0) FROM item_words WHERE item_words MATCH $1 AND rowid >= ${from_at} ORDER BY 2 DESC, 1 DESC LIMIT ${limit_at}"
            ),
            (Connection::Embedded(_), false) => format!(
                "SELECT w.rowid, -bm25(item_words, 4.0, 1.0) FROM item_words w CROSS JOIN items i ON i.place = w.rowid WHERE item_words MATCH $1{conditions} AND w.rowid >= ${from_at} ORDER BY 2 DESC, 1 DESC LIMIT ${limit_at}"
            ),
            (Connection::Server(_), _) => format!(
                "WITH hit AS MATERIALIZED (SELECT place, words FROM item_words WHERE words @@ $1::text::tsquery AND place >= ${from_at}) SELECT h.place, CAST(ts_rank_cd('{{0.1, 0.1, 0.1, 1.0}}', h.words, $1::text::tsquery, 1) AS DOUBLE PRECISION) FROM hit h JOIN items i ON i.place = h.place WHERE TRUE{conditions} ORDER BY 2 DESC, 1 DESC LIMIT ${limit_at}"
            ),
        };
        let mut all: Vec<Value> = vec![self.written(seek).into()];
        all.extend_from_slice(values);
        all.push(from.into());
        all.push((limit as i64).into());
        let rows = self.query(&sql, &all)?;
        rows.iter()
            .map(|row: &Row| Ok((row.int(0)?, row.real(1)?)))
            .collect()
    }

    fn written(&self, seek: &Seek) -> String {
        match self {
            Connection::Embedded(_) => for_embedded(seek),
            Connection::Server(_) => for_server(seek, ""),
        }
    }
}

fn for_embedded(seek: &Seek) -> String {
    match seek {
        Seek::Terms(terms) => format!("\"{}\"", terms.join(" ")),
        Seek::Beginning(term) => format!("\"{term}\" *"),
        Seek::All(parts) => joined(parts, " AND ", for_embedded),
        Seek::Any(parts) => joined(parts, " OR ", for_embedded),
        Seek::Without(what, not) => {
            format!("({} NOT {})", for_embedded(what), for_embedded(not))
        }
        Seek::Title(inner) => format!("{{title}} : {}", in_brackets(&for_embedded(inner))),
    }
}

fn for_server(seek: &Seek, weight: &str) -> String {
    let term = |t: &String, more: &str| {
        let signs = format!("{more}{weight}");
        if signs.is_empty() {
            format!("'{t}'")
        } else {
            format!("'{t}':{signs}")
        }
    };
    match seek {
        Seek::Terms(terms) => {
            let all: Vec<String> = terms.iter().map(|t| term(t, "")).collect();
            in_brackets(&all.join(" <-> "))
        }
        Seek::Beginning(beginning) => term(beginning, "*"),
        Seek::All(parts) => joined(parts, " & ", |p| for_server(p, weight)),
        Seek::Any(parts) => joined(parts, " | ", |p| for_server(p, weight)),
        Seek::Without(what, not) => {
            format!(
                "({} & !{})",
                for_server(what, weight),
                in_brackets(&for_server(not, weight))
            )
        }
        Seek::Title(inner) => for_server(inner, "A"),
    }
}

fn joined(parts: &[Seek], between: &str, write: impl Fn(&Seek) -> String) -> String {
    in_brackets(&parts.iter().map(write).collect::<Vec<_>>().join(between))
}

fn in_brackets(text: &str) -> String {
    if text.starts_with('(') && text.ends_with(')') && !text[1..text.len() - 1].contains(['(', ')'])
    {
        text.to_owned()
    } else {
        format!("({text})")
    }
}

/// Positions a lexeme may have in a tsvector.
const POSITIONS: usize = 255;
/// Bytes of a term that a tsvector takes.
const LONGEST: usize = 2_000;
/// Bytes of different terms of one item that are kept, well below the 1 MB a tsvector may have;
/// what comes after is not found by its words.
const LARGEST: usize = 400_000;
/// The highest position there is; what comes later is found as a word but not as a phrase.
const HIGHEST: usize = 16_383;

/// Title and body as the text of a tsvector: the title weighs A, the body D, with a gap between
/// them so that no phrase runs from one into the other.
fn vector(title: &str, body: &str) -> String {
    let mut places: std::collections::BTreeMap<&str, Vec<(usize, bool)>> = Default::default();
    let (mut position, mut bytes) = (0, 0);
    for (text, is_title) in [(title, true), (body, false)] {
        for term in text
            .split(' ')
            .filter(|t| !t.is_empty() && t.len() <= LONGEST)
        {
            position += 1;
            if !places.contains_key(term) {
                bytes += term.len() + 8;
                if bytes > LARGEST {
                    continue;
                }
            }
            let at = places.entry(term).or_default();
            if at.len() < POSITIONS && at.last().is_none_or(|last| last.0 < HIGHEST) {
                at.push((position.min(HIGHEST), is_title));
            }
        }
        position += 2;
    }
    let mut text = String::with_capacity(title.len() + body.len() + places.len() * 8);
    for (term, at) in places {
        text.push('\'');
        text.push_str(term);
        text.push_str("':");
        for (nth, (position, is_title)) in at.iter().enumerate() {
            if nth > 0 {
                text.push(',');
            }
            text.push_str(&position.to_string());
            if *is_title {
                text.push('A');
            }
        }
        text.push(' ');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_written_for_each_engine() {
        let seek = Seek::Without(
            Box::new(Seek::Any(vec![
                Seek::Terms(vec!["nlregio".into(), "nldeal".into()]),
                Seek::Beginning("degrenz".into()),
            ])),
            Box::new(Seek::Title(Box::new(Seek::Terms(vec!["xxn35".into()])))),
        );
        assert_eq!(
            for_embedded(&seek),
            "((\"nlregio nldeal\" OR \"degrenz\" *) NOT {title} : (\"xxn35\"))"
        );
        assert_eq!(
            for_server(&seek, ""),
            "((('nlregio' <-> 'nldeal') | 'degrenz':*) & !('xxn35':A))"
        );
    }

    #[test]
    fn no_phrase_runs_from_the_title_into_the_body() {
        assert_eq!(vector("nla nlb", "nlc nla"), "'nla':1A,6 'nlb':2A 'nlc':5 ");
    }
}
