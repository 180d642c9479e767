//! Meetings and written rounds as items, with their agenda as text. A meeting that was called off
//! or moved keeps its date and says so.

use super::entity::Entity;
use super::fields::{related, related_ids};
use super::papers::base;
use super::{SITE, identities, sorts};
use crate::formats::gather::Gather;
use crate::formats::json::string;
use crate::formats::text::{clean_title, html_to_text};
use crate::formats::{com_number, eu_act};
use noaber_domain::{Item, ItemDate, ItemState, Link, Relation};
use serde_json::Value;

/// A meeting, or a round in writing with its closing date.
pub fn meeting(row: &Value, id: &str, gather: &mut Gather) -> Item {
    let sort = string(row, &["Soort"]).unwrap_or_default();
    let mut item = base(row, Entity::Activiteit.key(id), &sort);
    let (kind, what) = sorts::meeting(&sort);
    item.kind = kind;
    item.number = string(row, &["Nummer"]);
    item.same = item
        .number
        .iter()
        .map(|number| identities::of_number(number))
        .collect();
    item.url = address(row, id);
    item.body = body(row);
    let status = string(row, &["Status"]).unwrap_or_default();
    item.state = state(&status);
    if item.state == Some(ItemState::Cancelled) {
        item.label = Some(format!("{sort} ({})", status.to_lowercase()));
    }
    let when = gather.moment(&item.key, string(row, &["Aanvangstijd", "Datum"]));
    let changed = gather.day(&item.key, string(row, &["GewijzigdOp"]));
    // A meeting has no day of publication: it is news when it was last touched, or at the latest
    // when it takes place.
    item.published = [when.map(|(on, _)| on), changed]
        .into_iter()
        .flatten()
        .min();
    if let Some((on, time)) = when {
        let span = string(row, &["DatumSoort"]).filter(|sort| sort != "Dag");
        let at = time.filter(|time| span.is_none() && *time != jiff::civil::Time::midnight());
        // Of such a meeting only the week is known yet; the date is the Monday of it.
        if span.as_deref() == Some("Weeknummer") {
            let week = on.iso_week_date().week();
            let said = item.label.take().unwrap_or_default();
            item.label = Some(format!("{said} (week {week})").trim().to_owned());
        }
        item.dates.push(ItemDate { on, at, what });
    }
    if item.title.trim().is_empty() {
        item.title = sort;
    }
    item.links = links(row);
    item.links
        .extend(com_number::links(&item.title, &item.body));
    item.links.extend(eu_act::links(&item.title));
    item
}

/// The page for people of a meeting.
pub fn address(row: &Value, id: &str) -> String {
    let number = string(row, &["Nummer"]).unwrap_or_else(|| id.to_owned());
    let lead = string(row, &["VoortouwCommissieNaam", "Voortouwnaam"]);
    page_of(&number, lead.is_some_and(|name| name == "TK"))
}

/// The page for people of the meeting with this number.
pub fn page_of(number: &str, plenary: bool) -> String {
    let folder = if plenary {
        "plenaire_vergaderingen/details/activiteit"
    } else {
        "commissievergaderingen/details"
    };
    format!("{SITE}/debat_en_vergadering/{folder}?id={number}")
}

fn state(status: &str) -> Option<ItemState> {
    match status {
        "Gepland" => Some(ItemState::Planned),
        "Uitgevoerd" => Some(ItemState::Closed),
        "Geannuleerd" | "Vervallen" | "Verplaatst" => Some(ItemState::Cancelled),
        _ => None,
    }
}

/// The note of the meeting, then its agenda in order.
fn body(row: &Value) -> String {
    let note = string(row, &["Noot"]).map(|note| html_to_text(&note));
    let mut points: Vec<(i64, String)> = related(row, "Agendapunt")
        .into_iter()
        .filter_map(|point| {
            let place = string(point, &["Volgorde"]).and_then(|place| place.parse().ok());
            let subject = clean_title(&string(point, &["Onderwerp"])?);
            Some((place.unwrap_or(i64::MAX), subject))
        })
        .collect();
    points.sort();
    let agenda = points.into_iter().map(|(_, subject)| subject);
    note.into_iter()
        .chain(agenda)
        .collect::<Vec<_>>()
        .join("\n")
}

/// The cases on the agenda, and the meetings that this one replaces or continues.
fn links(row: &Value) -> Vec<Link> {
    let points = related(row, "Agendapunt");
    let on_agenda = points.iter().flat_map(|point| related_ids(point, "Zaak"));
    let mut links: Vec<Link> = Vec::new();
    for case in related_ids(row, "Zaak").into_iter().chain(on_agenda) {
        let link = Link::new(Relation::Concerns, Entity::Zaak.key(&case));
        if !links.contains(&link) {
            links.push(link);
        }
    }
    for relation in ["VervangenVanuit", "VoortgezetVanuit"] {
        let other = |id: &String| Link::new(Relation::Related, Entity::Activiteit.key(id));
        links.extend(related_ids(row, relation).iter().map(other));
    }
    links
}
