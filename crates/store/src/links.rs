//! What items point to, and what points to them. A link may come before the item it leads to; it
//! finds it when that arrives.

use crate::engine::{Row, Value};
use crate::items::{HEAD, head, placeholders};
use crate::views::ItemHead;
use crate::{Change, Fault, Reader};
use noaber_domain::{ItemId, Link, Relation, Wording};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

/// A link with the item at its other end.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Linked {
    /// What the item that holds the link does to the one it points to.
    pub what: Relation,
    /// The key or identity that the link names.
    pub to: String,
    /// The item at the other end; absent while it has not arrived.
    pub item: Option<ItemHead>,
}

const INSERT: &str = "INSERT INTO links (item_id, relation, target, target_item)";

impl Change<'_> {
    /// Makes these the links of these items; those up to `known` may have had others.
    pub(crate) fn keep_links(&mut self, all: &[(i64, Vec<Link>)], known: i64) -> Result<(), Fault> {
        let targets: FxHashSet<&str> = all
            .iter()
            .flat_map(|(_, links)| links.iter().map(|link| link.to.as_str()))
            .collect();
        let owners = self.owners(targets.into_iter())?;
        let mut rows = Vec::new();
        for (item, links) in all {
            if *item <= known {
                self.execute("DELETE FROM links WHERE item_id = $1", &[(*item).into()])?;
            }
            let mut seen = FxHashSet::default();
            for link in links.iter().filter(|link| seen.insert(*link)) {
                rows.push(vec![
                    (*item).into(),
                    link.what.code().into(),
                    link.to.as_str().into(),
                    owners.of(&link.to).into(),
                ]);
            }
        }
        self.connection()?.insert_many(INSERT, 4, rows)
    }

    /// Leads links that waited for one of these names to its item.
    pub(crate) fn resolve_links(&mut self, names: &[(String, i64)]) -> Result<(), Fault> {
        let owners: FxHashMap<&str, i64> = names.iter().map(|(n, i)| (n.as_str(), *i)).collect();
        for part in names.chunks(250) {
            let sql = format!(
                "SELECT DISTINCT target FROM links WHERE target_item IS NULL AND target IN ({})",
                placeholders(1, part.len())
            );
            let values: Vec<Value> = part.iter().map(|(n, _)| n.as_str().into()).collect();
            for row in self.query(&sql, &values)? {
                let target = row.text(0)?;
                let sql =
                    "UPDATE links SET target_item = $2 WHERE target = $1 AND target_item IS NULL";
                let owner = owners.get(target).copied();
                self.execute(sql, &[target.into(), owner.into()])?;
            }
        }
        Ok(())
    }
}

impl Reader {
    /// What an item points to, in the order of the relations; what has not arrived comes without an
    /// item.
    pub fn links_from(&self, id: ItemId) -> Result<Vec<Linked>, Fault> {
        let sql = format!(
            "SELECT l.relation, l.target, {HEAD} FROM links l LEFT JOIN items i ON i.id = l.target_item AND i.gone IS NULL WHERE l.item_id = $1 AND (l.target_item IS NULL OR l.target_item <> $1) ORDER BY l.relation, i.place, l.target"
        );
        self.linked(&sql, &[id.0.into()])
    }

    /// What points to an item, newest first, at most `limit`.
    pub fn links_to(&self, id: ItemId, limit: usize) -> Result<Vec<Linked>, Fault> {
        let sql = format!(
            "SELECT l.relation, l.target, {HEAD} FROM links l JOIN items i ON i.id = l.item_id WHERE l.target_item = $1 AND i.gone IS NULL AND i.id <> $1 ORDER BY i.place DESC, l.relation LIMIT $2"
        );
        self.linked(&sql, &[id.0.into(), (limit as i64).into()])
    }

    fn linked(&self, sql: &str, values: &[Value]) -> Result<Vec<Linked>, Fault> {
        let names = self.source_names()?;
        let rows = self.query(sql, values)?;
        let all: Vec<Linked> = rows
            .iter()
            .map(|row| linked(row, &names))
            .collect::<Result<_, _>>()?;
        // Two names may lead to one item, such as a paper and its case; it is told once.
        let mut seen = FxHashSet::default();
        let fresh = |link: &Linked| {
            let item = link.item.as_ref().map(|item| item.id);
            item.is_none_or(|item| seen.insert((link.what, item)))
        };
        Ok(all.into_iter().filter(fresh).collect())
    }
}

fn linked(row: &Row, names: &FxHashMap<String, Wording>) -> Result<Linked, Fault> {
    let code = row.text(0)?;
    Ok(Linked {
        what: Relation::from_code(code)
            .ok_or_else(|| Fault::corrupt(format!("unknown relation '{code}'")))?,
        to: row.text(1)?.to_owned(),
        item: match &row.0[2] {
            Value::Null => None,
            _ => Some(head(row, 2, names)?),
        },
    })
}
