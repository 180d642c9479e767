//! Searching everything that was published: newest first or best first, with the words marked.
//! What it finds is what an interest with the same query finds.

use crate::engine::{Row, Value};
use crate::items::{HEAD, HEAD_WIDTH, day_of, first_place, head, placeholders};
use crate::seek::{Sought, sought};
use crate::views::{SearchAnswer, SearchAsk, SearchRow, Stopped};
use crate::{Fault, Reader};
use jiff::ToSpan;
use noaber_domain::{Field as ItemField, Item, ItemId, Passage, RegionId};
use noaber_text::query::{Field, Node};
use noaber_text::{Document, Found, Lang, Part, Plan, Query, parse, sentences};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// How far finds are counted.
const COUNTED: usize = 1_000;
/// Newest finds among which the best are sought, so that a common word stays quick.
const RANKED: usize = 4_000;
/// Finds that are looked at when only the plan can tell whether they are true.
const LOOKED_AT: usize = 2_000;
/// Rows of a page.
const PAGE: usize = 20;
/// Characters of a passage.
const PASSAGE: usize = 280;

/// A query made ready to be searched with.
pub(crate) struct Asked {
    plan: Plan,
    sought: Sought,
    /// Whether it asks where items come from.
    by_source: bool,
}

impl Asked {
    /// Whether the full text alone tells every true find.
    pub(crate) fn is_exact(&self) -> bool {
        self.sought.exact
    }
}

/// What was found: places in order, how many there are, how far was counted, where looking stopped.
struct Places {
    places: Vec<i64>,
    count: i64,
    counted_to: i64,
    stopped: Option<Stopped>,
}

impl Places {
    /// Places with their count, which is exact when there are no more.
    fn counted(places: Vec<i64>, more: bool) -> Places {
        let count = places.len() as i64;
        Places {
            places,
            count,
            counted_to: count + i64::from(!more),
            stopped: None,
        }
    }
}

impl Reader {
    /// Searches; a text that is no query is read as plain words that must all occur.
    pub fn search(&self, region: &RegionId, ask: &SearchAsk) -> Result<SearchAnswer, Fault> {
        let fault = parse(&ask.words).err();
        let fault = fault.filter(|_| !ask.words.trim().is_empty());
        let Some(query) = self.query_of(&ask.words) else {
            return Ok(SearchAnswer {
                rows: Vec::new(),
                more: false,
                count: 0,
                counted_to: COUNTED as i64,
                understood: String::new(),
                fault,
                stopped: None,
            });
        };
        let asked = self.asked(&query);
        let limit = if ask.limit == 0 {
            PAGE
        } else {
            ask.limit.min(1_000)
        };
        let found = self.places(ask, &asked, limit)?;
        let mut page: Vec<i64> = found
            .places
            .into_iter()
            .skip(ask.offset)
            .take(limit + 1)
            .collect();
        let more = page.len() > limit;
        page.truncate(limit);
        let rows = self.search_rows(region, &asked, &page)?;
        Ok(SearchAnswer {
            rows,
            more,
            count: found.count,
            counted_to: found.counted_to,
            understood: query.to_string(),
            fault,
            stopped: found.stopped,
        })
    }

    fn query_of(&self, words: &str) -> Option<Query> {
        parse(words).ok().or_else(|| {
            let tokens = self.analyser().tokens(None, words);
            let plain: Vec<String> = tokens
                .iter()
                .filter(|t| !t.whole)
                .filter(|t| !["AND", "OR", "NOT", "NEAR"].contains(&&words[t.start..t.end]))
                .take(30)
                .map(|t| format!("\"{}\"", t.folded()))
                .collect();
            parse(&plain.join(" ")).ok()
        })
    }

    /// Makes a query ready to be searched with.
    pub(crate) fn asked(&self, query: &Query) -> Asked {
        Asked {
            plan: Plan::new(self.analyser(), query),
            sought: sought(self.analyser(), query),
            by_source: query.asks(Field::Source),
        }
    }

