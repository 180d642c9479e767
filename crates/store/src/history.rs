//! Reading the history. Its lines are written by the changes themselves.

use crate::engine::{Row, Value};
use crate::{Fault, Reader};
use noaber_domain::Change;

pub(crate) const COLUMNS: &str = "at, who, what, noun, noun_id, why, detail";

impl Reader {
    /// The history of one thing, newest first.
    pub fn history(&self, noun: &str, id: &str, limit: usize) -> Result<Vec<Change>, Fault> {
        let sql = format!(
            "SELECT {COLUMNS} FROM history WHERE noun = $1 AND noun_id = $2 ORDER BY id DESC LIMIT $3"
        );
        let values: [Value; 3] = [noun.into(), id.into(), (limit as i64).into()];
        self.query(&sql, &values)?.iter().map(change).collect()
    }

    /// All history of the installation, newest first.
    pub fn changes(&self, limit: usize) -> Result<Vec<Change>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM history ORDER BY id DESC LIMIT $1");
        self.query(&sql, &[(limit as i64).into()])?
            .iter()
            .map(change)
            .collect()
    }
}

pub(crate) fn change(row: &Row) -> Result<Change, Fault> {
    Ok(Change {
        at: row.parse(0)?,
        who: row.text(1)?.to_owned(),
        what: row.text(2)?.to_owned(),
        noun: row.text(3)?.to_owned(),
        id: row.text(4)?.to_owned(),
        why: row.text(5)?.to_owned(),
        detail: row.text(6)?.to_owned(),
    })
}
