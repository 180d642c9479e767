//! One row of the House's OData becomes an item or a tombstone. Field names of version 5 are read
//! first, those of version 4 as their aliases.

use super::sorts;
use crate::connector::Page;
use crate::formats::gather::Gather;
use crate::formats::json::{list, string};
use crate::formats::text::{clean_title, html_to_text};
use noaber_domain::{Country, Item, ItemDate, ItemKind, Language};
use serde_json::Value;

const SITE: &str = "https://www.tweedekamer.nl";

/// The entities that become items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entity {
    /// A case: what runs through the House.
    Zaak,
    /// A paper.
    Document,
    /// A meeting or a written round.
    Activiteit,
}

impl Entity {
    /// All entities, in the order in which they are read.
    pub const ALL: [Entity; 3] = [Entity::Zaak, Entity::Document, Entity::Activiteit];

    /// Its name in an address.
    pub fn name(self) -> &'static str {
        match self {
            Entity::Zaak => "Zaak",
            Entity::Document => "Document",
            Entity::Activiteit => "Activiteit",
        }
    }

    fn key(self, id: &str) -> String {
        format!("tk:{}:{}", self.name().to_lowercase(), id.to_lowercase())
    }

    /// The entity of a row by fields that only it has (deleted rows keep theirs, empty), else by
    /// the address it came from.
    fn of(row: &Value, page: &Page) -> Option<Entity> {
        let has = |name: &str| row.get(name).is_some();
        if has("Aanvangstijd") || has("VRSNummer") {
            Some(Entity::Activiteit)
        } else if has("Aanhangselnummer") || has("KenmerkAfzender") {
            Some(Entity::Document)
        } else if has("GestartOp") || has("Grondslagvoorhang") {
            Some(Entity::Zaak)
        } else {
            Entity::of_address(&page.url)
        }
    }

    /// The entity in the last part of an address: `.../Zaak?$filter=`, `.../Zaak(<id>)`.
    pub fn of_address(url: &str) -> Option<Entity> {
        let path = url.split('?').next()?;
        let last = path.trim_end_matches('/').rsplit('/').next()?;
        let name = last.split('(').next()?;
        Entity::ALL.into_iter().find(|entity| entity.name() == name)
    }
}

/// Takes one row in; rows of other entities (persons, votes) are no items and are passed over.
pub fn take(row: &Value, page: &Page, gather: &mut Gather) {
    let Some(entity) = Entity::of(row, page) else {
        return;
    };
    let Some(id) = string(row, &["Id"]) else {
        gather.reject(entity.name(), "the row has no Id");
        return;
    };
    if is_gone(row) {
        gather.tombstone(entity.key(&id), "deleted");
        return;
    }
    let item = match entity {
        Entity::Zaak => case(row, &id, gather),
        Entity::Document => document(row, &id, gather),
        Entity::Activiteit => meeting(row, &id, gather),
    };
    let title = clean_title(&item.title);
    gather.item(item);
    // A motion and its only paper are one thing under one title; an expanded paper of another
    // title (a letter that answers it) is a thing of its own.
    for paper in list(row, "Document") {
        if subject(paper).is_none_or(|own| clean_title(&own) != title) {
            take(paper, page, gather);
        }
    }
}

/// Whether a row is deleted: it says so, or every field but its id and its marks is empty.
fn is_gone(row: &Value) -> bool {
    let kept = ["Id", "GewijzigdOp", "ApiGewijzigdOp", "Verwijderd"];
    let empty = |(name, value): (&String, &Value)| value.is_null() || kept.contains(&name.as_str());
    row.get("Verwijderd") == Some(&Value::Bool(true))
        || row
            .as_object()
            .is_some_and(|fields| fields.iter().all(empty))
}

fn subject(row: &Value) -> Option<String> {
    string(row, &["Onderwerp", "Titel", "Citeertitel"])
}

/// What all three have in common.
fn base(row: &Value, key: String, sort: &str) -> Item {
    let title = subject(row).unwrap_or_default();
    let file_title = string(row, &["Titel"]).filter(|file| *file != title);
    let alias = string(row, &["Citeertitel", "Alias"]).filter(|alias| *alias != title);
    Item {
        key,
        number: None,
        kind: sorts::paper(sort),
        label: Some(sort.to_owned()).filter(|label| !label.is_empty()),
        country: Country::Nl,
        language: Some(Language::Nl),
        title,
        body: String::new(),
        url: String::new(),
        published: None,
        dates: Vec::new(),
        actors: actors(row),
        committee: committee(row),
        file: file_of(row),
        links: Vec::new(),
        same: Vec::new(),
        state: None,
        topics: file_title.into_iter().chain(alias).collect(),
    }
}

