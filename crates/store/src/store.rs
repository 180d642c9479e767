//! The store itself: where it is, how one reads it and how one changes it. What is kept of each
//! noun stands in the file of that noun.

use crate::engine::{Address, Connection, Row, Value, migrate};
use crate::{Fault, dates, fault_point, moment, recut};
use jiff::Timestamp;
use noaber_domain::{RegionId, Who};
use noaber_text::Analyser;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Idle connections kept for reading.
const IDLE: usize = 8;

/// A database of the desk. Cheap to clone; clones share connections.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    address: Address,
    writer: Mutex<Option<Connection>>,
    idle: Mutex<Vec<Connection>>,
    analyser: Analyser,
}

impl Store {
    /// Opens the database at `address` and brings it up to this program's plan; makes it when
    /// absent. `address` is a folder, a file that ends in `.db`, or a `postgres://` URL.
    pub fn open(address: &str, now: Timestamp) -> Result<Store, Fault> {
        let address = Address::read(address);
        let mut writer = Connection::open(&address)?;
        migrate::migrate(&mut writer, &address.to_string(), &moment(now))?;
        bring_dates(&mut writer)?;
        recut::begin(&mut writer)?;
        let inner = Inner {
            address,
            writer: Mutex::new(Some(writer)),
            idle: Mutex::new(Vec::new()),
            analyser: Analyser::default(),
        };
        Ok(Store {
            inner: Arc::new(inner),
        })
    }

    /// Whether a database is there already, without making one.
    pub fn exists(address: &str) -> bool {
        match Address::read(address) {
            Address::File(path) => path.is_file(),
            Address::Server(_) => true,
        }
    }

    /// Where the database is, without a password.
    pub fn address(&self) -> String {
        self.inner.address.to_string()
    }

    /// The file of an embedded database; a server has none.
    pub fn file(&self) -> Option<&std::path::Path> {
        match &self.inner.address {
            Address::File(path) => Some(path),
            Address::Server(_) => None,
        }
    }

    /// The words that the store shares with whoever matches, so that both cut text the same way.
    pub fn analyser(&self) -> &Analyser {
        &self.inner.analyser
    }

    /// A view of the database that cannot change anything.
    pub fn reader(&self) -> Result<Reader, Fault> {
        let connection = match self.rested() {
            Some(connection) => connection,
            None => Connection::open_reading(&self.inner.address)?,
        };
        Ok(Reader {
            store: self.clone(),
            connection: Mutex::new(Some(connection)),
        })
    }

    /// A connection that somebody else is done with and that still answers.
    fn rested(&self) -> Option<Connection> {
        loop {
            let mut connection = lock(&self.inner.idle).pop()?;
            if connection.answers() {
                return Some(connection);
            }
        }
    }

