//! By which analysis the words of the full text were cut, and cutting them anew, a portion at a time,
//! when the program cuts them otherwise than the one that kept them. What follows from new words is
//! the business of the verbs.

use crate::engine::{Connection, Value};
use crate::items::placeholders;
use crate::{Change, Fault, Reader};
use noaber_domain::Item;
use noaber_text::ANALYSIS;
use rustc_hash::FxHashSet;
use serde::Serialize;

/// The place that says that all words were cut.
const ALL_CUT: i64 = -1;

/// How far cutting anew is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Cutting {
    /// All words are cut by the analysis of this program.
    Done,
    /// All words are, and what follows from it is still to be done.
    Cut,
    /// Older items have words of another analysis.
    Behind,
}

/// Words that were cut anew and not kept yet.
#[derive(Debug)]
pub struct Recut {
    before: Mark,
    to: i64,
    /// How many items have new words here.
    pub items: usize,
    words: Vec<Words>,
}

/// The words of one version of an item.
#[derive(Debug)]
struct Words {
    place: i64,
    ledger: i64,
    title: String,
    body: String,
}

/// What the store says of its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    analysis: i64,
    aim: i64,
    place: i64,
}

impl Mark {
    fn read(row: &crate::engine::Row) -> Result<Mark, Fault> {
        Ok(Mark {
            analysis: row.int(0)?,
            aim: row.int(1)?,
            place: row.int(2)?,
        })
    }

    /// Words at this place and after it are cut by this program's analysis.
    fn reach(self) -> i64 {
        match self.aim == ANALYSIS {
            true => self.place,
            false => i64::MAX,
        }
    }

    fn state(self) -> Cutting {
        match (self.analysis == ANALYSIS, self.reach()) {
            (true, _) => Cutting::Done,
            (false, ALL_CUT) => Cutting::Cut,
            (false, _) => Cutting::Behind,
        }
    }
}

const MARK: &str = "SELECT analysis, aim, place FROM words_cut WHERE one = 1";

/// Says of a store without items that its words are cut by the analysis of this program.
pub(crate) fn begin(writer: &mut Connection) -> Result<(), Fault> {
    let sql = "UPDATE words_cut SET analysis = $1 WHERE one = 1 AND analysis <> $1 AND NOT EXISTS (SELECT 1 FROM items)";
    writer.execute(sql, &[ANALYSIS.into()]).map(|_| ())
}

impl Reader {
    fn mark(&self) -> Result<Mark, Fault> {
        let row = self.row(MARK, &[])?;
        row.map_or_else(|| Err(missing()), |row| Mark::read(&row))
    }

    /// How far cutting anew is.
    pub fn cutting(&self) -> Result<Cutting, Fault> {
        self.mark().map(Mark::state)
    }

    /// How many items still have words of another analysis, and how many have words at all.
    pub fn words_to_cut(&self) -> Result<(i64, i64), Fault> {
        let mark = self.mark()?;
        let before = match mark.state() {
            Cutting::Behind => mark.reach(),
            Cutting::Done | Cutting::Cut => i64::MIN,
        };
        let sql =
            "SELECT COUNT(CASE WHEN place < $1 THEN 1 END), COUNT(*) FROM items WHERE gone IS NULL";
        let row = self.row(sql, &[before.into()])?;
        row.map_or(Ok((0, 0)), |row| Ok((row.int(0)?, row.int(1)?)))
    }

    /// Cuts the words of the next items that have those of another analysis, newest first, at most
    /// `limit`; nothing when there are none. Nothing is kept yet.
    pub fn cut_anew(&self, limit: usize) -> Result<Option<Recut>, Fault> {
        let before = self.mark()?;
        if before.state() != Cutting::Behind {
            return Ok(None);
        }
        let sql = "SELECT i.place, i.ledger, l.body FROM items i JOIN ledger l ON l.number = i.ledger WHERE i.gone IS NULL AND i.place < $1 ORDER BY i.place DESC LIMIT $2";
        let rows = self.query(sql, &[before.reach().into(), (limit as i64).into()])?;
        let to = rows.last().map_or(Ok(ALL_CUT), |row| row.int(0))?;
        let mut words = Vec::with_capacity(rows.len());
        for row in &rows {
            let item: Item = row.json(2)?;
            let (title, body) = crate::settle::words_of(self.analyser(), &item);
            words.push(Words {
                place: row.int(0)?,
                ledger: row.int(1)?,
                title,
                body,
            });
        }
        Ok(Some(Recut {
            before,
            to,
            items: words.len(),
            words,
        }))
    }
}

impl Change<'_> {
    /// Puts new words in the place of old ones. An item that changed since they were cut has new words
    /// already and is passed over. When somebody else cut the same items meanwhile nothing is kept,
    /// and the answer is `false`.
    pub fn keep_recut(&mut self, recut: Recut) -> Result<bool, Fault> {
        // Whoever takes items in holds this too: until the end no item changes.
        self.counter("ledger")?;
        if !self.move_mark(recut.before, recut.to)? {
            return Ok(false);
        }
        let standing = self.standing_at(&recut.words)?;
        let mut rows = Vec::with_capacity(recut.words.len());
        for words in recut.words {
            if standing.contains(&(words.place, words.ledger)) {
                self.connection()?.forget_words(words.place)?;
                rows.push((words.place, words.title, words.body));
            }
        }
        self.connection()?.keep_words(rows)?;
        Ok(true)
    }

    /// Says that what follows from new words was done. Without effect before all were cut.
    pub fn end_recut(&mut self) -> Result<(), Fault> {
        let sql = "UPDATE words_cut SET analysis = aim WHERE one = 1 AND aim = $1 AND place = $2";
        if self.execute(sql, &[ANALYSIS.into(), ALL_CUT.into()])? == 0 {
            return Ok(());
        }
        self.record(None, "words-recut", "words", &ANALYSIS.to_string(), "")
    }

    fn move_mark(&mut self, before: Mark, to: i64) -> Result<bool, Fault> {
        let sql = "UPDATE words_cut SET aim = $1, place = $2 WHERE one = 1 AND analysis = $3 AND aim = $4 AND place = $5";
        let values: [Value; 5] = [
            ANALYSIS.into(),
            to.into(),
            before.analysis.into(),
            before.aim.into(),
            before.place.into(),
        ];
        Ok(self.execute(sql, &values)? == 1)
    }

    /// Place and version of those items that are at these places now.
    fn standing_at(&mut self, words: &[Words]) -> Result<FxHashSet<(i64, i64)>, Fault> {
        let mut standing = FxHashSet::default();
        for part in words.chunks(250) {
            let sql = format!(
                "SELECT place, ledger FROM items WHERE gone IS NULL AND place IN ({})",
                placeholders(1, part.len())
            );
            let places: Vec<Value> = part.iter().map(|words| words.place.into()).collect();
            for row in self.query(&sql, &places)? {
                standing.insert((row.int(0)?, row.int(1)?));
            }
        }
        Ok(standing)
    }
}

fn missing() -> Fault {
    Fault::corrupt("what is known of the words of the full text is missing")
}
