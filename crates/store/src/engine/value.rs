//! Values that go into a statement and rows that come out. Only five sorts of value exist, chosen
//! so that both engines keep them without loss: whole numbers, fractions, text, bytes, nothing.

use crate::fault::Fault;

/// A value in or out of the database.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// SQL NULL.
    Null,
    /// BIGINT.
    Int(i64),
    /// DOUBLE PRECISION.
    Real(f64),
    /// TEXT.
    Text(String),
    /// BLOB or BYTEA.
    Bytes(Vec<u8>),
}

impl From<i64> for Value {
    fn from(value: i64) -> Value {
        Value::Int(value)
    }
}
impl From<f64> for Value {
    fn from(value: f64) -> Value {
        Value::Real(value)
    }
}
impl From<&str> for Value {
    fn from(value: &str) -> Value {
        Value::Text(value.to_owned())
    }
}
impl From<String> for Value {
    fn from(value: String) -> Value {
        Value::Text(value)
    }
}
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

/// One row, by column from 0.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row(pub Vec<Value>);

impl Row {
    /// A whole number that must be there.
    pub fn int(&self, column: usize) -> Result<i64, Fault> {
        match &self.0[column] {
            Value::Int(value) => Ok(*value),
            other => Err(unexpected("a whole number", column, other)),
        }
    }
    /// A fraction that must be there.
    pub fn real(&self, column: usize) -> Result<f64, Fault> {
        match &self.0[column] {
            Value::Real(value) => Ok(*value),
            Value::Int(value) => Ok(*value as f64),
            other => Err(unexpected("a number", column, other)),
        }
    }
    /// A text that must be there.
    pub fn text(&self, column: usize) -> Result<&str, Fault> {
        match &self.0[column] {
            Value::Text(value) => Ok(value),
            other => Err(unexpected("a text", column, other)),
        }
    }
    /// Bytes that must be there.
    pub fn bytes(&self, column: usize) -> Result<&[u8], Fault> {
        match &self.0[column] {
            Value::Bytes(value) => Ok(value),
            other => Err(unexpected("bytes", column, other)),
        }
    }
    /// A text or nothing.
    pub fn text_opt(&self, column: usize) -> Result<Option<&str>, Fault> {
        match &self.0[column] {
            Value::Null => Ok(None),
            Value::Text(value) => Ok(Some(value)),
            other => Err(unexpected("a text or nothing", column, other)),
        }
    }
    /// A text read as `T`, such as an id, a day or a moment.
    pub fn parse<T: std::str::FromStr>(&self, column: usize) -> Result<T, Fault>
    where
        T::Err: std::fmt::Display,
    {
        let text = self.text(column)?;
        text.parse()
            .map_err(|why: T::Err| Fault::corrupt(format!("'{text}' in column {column}: {why}")))
    }
    /// A text read as `T`, or nothing.
    pub fn parse_opt<T: std::str::FromStr>(&self, column: usize) -> Result<Option<T>, Fault>
    where
        T::Err: std::fmt::Display,
    {
        self.text_opt(column)?
            .map(|_| self.parse(column))
            .transpose()
    }
    /// A text that holds JSON.
    pub fn json<T: serde::de::DeserializeOwned>(&self, column: usize) -> Result<T, Fault> {
        let text = self.text(column)?;
        serde_json::from_str(text).map_err(|why| {
            let start: String = text.chars().take(80).collect();
            Fault::corrupt(format!(
                "column {column} holds no readable record ({why}): {start}"
            ))
        })
    }
}

fn unexpected(expected: &str, column: usize, came: &Value) -> Fault {
    let came = match came {
        Value::Null => "nothing",
        Value::Int(_) => "a whole number",
        Value::Real(_) => "a fraction",
        Value::Text(_) => "a text",
        Value::Bytes(_) => "bytes",
    };
    Fault::corrupt(format!(
        "expected {expected} in column {column}, came {came}"
    ))
}
