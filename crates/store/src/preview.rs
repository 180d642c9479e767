//! What a query would find before it is saved: counts, examples that the change keeps, gains and
//! loses, words that never hit, and words that could be added.

use crate::engine::fulltext::Seek;
use crate::items::{day_of, first_place};
use crate::search::Asked;
use crate::views::{Count, Preview, PreviewAsk, RelatedTerm, SearchAsk, SearchRow, TermHits};
use crate::{Fault, Reader};
use jiff::ToSpan;
use jiff::civil::Date;
use noaber_domain::{Country, DossierId, ItemId, RegionId};
use noaber_text::query::{Fault as QueryFault, Node, Query};
use noaber_text::recognise::is_function_word;
use noaber_text::{Lang, parse};
use rustc_hash::{FxHashMap, FxHashSet};

/// How far finds are counted.
const COUNTED: usize = 2_000;
/// How far the finds of a single word are counted.
const TERM_COUNTED: usize = 1_000;
/// How far finds of a single word are looked at one by one, where the full text alone cannot tell.
const TERM_LOOKED_AT: usize = 250;
/// Newest finds that are compared with those of the saved query.
const COMPARED: usize = 1_000;
/// Examples of each sort.
const EXAMPLES: usize = 5;
/// Finds among which examples of different titles are sought.
const LOOKED_AT: usize = 4 * EXAMPLES;
/// Finds a week that are too many to read for one interest.
const FLOOD: i64 = 40;
/// Newest finds whose titles are read for words that stand beside the query.
const READ_BESIDE: usize = 400;
/// A word in so many items says nothing.
const COMMON: usize = 5_000;
/// Finds in whose titles a word stands before it stands beside the query.
const LEAST_BESIDE: i64 = 3;
/// How much those finds must outweigh chance, in natural logarithms.
const WEIGHT_BESIDE: f64 = 9.0;
/// Words beside the query that are shown.
const BESIDE: usize = 12;

impl Reader {
    /// What the query would find on `today`, or where it cannot be read.
    pub fn preview(
        &self,
        region: &RegionId,
        ask: &PreviewAsk,
        today: Date,
    ) -> Result<Result<Preview, QueryFault>, Fault> {
        let query = match parse(&ask.query) {
            Ok(query) => query,
            Err(fault) => return Ok(Err(fault)),
        };
        let of = SearchAsk {
            language: ask.language,
            ..SearchAsk::default()
        };
        let asked = self.asked(&query);
        let (all, more) = self.finds(&of, &asked, COUNTED)?;
        let since = |from: Date| since(&all, more, from, today);
        let year = since(today.saturating_sub(1.year()));
        let mut preview = Preview {
            canonical: query.to_string(),
            week: since(today.saturating_sub(6.days())),
            year,
            all: Count {
                n: all.len() as i64,
                more,
            },
            flood: Some(a_week(&all, year, today)).filter(|a_week| *a_week >= FLOOD),
            terms: self.term_hits(&query, ask, today)?,
            kept: Vec::new(),
            gained: Vec::new(),
            lost: Vec::new(),
            related: self.beside(&query, &all)?,
        };
        let saved = ask.saved.as_deref().and_then(|text| parse(text).ok());
        self.examples(region, &mut preview, &asked, &all, saved, &of)?;
        Ok(Ok(preview))
    }

    /// Items to look at when an interest of a dossier changed: what the query finds, newest first,
    /// at most `limit`, and what the dossier has an open signal for.
    pub fn candidates(
        &self,
        region: &RegionId,
        ask: &SearchAsk,
        dossier: &DossierId,
        limit: usize,
    ) -> Result<Vec<ItemId>, Fault> {
        let mut items: Vec<ItemId> = Vec::new();
        if let Ok(query) = parse(&ask.words) {
            let (asked, ask) = self.asked_in(query, ask);
            let (places, _) = self.sought_places(&ask, &asked, limit)?;
            // The lower half of a place is the number of its item.
            items.extend(places.iter().map(|place| ItemId(place & 0xffff_ffff)));
        }
        let sql = "SELECT item_id FROM signals WHERE region_id = $1 AND dossier_id = $2 AND verdict IS NULL";
        let mut known: FxHashSet<ItemId> = items.iter().copied().collect();
        for row in self.query(sql, &[region.as_str().into(), dossier.as_str().into()])? {
            let id = ItemId(row.int(0)?);
            if known.insert(id) {
                items.push(id);
            }
        }
        Ok(items)
    }