    /// As [`Reader::asked`] for items of one language, when one is asked for: their terms tell the
    /// language, so that no item need be looked up for it. May find a few of other languages too.
    pub(crate) fn asked_in<'s>(
        &self,
        query: Query,
        ask: &'s SearchAsk,
    ) -> (Asked, Cow<'s, SearchAsk>) {
        let lang = ask.language.and_then(|l| Lang::from_code(l.code()));
        let Some(lang) = lang else {
            return (self.asked(&query), Cow::Borrowed(ask));
        };
        let root = Node::Language(lang, Box::new(query.root));
        let asked = self.asked(&Query { root });
        match asked.sought.seek {
            None => (asked, Cow::Borrowed(ask)),
            Some(_) => {
                let ask = SearchAsk {
                    language: None,
                    ..ask.clone()
                };
                (asked, Cow::Owned(ask))
            }
        }
    }

    /// The places of what is found, newest first, at most `limit`, and whether there are more.
    pub(crate) fn finds(
        &self,
        ask: &SearchAsk,
        asked: &Asked,
        limit: usize,
    ) -> Result<(Vec<i64>, bool), Fault> {
        let (newest, more) = self.sought_places(ask, asked, limit)?;
        if asked.sought.exact {
            return Ok((newest, more));
        }
        Ok((self.true_finds(asked, &newest, limit)?, more))
    }

    /// The places that the full text finds, newest first, at most `limit`, and whether there are
    /// more; not held against the plan.
    pub(crate) fn sought_places(
        &self,
        ask: &SearchAsk,
        asked: &Asked,
        limit: usize,
    ) -> Result<(Vec<i64>, bool), Fault> {
        let mut newest = self.newest(ask, &asked.sought, limit + 1)?;
        let more = newest.len() > limit;
        newest.truncate(limit);
        Ok((newest, more))
    }

    /// The places of what was found, in order.
    fn places(&self, ask: &SearchAsk, asked: &Asked, limit: usize) -> Result<Places, Fault> {
        let needed = ask.offset + limit + 1;
        match asked.sought.exact {
            true => self.exact_places(ask, &asked.sought, needed),
            false => self.held_places(ask, asked, needed),
        }
    }

    /// Where every find of the full text is a true find.
    fn exact_places(
        &self,
        ask: &SearchAsk,
        sought: &Sought,
        needed: usize,
    ) -> Result<Places, Fault> {
        let looked = COUNTED.max(needed);
        let mut newest = self.newest(ask, sought, looked + 1)?;
        let more = newest.len() > looked;
        newest.truncate(looked);
        let found = Places::counted(newest, more);
        let (Some(seek), true) = (&sought.seek, ask.best) else {
            return Ok(found);
        };
        let (conditions, values) = conditions(ask, 2, OF_SOURCE);
        let edge = self.with(|c| c.newest_places(seek, &conditions, &values, 1, RANKED))?;
        let from = edge.first().map_or(0, |place| place + 1);
        let ranked = self.with(|c| c.best_places(seek, &conditions, &values, from, needed))?;
        Ok(Places {
            places: ranked.into_iter().map(|r| r.0).collect(),
            stopped: edge.first().map(|_| stopped(RANKED, from)),
            ..found
        })
    }

    /// Where each find is held against the plan: among the newest candidates.
    fn held_places(&self, ask: &SearchAsk, asked: &Asked, needed: usize) -> Result<Places, Fault> {
        let mut newest = self.newest(ask, &asked.sought, LOOKED_AT + 1)?;
        let cut = newest.len() > LOOKED_AT;
        newest.truncate(LOOKED_AT);
        let last = newest.last().copied().filter(|_| cut);
        let enough = if ask.best { LOOKED_AT } else { needed };
        let kept = self.true_finds(asked, &newest, enough)?;
        let whole = ask.best || kept.len() < enough;
        let mut found = Places::counted(kept, cut || !whole);
        found.stopped = last
            .filter(|_| whole)
            .map(|place| stopped(LOOKED_AT, place));
        let (Some(seek), true) = (&asked.sought.seek, ask.best) else {
            return Ok(found);
        };
        let (conditions, values) = conditions(ask, 2, OF_SOURCE);
        let among: rustc_hash::FxHashSet<i64> = found.places.iter().copied().collect();
        let from = found.places.last().copied().unwrap_or(0);
        let ranked = self.with(|c| c.best_places(seek, &conditions, &values, from, LOOKED_AT))?;
        let best = ranked
            .into_iter()
            .map(|r| r.0)
            .filter(|p| among.contains(p));
        found.places = best.collect();
        Ok(found)
    }

    fn newest(&self, ask: &SearchAsk, sought: &Sought, limit: usize) -> Result<Vec<i64>, Fault> {
        let Some(seek) = &sought.seek else {
            let (conditions, mut values) = conditions(ask, 1, AMONG_THOSE_OF_SOURCE);
            values.push((limit as i64).into());
            let sql = format!(
                "SELECT i.place FROM items i WHERE i.gone IS NULL{conditions} ORDER BY i.place DESC LIMIT ${}",
                values.len()
            );
            return self
                .query(&sql, &values)?
                .iter()
                .map(|row| row.int(0))
                .collect();
        };
        let (conditions, values) = conditions(ask, 2, OF_SOURCE);
        self.with(|c| c.newest_places(seek, &conditions, &values, limit, 0))
    }

    /// Of these places those whose item the plan truly finds, until there are enough.
    fn true_finds(&self, asked: &Asked, places: &[i64], enough: usize) -> Result<Vec<i64>, Fault> {
        let mut kept = Vec::new();
        for part in places.chunks(100) {
            let told_by = self.told_by(asked, part.iter().map(|place| item_at(*place)))?;
            for (place, item) in self.bodies(part)? {
                let others = told_by.get(&item_at(place));
                if self.found_in(&asked.plan, &item, others).is_some() {
                    kept.push(place);
                }
            }
            if kept.len() >= enough {
                break;
            }
        }
        Ok(kept)
    }

    /// The items at these places, in their order.
    pub(crate) fn bodies(&self, places: &[i64]) -> Result<Vec<(i64, Item)>, Fault> {
        if places.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT i.place, l.body FROM items i JOIN ledger l ON l.number = i.ledger WHERE i.place IN ({})",
            placeholders(1, places.len())
        );
        let values: Vec<Value> = places.iter().map(|p| Value::Int(*p)).collect();
        let mut rows = self
            .query(&sql, &values)?
            .iter()
            .map(|row| Ok((row.int(0)?, row.json(1)?)))
            .collect::<Result<Vec<_>, Fault>>()?;
        rows.sort_by_key(|row| places.iter().position(|p| *p == row.0));
        Ok(rows)
    }

    /// The codes of all origins of these items, where the query asks for them.
    fn told_by(
        &self,
        asked: &Asked,
        items: impl Iterator<Item = ItemId>,
    ) -> Result<FxHashMap<ItemId, Vec<String>>, Fault> {
        match asked.by_source {
            true => self.origin_codes(&items.collect::<Vec<_>>()),
            false => Ok(FxHashMap::default()),
        }
    }

    /// What the plan finds in an item; `told_by` are the codes of all its origins where they are more
    /// than its own.
    fn found_in(&self, plan: &Plan, item: &Item, told_by: Option<&Vec<String>>) -> Option<Found> {
        let lang = item.language.and_then(|l| Lang::from_code(l.code()));
        let analyser = self.analyser();
        let mut document = Document::new(analyser, lang, &item.title, &item.body)
            .with_actors(analyser, &item.actors)
            .with_code(Field::Country, item.country.code())
            .with_code(Field::Kind, item.kind.code())
            .with_code(Field::Source, item.origin());
        for code in told_by.into_iter().flatten() {
            document = document.with_code(Field::Source, code);
        }
        if let Some(committee) = &item.committee {
            document = document.with_committee(analyser, committee);
        }
        plan.find(&document)
    }

    pub(crate) fn search_rows(
        &self,
        region: &RegionId,
        asked: &Asked,
        places: &[i64],
    ) -> Result<Vec<SearchRow>, Fault> {
        if places.is_empty() {
            return Ok(Vec::new());
        }
        let names = self.source_names()?;
        let sql = format!(
            "SELECT {HEAD}, l.body, i.place FROM items i JOIN ledger l ON l.number = i.ledger WHERE i.place IN ({})",
            placeholders(1, places.len())
        );
        let values: Vec<Value> = places.iter().map(|p| Value::Int(*p)).collect();
        let mut rows = self.query(&sql, &values)?;
        let place = |row: &Row| row.int(HEAD_WIDTH + 1).unwrap_or(0);
        rows.sort_by_key(|row| places.iter().position(|p| *p == place(row)));
        let ids = rows
            .iter()
            .map(|r| Ok(ItemId(r.int(0)?)))
            .collect::<Result<Vec<_>, Fault>>()?;
        let mut signals = self.signals_of(region, &ids)?;
        let told_by = self.told_by(asked, ids.iter().copied())?;
        let heads = rows.iter().map(|row| head(row, 0, &names));
        let heads = heads.collect::<Result<Vec<_>, Fault>>()?;
        let mut also = self.also_told_by(&heads)?;
        rows.iter()
            .zip(heads)
            .map(|(row, item)| {
                let body: Item = row.json(HEAD_WIDTH)?;
                let found = self.found_in(&asked.plan, &body, told_by.get(&item.id));
                let passage = found.and_then(|found| passage(&body, &found));
                let signals = signals.remove(&item.id).unwrap_or_default();
                Ok(SearchRow {
                    also: also.remove(&item.id).unwrap_or_default(),
                    item,
                    passage,
                    signals,
                })
            })
            .collect()
    }
}

