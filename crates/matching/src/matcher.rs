//! The matcher: reads an item once for all dossiers and gives at most one signal for each. What a
//! signal by meaning alone is, stands in `matcher/by_meaning`.

mod by_meaning;

use crate::bearing::{Rules, Sentences, sentences_of};
use crate::closeness::Closeness;
use crate::context::Context;
use crate::features::{Circumstances, InTitle, distinct, of_words};
use crate::index::Index;
use crate::met::met;
use crate::passages::passages;
use crate::places::{Named, Names};
use crate::score::{FLOOR, Feature, score, score_learned};
use crate::standing::Standing;
use crate::subject::Subject;
use crate::tier::tier;
use crate::weights::{Domain, Weights};
use jiff::civil::Date;
use noaber_domain::{
    Bearing, Dossier, DossierId, Interest, InterestId, Item, ItemId, ItemKind, Language,
    LedgerNumber, Organisation, Quote, Reason, Share, Signal, SignalId,
};
use noaber_text::plan::Hit;
use noaber_text::query::{Field, Query};
use noaber_text::{Analyser, Document, Fault, Found, Lang, Part, parse, recognise};
use rustc_hash::FxHashMap;

/// So few interests are held against an item without asking the index first.
const FEW: usize = 4;

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
    /// Weights of those dossiers that have their own.
    own: FxHashMap<DossierId, Weights>,
    names: Names,
    context: Context,
    rules: Rules,
}

impl Matcher {
    /// Makes the interests of a region ready. Those that cannot be read are given back; the others
    /// work.
    pub fn new(
        dossiers: &[Dossier],
        interests: &[Interest],
        organisations: &[Organisation],
    ) -> (Matcher, Vec<BadInterest>) {
        Matcher::with_analyser(Analyser::new(), dossiers, interests, organisations)
    }