    /// How often each word and phrase hit.
    fn term_hits(
        &self,
        query: &Query,
        ask: &PreviewAsk,
        today: Date,
    ) -> Result<Vec<TermHits>, Fault> {
        let mut leaves = Vec::new();
        leaves_of(&query.root, None, &mut leaves);
        let of = SearchAsk {
            language: ask.language,
            ..SearchAsk::default()
        };
        let mut seen = FxHashSet::default();
        let mut terms = Vec::new();
        for leaf in leaves {
            let single = Query { root: leaf };
            let term = single.to_string();
            if !seen.insert(term.clone()) {
                continue;
            }
            let asked = self.asked(&single);
            let counted = if asked.is_exact() {
                TERM_COUNTED
            } else {
                TERM_LOOKED_AT
            };
            let (places, more) = self.finds(&of, &asked, counted)?;
            let all = Count {
                n: places.len() as i64,
                more,
            };
            let year = since(&places, more, today.saturating_sub(1.year()), today);
            terms.push(TermHits { term, year, all });
        }
        Ok(terms)
    }

    fn examples(
        &self,
        region: &RegionId,
        preview: &mut Preview,
        asked: &Asked,
        all: &[i64],
        saved: Option<Query>,
        of: &SearchAsk,
    ) -> Result<(), Fault> {
        let Some(saved) = saved else {
            let newest: Vec<i64> = all.iter().copied().take(LOOKED_AT).collect();
            preview.kept = self.told_once(region, asked, &newest)?;
            return Ok(());
        };
        let before = self.asked(&saved);
        let (old, _) = self.finds(of, &before, COMPARED)?;
        let new: Vec<i64> = all.iter().copied().take(COMPARED).collect();
        // Beyond the oldest place that both lists reach, absence from one says nothing.
        let reach = |places: &[i64]| match places.len() {
            COMPARED.. => places.last().copied().unwrap_or(0),
            _ => 0,
        };
        let edge = reach(&old).max(reach(&new));
        let (in_old, in_new): (FxHashSet<i64>, FxHashSet<i64>) =
            (old.iter().copied().collect(), new.iter().copied().collect());
        let pick = |places: &[i64], other: &FxHashSet<i64>, both: bool| -> Vec<i64> {
            let fits = |p: &&i64| **p >= edge && other.contains(p) == both;
            places
                .iter()
                .filter(fits)
                .copied()
                .take(LOOKED_AT)
                .collect()
        };
        preview.kept = self.told_once(region, asked, &pick(&new, &in_old, true))?;
        preview.gained = self.told_once(region, asked, &pick(&new, &in_old, false))?;
        preview.lost = self.told_once(region, &before, &pick(&old, &in_new, false))?;
        Ok(())
    }

    /// Examples of which no two have the same title: one paper often comes from several sources.
    fn told_once(
        &self,
        region: &RegionId,
        asked: &Asked,
        places: &[i64],
    ) -> Result<Vec<SearchRow>, Fault> {
        let mut rows = self.search_rows(region, asked, places)?;
        let mut titles = FxHashSet::default();
        rows.retain(|row| {
            let letters = row.item.title.chars().filter(|c| c.is_alphanumeric());
            titles.insert(letters.flat_map(char::to_lowercase).collect::<String>())
        });
        rows.truncate(EXAMPLES);
        Ok(rows)
    }

