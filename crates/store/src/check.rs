//! Whether what is kept is whole: the ledger without gaps, every item with its words and its
//! origins, every version with its text, every signal with its item.

use crate::engine::Value;
use crate::recut::Cutting;
use crate::{Fault, Reader, Store};

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// What was looked at, in English.
    pub what: String,
    /// Whether it is as it should be.
    pub fine: bool,
    /// What was found.
    pub found: String,
}

/// Each row: what is held, and a query that counts what breaks it.
const RULES: &[(&str, &str)] = &[
    (
        "the ledger runs from 1 to its counter without gaps",
        "SELECT ABS((SELECT value FROM counters WHERE name = 'ledger') - COUNT(*)) + ABS(COUNT(*) - COALESCE(MAX(number), 0)) FROM ledger",
    ),
    (
        "every item points to its newest place in the ledger",
        "SELECT COUNT(*) FROM items i WHERE NOT EXISTS (SELECT 1 FROM ledger l WHERE l.number = i.ledger AND l.item_id = i.id AND l.version = i.version)",
    ),
    (
        "every signal belongs to a dossier that exists or has a verdict",
        "SELECT COUNT(*) FROM signals s WHERE s.verdict IS NULL AND NOT EXISTS (SELECT 1 FROM nouns n WHERE n.region_id = s.region_id AND n.sort = 'dossier' AND n.id = s.dossier_id)",
    ),
    (
        "the counts of the sources agree with what they told of",
        "SELECT COUNT(*) FROM sources s WHERE s.items <> (SELECT COUNT(*) FROM origins o WHERE o.source_id = s.id)",
    ),
    (
        "every item that is not gone has a source that tells of it, and its newest text whole",
        "SELECT COUNT(*) FROM items i WHERE i.gone IS NULL AND NOT (EXISTS (SELECT 1 FROM origins o WHERE o.item_id = i.id AND o.gone IS NULL) AND EXISTS (SELECT 1 FROM ledger l WHERE l.number = i.ledger AND l.body IS NOT NULL))",
    ),
    (
        "where several sources tell of an item, what each tells is kept",
        "SELECT COUNT(*) FROM origins o WHERE o.body IS NULL AND EXISTS (SELECT 1 FROM origins p WHERE p.item_id = o.item_id AND (p.item_key <> o.item_key OR p.source_id <> o.source_id))",
    ),
    (
        "no text is left of what was taken down",
        "SELECT COUNT(*) FROM items i WHERE i.gone = 'taken down' AND (i.title <> '' OR EXISTS (SELECT 1 FROM ledger l WHERE l.item_id = i.id AND (l.body IS NOT NULL OR l.back IS NOT NULL)) OR EXISTS (SELECT 1 FROM origins o WHERE o.item_id = i.id) OR EXISTS (SELECT 1 FROM vectors v WHERE v.item_id = i.id))",
    ),
    (
        "no region was matched beyond the end of the ledger",
        "SELECT COUNT(*) FROM regions WHERE matched_to > (SELECT value FROM counters WHERE name = 'ledger')",
    ),
];

/// Looks the whole database over; changes nothing.
pub fn check(store: &Store) -> Result<Vec<Finding>, Fault> {
    let reader = store.reader()?;
    let mut findings = store.own_check()?;
    for (what, sql) in RULES {
        let broken = reader.row(sql, &[])?.map_or(Ok(0), |row| row.int(0))?;
        findings.push(finding(what, broken));
    }
    let (_, broken) = reader.check_versions()?;
    findings.push(finding(
        "every older version leads back to its text",
        broken,
    ));
    let broken = reader.check_merged()?;
    let what = "items of several sources are what these sources tell";
    findings.push(finding(what, broken));
    let words = reader.with(|connection| connection.count_words())?;
    let sql = "SELECT COUNT(*) FROM items WHERE gone IS NULL";
    let items = reader
        .row(sql, &[] as &[Value])?
        .map_or(Ok(0), |row| row.int(0))?;
    findings.push(finding(
        "every item that is not gone has its words",
        (items - words).abs(),
    ));
    findings.push(words_cut(&reader)?);
    Ok(findings)
}

/// Whether all words are cut by the analysis of this program. Where they are not nothing is broken: they
/// are being cut anew, and how far that is can be read here.
fn words_cut(reader: &Reader) -> Result<Finding, Fault> {
    let (left, all) = reader.words_to_cut()?;
    let found = match (left, reader.cutting()?) {
        (0, Cutting::Done) => "as it should be".to_owned(),
        (0, _) => {
            "all are; `noaber match`, or the open desk, matches everything once more".to_owned()
        }
        _ => format!(
            "{left} of {all} items to go, the oldest; the open desk or `noaber match` cuts them anew, and until then a search may pass over some of them"
        ),
    };
    Ok(Finding {
        what: "words are cut as this program cuts them".to_owned(),
        fine: true,
        found,
    })
}

fn finding(what: &str, broken: i64) -> Finding {
    let found = if broken == 0 {
        "as it should be".to_owned()
    } else {
        format!("{broken} are not")
    };
    Finding {
        what: what.to_owned(),
        fine: broken == 0,
        found,
    }
}
