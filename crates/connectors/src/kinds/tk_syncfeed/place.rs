//! How far each category of the feed was read, and how the place to begin at is found: the feed has
//! no dates to ask for, but its numbers rise with time over all categories.

use crate::connector::{Page, Request};
use crate::fault::Fault;
use crate::kinds::tweede_kamer::entity::Entity;
use crate::kinds::tweede_kamer::paging;
use jiff::Timestamp;
use noaber_domain::Source;
use noaber_domain::source::Cursor;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const ATOM: &str = "application/atom+xml, application/xml";
/// Above all numbers of the feed for decades: 25 million were given in its first seven years.
const HIGHEST: u64 = 1 << 30;
/// The search ends when this few numbers lie between a page that is too old and one that is not.
const NEAR: u64 = 4_096;
/// The category in which the search is made: there are papers every day.
const DENSE: Entity = Entity::Document;
/// Categories read when the source does not say. Files of official publications are not in the
/// feed; the kind `tweede_kamer` follows those.
const USUAL: [Entity; 11] = [
    Entity::Zaak,
    Entity::Document,
    Entity::Activiteit,
    Entity::Agendapunt,
    Entity::Besluit,
    Entity::Stemming,
    Entity::Toezegging,
    Entity::ZaakActor,
    Entity::DocumentActor,
    Entity::ActiviteitActor,
    Entity::DocumentVersie,
];

/// The next number to ask for in each category. The cursor of the kind.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tokens(pub BTreeMap<String, u64>);

impl Tokens {
    /// As a cursor.
    pub fn cursor(&self) -> Cursor {
        Cursor(serde_json::to_string(self).unwrap_or_default())
    }
}

/// The note on a request for a page of the feed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// How far all categories were read before this page.
    pub tokens: Tokens,
    /// The moment at which the run began, in seconds; it keeps addresses of two runs apart.
    pub run: i64,
    /// The search for the place to begin at, while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<Search>,
}

/// A search by halves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Search {
    /// A number whose page begins before the moment.
    low: u64,
    /// A number whose page begins after it, or has nothing.
    high: u64,
    /// The moment.
    since: Timestamp,
}

impl Search {
    fn from(since: Timestamp) -> Search {
        Search {
            low: 0,
            high: HIGHEST,
            since,
        }
    }

    fn middle(self) -> u64 {
        self.low + (self.high - self.low) / 2
    }
}

impl Place {
    /// Where a run begins.
    pub fn begin(source: &Source, cursor: Option<&Cursor>, now: Timestamp) -> Result<Place, Fault> {
        let stored = cursor.and_then(|cursor| serde_json::from_str::<Tokens>(&cursor.0).ok());
        let tokens = stored.unwrap_or_default();
        let all = categories(source)?;
        let known = |entity: &Entity| tokens.0.contains_key(entity.name());
        let search = match all.iter().all(known) {
            true => None,
            false => Some(Search::from(paging::since(source, now)?)),
        };
        Ok(Place {
            tokens,
            run: now.as_second(),
            search,
        })
    }

    /// The note of a page; `None` for a recording and for rows that were read anew.
    pub fn of(page: &Page) -> Option<Place> {
        serde_json::from_str(page.carry.as_deref()?).ok()
    }

    /// The first request of the run.
    pub fn first(&self, source: &Source) -> Result<Option<Request>, Fault> {
        if let Some(search) = self.search {
            return Ok(Some(self.request(source, DENSE, search.middle())));
        }
        let first = categories(source)?.first().copied();
        Ok(first.map(|entity| self.resume(source, entity)))
    }

    /// Goes on with the search after a page whose first entry changed at this moment (`None`: the
    /// feed has nothing at this number any more).
    pub fn searched(&self, source: &Source, first: Option<Timestamp>) -> Option<Request> {
        let mut search = self.search?;
        let middle = search.middle();
        match first {
            Some(changed) if changed < search.since => search.low = middle,
            _ => search.high = middle,
        }
        let mut place = self.clone();
        if search.high - search.low > NEAR {
            place.search = Some(search);
            return Some(place.request(source, DENSE, search.middle()));
        }
        place.search = None;
        for entity in categories(source).unwrap_or_default() {
            let tokens = &mut place.tokens.0;
            tokens.entry(entity.name().into()).or_insert(search.low);
        }
        place.first(source).ok().flatten()
    }

    /// The request with which a category goes on where it was left. Where the feed does not know
    /// that place any more, it is searched for anew.
    pub fn resume(&self, source: &Source, entity: Entity) -> Request {
        let token = self.tokens.0.get(entity.name()).copied().unwrap_or(0);
        let request = self.request(source, entity, token);
        let began = Timestamp::from_second(self.run).unwrap_or_default();
        match (token, paging::since(source, began)) {
            (1.., Ok(since)) => {
                let mut lost = self.clone();
                lost.tokens.0.remove(entity.name());
                let search = Search::from(since);
                lost.search = Some(search);
                request.or_anew(lost.request(source, DENSE, search.middle()))
            }
            _ => request,
        }
    }

    fn request(&self, source: &Source, entity: Entity, token: u64) -> Request {
        let base = source.address.trim_end_matches('/');
        let from = match token {
            0 => String::new(),
            token => format!("&skiptoken={token}"),
        };
        // What stands behind the sign is never sent; it tells the requests of two runs apart.
        let url = format!(
            "{base}/Feed?category={}{from}#run-{}",
            entity.name(),
            self.run
        );
        let note = serde_json::to_string(self).unwrap_or_default();
        Request::get(url, ATOM).carrying(note).in_full()
    }
}

/// The categories that the source reads, in order.
pub fn categories(source: &Source) -> Result<Vec<Entity>, Fault> {
    paging::entities(source, "category", &USUAL)
}

/// The category in an address of the feed.
pub fn category(url: &str) -> Option<Entity> {
    let name = url.split("category=").nth(1)?;
    Entity::named(name.split(['&', '#']).next()?)
}