    /// Words that stand in the titles of what was found far more often than elsewhere.
    fn beside(&self, query: &Query, found: &[i64]) -> Result<Vec<RelatedTerm>, Fault> {
        let places: Vec<i64> = found.iter().copied().take(READ_BESIDE).collect();
        let mut counts: FxHashMap<(Country, String), (i64, String)> = FxHashMap::default();
        for (_, item) in self.bodies(&places)? {
            let lang = item.language.and_then(|l| Lang::from_code(l.code()));
            let tokens = self.analyser().tokens(lang, &item.title);
            let mut seen = FxHashSet::default();
            let words = tokens.iter().filter(|t| {
                let letters = t.folded().chars().filter(|c| c.is_alphabetic()).count();
                let word = &item.title[t.start..t.end];
                // Within a title German writes nouns with a capital; who else does names somebody.
                let names =
                    lang != Some(Lang::De) && t.start > 0 && word.starts_with(char::is_uppercase);
                let says_nothing =
                    lang.is_some_and(|lang| is_function_word(lang, &word.to_lowercase()));
                !t.whole
                    && letters > 4
                    && letters == t.folded().chars().count()
                    && !names
                    && !says_nothing
            });
            for token in words {
                if seen.insert(token.term().to_owned()) {
                    let shown = item.title[token.start..token.end].to_lowercase();
                    let key = (item.country, token.term().to_owned());
                    counts.entry(key).or_insert((0, shown)).0 += 1;
                }
            }
        }
        let own = query.to_string().to_lowercase();
        let mut scored = Vec::new();
        let total = self.item_count()?.max(1) as f64;
        counts.retain(|_, (n, word)| *n >= LEAST_BESIDE && !own.contains(word.as_str()));
        let mut often: Vec<_> = counts.into_iter().collect();
        often.sort_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| a.1.1.cmp(&b.1.1)));
        for ((_, term), (n, word)) in often.into_iter().take(150) {
            let seek = Seek::Terms(vec![term]);
            let everywhere = self
                .with(|c| c.newest_places(&seek, "", &[], COMMON, 0))?
                .len();
            if everywhere == COMMON {
                continue;
            }
            let everywhere = (everywhere as i64).max(n);
            let lift = (n as f64 / places.len() as f64) / (everywhere as f64 / total);
            let weight = n as f64 * lift.ln();
            if lift > 4.0 && weight > WEIGHT_BESIDE {
                scored.push((weight, word, everywhere));
            }
        }
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut shown = FxHashSet::default();
        Ok(scored
            .into_iter()
            .filter(|(_, word, _)| shown.insert(word.clone()))
            .take(BESIDE)
            .map(|(_, word, count)| RelatedTerm {
                word,
                how: "beside",
                to: String::new(),
                count,
            })
            .collect())
    }
}

/// How many of these places, newest first, lie within the days. Where more were found than were
/// counted, and the last that was counted lies within, there are more.
fn since(places: &[i64], more: bool, from: Date, today: Date) -> Count {
    let (first, after) = (
        first_place(from),
        first_place(today.saturating_add(1.day())),
    );
    let within = places
        .iter()
        .filter(|place| (first..after).contains(*place))
        .count() as i64;
    // Where nothing was found as far as was looked, nothing is known of what lies beyond.
    let more = more && places.last().is_none_or(|last| *last >= first);
    Count { n: within, more }
}

/// How many of these places, newest first, a week brought on average: over the year, or over the
/// days up to where counting stopped within it.
fn a_week(places: &[i64], year: Count, today: Date) -> i64 {
    let oldest = places.last().copied().and_then(day_of);
    let days = match oldest {
        Some(day) if year.more => (today - day).get_days() + 1,
        _ => 364,
    };
    year.n * 7 / i64::from(days.max(7))
}

/// The words and phrases that are asked for, each with the language it is asked in.
fn leaves_of(node: &Node, lang: Option<Lang>, leaves: &mut Vec<Node>) {
    match node {
        Node::Word { .. } | Node::Phrase { .. } => leaves.push(match lang {
            Some(lang) => Node::Language(lang, Box::new(node.clone())),
            None => node.clone(),
        }),
        Node::Near { left, right, .. } => {
            leaves_of(left, lang, leaves);
            leaves_of(right, lang, leaves);
        }
        Node::All(parts) | Node::Any(parts) => {
            parts.iter().for_each(|part| leaves_of(part, lang, leaves));
        }
        Node::Not(_) => {}
        Node::Language(lang, inner) => leaves_of(inner, Some(*lang), leaves),
        Node::In(_, inner) | Node::Weight(_, inner) => leaves_of(inner, lang, leaves),
    }
}