/// The item at a place: the lower half is its number.
fn item_at(place: i64) -> ItemId {
    ItemId(place & 0xffff_ffff)
}

fn stopped(looked_at: usize, before: i64) -> Stopped {
    Stopped {
        looked_at: looked_at as i64,
        before,
        back_to: day_of(before),
    }
}

/// That a source tells of an item, be it the one that leads or another: looked up for each of the few
/// that words found.
const OF_SOURCE: &str = "EXISTS (SELECT 1 FROM origins o WHERE o.item_id = i.id AND o.source_id = $$ AND o.gone IS NULL)";
/// The same where no words narrow the search: gathered once for the source. The sign keeps the engine
/// from sorting all of them, so that it reads the newest first.
const AMONG_THOSE_OF_SOURCE: &str =
    "+i.id IN (SELECT o.item_id FROM origins o WHERE o.source_id = $$ AND o.gone IS NULL)";

/// Conditions on `items i`, each begun with ` AND`, and their values from `$from` on.
fn conditions(ask: &SearchAsk, from: usize, of_source: &str) -> (String, Vec<Value>) {
    let mut text = String::new();
    let mut values: Vec<Value> = Vec::new();
    let mut also = |condition: &str, value: Value| {
        let number = format!("${}", from + values.len());
        text.push_str(&format!(" AND {}", condition.replace("$$", &number)));
        values.push(value);
    };
    if let Some(country) = ask.country {
        also("i.country = $$", country.code().into());
    }
    if let Some(language) = ask.language {
        also("i.language = $$", language.code().into());
    }
    if let Some(kind) = ask.kind {
        also("i.kind = $$", kind.code().into());
    }
    if let Some(source) = &ask.source {
        also(of_source, source.as_str().into());
    }
    if let Some(day) = ask.from {
        also("i.place >= $$", first_place(day).into());
    }
    if let Some(day) = ask.to {
        also(
            "i.place < $$",
            first_place(day.saturating_add(1.day())).into(),
        );
    }
    if let Some(place) = ask.before {
        also("i.place < $$", place.into());
    }
    (text, values)
}

