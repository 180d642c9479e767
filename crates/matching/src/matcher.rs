//! The matcher: reads an item once for all dossiers and gives at most one signal for each.

use crate::bearing::{Rules, Sentences, sentences_of};
use crate::context::Context;
use crate::features::{Circumstances, of_words};
use crate::index::Index;
use crate::passages::passages;
use crate::places::{Named, Names};
use crate::score::{FLOOR, score};
use crate::tier::tier;
use jiff::civil::Date;
use noaber_domain::{
    Bearing, Dossier, DossierId, Interest, InterestId, Item, ItemId, ItemKind, Language,
    LedgerNumber, Organisation, Quote, Reason, Share, Signal, SignalId,
};
use noaber_text::document::Analysed;
use noaber_text::query::Field;
use noaber_text::{Analyser, Document, Fault, Found, Lang, Plan, parse, recognise};
use rustc_hash::{FxHashMap, FxHashSet};

/// An interest whose query cannot be read. It finds nothing until it is mended.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("the query of interest {interest} cannot be read: {fault}")]
pub struct BadInterest {
    /// Which.
    pub interest: InterestId,
    /// What is wrong and where.
    pub fault: Fault,
}

/// All interests of a region, ready to read items. It never changes and is shared by threads; a
/// changed interest needs a new one.
#[derive(Debug)]
pub struct Matcher {
    analyser: Analyser,
    standing: Vec<Standing>,
    index: Index,
    dossiers: FxHashMap<DossierId, Subject>,
    names: Names,
    context: Context,
    rules: Rules,
}

/// An interest made ready.
#[derive(Debug)]
struct Standing {
    interest: InterestId,
    dossier: DossierId,
    lang: Option<Lang>,
    plan: Plan,
}

/// The telling words of what a dossier is about, as terms of each language.
#[derive(Debug, Default)]
struct Subject {
    terms: FxHashSet<u64>,
}

impl Matcher {
    /// Makes the interests of a region ready. Those that cannot be read are given back; the others
    /// work.
    pub fn new(
        dossiers: &[Dossier],
        interests: &[Interest],
        organisations: &[Organisation],
    ) -> (Matcher, Vec<BadInterest>) {
        let analyser = Analyser::new();
        let mut standing = Vec::new();
        let mut bad = Vec::new();
        for interest in interests {
            match parse(&interest.query) {
                Ok(query) => standing.push(Standing {
                    interest: interest.id.clone(),
                    dossier: interest.dossier.clone(),
                    lang: interest.language.map(lang_of),
                    plan: Plan::new(&analyser, &query),
                }),
                Err(fault) => bad.push(BadInterest {
                    interest: interest.id.clone(),
                    fault,
                }),
            }
        }
        let subjects = dossiers
            .iter()
            .map(|d| (d.id.clone(), Subject::new(&analyser, d)));
        let matcher = Matcher {
            index: Index::new(standing.iter().map(|s| &s.plan)),
            dossiers: subjects.collect(),
            names: Names::new(&analyser, organisations),
            context: Context::new(&analyser),
            rules: Rules::new(&analyser),
            standing,
            analyser,
        };
        (matcher, bad)
    }

    /// The signals of an item as seen on `today`: one for each dossier that it touches, best first.
    /// Their ids are 0 until they are kept.
    pub fn read(&self, item: &Item, id: ItemId, ledger: LedgerNumber, today: Date) -> Vec<Signal> {
        self.read_with(item, id, ledger, today, |_| None)
    }