fn case(row: &Value, id: &str, gather: &mut Gather) -> Item {
    let sort = string(row, &["Soort"]).unwrap_or_default();
    let mut item = base(row, Entity::Zaak.key(id), &sort);
    item.number = string(row, &["Nummer"]);
    item.published = gather.day(&item.key, string(row, &["GestartOp", "GewijzigdOp"]));
    let paper = list(row, "Document")
        .first()
        .and_then(|paper| string(paper, &["Nummer", "DocumentNummer"]));
    let number = item.number.clone().unwrap_or_else(|| id.to_owned());
    item.url = match paper {
        Some(paper) => paper_address(&number, &paper),
        None => format!("{SITE}/kamerstukken/detail?id={number}"),
    };
    item
}

fn document(row: &Value, id: &str, gather: &mut Gather) -> Item {
    let sort = string(row, &["Soort"]).unwrap_or_default();
    let mut item = base(row, Entity::Document.key(id), &sort);
    item.number = string(row, &["Nummer", "DocumentNummer"]);
    item.published = gather.day(&item.key, string(row, &["Datum", "DatumRegistratie"]));
    let number = item.number.clone().unwrap_or_else(|| id.to_owned());
    item.url = paper_address(&number, &number);
    item
}

fn paper_address(case: &str, paper: &str) -> String {
    format!("{SITE}/kamerstukken/detail?id={case}&did={paper}")
}

fn meeting(row: &Value, id: &str, gather: &mut Gather) -> Item {
    let sort = string(row, &["Soort"]).unwrap_or_default();
    let mut item = base(row, Entity::Activiteit.key(id), &sort);
    let (kind, what) = sorts::meeting(&sort);
    item.kind = kind;
    item.number = string(row, &["Nummer"]);
    item.body = string(row, &["Noot"])
        .map(|note| html_to_text(&note))
        .unwrap_or_default();
    let number = item.number.clone().unwrap_or_else(|| id.to_owned());
    item.url = format!("{SITE}/debat_en_vergadering/commissievergaderingen/details?id={number}");
    let status = string(row, &["Status"]).unwrap_or_default();
    let off = ["Geannuleerd", "Vervallen", "Verplaatst"].contains(&status.as_str());
    let when = gather.moment(&item.key, string(row, &["Aanvangstijd", "Datum"]));
    let changed = gather.day(&item.key, string(row, &["GewijzigdOp"]));
    // A meeting has no day of publication: it is news when it was last touched, or at the latest
    // when it takes place.
    item.published = [when.map(|(on, _)| on), changed]
        .into_iter()
        .flatten()
        .min();
    if off {
        item.label = Some(format!("{sort} ({})", status.to_lowercase()));
    } else if let Some((on, time)) = when {
        let whole_day = string(row, &["DatumSoort"]).is_some_and(|sort| sort != "Dag");
        let at = time.filter(|time| !whole_day && *time != jiff::civil::Time::midnight());
        item.dates.push(ItemDate { on, at, what });
    }
    if item.kind == ItemKind::Vote && item.title.is_empty() {
        item.title = sort;
    }
    item
}

/// The committee that leads: on the row itself for meetings, among the actors for cases.
fn committee(row: &Value) -> Option<String> {
    // Plenary meetings name the House itself ("TK") here.
    let own = string(row, &["VoortouwCommissieNaam", "Voortouwnaam"]);
    own.filter(|name| name.len() > 3).or_else(|| {
        list(row, "ZaakActor")
            .iter()
            .find(|actor| string(actor, &["Relatie"]).is_some_and(|r| r.starts_with("Voortouw")))
            .and_then(|actor| string(actor, &["ActorNaam"]))
    })
}

/// Members, groups and ministers named with the row, when it was asked with its actors.
fn actors(row: &Value) -> Vec<String> {
    ["ZaakActor", "DocumentActor", "ActiviteitActor"]
        .iter()
        .flat_map(|name| list(row, name))
        .filter(|actor| !is_gone(actor))
        .filter(|actor| string(actor, &["Relatie"]).is_none_or(|r| !r.starts_with("Voortouw")))
        .filter_map(|actor| {
            let name = string(actor, &["ActorNaam"])?;
            Some(match string(actor, &["ActorFractie"]) {
                Some(group) if group != name => format!("{name} ({group})"),
                _ => name,
            })
        })
        .collect()
}

/// The number of the file, when it was asked with the row.
fn file_of(row: &Value) -> Option<String> {
    let file = list(row, "Kamerstukdossier").first()?;
    let number = string(file, &["Nummer"])?;
    Some(match string(file, &["Toevoeging"]) {
        Some(chapter) => format!("{number}-{chapter}"),
        None => number,
    })
}
