//! One connection, whichever engine stands behind it. The same text and values go to both.

use super::{Address, Row, Value, postgres, sqlite};
use crate::Finding;
use crate::fault::Fault;

/// An open connection.
pub(crate) enum Connection {
    /// The embedded engine.
    Embedded(sqlite::Embedded),
    /// The server.
    Server(Box<postgres::Server>),
}

impl Connection {
    /// Opens for reading and writing; makes the file and its folder when absent.
    pub fn open(address: &Address) -> Result<Connection, Fault> {
        match address {
            Address::File(path) => sqlite::Embedded::open(path, false).map(Connection::Embedded),
            Address::Server(url) => postgres::Server::open(url, false)
                .map(Box::new)
                .map(Connection::Server),
        }
    }

    /// Opens for reading only: the engine itself refuses a change.
    pub fn open_reading(address: &Address) -> Result<Connection, Fault> {
        match address {
            Address::File(path) => sqlite::Embedded::open(path, true).map(Connection::Embedded),
            Address::Server(url) => postgres::Server::open(url, true)
                .map(Box::new)
                .map(Connection::Server),
        }
    }

    /// Whether it can be used again after a rest. A server may have closed it meanwhile, which only
    /// shows when it is asked.
    pub fn answers(&mut self) -> bool {
        match self {
            Connection::Embedded(_) => true,
            Connection::Server(engine) => engine.answers(),
        }
    }

    /// Whether it can still be used.
    pub fn is_alive(&self) -> bool {
        match self {
            Connection::Embedded(_) => true,
            Connection::Server(server) => server.is_alive(),
        }
    }

    /// Runs one statement; gives the number of rows it touched.
    pub fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, Fault> {
        match self {
            Connection::Embedded(engine) => engine.execute(sql, values),
            Connection::Server(engine) => engine.execute(sql, values),
        }
    }

    /// Runs one query; gives all its rows.
    pub fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, Fault> {
        match self {
            Connection::Embedded(engine) => engine.query(sql, values),
            Connection::Server(engine) => engine.query(sql, values),
        }
    }

    /// Runs one query that gives at most one row.
    pub fn row(&mut self, sql: &str, values: &[Value]) -> Result<Option<Row>, Fault> {
        Ok(self.query(sql, values)?.into_iter().next())
    }

    /// Runs several statements without values, divided by `;`.
    pub fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        match self {
            Connection::Embedded(engine) => engine.batch(sql),
            Connection::Server(engine) => engine.batch(sql),
        }
    }

    /// Begins a transaction that will write. The embedded engine takes its write lock at once, so
    /// that what is read within stays true until the end.
    pub fn begin(&mut self) -> Result<(), Fault> {
        match self {
            Connection::Embedded(engine) => engine.batch("BEGIN IMMEDIATE"),
            Connection::Server(engine) => engine.batch("BEGIN"),
        }
    }

    /// Begins a transaction that no other of its sort runs beside, whatever tables there are.
    pub fn begin_alone(&mut self) -> Result<(), Fault> {
        match self {
            Connection::Embedded(engine) => engine.batch("BEGIN IMMEDIATE"),
            // An arbitrary number, the same in every program: the letters of the name.
            Connection::Server(engine) => {
                engine.batch("BEGIN; SELECT pg_advisory_xact_lock(7874611098)")
            }
        }
    }

    /// Begins a transaction in which everything read belongs to one moment.
    pub fn begin_frozen(&mut self) -> Result<(), Fault> {
        match self {
            Connection::Embedded(engine) => engine.batch("BEGIN"),
            Connection::Server(engine) => engine.batch("BEGIN ISOLATION LEVEL REPEATABLE READ"),
        }
    }

    /// Inserts many rows with as few statements as pays; `head` ends before `VALUES`.
    pub fn insert_many(
        &mut self,
        head: &str,
        width: usize,
        rows: Vec<Vec<Value>>,
    ) -> Result<(), Fault> {
        let most = match self {
            Connection::Embedded(_) => 8,
            Connection::Server(_) => 200,
        };
        let full = format!("{head} VALUES {}", groups(width, most));
        let one = format!("{head} VALUES {}", groups(width, 1));
        for chunk in rows.chunks(most) {
            if chunk.len() == most {
                self.execute(&full, &chunk.concat())?;
            } else {
                for row in chunk {
                    self.execute(&one, row)?;
                }
            }
        }
        Ok(())
    }

    /// Has the engine look itself over.
    pub fn own_check(&mut self) -> Result<Vec<Finding>, Fault> {
        match self {
            Connection::Embedded(engine) => {
                let rows = engine.query("PRAGMA quick_check", &[])?;
                let found = rows.first().map_or(Ok(""), |r| r.text(0))?.to_owned();
                let what = "the file is whole".to_owned();
                Ok(vec![Finding {
                    what,
                    fine: found == "ok",
                    found,
                }])
            }
            Connection::Server(_) => Ok(Vec::new()),
        }
    }

    /// Clears away what deleted rows leave behind in the files; gives whether all of it is gone.
    pub fn purge(&mut self) -> Result<bool, Fault> {
        match self {
            Connection::Embedded(engine) => {
                engine.batch("INSERT INTO item_words (item_words) VALUES ('optimize')")?;
                // The copy that this makes may be larger than memory.
                engine.batch("PRAGMA temp_store = FILE")?;
                let done = engine.batch("VACUUM");
                engine.batch("PRAGMA temp_store = MEMORY")?;
                done?;
                let rows = engine.query("PRAGMA wal_checkpoint(TRUNCATE)", &[])?;
                rows.first().map_or(Ok(true), |row| Ok(row.int(0)? == 0))
            }
            Connection::Server(engine) => engine
                .batch("VACUUM items, ledger, origins, identities, links, signals, history, rejects, vocabulary, word_vectors, vectors, item_words")
                .map(|()| true),
        }
    }

    /// How many items have words in the full text.
    pub fn count_words(&mut self) -> Result<i64, Fault> {
        let row = self.row("SELECT COUNT(*) FROM item_words", &[])?;
        row.map_or(Ok(0), |r| r.int(0))
    }

    /// Makes a table that numbers its rows itself go on after its highest number.
    pub fn renumber(&mut self, table: &str) -> Result<(), Fault> {
        match self {
            Connection::Embedded(_) => Ok(()),
            Connection::Server(engine) => engine.batch(&format!(
                "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT COALESCE(MAX(id), 0) + 1 FROM {table}), false)"
            )),
        }
    }
}

fn groups(width: usize, count: usize) -> String {
    let mut text = String::with_capacity(count * width * 5);
    for group in 0..count {
        text.push_str(if group == 0 { "(" } else { ", (" });
        for column in 0..width {
            if column > 0 {
                text.push_str(", ");
            }
            text.push_str(&format!("${}", group * width + column + 1));
        }
        text.push(')');
    }
    text
}
