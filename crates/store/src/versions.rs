//! Versions of items: the newest stands whole in the ledger, each older one as the way back from the
//! version after it. A way back is walked before it takes the place of the whole.

use crate::engine::{Row, Value};
use crate::views::ItemVersion;
use crate::{Change, Fault, Reader, digest};
use noaber_domain::text_diff::{self, Edit};
use noaber_domain::{Item, ItemId, LedgerNumber};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

/// The way back from a version to the one before it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Back {
    /// Fields that were otherwise, as they were.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    set: Map<String, Json>,
    /// Fields that were not there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    drop: Vec<String>,
    /// Steps from the newer text to the older.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<Vec<Edit>>,
    /// Digest of the older version.
    print: String,
}

/// The field that holds the text.
const TEXT: &str = "body";

impl Back {
    fn between(newer: &Item, older: &Item) -> Result<Back, Fault> {
        let (new, old) = (fields(newer)?, fields(older)?);
        let mut back = Back {
            set: Map::new(),
            drop: Vec::new(),
            text: None,
            print: digest(&serde_json::to_string(older)?),
        };
        for (name, value) in &old {
            match (new.get(name), value) {
                (Some(same), _) if same == value => {}
                (Some(Json::String(new)), Json::String(old)) if name == TEXT => {
                    back.text = Some(text_diff::edits(new, old));
                }
                _ => {
                    back.set.insert(name.clone(), value.clone());
                }
            }
        }
        back.drop = new
            .keys()
            .filter(|n| !old.contains_key(*n))
            .cloned()
            .collect();
        Ok(back)
    }

    fn walk(&self, newer: &Item) -> Result<Item, Fault> {
        let mut fields = fields(newer)?;
        fields.retain(|name, _| !self.drop.contains(name));
        if let Some(edits) = &self.text {
            let old = text_diff::apply(&newer.body, edits);
            let old = old.ok_or_else(|| Fault::corrupt("a text does not lead back"))?;
            fields.insert(TEXT.to_owned(), old.into());
        }
        for (name, value) in &self.set {
            fields.insert(name.clone(), value.clone());
        }
        let older: Item = serde_json::from_value(Json::Object(fields))
            .map_err(|why| Fault::corrupt(format!("a version does not lead back: {why}")))?;
        if digest(&serde_json::to_string(&older)?) == self.print {
            Ok(older)
        } else {
            Err(Fault::corrupt("a version leads back to something else"))
        }
    }
}

fn fields(item: &Item) -> Result<Map<String, Json>, Fault> {
    match serde_json::to_value(item)? {
        Json::Object(fields) => Ok(fields),
        other => Err(Fault::corrupt(format!("an item is not {other}"))),
    }
}

/// Columns of which [`walk_back`] reads versions.
const COLUMNS: &str = "version, number, at, body, back";

/// Versions from rows, newest first, as whole items; oldest first.
fn walk_back(rows: &[Row]) -> Result<Vec<ItemVersion>, Fault> {
    let mut versions: Vec<ItemVersion> = Vec::with_capacity(rows.len());
    for row in rows {
        let item = match (row.text_opt(3)?, versions.last()) {
            (Some(_), _) => row.json(3)?,
            (None, Some(newer)) => row.json::<Back>(4)?.walk(&newer.item)?,
            (None, None) => return Err(Fault::corrupt("a version has none after it")),
        };
        versions.push(ItemVersion {
            version: row.int(0)?,
            ledger: LedgerNumber(row.int(1)?),
            arrived: row.parse(2)?,
            item,
        });
    }
    versions.reverse();
    Ok(versions)
}

fn select() -> String {
    format!(
        "SELECT {COLUMNS} FROM ledger WHERE item_id = $1 AND (body IS NOT NULL OR back IS NOT NULL) ORDER BY number DESC"
    )
}