    /// As [`Matcher::read`], with the closeness of meaning between the item and a dossier, 0 to 1,
    /// where it is known.
    pub fn read_with(
        &self,
        item: &Item,
        id: ItemId,
        ledger: LedgerNumber,
        today: Date,
        closeness: impl Fn(&DossierId) -> Option<f32>,
    ) -> Vec<Signal> {
        let document = self.document(item);
        let mut touched: Vec<Touched> = Vec::new();
        for place in self.index.candidates(&document) {
            let standing = &self.standing[place as usize];
            if let Some(found) = standing.find(&document) {
                touched.push(Touched { standing, found });
            }
        }
        if touched.is_empty() {
            return Vec::new();
        }
        let seen = Seen {
            sentences: sentences_of(&document),
            named: self.names.find(&document),
            border: self.context.border(item.country, &document),
            money: self.context.money(&document),
            procedural: self.context.procedural(&document),
            document,
            item,
            id,
            ledger,
            today,
        };
        touched.sort_by(|a, b| a.standing.dossier.cmp(&b.standing.dossier));
        let by_dossier = touched.chunk_by(|a, b| a.standing.dossier == b.standing.dossier);
        let mut signals: Vec<Signal> = by_dossier
            .filter_map(|group| self.signal(&seen, group, &closeness))
            .collect();
        signals.sort_by(|a, b| b.score.value().total_cmp(&a.score.value()));
        signals
    }

    /// The interests whose queries find an item, in the order they were given.
    pub fn found_by(&self, item: &Item) -> Vec<InterestId> {
        let document = self.document(item);
        let candidates = self.index.candidates(&document).into_iter();
        let standing = candidates.map(|place| &self.standing[place as usize]);
        standing
            .filter(|s| s.find(&document).is_some())
            .map(|s| s.interest.clone())
            .collect()
    }

    fn document<'i>(&self, item: &'i Item) -> Document<'i> {
        let known = item.language.map(lang_of);
        let lang = known
            .or_else(|| recognise(&item.title))
            .or_else(|| recognise(&item.body));
        let committee = item.committee.as_deref().unwrap_or_default();
        let source = item.key.split(':').next().unwrap_or_default();
        Document::new(&self.analyser, lang, &item.title, &item.body)
            .with_actors(&self.analyser, &item.actors)
            .with_committee(&self.analyser, committee)
            .with_code(Field::Country, item.country.code())
            .with_code(Field::Kind, item.kind.code())
            .with_code(Field::Source, source)
    }

    /// The signal of one dossier, when its score reaches the floor.
    fn signal(
        &self,
        seen: &Seen,
        group: &[Touched],
        closeness: &impl Fn(&DossierId) -> Option<f32>,
    ) -> Option<Signal> {
        let dossier = &group.first()?.standing.dossier;
        let deadline = seen.item.next_date(seen.today);
        let around = Circumstances {
            item: seen.item,
            named: &seen.named,
            border: seen.border.clone(),
            money: seen.money.clone(),
            procedural: seen.procedural.clone(),
            committee: self.shared_with(dossier, &seen.document.committee),
            deadline,
            today: seen.today,
            closeness: closeness(dossier),
        }
        .features();
        let about = self.shared_with(dossier, &seen.document.title);
        let scored = group.iter().map(|touched| {
            let mut features = of_words(
                &touched.standing.plan,
                &seen.document,
                &touched.found,
                &about,
            );
            features.extend(around.iter().cloned());
            (score(&features), touched)
        });
        let best = scored.max_by(|((a, _), _), ((b, _), _)| a.value().total_cmp(&b.value()));
        let ((share, mut reasons), best) = best.filter(|((s, _), _)| s.value() >= FLOOR)?;
        let found = together(group);
        add_words(&mut reasons, seen, &found);
        let marks = found.marks();
        let judged = self.rules.judge(&seen.document, &seen.sentences, &marks);
        let (bearing, trigger) = call_is_open(seen.item, judged);
        let value = share.value();
        Some(Signal {
            id: SignalId(0),
            dossier: dossier.clone(),
            interest: best.standing.interest.clone(),
            item: seen.id,
            ledger: seen.ledger,
            score: Share::new(value),
            tier: tier(
                value,
                seen.item.kind,
                deadline,
                seen.item.published,
                seen.today,
            ),
            bearing,
            trigger,
            reasons,
            passages: passages(&seen.document, &seen.sentences, &found),
            named: seen.named.iter().map(|n| n.organisation.clone()).collect(),
            deadline,
        })
    }

    /// Words that a short text shares with what a dossier is about.
    fn shared_with(&self, dossier: &DossierId, text: &Analysed) -> Vec<String> {
        let Some(subject) = self.dossiers.get(dossier) else {
            return Vec::new();
        };
        let long = text
            .tokens
            .iter()
            .filter(|t| t.folded().len() >= LONG && !t.whole);
        let shared = long.filter(|t| subject.terms.contains(&t.key()));
        let spelt = shared.filter_map(|t| text.text.get(t.start..t.end));
        spelt.map(str::to_owned).take(4).collect()
    }
}