/// The sentence with the first mark in the body, else in the title, with its marks.
fn passage(item: &Item, found: &Found) -> Option<Passage> {
    let marks = found.marks();
    let in_body = marks.iter().any(|m| m.part == Part::Body);
    let (part, field, text) = if in_body {
        (Part::Body, ItemField::Body, item.body.as_str())
    } else {
        (Part::Title, ItemField::Title, item.title.as_str())
    };
    let marks: Vec<_> = marks.into_iter().filter(|m| m.part == part).collect();
    let first = marks.first()?;
    let lang = item.language.and_then(|l| Lang::from_code(l.code()));
    let (opens, ends) = sentences(lang, text)
        .into_iter()
        .find(|(_, end)| *end > first.start)?;
    let start = if first.end > opens + PASSAGE {
        boundary(text, first.start.saturating_sub(PASSAGE / 3))
    } else {
        opens
    };
    let end = boundary(text, ends.min(start + PASSAGE).max(first.end));
    let within = marks.iter().filter(|m| m.start >= start && m.end <= end);
    Some(Passage {
        field,
        marks: within.map(|m| (m.start - start, m.end - start)).collect(),
        text: text.get(start..end)?.to_owned(),
    })
}

/// The nearest character boundary at or before `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|i| text.is_char_boundary(*i))
        .unwrap_or(0)
}