    /// As [`Matcher::new`], by an analyser that remembers the words of others who read.
    pub fn with_analyser(
        analyser: Analyser,
        dossiers: &[Dossier],
        interests: &[Interest],
        organisations: &[Organisation],
    ) -> (Matcher, Vec<BadInterest>) {
        let mut standing = Vec::new();
        let mut bad = Vec::new();
        let mut subjects: FxHashMap<DossierId, Subject> = dossiers
            .iter()
            .map(|d| (d.id.clone(), Subject::new(&analyser, d)))
            .collect();
        for (number, interest) in interests.iter().enumerate() {
            let add = |query: &Query| {
                let subject = subjects.entry(interest.dossier.clone()).or_default();
                subject.add(&analyser, number, interest.language.map(lang_of), query);
            };
            match parse(&interest.query).inspect(add) {
                Ok(query) => standing.push(Standing::new(&analyser, number, interest, &query)),
                Err(fault) => bad.push(BadInterest {
                    interest: interest.id.clone(),
                    fault,
                }),
            }
        }
        let matcher = Matcher {
            index: Index::new(&analyser, standing.iter().map(|s| (&s.plan, s.lang))),
            dossiers: subjects,
            own: FxHashMap::default(),
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

    /// As [`Matcher::read`], with the closeness of meaning between the item and a dossier where it is
    /// known.
    pub fn read_with(
        &self,
        item: &Item,
        id: ItemId,
        ledger: LedgerNumber,
        today: Date,
        closeness: impl Fn(&DossierId) -> Option<Closeness>,
    ) -> Vec<Signal> {
        let seen = (id, ledger, today);
        self.read_all(item, &[], seen, closeness).shown
    }

    /// As [`Matcher::read_with`], with what a dossier's own weights silenced beside what is shown, and
    /// with the codes of other sources that tell of the item: `source:` finds it by each of them.
    pub fn read_all(
        &self,
        item: &Item,
        also: &[String],
        (id, ledger, today): (ItemId, LedgerNumber, Date),
        closeness: impl Fn(&DossierId) -> Option<Closeness>,
    ) -> Findings {
        let mut findings = Findings::default();
        let lang = language_of(item);
        let found = self.may_find(item, lang, also);
        let near = self.near(lang, &closeness);
        if found.is_empty() && near.is_empty() {
            return findings;
        }
        let mut document = self.document(item, lang);
        for code in also {
            document = document.with_code(Field::Source, code);
        }
        let touched = self.touched(&document, &found);
        if touched.is_empty() && near.is_empty() {
            return findings;
        }
        let seen = self.see(document, item, today);
        let by_dossier = touched.chunk_by(|a, b| a.standing.dossier == b.standing.dossier);
        for group in by_dossier {
            match self.signal(&seen, group, (id, ledger), &closeness) {
                Some((signal, true)) => findings.shown.push(signal),
                Some((signal, false)) => findings.muted.push(signal),
                None => {}
            }
        }
        let met = |dossier: &DossierId| touched.iter().any(|t| t.standing.dossier == *dossier);
        for (dossier, closeness) in near.into_iter().filter(|(dossier, _)| !met(dossier)) {
            match self.by_meaning(&seen, dossier, closeness, (id, ledger)) {
                Some((signal, true)) => findings.shown.push(signal),
                Some((signal, false)) => findings.muted.push(signal),
                None => {}
            }
        }
        let best = |a: &Signal, b: &Signal| b.score.value().total_cmp(&a.score.value());
        findings.shown.sort_by(best);
        findings
    }

    /// Whether any interest asks where an item came from.
    pub fn asks_source(&self) -> bool {
        self.standing.iter().any(|one| one.by_source)
    }

    /// The places of the interests that may find an item: those that do, or, where there are only a few,
    /// all that read its language. These are held against its words anyway, and reading its text for
    /// the index first would cost as much.
    fn may_find(&self, item: &Item, lang: Option<Lang>, also: &[String]) -> Vec<u32> {
        if self.standing.len() > FEW {
            return self.index.found(item, lang, also);
        }
        let all = self.standing.iter().zip(0..);
        let reads = all.filter(|(standing, _)| standing.reads(lang));
        reads.map(|(_, place)| place).collect()
    }

    /// The interests whose queries find an item, in the order they were given.
    pub fn found_by(&self, item: &Item) -> Vec<InterestId> {
        let found = self.index.found(item, language_of(item), &[]).into_iter();
        found
            .map(|place| self.standing[place as usize].interest.clone())
            .collect()
    }

    fn document<'i>(&self, item: &'i Item, lang: Option<Lang>) -> Document<'i> {
        let committee = item.committee.as_deref().unwrap_or_default();
        Document::new(&self.analyser, lang, &item.title, &item.body)
            .with_actors(&self.analyser, &item.actors)
            .with_committee(&self.analyser, committee)
            .with_code(Field::Country, item.country.code())
            .with_code(Field::Kind, item.kind.code())
            .with_code(Field::Source, item.origin())
    }

    /// The signal of one dossier, when its score reaches the floor, with whether it is shown: not
    /// when only the dossier's own weights bring it below the floor.
    fn signal(
        &self,
        seen: &Seen,
        group: &[Touched],
        (item, ledger): (ItemId, LedgerNumber),
        closeness: &impl Fn(&DossierId) -> Option<Closeness>,
    ) -> Option<(Signal, bool)> {
        let dossier = &group.first()?.standing.dossier;
        let deadline = seen.item.next_date(seen.today);
        let weighed = self.weigh(seen, dossier, group, closeness(dossier));
        let (share, plain, reasons) = self.score(dossier, &weighed);
        let shown = share.value() >= FLOOR || self.is_always(group);
        if !shown && plain.value() < FLOOR {
            return None;
        }
        let best = best_of(group)?;
        let found = together(group);
        let marks = found.marks();
        let judged = self.rules.judge(&seen.document, &seen.sentences, &marks);
        let (bearing, trigger) = call_is_open(seen.item, judged);
        let value = share.value();
        let signal = Signal {
            id: SignalId(0),
            dossier: dossier.clone(),
            interest: best.standing.interest.clone(),
            item,
            ledger,
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
        };
        Some((signal, shown))
    }