/// Letters of a word that tells something by itself.
const LONG: usize = 6;

impl Subject {
    fn new(analyser: &Analyser, dossier: &Dossier) -> Subject {
        let mut terms = FxHashSet::default();
        for language in Language::ALL {
            let texts = [dossier.title.get(language), dossier.about.get(language)];
            for text in texts.into_iter().flatten() {
                let tokens = analyser.tokens(Some(lang_of(language)), text);
                let long = tokens.iter().filter(|t| t.folded().len() >= LONG);
                terms.extend(long.map(|t| t.key()));
            }
        }
        Subject { terms }
    }
}

impl Standing {
    fn find(&self, document: &Document) -> Option<Found> {
        if self.lang.is_some() && self.lang != document.lang {
            return None;
        }
        self.plan.find(document)
    }
}

/// An interest that found the item.
struct Touched<'m> {
    standing: &'m Standing,
    found: Found,
}

/// What is seen of an item once, for all dossiers.
struct Seen<'i> {
    document: Document<'i>,
    sentences: Sentences,
    named: Vec<Named>,
    border: Option<Vec<String>>,
    money: Vec<String>,
    procedural: Vec<String>,
    item: &'i Item,
    id: ItemId,
    ledger: LedgerNumber,
    today: Date,
}

/// A call for proposals is an opportunity unless its words say otherwise: its title says so.
fn call_is_open(item: &Item, judged: (Bearing, Option<Quote>)) -> (Bearing, Option<Quote>) {
    if item.kind != ItemKind::Call || judged.0 != Bearing::Neutral {
        return judged;
    }
    let label = item.label.clone();
    let word = label.unwrap_or_else(|| item.kind.code().to_owned());
    let quote = Quote {
        text: item.title.trim().chars().take(400).collect(),
        words: vec![word],
    };
    (Bearing::Opportunity, Some(quote))
}

/// What all interests of a dossier found. Atoms keep apart by which interest they are of.
fn together(group: &[Touched]) -> Found {
    let mut hits = Vec::new();
    for (touched, i) in group.iter().zip(0..) {
        let apart = |hit: &noaber_text::plan::Hit| {
            let mut hit = *hit;
            hit.atom += i * noaber_text::query::MOST_TERMS;
            hit
        };
        hits.extend(touched.found.hits.iter().map(apart));
    }
    hits.sort_unstable();
    Found { hits }
}

/// Adds to the reasons of the best interest the words that others of the same dossier found.
fn add_words(reasons: &mut [Reason], seen: &Seen, found: &Found) {
    for reason in reasons
        .iter_mut()
        .filter(|r| r.code == "title-hit" || r.code == "body-hit")
    {
        let part = match reason.code.as_str() {
            "title-hit" => noaber_text::Part::Title,
            _ => noaber_text::Part::Body,
        };
        for hit in found.hits.iter().filter(|hit| hit.part == part) {
            let word = crate::context::spelling(&seen.document, part, hit.start, hit.end);
            let known = |word: &str| {
                let lower = word.to_lowercase();
                reason.words.iter().any(|w| w.to_lowercase() == lower)
            };
            if let Some(word) =
                word.filter(|w| reason.words.len() < 6 && w.len() <= 60 && !known(w))
            {
                reason.words.push(word.to_owned());
            }
            if reason.words.len() >= 6 {
                break;
            }
        }
    }
}

/// The language of the analysis for a language of the domain.
fn lang_of(language: Language) -> Lang {
    match language {
        Language::Nl => Lang::Nl,
        Language::De => Lang::De,
        Language::En => Lang::En,
    }
}
