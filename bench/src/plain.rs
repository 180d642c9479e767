//! The baseline: a plain FTS5 table with the engine's own tokens, as a weekend project would have it.

use anyhow::Result;
use rusqlite::Connection;
use std::path::Path;

/// Puts the texts into a plain table, all in one transaction, as fast as the engine takes them.
pub fn fill(path: &Path, texts: &[String]) -> Result<Connection> {
    let mut connection = Connection::open(path)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
         CREATE TABLE papers (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
         CREATE VIRTUAL TABLE words USING fts5 (text, content = 'papers', content_rowid = 'id');",
    )?;
    let change = connection.transaction()?;
    {
        let mut paper = change.prepare("INSERT INTO papers (text) VALUES (?1)")?;
        let mut word = change.prepare("INSERT INTO words (rowid, text) VALUES (?1, ?2)")?;
        for text in texts {
            let id = paper.insert([text])?;
            word.execute((id, text))?;
        }
    }
    change.commit()?;
    Ok(connection)
}

/// The first twenty finds, newest or best first; gives how many there are of them.
pub fn search(connection: &Connection, query: &str, best: bool) -> Result<usize> {
    let order = if best { "rank" } else { "words.rowid DESC" };
    let sql = format!(
        "SELECT p.text FROM words JOIN papers p ON p.id = words.rowid WHERE words MATCH ?1 ORDER BY {order} LIMIT 20"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let quoted = if query.starts_with('"') {
        query.to_owned()
    } else {
        query
            .split(' ')
            .map(|w| format!("\"{w}\""))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let rows = statement.query_map([quoted], |row| row.get::<_, String>(0))?;
    Ok(rows.collect::<Result<Vec<_>, _>>()?.len())
}
