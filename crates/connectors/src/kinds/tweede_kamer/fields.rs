//! Reading the fields of a row that lead to other rows: relations, names of those who act, the
//! number of the file. Rows come as JSON, or as XML that was given the same names.

use crate::formats::json::{list, string};
use serde_json::Value;

/// Whether a row is deleted: it says so, or every field but its id and its marks is empty. A row of
/// which only the id was asked is not.
pub fn is_gone(row: &Value) -> bool {
    const MARKS: [&str; 4] = ["Id", "GewijzigdOp", "ApiGewijzigdOp", "Verwijderd"];
    let says_so = match row.get("Verwijderd") {
        Some(Value::Bool(gone)) => *gone,
        Some(Value::String(word)) => word.eq_ignore_ascii_case("true"),
        _ => false,
    };
    let fields = row.as_object().into_iter().flatten();
    let mut others = fields.filter(|(name, _)| !MARKS.contains(&name.as_str()));
    let has_others = others.clone().next().is_some();
    says_so || (has_others && others.all(|(_, value)| value.is_null()))
}

/// The rows that a relation leads to, whether it holds one or many; deleted ones are left out.
pub fn related<'a>(row: &'a Value, relation: &str) -> Vec<&'a Value> {
    let rows = match row.get(relation) {
        Some(one @ Value::Object(_)) => std::slice::from_ref(one),
        _ => list(row, relation),
    };
    rows.iter().filter(|row| !is_gone(row)).collect()
}

/// The ids of the rows that a relation leads to: from the rows, else from the field `<relation>_Id`.
pub fn related_ids(row: &Value, relation: &str) -> Vec<String> {
    let rows = related(row, relation);
    let ids: Vec<String> = rows.iter().filter_map(|row| id_of(row)).collect();
    if ids.is_empty() {
        let own = string(row, &[&format!("{relation}_Id")]);
        return own.map(|id| id.to_lowercase()).into_iter().collect();
    }
    ids
}

/// The id of a row, in lower case.
pub fn id_of(row: &Value) -> Option<String> {
    string(row, &["Id"]).map(|id| id.to_lowercase())
}

/// Whether a field says yes, as JSON or as text.
pub fn is_true(row: &Value, field: &str) -> Option<bool> {
    match row.get(field)? {
        Value::Bool(yes) => Some(*yes),
        Value::String(word) => Some(word.eq_ignore_ascii_case("true")),
        _ => None,
    }
}

/// The committee that leads: on the row itself for meetings, among the actors for cases.
pub fn committee(row: &Value) -> Option<String> {
    // Plenary meetings name the House itself ("TK") here.
    let own = string(row, &["VoortouwCommissieNaam", "Voortouwnaam"]);
    own.filter(|name| name.len() > 3).or_else(|| {
        related(row, "ZaakActor")
            .into_iter()
            .find(|actor| leads(actor))
            .and_then(|actor| string(actor, &["ActorNaam"]))
    })
}

fn leads(actor: &Value) -> bool {
    string(actor, &["Relatie"]).is_some_and(|relation| relation.starts_with("Voortouw"))
}

/// Members, groups and ministers named with the row, when it was asked with its actors.
pub fn actors(row: &Value) -> Vec<String> {
    ["ZaakActor", "DocumentActor", "ActiviteitActor"]
        .iter()
        .flat_map(|name| related(row, name))
        .filter(|actor| !leads(actor))
        .filter_map(|actor| {
            let name = string(actor, &["ActorNaam"])?;
            Some(with_group(name, string(actor, &["ActorFractie"])))
        })
        .collect()
}

/// A name with the group or office behind it.
pub fn with_group(name: String, group: Option<String>) -> String {
    match group {
        Some(group) if group != name => format!("{name} ({group})"),
        _ => name,
    }
}

/// The number of the file, when it was asked with the row: `36045`, `36410-XIV`.
pub fn file_of(row: &Value) -> Option<String> {
    let file = related(row, "Kamerstukdossier").into_iter().next()?;
    let number = string(file, &["Nummer"])?;
    Some(match string(file, &["Toevoeging"]) {
        Some(chapter) => format!("{number}-{chapter}"),
        None => number,
    })
}