    /// The score of an item by the weights of a dossier, what it would be by those of the program,
    /// and the reasons.
    fn score(&self, dossier: &DossierId, weighed: &Weighed) -> (Share, Share, Vec<Reason>) {
        let set = Weights::shipped().set(weighed.with_meaning);
        let (domain, features) = (weighed.domain, &weighed.features);
        match self.own.get(dossier) {
            Some(own) => score_learned(set, own.set(weighed.with_meaning), domain, features),
            None => {
                let (share, reasons) = score(set, domain, features);
                (share, share, reasons)
            }
        }
    }

    /// What holds of an item for a dossier, whatever interests found it.
    fn weigh(
        &self,
        seen: &Seen,
        dossier: &DossierId,
        group: &[Touched],
        closeness: Option<Closeness>,
    ) -> Weighed {
        let document = &seen.document;
        let lang = document.lang;
        let nothing = Subject::default();
        let subject = self.dossiers.get(dossier).unwrap_or(&nothing);
        let met = met(subject, document, group);
        let mut features = of_words(subject, document, &met);
        let committee = subject.shared(lang, &document.committee).1;
        let around = Circumstances {
            item: seen.item,
            named: &seen.named,
            border: seen.border.clone(),
            elsewhere: seen.elsewhere.clone(),
            money: seen.money.clone(),
            procedural: seen.procedural.clone(),
            union: seen.union.clone(),
            single: seen.single,
            committee: distinct(committee),
            deadline: seen.item.next_date(seen.today),
            today: seen.today,
            closeness,
        };
        features.extend(around.features());
        features.retain(|f| f.value != 0.0);
        Weighed {
            domain: Domain::of(lang, self.is_far(subject, lang, group)),
            with_meaning: closeness.is_some(),
            features,
        }
    }

    /// What is seen of an item once, for all dossiers.
    fn see<'i>(&self, document: Document<'i>, item: &'i Item, today: Date) -> Seen<'i> {
        let named = self.names.find(&document);
        Seen {
            sentences: sentences_of(&document),
            border: self.context.border(item.country, &document),
            elsewhere: self.context.elsewhere(&document, &named),
            money: self.context.money(&document),
            procedural: self.context.procedural(&document),
            union: self.context.union(&document),
            single: self.context.is_single(item, &document),
            named,
            document,
            item,
            today,
        }
    }

    /// What holds of an item for each of these dossiers, found or not: what learning and evaluation
    /// go by.
    pub fn weigh_all(
        &self,
        item: &Item,
        today: Date,
        dossiers: &[DossierId],
        closeness: impl Fn(&DossierId) -> Option<Closeness>,
    ) -> Vec<Weighed> {
        let lang = language_of(item);
        let document = self.document(item, lang);
        let touched = self.touched(&document, &self.index.found(item, lang, &[]));
        let seen = self.see(document, item, today);
        let weigh = |dossier: &DossierId| {
            let first = touched.partition_point(|t| t.standing.dossier < *dossier);
            let group = &touched[first..];
            let end = group.partition_point(|t| t.standing.dossier == *dossier);
            self.weigh(&seen, dossier, &group[..end], closeness(dossier))
        };
        dossiers.iter().map(weigh).collect()
    }

    /// Whether an item is an opportunity or a threat for each of these dossiers, found or not, with
    /// the sentence that decided.
    pub fn bearings(&self, item: &Item, dossiers: &[DossierId]) -> Vec<(Bearing, Option<Quote>)> {
        let lang = language_of(item);
        let document = self.document(item, lang);
        let touched = self.touched(&document, &self.index.found(item, lang, &[]));
        let sentences = sentences_of(&document);
        let judge = |dossier: &DossierId| {
            let group: Vec<&Touched> = touched
                .iter()
                .filter(|t| t.standing.dossier == *dossier)
                .collect();
            let mut hits: Vec<_> = group.iter().flat_map(|t| t.found.hits.clone()).collect();
            hits.sort_unstable();
            let marks = Found { hits }.marks();
            call_is_open(item, self.rules.judge(&document, &sentences, &marks))
        };
        dossiers.iter().map(judge).collect()
    }

