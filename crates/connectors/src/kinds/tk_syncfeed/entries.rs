//! An entry of the feed becomes a row with the field names of OData, so that one mapping serves
//! both. What a row means is for the kind `tweede_kamer`.

use crate::formats::xml::Node;
use crate::kinds::tweede_kamer::entity::Entity;
use serde_json::{Map, Value, json};

/// The row of an entry with its entity; `None` when the entry holds none that we know.
pub fn row(entry: &Node) -> Option<(Entity, Value)> {
    let own = entry.child("content")?.nodes().next()?;
    let entity = Entity::named(&own.name)?;
    let mut fields = Map::new();
    fields.insert("Id".into(), json!(own.attribute("id")?.to_lowercase()));
    let gone = own.attribute("verwijderd").unwrap_or("false");
    let gone = gone.eq_ignore_ascii_case("true");
    fields.insert("Verwijderd".into(), json!(gone));
    if let Some(changed) = own.attribute("bijgewerkt") {
        fields.insert("GewijzigdOp".into(), json!(changed));
    }
    for child in own.nodes().filter(|_| !gone) {
        put(&mut fields, child);
    }
    Some((entity, Value::Object(fields)))
}

/// One child of an entity: a reference to another one, a value, or nothing (`xsi:nil`).
fn put(fields: &mut Map<String, Value>, child: &Node) {
    let name = field_name(&child.name);
    if let Some(id) = child.attribute("ref") {
        let other = json!({ "Id": id.to_lowercase() });
        let list = fields.entry(name).or_insert_with(|| json!([]));
        if let Some(list) = list.as_array_mut() {
            list.push(other);
        }
        return;
    }
    let empty = child.attribute("nil").is_some_and(|nil| nil == "true");
    let value = if empty {
        Value::Null
    } else {
        Value::String(child.text())
    };
    match fields.get_mut(&name) {
        None | Some(Value::Null) => {
            fields.insert(name, value);
        }
        // Some values come more than once, against the schema.
        Some(Value::Array(list)) => list.push(value),
        Some(one) => *one = json!([one.take(), value]),
    }
}

/// The name of a field as OData writes it: with a capital, and some in their own way.
fn field_name(name: &str) -> String {
    match name {
        "vrsNummer" => "VRSNummer".into(),
        "naamNl" => "NaamNL".into(),
        "naamEn" => "NaamEN".into(),
        "externeidentifier" => "ExterneIdentifier".into(),
        other => {
            let mut letters = other.chars();
            let first = letters.next().map(|c| c.to_ascii_uppercase());
            first.into_iter().chain(letters).collect()
        }
    }
}

/// The number behind `skiptoken=` in an address.
pub fn skiptoken(address: &str) -> Option<u64> {
    let at = address.find("skiptoken=")? + "skiptoken=".len();
    let digits = address.get(at..)?;
    let end = digits
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(digits.len());
    digits[..end].parse().ok()
}

/// Where the feed goes on after this page: the link of the last entry, else of the feed, else the
/// place at which a feed that has come to its end is to be resumed.
pub fn onward(feed: &Node) -> Option<u64> {
    let entries = feed.nodes().filter(|node| node.name == "entry");
    let of_entry = entries.last().and_then(|entry| link(entry, "next"));
    of_entry
        .or_else(|| link(feed, "next"))
        .or_else(|| link(feed, "resume"))
}

fn link(node: &Node, relation: &str) -> Option<u64> {
    node.nodes()
        .filter(|link| link.name == "link" && link.attribute("rel") == Some(relation))
        .find_map(|link| skiptoken(link.attribute("href")?))
}
