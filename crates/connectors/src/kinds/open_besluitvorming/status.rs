//! What Open Besluitvorming says of its own state: whether the supplier answers and whether papers
//! are missing. It is told with the run, so that silence of a council can be told from silence of
//! its reader.

use super::place::setting;
use crate::connector::Harvest;
use crate::formats::gather::Gather;
use crate::formats::json::{list, string};
use noaber_domain::Source;
use serde_json::Value;

/// Reads the state of the council of this source, or of the suppliers when it reads all councils.
pub fn read(source: &Source, value: &Value) -> Harvest {
    let mut gather = Gather::default();
    match setting(source, "organisation") {
        Some(key) => council(key, value, &mut gather),
        None => suppliers(value, &mut gather),
    }
    let mut harvest = gather.harvest;
    for note in &mut harvest.rejected {
        note.kept = true;
    }
    harvest
}

fn council(key: &str, value: &Value, gather: &mut Gather) {
    let named = |row: &&Value| string(row, &["sourceKey"]).as_deref() == Some(key);
    let Some(row) = list(value, "sources").iter().find(named) else {
        let why = format!("there is no council '{key}'; /api/sources lists them");
        gather.reject("state of the council", why);
        return;
    };
    let state = string(row, &["state"]).unwrap_or_default();
    if state != "ok" {
        let since = string(row, &["lastSuccessAt"]).unwrap_or_else(|| "never".into());
        let why = string(row, &["lastErrorMessage"]).unwrap_or_default();
        let fault = format!("the reader says '{state}', last success {since}: {why}");
        gather.reject("state of the council", fault);
    }
    if let Some(missing) = missing(row) {
        gather.reject("papers of the council", missing);
    }
}

/// What the reader misses of what the supplier lists.
fn missing(row: &Value) -> Option<String> {
    let coverage = row.get("coverage")?;
    let missing = coverage
        .get("missingDocuments")?
        .as_u64()
        .filter(|n| *n > 0)?;
    let of = coverage
        .get("supplierDocuments")
        .and_then(Value::as_u64)
        .unwrap_or(0);
    let (from, to) = (
        string(coverage, &["windowFrom"])?,
        string(coverage, &["windowTo"])?,
    );
    Some(format!(
        "{missing} of {of} papers from {from} to {to} have not reached the reader"
    ))
}

fn suppliers(value: &Value, gather: &mut Gather) {
    for row in list(value, "suppliers") {
        let state = string(row, &["state"]).unwrap_or_default();
        if ["down", "degraded"].contains(&state.as_str()) {
            let name = string(row, &["label", "supplier"]).unwrap_or_default();
            let why = string(row, &["lastErrorMessage"]).unwrap_or_default();
            gather.reject(&name, format!("the reader says '{state}': {why}"));
        }
    }
}