    /// The interests that find a document, by dossier.
    fn touched(&self, document: &Document, found: &[u32]) -> Vec<Touched<'_>> {
        let mut touched: Vec<Touched> = Vec::new();
        for place in found {
            let standing = &self.standing[*place as usize];
            if let Some(found) = standing.find(document) {
                touched.push(Touched { standing, found });
            }
        }
        touched.sort_by(|a, b| a.standing.dossier.cmp(&b.standing.dossier));
        touched
    }

    /// Makes a dossier count by weights of its own, such as those that feedback gives.
    pub fn with_weights(mut self, dossier: DossierId, weights: Weights) -> Matcher {
        self.set_weights(dossier, Some(weights));
        self
    }

    /// Gives a dossier other weights of its own, or those of the program back.
    pub fn set_weights(&mut self, dossier: DossierId, weights: Option<Weights>) {
        match weights {
            Some(weights) => self.own.insert(dossier, weights),
            None => self.own.remove(&dossier),
        };
    }

    /// Whether one of the interests is always to be shown.
    fn is_always(&self, group: &[Touched]) -> bool {
        group.iter().any(|touched| touched.standing.always)
    }
}

/// What reading an item gave.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// The signals, best first.
    pub shown: Vec<Signal>,
    /// What would be a signal by the weights of the program, but is below the floor by those that a
    /// dossier learned.
    pub muted: Vec<Signal>,
}

/// What holds of an item for a dossier.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// Its sort, for which weights may differ.
    pub domain: Domain,
    /// Whether closeness of meaning was known.
    pub with_meaning: bool,
    /// The features that hold.
    pub features: Vec<Feature>,
}

/// The interest whose words were met in most different ways, of equals the first.
fn best_of<'g, 'm>(group: &'g [Touched<'m>]) -> Option<&'g Touched<'m>> {
    let ways = |touched: &Touched| {
        let title = touched.found.hits.iter().any(|h| h.part == Part::Title);
        (title, touched.found.counts().len())
    };
    group.iter().rev().max_by_key(|touched| ways(touched))
}

/// An interest that found the item.
pub(crate) struct Touched<'m> {
    pub standing: &'m Standing,
    pub found: Found,
}

/// What is seen of an item once, for all dossiers.
struct Seen<'i> {
    document: Document<'i>,
    sentences: Sentences,
    named: Vec<Named>,
    border: InTitle,
    elsewhere: InTitle,
    union: Vec<String>,
    single: bool,
    money: Vec<String>,
    procedural: Vec<String>,
    item: &'i Item,
    today: Date,
}

/// A call for proposals is an opportunity, whatever troubles it is meant to cure: its title says so.
fn call_is_open(item: &Item, judged: (Bearing, Option<Quote>)) -> (Bearing, Option<Quote>) {
    if item.kind != ItemKind::Call || judged.0 == Bearing::Opportunity {
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
        let apart = |hit: &Hit| {
            let mut hit = *hit;
            hit.atom += i * noaber_text::query::MOST_TERMS;
            hit
        };
        hits.extend(touched.found.hits.iter().map(apart));
    }
    hits.sort_unstable();
    Found { hits }
}

/// The language of an item: as its source says, or as its title or body is recognised.
pub(crate) fn language_of(item: &Item) -> Option<Lang> {
    let known = item.language.map(lang_of);
    known
        .or_else(|| recognise(&item.title))
        .or_else(|| recognise(&item.body))
}

/// The language of the analysis for a language of the domain.
pub(crate) fn lang_of(language: Language) -> Lang {
    match language {
        Language::Nl => Lang::Nl,
        Language::De => Lang::De,
        Language::En => Lang::En,
    }
}