    /// Begins a change: everything done with it happens together, with a line of history per
    /// deed, or, when it is dropped before [`Change::commit`], not at all. Waits for another
    /// writer.
    pub fn change(&self, who: &Who, why: &str, now: Timestamp) -> Result<Change<'_>, Fault> {
        let mut guard = lock(&self.inner.writer);
        if !guard.as_mut().is_some_and(Connection::answers) {
            *guard = Some(Connection::open(&self.inner.address)?);
        }
        let connection = guard
            .as_mut()
            .ok_or_else(|| Fault::corrupt("no connection to write on"))?;
        connection.begin()?;
        Ok(Change {
            guard,
            analyser: &self.inner.analyser,
            who: who.0.clone(),
            why: why.to_owned(),
            at: now,
            open: true,
        })
    }

    /// Has the engine look itself over, on a connection of its own: one that searched before may
    /// hold an old outline of the full text, and would call what was written since corrupt.
    pub(crate) fn own_check(&self) -> Result<Vec<crate::Finding>, Fault> {
        Connection::open_reading(&self.inner.address)?.own_check()
    }

    /// Copies an embedded database into `file` while it is in use, and checks the copy. A server
    /// is backed up with its own tools and is refused here.
    pub fn backup(&self, file: &std::path::Path) -> Result<(), Fault> {
        let told = |why: String| Fault::File {
            file: file.display().to_string(),
            why,
        };
        if self.file().is_none() {
            return Err(told(
                "a server database is backed up with the server's own tools".into(),
            ));
        }
        if file.exists() {
            return Err(told(
                "is there already and was left as it is; name another file".into(),
            ));
        }
        let beside = file.with_extension("part");
        let made = self
            .copy_into(&beside)
            .and_then(|()| std::fs::rename(&beside, file).map_err(|e| told(e.to_string())));
        if made.is_err() {
            // What was begun is of no use; the fault that is told matters more than this one.
            let _ = std::fs::remove_file(&beside);
        }
        made
    }

    /// Clears away what deleted texts leave behind in the files of the database. Takes a while on a
    /// large one and, embedded, as much room again as the file. Gives `false` when others were
    /// reading: then the last trace goes when they have ended and the database is next used.
    pub fn purge(&self) -> Result<bool, Fault> {
        let mut guard = lock(&self.inner.writer);
        lock(&self.inner.idle).clear();
        guard
            .as_mut()
            .ok_or_else(|| Fault::corrupt("no connection to clear up with"))?
            .purge()
    }

    fn copy_into(&self, file: &std::path::Path) -> Result<(), Fault> {
        let told = |why: String| Fault::File {
            file: file.display().to_string(),
            why,
        };
        let folder = file.parent().filter(|f| !f.as_os_str().is_empty());
        if folder.is_some_and(|f| !f.is_dir()) {
            return Err(told(
                "its folder does not exist; nothing was written".into(),
            ));
        }
        let mut guard = lock(&self.inner.writer);
        let connection = guard
            .as_mut()
            .ok_or_else(|| Fault::corrupt("no connection to copy with"))?;
        connection.execute("VACUUM INTO $1", &[file.display().to_string().into()])?;
        let mut copy = Connection::open_reading(&Address::File(file.to_owned()))?;
        match copy.row("PRAGMA integrity_check", &[])? {
            Some(row) if row.text(0)? == "ok" => Ok(()),
            other => Err(told(format!("the copy did not pass its check: {other:?}"))),
        }
    }
}

/// Works out the dates of what was in the ledger before dates were kept apart.
fn bring_dates(writer: &mut Connection) -> Result<(), Fault> {
    if !dates::is_behind(writer)? {
        return Ok(());
    }
    writer.begin_alone()?;
    let done = dates::bring(writer);
    writer.batch(if done.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
    done
}

/// A view of the database that cannot change anything; the engine itself refuses.
pub struct Reader {
    store: Store,
    connection: Mutex<Option<Connection>>,
}

impl Reader {
    pub(crate) fn query(&self, sql: &str, values: &[Value]) -> Result<Vec<Row>, Fault> {
        match lock(&self.connection).as_mut() {
            Some(connection) => connection.query(sql, values),
            None => Err(Fault::corrupt("a reader was used after its end")),
        }
    }

    pub(crate) fn row(&self, sql: &str, values: &[Value]) -> Result<Option<Row>, Fault> {
        Ok(self.query(sql, values)?.into_iter().next())
    }

    pub(crate) fn with<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        match lock(&self.connection).as_mut() {
            Some(connection) => work(connection),
            None => Err(Fault::corrupt("a reader was used after its end")),
        }
    }

    /// Does some reading on one unchanging state of the database.
    pub(crate) fn frozen<T>(
        &self,
        work: impl FnOnce(&Reader) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.with(|c| c.begin_frozen())?;
        let done = work(self);
        self.with(|c| c.batch("COMMIT"))?;
        done
    }

    pub(crate) fn analyser(&self) -> &Analyser {
        &self.store.inner.analyser
    }

    /// A setting of the installation, such as the fixed day of a demo.
    pub fn setting(&self, name: &str) -> Result<Option<String>, Fault> {
        let row = self.row("SELECT value FROM settings WHERE name = $1", &[name.into()])?;
        row.map(|r| r.text(0).map(str::to_owned)).transpose()
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Some(connection) = lock(&self.connection).take() {
            let mut idle = lock(&self.store.inner.idle);
            if idle.len() < IDLE && connection.is_alive() {
                idle.push(connection);
            }
        }
    }
}

/// A change in the making. Dropped without [`Change::commit`], it never happened.
pub struct Change<'a> {
    guard: MutexGuard<'a, Option<Connection>>,
    pub(crate) analyser: &'a Analyser,
    who: String,
    why: String,
    pub(crate) at: Timestamp,
    open: bool,
}

