//! One row of the House's data becomes an item or a tombstone, by its entity. Field names of
//! version 5 are read first, those of version 4 as their aliases.

use super::entity::Entity;
use super::fields::{id_of, is_gone};
use super::{commitments, meetings, papers, texts, votes};
use crate::formats::gather::Gather;
use crate::formats::json::list;
use serde_json::Value;

/// Takes in a row of an entity that has items of its own; rows of others say only that an item must
/// be read anew, and are passed over here.
pub fn take(entity: Entity, row: &Value, gather: &mut Gather) {
    if entity.owner().is_some() {
        return;
    }
    let Some(id) = id_of(row) else {
        gather.reject(entity.name(), "the row has no Id");
        return;
    };
    if is_gone(row) {
        gather.tombstone(entity.key(&id), "deleted");
        if entity == Entity::Document {
            gather.tombstone(texts::key(&id), "deleted");
        }
        return;
    }
    let item = match entity {
        Entity::Zaak => Some(papers::case(row, &id, gather)),
        Entity::Document => Some(papers::paper(row, &id, gather)),
        Entity::Activiteit => Some(meetings::meeting(row, &id, gather)),
        Entity::Toezegging => Some(commitments::commitment(row, &id, gather)),
        Entity::Besluit => votes::decision(row, &id, gather),
        _ => None,
    };
    if let Some(item) = item {
        gather.item(item);
    }
    // Papers that came whole with their case point back to it.
    if entity == Entity::Zaak {
        for paper in list(row, "Document") {
            take(Entity::Document, &with_case(paper, row), gather);
        }
    }
}

/// A paper that came within its case, with that case as its relation.
fn with_case(paper: &Value, case: &Value) -> Value {
    let mut paper = paper.clone();
    if let Some(fields) = paper.as_object_mut() {
        let field = |name: &str| case.get(name).cloned().unwrap_or_default();
        let case = serde_json::json!({
            "Id": field("Id"),
            "Nummer": field("Nummer"),
            "Soort": field("Soort"),
            "Onderwerp": field("Onderwerp"),
            "Volgnummer": field("Volgnummer"),
        });
        fields.entry("Zaak").or_insert(Value::Array(vec![case]));
    }
    paper
}

/// The items whose rows must be read anew because of these rows of another entity: their ids, each
/// once, in order.
pub fn owners(entity: Entity, rows: &[Value]) -> Vec<String> {
    let Some((owner, relation)) = entity.owner() else {
        return Vec::new();
    };
    let mut ids: Vec<String> = Vec::new();
    for row in rows {
        let found = match entity {
            Entity::DocumentPublicatie => super::fields::related(row, relation)
                .into_iter()
                .flat_map(|version| super::fields::related_ids(version, owner.name()))
                .collect(),
            _ => super::fields::related_ids(row, relation),
        };
        for id in found {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    ids
}

/// The ids of the rows that are not deleted, each once, in order.
pub fn living(rows: &[Value]) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for id in rows.iter().filter(|row| !is_gone(row)).filter_map(id_of) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}
