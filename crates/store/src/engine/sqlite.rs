//! The embedded engine: SQLite in WAL mode, one file, no server. One writer at a time; readers do
//! not wait for it.

use super::{Row, Value};
use crate::fault::Fault;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, ToSql};
use std::path::Path;
use std::time::Duration;

/// How long a writer waits for another one.
const WAIT: Duration = Duration::from_secs(30);

/// An open SQLite connection.
pub(crate) struct Embedded {
    inner: Connection,
}

impl Embedded {
    /// Opens the file; makes it and its folder when writing is allowed.
    pub fn open(path: &Path, reading: bool) -> Result<Embedded, Fault> {
        let refused = |why: String| Fault::Open {
            address: path.display().to_string(),
            why,
        };
        let inner = if reading {
            Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
        } else {
            if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
                std::fs::create_dir_all(folder).map_err(|e| refused(e.to_string()))?;
            }
            Connection::open(path)
        }
        .map_err(|e| refused(e.to_string()))?;
        inner
            .busy_timeout(WAIT)
            .map_err(|e| refused(e.to_string()))?;
        inner.set_prepared_statement_cache_capacity(128);
        let pragmas = if reading {
            "PRAGMA query_only = 1; PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY;"
        } else {
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;
             PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864;"
        };
        inner
            .execute_batch(pragmas)
            .map_err(|e| refused(e.to_string()))?;
        Ok(Embedded { inner })
    }

    /// See [`super::Connection::execute`].
    pub fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, Fault> {
        let mut statement = self
            .inner
            .prepare_cached(&numbered(sql))
            .map_err(|e| told(sql, e))?;
        let touched = statement
            .execute(rusqlite::params_from_iter(values))
            .map_err(|e| told(sql, e))?;
        Ok(touched as u64)
    }

    /// See [`super::Connection::query`].
    pub fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, Fault> {
        let mut statement = self
            .inner
            .prepare_cached(&numbered(sql))
            .map_err(|e| told(sql, e))?;
        let width = statement.column_count();
        let mut rows = statement
            .query(rusqlite::params_from_iter(values))
            .map_err(|e| told(sql, e))?;
        let mut all = Vec::new();
        while let Some(row) = rows.next().map_err(|e| told(sql, e))? {
            let mut columns = Vec::with_capacity(width);
            for column in 0..width {
                columns.push(match row.get_ref(column).map_err(|e| told(sql, e))? {
                    ValueRef::Null => Value::Null,
                    ValueRef::Integer(value) => Value::Int(value),
                    ValueRef::Real(value) => Value::Real(value),
                    ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
                    ValueRef::Text(bytes) => {
                        Value::Text(String::from_utf8_lossy(bytes).into_owned())
                    }
                });
            }
            all.push(Row(columns));
        }
        Ok(all)
    }

    /// See [`super::Connection::batch`].
    pub fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        self.inner.execute_batch(sql).map_err(|e| told(sql, e))
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Value::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Value::Int(value) => ToSqlOutput::Borrowed(ValueRef::Integer(*value)),
            Value::Real(value) => ToSqlOutput::Borrowed(ValueRef::Real(*value)),
            Value::Text(value) => ToSqlOutput::Borrowed(ValueRef::Text(value.as_bytes())),
            Value::Bytes(value) => ToSqlOutput::Borrowed(ValueRef::Blob(value)),
        })
    }
}

/// SQLite numbers `$1` by first appearance; `?1` by its number, as the other engine does.
fn numbered(sql: &str) -> String {
    sql.replace('$', "?")
}

fn told(sql: &str, error: rusqlite::Error) -> Fault {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Fault::Full {
            why: error.to_string(),
        },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Fault::Busy {
            seconds: WAIT.as_secs(),
        },
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            Fault::corrupt(error.to_string())
        }
        _ => Fault::Engine {
            doing: super::migrate::first_line(sql),
            why: error.to_string(),
        },
    }
}
