//! Searching everything that was published: newest first or best first, with the words marked.
//! What it finds is what an interest with the same query finds.

use crate::engine::{Row, Value};
use crate::items::{HEAD, HEAD_WIDTH, first_place, head, placeholders};
use crate::seek::{Sought, sought};
use crate::views::{SearchAnswer, SearchAsk, SearchRow};
use crate::{Fault, Reader};
use jiff::ToSpan;
use noaber_domain::{Field as ItemField, Item, ItemId, Passage, RegionId};
use noaber_text::query::Field;
use noaber_text::{Document, Found, Lang, Part, Plan, Query, parse, sentences};

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
}

impl Asked {
    /// Whether the full text alone tells every true find.
    pub(crate) fn is_exact(&self) -> bool {
        self.sought.exact
    }
}

impl Reader {
    /// Searches; a text that is no query is read as plain words that must all occur.
    pub fn search(&self, region: &RegionId, ask: &SearchAsk) -> Result<SearchAnswer, Fault> {
        let fault = parse(&ask.words)
            .err()
            .map(|fault| fault.render(&ask.words));
        let fault = fault.filter(|_| !ask.words.trim().is_empty());
        let Some(query) = self.query_of(&ask.words) else {
            return Ok(SearchAnswer {
                rows: Vec::new(),
                more: false,
                count: 0,
                counted_to: COUNTED as i64,
                understood: String::new(),
                fault,
            });
        };
        let asked = self.asked(&query);
        let limit = if ask.limit == 0 {
            PAGE
        } else {
            ask.limit.min(1_000)
        };
        let (places, count, counted_to) = self.places(ask, &asked, limit)?;
        let mut page: Vec<i64> = places
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
            count,
            counted_to,
            understood: query.to_string(),
            fault,
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
        Ok((self.true_finds(&asked.plan, &newest, limit)?, more))
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

    /// The places of what was found, in order; how many there are, and how far was counted.
    fn places(
        &self,
        ask: &SearchAsk,
        asked: &Asked,
        limit: usize,
    ) -> Result<(Vec<i64>, i64, i64), Fault> {
        let sought = &asked.sought;
        let needed = ask.offset + limit + 1;
        let looked = if sought.exact {
            COUNTED.max(needed)
        } else {
            LOOKED_AT
        };
        let mut newest = self.newest(ask, sought, looked + 1)?;
        let mut all_seen = newest.len() <= looked;
        newest.truncate(looked);
        if !sought.exact {
            let enough = if ask.best { looked } else { needed };
            newest = self.true_finds(&asked.plan, &newest, enough)?;
            all_seen &= newest.len() < enough;
        }
        let count = newest.len() as i64;
        let counted_to = if all_seen { count + 1 } else { count };
        let (Some(seek), true) = (&sought.seek, ask.best) else {
            return Ok((newest, count, counted_to));
        };
        let (conditions, values) = conditions(ask, 2);
        if !sought.exact {
            let among: rustc_hash::FxHashSet<i64> = newest.iter().copied().collect();
            let from = newest.iter().min().copied().unwrap_or(0);
            let ranked =
                self.with(|c| c.best_places(seek, &conditions, &values, from, LOOKED_AT))?;
            let best = ranked
                .into_iter()
                .map(|r| r.0)
                .filter(|p| among.contains(p));
            return Ok((best.collect(), count, counted_to));
        }
        let edge = self.with(|c| c.newest_places(seek, &conditions, &values, 1, RANKED))?;
        let from = edge.first().map_or(0, |place| place + 1);
        let ranked = self.with(|c| c.best_places(seek, &conditions, &values, from, needed))?;
        Ok((ranked.into_iter().map(|r| r.0).collect(), count, counted_to))
    }

    fn newest(&self, ask: &SearchAsk, sought: &Sought, limit: usize) -> Result<Vec<i64>, Fault> {
        let Some(seek) = &sought.seek else {
            let (conditions, mut values) = conditions(ask, 1);
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
        let (conditions, values) = conditions(ask, 2);
        self.with(|c| c.newest_places(seek, &conditions, &values, limit, 0))
    }

    /// Of these places those whose item the plan truly finds, until there are enough.
    fn true_finds(&self, plan: &Plan, places: &[i64], enough: usize) -> Result<Vec<i64>, Fault> {
        let mut kept = Vec::new();
        for part in places.chunks(100) {
            for (place, item) in self.bodies(part)? {
                if self.found_in(plan, &item).is_some() {
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

    fn found_in(&self, plan: &Plan, item: &Item) -> Option<Found> {
        let lang = item.language.and_then(|l| Lang::from_code(l.code()));
        let analyser = self.analyser();
        let mut document = Document::new(analyser, lang, &item.title, &item.body)
            .with_actors(analyser, &item.actors)
            .with_code(Field::Country, item.country.code())
            .with_code(Field::Kind, item.kind.code())
            .with_code(Field::Source, item.origin());
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
        rows.iter()
            .map(|row| {
                let item = head(row, 0, &names)?;
                let body: Item = row.json(HEAD_WIDTH)?;
                let found = self.found_in(&asked.plan, &body);
                let passage = found.and_then(|found| passage(&body, &found));
                let signals = signals.remove(&item.id).unwrap_or_default();
                Ok(SearchRow {
                    item,
                    passage,
                    signals,
                })
            })
            .collect()
    }
}

/// Conditions on `items i`, each begun with ` AND`, and their values from `$from` on.
fn conditions(ask: &SearchAsk, from: usize) -> (String, Vec<Value>) {
    let mut text = String::new();
    let mut values: Vec<Value> = Vec::new();
    let mut also = |condition: &str, value: Value| {
        text.push_str(&format!(" AND {condition} ${}", from + values.len()));
        values.push(value);
    };
    if let Some(country) = ask.country {
        also("i.country =", country.code().into());
    }
    if let Some(language) = ask.language {
        also("i.language =", language.code().into());
    }
    if let Some(kind) = ask.kind {
        also("i.kind =", kind.code().into());
    }
    if let Some(source) = &ask.source {
        also("i.source_id =", source.as_str().into());
    }
    if let Some(day) = ask.from {
        also("i.place >=", first_place(day).into());
    }
    if let Some(day) = ask.to {
        also("i.place <", first_place(day.saturating_add(1.day())).into());
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