impl Change<'_> {
    /// Makes everything done so far last.
    pub fn commit(mut self) -> Result<(), Fault> {
        self.open = false;
        fault_point::reach();
        let done = self.connection()?.batch("COMMIT");
        fault_point::reach();
        if done.is_err() {
            self.roll_back();
        }
        done
    }

    pub(crate) fn connection(&mut self) -> Result<&mut Connection, Fault> {
        self.guard
            .as_mut()
            .ok_or_else(|| Fault::corrupt("no connection to write on"))
    }

    pub(crate) fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, Fault> {
        self.connection()?.execute(sql, values)
    }

    pub(crate) fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, Fault> {
        self.connection()?.query(sql, values)
    }

    pub(crate) fn row(&mut self, sql: &str, values: &[Value]) -> Result<Option<Row>, Fault> {
        self.connection()?.row(sql, values)
    }

    /// Takes the lock on a counter and gives its value.
    pub(crate) fn counter(&mut self, name: &str) -> Result<i64, Fault> {
        let sql = "UPDATE counters SET value = value WHERE name = $1 RETURNING value";
        let row = self.row(sql, &[name.into()])?;
        row.ok_or_else(|| Fault::corrupt(format!("the counter '{name}' is missing")))?
            .int(0)
    }

    pub(crate) fn set_counter(&mut self, name: &str, value: i64) -> Result<(), Fault> {
        self.execute(
            "UPDATE counters SET value = $2 WHERE name = $1",
            &[name.into(), value.into()],
        )?;
        Ok(())
    }

    /// Who makes this change.
    pub(crate) fn who(&self) -> &str {
        &self.who
    }

    /// Why it is made.
    pub(crate) fn why(&self) -> &str {
        &self.why
    }

    /// Writes a line of history: `what` was done to the `noun` called `id`.
    pub(crate) fn record(
        &mut self,
        region: Option<&RegionId>,
        what: &str,
        noun: &str,
        id: &str,
        detail: &str,
    ) -> Result<(), Fault> {
        let row: [Value; 8] = [
            region.map(|r| r.as_str()).into(),
            moment(self.at).into(),
            self.who.as_str().into(),
            what.into(),
            noun.into(),
            id.into(),
            self.why.as_str().into(),
            detail.into(),
        ];
        let sql = "INSERT INTO history (region_id, at, who, what, noun, noun_id, why, detail) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        self.execute(sql, &row)?;
        Ok(())
    }

    /// Makes tables that number their own rows go on after the highest number they hold.
    pub(crate) fn renumber(&mut self, tables: &[&str]) -> Result<(), Fault> {
        tables
            .iter()
            .try_for_each(|table| self.connection()?.renumber(table))
    }

    /// Keeps a setting of the installation.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), Fault> {
        let sql = "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        self.execute(sql, &[name.into(), value.into()])?;
        self.record(None, "setting-changed", "setting", name, value)
    }

    fn roll_back(&mut self) {
        // A connection on which even taking back fails is thrown away: the engine takes back what
        // a closed connection had begun.
        if let Some(connection) = self.guard.as_mut()
            && connection.batch("ROLLBACK").is_err()
        {
            *self.guard = None;
        }
    }
}

impl Drop for Change<'_> {
    fn drop(&mut self) {
        if self.open {
            self.roll_back();
        }
    }
}

/// A lock that outlives a panic elsewhere: what it guards is only a connection, and an open
/// transaction on it is taken back by its own drop.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_takes_back_what_was_being_written() {
        let folder = tempfile::tempdir().unwrap();
        let now = Timestamp::UNIX_EPOCH;
        let store = Store::open(&folder.path().to_string_lossy(), now).unwrap();
        let large = "x".repeat(100_000);
        let mut change = store.change(&Who::desk(), "test", now).unwrap();
        change
            .connection()
            .unwrap()
            .batch("PRAGMA max_page_count = 120")
            .unwrap();
        let fault = (0..100).find_map(|n| change.set(&format!("large-{n}"), &large).err());
        assert!(matches!(fault, Some(Fault::Full { .. })), "{fault:?}");
        drop(change);
        let reader = store.reader().unwrap();
        assert_eq!(
            reader.setting("large-0").unwrap(),
            None,
            "nothing is half-written"
        );

        let mut change = store.change(&Who::desk(), "room again", now).unwrap();
        change
            .connection()
            .unwrap()
            .batch("PRAGMA max_page_count = 100000")
            .unwrap();
        change.set("large-0", &large).unwrap();
        change.commit().unwrap();
        assert_eq!(reader.setting("large-0").unwrap(), Some(large));
    }
}
