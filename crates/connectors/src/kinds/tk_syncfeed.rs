//! The open data of the Dutch House of Representatives over SyncFeed: every change of every entity
//! in the order in which it was made, with deletions, so that nothing can be missed. How an entry
//! becomes a row stands in `entries`, how far the feed was read in `place`; what a row means is told
//! by `tweede_kamer`, in the same code as for OData.

mod entries;
mod place;

use crate::connector::{Card, Harvest, Kind, Page, Request, Unreadable};
use crate::fault::Fault;
use crate::formats::gather::Gather;
use crate::formats::guard::start_of;
use crate::formats::xml::{self, Node};
use crate::kinds::tweede_kamer::entity::Entity;
use crate::kinds::tweede_kamer::notes::{FollowUp, complete};
use crate::kinds::tweede_kamer::{self, paging, rows};
use noaber_domain::source::Cursor;
use noaber_domain::{Country, Item, Language, Source, Wording};
use place::Place;
use serde_json::Value;

/// The kind `tk_syncfeed`.
pub const KIND: Kind = Kind { card, start, read };

const EXPECTED: &str = "a page of the Tweede Kamer SyncFeed (Atom)";

fn card() -> Card {
    Card {
        code: "tk_syncfeed",
        title: Wording {
            nl: Some("Tweede Kamer: alle wijzigingen (SyncFeed)".into()),
            de: Some("Tweede Kamer: alle Änderungen (SyncFeed)".into()),
            en: Some("Dutch House of Representatives: all changes (SyncFeed)".into()),
        },
        owner: "Tweede Kamer der Staten-Generaal",
        licence: "CC0",
        languages: &[Language::Nl],
        countries: &[Country::Nl],
        requests_per_second: 2.0,
        needs_key: false,
        reads_folder: false,
        home: "https://opendata.tweedekamer.nl/documentatie/syncfeed-api",
        seen: "the official XML schemas of the feed; no recorded page",
        settings: &[
            (
                "category",
                "which categories to read, such as Zaak,Document,Besluit; all that say something by default",
            ),
            (
                "since",
                "first day to read when there is no cursor yet, as 2026-01-31; 60 days back by default",
            ),
            (
                "odata",
                "address of the OData service at which changed rows are read whole, with actors, files, votes and text; without it the feed's own rows are taken",
            ),
            (
                "text",
                "`no` leaves out the text of papers that were published as XML",
            ),
        ],
        notes: &[
            "Address: https://gegevensmagazijn.tweedekamer.nl/SyncFeed/2.0",
            "Each category is resumed at its own skiptoken; a category ends with a page without entries. The numbers rise over all categories together.",
            "A changed entity is a new entry and the old entry disappears: what comes is the newest state. Deleted ones come as tombstones.",
            "An entry names others by their id only. With the setting odata the row is read whole there; the cursor moves on once that has been stored. When OData fails or lags, the feed's own row is taken.",
            "A first run searches its place by halves, some 18 requests.",
            "bijgewerkt is local time without an offset, updated is UTC. Toezegging has repeated fields that the schema does not allow.",
            "Some categories take 15 to 20 seconds a page. The feed stood still without an error in July and September 2024.",
        ],
    }
}

fn start(
    source: &Source,
    cursor: Option<&Cursor>,
    now: jiff::Timestamp,
) -> Result<Vec<Request>, Fault> {
    let place = Place::begin(source, cursor, now)?;
    Ok(place.first(source)?.into_iter().collect())
}

fn read(source: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    let place = Place::of(page);
    // Rows that were read anew, and texts, are pages of the other kind.
    if page.carry.is_some() && place.is_none() {
        return tweede_kamer::read(source, page);
    }
    let feed = xml::root_of(page, EXPECTED)?;
    if feed.name != "feed" {
        return Err(malformed(
            page,
            format!("the root element is '{}'", feed.name),
        ));
    }
    match place {
        Some(place) if place.search.is_some() => Ok(search(source, &place, &feed)),
        place => changes(source, page, place, &feed),
    }
}

fn malformed(page: &Page, why: String) -> Unreadable {
    Unreadable::FormChanged {
        expected: EXPECTED,
        why,
        start: start_of(&String::from_utf8_lossy(&page.body)),
    }
}