impl Change<'_> {
    /// Puts the way back from `newer` in the place of the version that it follows, once that way
    /// was walked. Where it is longer than the version, the version stays whole.
    pub(crate) fn supersede(
        &mut self,
        number: i64,
        older: &str,
        newer: &Item,
    ) -> Result<(), Fault> {
        let old: Item = serde_json::from_str(older)
            .map_err(|why| Fault::corrupt(format!("ledger {number}: {why}")))?;
        let back = serde_json::to_string(&Back::between(newer, &old)?)?;
        if back.len() >= older.len() {
            return Ok(());
        }
        let read: Back = serde_json::from_str(&back)?;
        if read.walk(newer).ok().as_ref() != Some(&old) {
            tracing::warn!(number, "a version does not lead back and stays whole");
            return Ok(());
        }
        let sql = "UPDATE ledger SET body = NULL, back = $2 WHERE number = $1";
        self.execute(sql, &[number.into(), back.into()]).map(|_| ())
    }

    /// All versions of an item that have text, oldest first.
    pub(crate) fn versions_of(&mut self, item: i64) -> Result<Vec<ItemVersion>, Fault> {
        walk_back(&self.query(&select(), &[item.into()])?)
    }
}

impl Reader {
    /// All versions of an item that have text, whole, oldest first.
    pub fn versions(&self, id: ItemId) -> Result<Vec<ItemVersion>, Fault> {
        walk_back(&self.query(&select(), &[id.0.into()])?)
    }

    /// The version of an item that a reader saw who had read the ledger up to `seen`; `None` when
    /// the item arrived later.
    pub fn version_at(&self, id: ItemId, seen: LedgerNumber) -> Result<Option<ItemVersion>, Fault> {
        let versions = self.versions(id)?;
        Ok(versions.into_iter().rev().find(|v| v.ledger <= seen))
    }

    /// Of how many items the newest version is not what their origins make.
    pub(crate) fn check_merged(&self) -> Result<i64, Fault> {
        let sql = "SELECT DISTINCT o.item_id, i.digest FROM origins o JOIN items i ON i.id = o.item_id WHERE o.body IS NOT NULL AND i.gone IS NULL AND o.item_id > $1 ORDER BY o.item_id LIMIT 1000";
        let told = "SELECT body FROM origins WHERE item_id = $1 AND gone IS NULL";
        let (mut last, mut broken) = (0i64, 0);
        loop {
            let rows = self.query(sql, &[Value::Int(last)])?;
            for row in &rows {
                last = row.int(0)?;
                let accounts = self.query(told, &[Value::Int(last)])?;
                let accounts: Result<Vec<Item>, Fault> =
                    accounts.iter().map(|row| row.json(0)).collect();
                let print = match Item::merged(&accounts?) {
                    Some(item) => digest(&serde_json::to_string(&item)?),
                    None => String::new(),
                };
                broken += i64::from(print != row.text(1)?);
            }
            if rows.is_empty() {
                return Ok(broken);
            }
        }
    }

    /// How many items have older versions, and of how many of those one does not lead back.
    pub(crate) fn check_versions(&self) -> Result<(i64, i64), Fault> {
        let sql = "SELECT DISTINCT item_id FROM ledger WHERE back IS NOT NULL AND item_id > $1 ORDER BY item_id LIMIT 1000";
        let (mut last, mut all, mut broken) = (0i64, 0, 0);
        loop {
            let rows = self.query(sql, &[Value::Int(last)])?;
            for row in &rows {
                last = row.int(0)?;
                all += 1;
                broken += i64::from(self.versions(ItemId(last)).is_err());
            }
            if rows.is_empty() {
                return Ok((all, broken));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use noaber_domain::{Country, ItemKind, Language, Link, Relation};

    #[test]
    fn a_way_back_holds_only_what_differs() {
        let old = Item {
            body: "Een lange tekst die blijft. En een zin.".into(),
            language: Some(Language::Nl),
            number: Some("1".into()),
            ..Item::bare("k", ItemKind::Motion, Country::Nl, "Spoor", "https://a.nl/")
        };
        let new = Item {
            body: "Een lange tekst die blijft. En een andere zin.".into(),
            links: vec![Link::new(Relation::PartOf, "z")],
            number: None,
            ..old.clone()
        };
        let back = Back::between(&new, &old).unwrap();
        assert_eq!(back.drop, ["links"]);
        assert_eq!(back.set.keys().collect::<Vec<_>>(), ["number"]);
        assert_eq!(back.walk(&new).unwrap(), old);
        let other = Item {
            title: "Weg".into(),
            ..new.clone()
        };
        assert!(
            back.walk(&other).is_err(),
            "it leads back from one version only"
        );
        let longer = Item {
            body: format!("{} Meer.", new.body),
            ..new
        };
        assert!(back.walk(&longer).is_err());
    }
}
