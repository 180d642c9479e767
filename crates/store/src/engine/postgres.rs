//! The server engine: PostgreSQL 15 or later, over its own protocol, with one connection per
//! thread that asks.

use super::{Row, Value};
use crate::fault::Fault;
use postgres::types::private::BytesMut;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, NoTls, Statement};
use rustc_hash::FxHashMap;
use std::time::Duration;

/// Statements kept prepared on one connection.
const KEPT: usize = 256;

/// An open PostgreSQL connection.
pub(crate) struct Server {
    client: Client,
    prepared: FxHashMap<String, Statement>,
}

impl Server {
    /// Connects by URL.
    pub fn open(url: &str, reading: bool) -> Result<Server, Fault> {
        let shown = super::Address::read(url).to_string();
        let refused = |why: String| Fault::Open {
            address: shown.clone(),
            why,
        };
        let mut config: postgres::Config = url
            .parse()
            .map_err(|e: postgres::Error| refused(cause(&e)))?;
        config
            .application_name("noaber")
            .connect_timeout(Duration::from_secs(10));
        let mut client = config.connect(NoTls).map_err(|e| refused(cause(&e)))?;
        let setup = if reading {
            "SET default_transaction_read_only = on; SET client_min_messages = warning; SET lock_timeout = '30s';"
        } else {
            "SET client_min_messages = warning; SET lock_timeout = '30s';"
        };
        client
            .batch_execute(setup)
            .map_err(|e| refused(cause(&e)))?;
        Ok(Server {
            client,
            prepared: FxHashMap::default(),
        })
    }

    /// Whether the server still answers on this connection.
    pub fn is_alive(&self) -> bool {
        !self.client.is_closed()
    }

    /// Whether it answers an empty question.
    pub fn answers(&mut self) -> bool {
        self.client.is_valid(Duration::from_secs(2)).is_ok()
    }

    fn prepare(&mut self, sql: &str) -> Result<Statement, Fault> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql).map_err(|e| told(sql, &e))?;
        if self.prepared.len() >= KEPT {
            self.prepared.clear();
        }
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    /// See [`super::Connection::execute`].
    pub fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, Fault> {
        let statement = self.prepare(sql)?;
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|v| v as _).collect();
        self.client
            .execute(&statement, &values)
            .map_err(|e| told(sql, &e))
    }

    /// See [`super::Connection::query`].
    pub fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, Fault> {
        let statement = self.prepare(sql)?;
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|v| v as _).collect();
        let rows = self
            .client
            .query(&statement, &values)
            .map_err(|e| told(sql, &e))?;
        rows.iter().map(|row| read(sql, row)).collect()
    }

    /// See [`super::Connection::batch`].
    pub fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        self.client.batch_execute(sql).map_err(|e| told(sql, &e))
    }
}

fn read(sql: &str, row: &postgres::Row) -> Result<Row, Fault> {
    let mut columns = Vec::with_capacity(row.len());
    for (at, column) in row.columns().iter().enumerate() {
        let value = match *column.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(at).map(Value::from),
            Type::INT4 => row
                .try_get::<_, Option<i32>>(at)
                .map(|v| v.map(i64::from).into()),
            Type::BOOL => row
                .try_get::<_, Option<bool>>(at)
                .map(|v| v.map(i64::from).into()),
            Type::FLOAT8 => row.try_get::<_, Option<f64>>(at).map(Value::from),
            Type::FLOAT4 => row
                .try_get::<_, Option<f32>>(at)
                .map(|v| v.map(f64::from).into()),
            Type::BYTEA => row
                .try_get::<_, Option<Vec<u8>>>(at)
                .map(|v| v.map_or(Value::Null, Value::Bytes)),
            _ => row.try_get::<_, Option<String>>(at).map(Value::from),
        };
        columns.push(value.map_err(|e| told(sql, &e))?);
    }
    Ok(Row(columns))
}

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(value) if *ty == Type::INT4 => i32::try_from(*value)?.to_sql(ty, out),
            Value::Int(value) if *ty == Type::FLOAT8 => (*value as f64).to_sql(ty, out),
            Value::Int(value) => value.to_sql(&Type::INT8, out),
            Value::Real(value) => value.to_sql(&Type::FLOAT8, out),
            Value::Text(value) => value.as_str().to_sql(&Type::TEXT, out),
            Value::Bytes(value) => value.as_slice().to_sql(&Type::BYTEA, out),
        }
    }
    fn accepts(_: &Type) -> bool {
        true
    }
    to_sql_checked!();
}

fn told(sql: &str, error: &postgres::Error) -> Fault {
    match error.code().map(|code| code.code()) {
        Some("53100") => Fault::Full { why: cause(error) },
        Some("55P03") => Fault::Busy { seconds: 30 },
        Some(code) if passes(code) => Fault::Lost { why: cause(error) },
        None if error.is_closed() => Fault::Lost { why: cause(error) },
        _ => Fault::Engine {
            doing: super::migrate::first_line(sql),
            why: cause(error),
        },
    }
}

/// Whether a code says that the server, and not what was asked of it, is the trouble: connections
/// (08), resources (53), a session that was ended (57), and transactions that lost a race (40).
fn passes(code: &str) -> bool {
    ["08", "40", "53", "57"]
        .iter()
        .any(|class| code.starts_with(class))
}

/// The whole chain of causes; the first line alone says only "db error".
fn cause(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(inner) = next {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        next = inner.source();
    }
    text
}