/// A page of the search for the place to begin at; nothing is taken from it.
fn search(source: &Source, place: &Place, feed: &Node) -> Harvest {
    let first = feed.nodes().find(|node| node.name == "entry");
    let changed = first
        .and_then(|entry| entry.child("updated"))
        .and_then(|updated| updated.text().parse().ok());
    Harvest {
        next: place.searched(source, changed).into_iter().collect(),
        ..Harvest::default()
    }
}

/// A page of changes: deletions at once, the rest through OData or as it stands.
fn changes(
    source: &Source,
    page: &Page,
    place: Option<Place>,
    feed: &Node,
) -> Result<Harvest, Unreadable> {
    let mut gather = Gather::default();
    let mut found: Vec<(Entity, Value)> = Vec::new();
    for entry in feed.nodes().filter(|node| node.name == "entry") {
        match entries::row(entry) {
            Some(row) => found.push(row),
            None => gather.reject(&entry_name(entry), "the entry holds no entity that we know"),
        }
    }
    for (entity, row) in &found {
        rows::take(*entity, row, &mut gather);
    }
    let mut harvest = gather.harvest;
    let Some(place) = place else {
        return Ok(harvest);
    };
    let whole = source.settings.contains_key("odata");
    let follow_ups = if whole {
        anew(source, page, &found, &mut harvest)
    } else {
        Vec::new()
    };
    go_on(source, page, place, feed, follow_ups, harvest)
}

fn entry_name(entry: &Node) -> String {
    entry.child("title").map(Node::text).unwrap_or_default()
}

/// Requests that read the changed rows whole. What the feed said of them goes along, for the case
/// that they do not come.
fn anew(
    source: &Source,
    page: &Page,
    found: &[(Entity, Value)],
    harvest: &mut Harvest,
) -> Vec<FollowUp> {
    let Some(entity) = place::category(&page.url) else {
        return Vec::new();
    };
    let bare = std::mem::take(&mut harvest.items);
    let token = entries::skiptoken(&page.url).unwrap_or(0);
    let tag = format!("{}-{token}", entity.name());
    let own: Vec<Value> = found
        .iter()
        .filter(|(of, _)| *of == entity)
        .map(|(_, row)| row.clone())
        .collect();
    if let Some((owner, _)) = entity.owner() {
        return paging::anew(source, owner, &rows::owners(entity, &own), &tag);
    }
    let ids: Vec<String> = rows::living(&own);
    let requests = paging::anew(source, entity, &ids, &tag);
    let batches = ids.chunks(paging::BATCH);
    let with_known = |(mut request, ids): (FollowUp, &[String])| {
        let keys: Vec<String> = ids.iter().map(|id| entity.key(id)).collect();
        let known = bare.iter().filter(|item| keys.contains(&item.key));
        let known: Vec<Item> = known.cloned().collect();
        request.note.bare.clone_from(&known);
        request.otherwise.items = known;
        request
    };
    requests.into_iter().zip(batches).map(with_known).collect()
}

/// Adds what follows: the rows that are read anew, then the next page, else the next category.
fn go_on(
    source: &Source,
    page: &Page,
    mut place: Place,
    feed: &Node,
    follow_ups: Vec<FollowUp>,
    mut harvest: Harvest,
) -> Result<Harvest, Unreadable> {
    let Some(entity) = place::category(&page.url) else {
        return Ok(harvest);
    };
    let asked = entries::skiptoken(&page.url).unwrap_or(0);
    let ended = feed.nodes().all(|node| node.name != "entry");
    match entries::onward(feed) {
        Some(onward) if onward > asked => {
            place.tokens.0.insert(entity.name().into(), onward);
        }
        _ if ended => {}
        other => {
            let why = format!("the link to the next page leads from {asked} to {other:?}");
            return Err(malformed(page, why));
        }
    }
    complete(&mut harvest, follow_ups, Some(place.tokens.cursor()));
    let next = if ended {
        let all = place::categories(source).unwrap_or_default();
        let here = all.iter().position(|other| *other == entity);
        here.and_then(|here| all.get(here + 1).copied())
    } else {
        Some(entity)
    };
    harvest
        .next
        .extend(next.map(|entity| place.resume(source, entity)));
    Ok(harvest)
}
