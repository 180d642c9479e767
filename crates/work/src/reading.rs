//! Everything a region cares about, made ready to read items: its interests, the weights that its
//! dossiers learned from verdicts, and what they ask in meaning. What is done with what is found is
//! the business of the verbs that read.

use crate::mirror::encoder_of;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use noaber_domain::{DossierId, Item, ItemId, LedgerNumber, RegionId, Verdict};
use noaber_matching::feedback::learn_from;
use noaber_matching::mirror::{Encoder, MODEL};
use noaber_matching::weights::Weights;
use noaber_matching::{Asked, BadInterest, Closeness, Findings, Matcher, Weighed};
use noaber_store::{Change, Fault, Found, Judged, Reader, Store};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

pub use noaber_matching::feedback::{Lesson, Moved};

/// Items out of the store that are read and kept together.
pub(crate) const AT_ONCE: usize = 500;
/// Vectors that tell what all items share.
const SHARED: usize = 4_000;

/// An item to be read, with the number of its version.
pub type Paper<'i> = (&'i Item, ItemId, LedgerNumber);

/// What was found in items out of the store, and in which versions of them.
#[derive(Debug, Default)]
pub struct ReadItems {
    /// The items that stand, each with the number of the version that was read.
    pub items: Vec<(ItemId, LedgerNumber)>,
    /// What was found in them.
    pub found: Findings,
}

/// What is known of items beside what they say.
#[derive(Debug, Default)]
pub struct Beside {
    /// What they mean, as it is kept.
    vectors: HashMap<ItemId, Vec<u8>>,
    /// The codes of the sources that tell of them.
    origins: HashMap<ItemId, Vec<String>>,
}

/// A region made ready to read items. It knows the verdicts up to one moment; whoever keeps what it
/// found learns whether there are newer ones, and has it renewed.
pub struct Reading {
    region: RegionId,
    /// The only dossier it reads for; absent: all.
    only: Option<DossierId>,
    today: Date,
    matcher: Matcher,
    /// Interests that could not be used, each with its fault.
    pub bad: Vec<BadInterest>,
    asked: Option<(Asked, Arc<Encoder>)>,
    heard: i64,
    learned: BTreeMap<DossierId, (Vec<Judged>, Lesson)>,
}

impl Reading {
    /// From what the store has now.
    pub fn load(store: &Store, region: &RegionId, today: Date) -> Result<Reading, Fault> {
        Reading::load_for(store, region, None, today)
    }

    /// As [`Reading::load`], for one dossier alone: it finds what the whole region would find for that
    /// dossier, and nothing for others.
    pub fn load_for(
        store: &Store,
        region: &RegionId,
        only: Option<&DossierId>,
        today: Date,
    ) -> Result<Reading, Fault> {
        let reader = store.reader()?;
        let dossiers = reader.dossiers(region)?;
        let interests = reader.interests(region)?;
        let organisations = reader.organisations(region)?;
        let counts = |dossier: &DossierId| only.is_none_or(|only| only == dossier);
        // In meaning a dossier is told by what it does not share with the others, so all are asked.
        let read: Vec<_> = dossiers.iter().filter(|d| counts(&d.id)).cloned().collect();
        let by = interests.iter().filter(|i| counts(&i.dossier));
        let by: Vec<_> = by.cloned().collect();
        let analyser = store.analyser().clone();
        let (matcher, bad) = Matcher::with_analyser(analyser, &read, &by, &organisations);
        let mut reading = Reading {
            region: region.clone(),
            only: only.cloned(),
            today,
            matcher,
            bad,
            asked: None,
            heard: 0,
            learned: BTreeMap::new(),
        };
        let items = reader.some_vectors(MODEL, SHARED)?;
        if !items.is_empty() {
            match encoder_of(store) {
                Ok(Some(encoder)) => {
                    let items = items.iter().map(Vec::as_slice);
                    let asked = Asked::new(&encoder, &dossiers, &interests, items);
                    reading.asked = Some((asked, encoder));
                }
                Ok(None) => {}
                Err(why) => {
                    tracing::warn!(%why, "the model cannot be used; items are read by their words alone");
                }
            }
        }
        reading.renew(&reader)?;
        Ok(reading)
    }

    /// Learns from the verdicts that stand now. A dossier whose verdicts are the same is left alone.
    pub fn renew(&mut self, reader: &Reader) -> Result<(), Fault> {
        // First the number that tells of changes: what changes in between is noticed later.
        self.heard = reader.heard(&self.region)?;
        let mut standing: BTreeMap<DossierId, Vec<Judged>> = BTreeMap::new();
        let counts = |judged: &Judged| self.only.as_ref().is_none_or(|d| *d == judged.dossier);
        for judged in reader.verdicts(&self.region)?.into_iter().filter(counts) {
            standing
                .entry(judged.dossier.clone())
                .or_default()
                .push(judged);
        }
        let before = std::mem::take(&mut self.learned);
        for (dossier, old) in before {
            if standing.get(&dossier) == Some(&old.0) {
                standing.remove(&dossier);
                self.learned.insert(dossier, old);
            } else {
                self.matcher.set_weights(dossier, None);
            }
        }
        for (dossier, verdicts) in standing {
            self.learn(reader, dossier, verdicts)?;
        }
        Ok(())
    }

    /// Gives a dossier the weights that its verdicts teach.
    fn learn(
        &mut self,
        reader: &Reader,
        dossier: DossierId,
        verdicts: Vec<Judged>,
    ) -> Result<(), Fault> {
        let ids: Vec<ItemId> = verdicts.iter().map(|judged| judged.item).collect();
        let mut items = BTreeMap::new();
        for stored in reader.items(&ids)? {
            items.insert(stored.head.id, stored.item);
        }
        let beside = self.beside(reader, &ids)?;
        let examples: Vec<(Weighed, Verdict)> = verdicts
            .iter()
            .filter_map(|judged| {
                let day = judged.at.map(|at| at.to_zoned(TimeZone::UTC).date());
                let close = self.close(beside.vectors.get(&judged.item).map(Vec::as_slice));
                let weighed = self.matcher.weigh_all(
                    items.get(&judged.item)?,
                    day.unwrap_or(self.today),
                    std::slice::from_ref(&dossier),
                    |dossier| close.get(dossier).copied(),
                );
                Some((weighed.into_iter().next()?, judged.verdict))
            })
            .collect();
        if let Some((weights, lesson)) = learn_from(Weights::shipped(), &examples) {
            self.matcher.set_weights(dossier.clone(), Some(weights));
            self.learned.insert(dossier, (verdicts, lesson));
        }
        Ok(())
    }

    /// How close an item is to each dossier; nothing where that is not known.
    fn close(&self, vector: Option<&[u8]>) -> HashMap<DossierId, Closeness> {
        let (Some((asked, _)), Some(vector)) = (&self.asked, vector) else {
            return HashMap::new();
        };
        match asked.close(vector) {
            Ok(close) => close.into_iter().collect(),
            Err(why) => {
                tracing::warn!(%why, "a vector cannot be read; its item is read by its words alone");
                HashMap::new()
            }
        }
    }

    /// What is known of these items beside what they say, as far as it helps to read them: vectors
    /// with a model, origins where an interest asks for them.
    pub fn beside(&self, reader: &Reader, items: &[ItemId]) -> Result<Beside, Fault> {
        let mut beside = Beside::default();
        if self.asked.is_some() {
            beside.vectors = reader.vectors_of(MODEL, items)?.into_iter().collect();
        }
        if self.matcher.asks_source() {
            beside.origins = reader.origin_codes(items)?.into_iter().collect();
        }
        Ok(beside)
    }

    /// The signals of an item, best first, and what dossiers muted by what they learned.
    fn findings(&self, (item, id, ledger): &Paper, beside: &Beside) -> Findings {
        let close = self.close(beside.vectors.get(id).map(Vec::as_slice));
        let also = beside.origins.get(id).map_or(&[][..], Vec::as_slice);
        let near = |dossier: &DossierId| close.get(dossier).copied();
        let seen = (*id, *ledger, self.today);
        let mut found = self.matcher.read_all(item, also, seen, near);
        if let Some((asked, encoder)) = &self.asked {
            for signal in found.shown.iter_mut().chain(&mut found.muted) {
                asked.show(encoder, item, signal);
            }
        }
        found
    }

    /// Reads many items on all cores; what is found is in the order of the items.
    pub fn read(&self, papers: &[Paper], beside: &Beside) -> Findings {
        let parts = on_all_cores(papers, |part| self.read_some(part, beside));
        parts.into_iter().fold(Findings::default(), joined)
    }

    /// Reads items out of the store, on all cores, and what is known beside them.
    pub(crate) fn read_stored(&self, store: &Store, items: &[ItemId]) -> Result<ReadItems, Fault> {
        let parts = on_all_cores(items, |part| -> Result<ReadItems, Fault> {
            let reader = store.reader()?;
            let stored = reader.papers(part)?;
            let papers: Vec<Paper> = stored
                .iter()
                .map(|(id, ledger, item)| (item, *id, *ledger))
                .collect();
            let found = self.read_some(&papers, &self.beside(&reader, part)?);
            let items = papers
                .iter()
                .map(|(_, id, ledger)| (*id, *ledger))
                .collect();
            Ok(ReadItems { items, found })
        });
        let mut all = ReadItems::default();
        for part in parts {
            let part = part?;
            all.items.extend(part.items);
            all.found = joined(all.found, part.found);
        }
        Ok(all)
    }

    fn read_some(&self, papers: &[Paper], beside: &Beside) -> Findings {
        let found = papers.iter().map(|paper| self.findings(paper, beside));
        found.fold(Findings::default(), joined)
    }

    /// Keeps what was found in these versions of items, of one dossier or of all; an item that has a
    /// newer version by now is left as it is. Gives how many signals are new, and nothing when there are newer verdicts: then nothing was kept, and whoever read must
    /// renew and read again.
    pub fn keep(
        &self,
        change: &mut Change<'_>,
        items: &[(ItemId, LedgerNumber)],
        dossier: Option<&DossierId>,
        found: &Findings,
    ) -> Result<Option<i64>, Fault> {
        if !self.is_current(change)? {
            return Ok(None);
        }
        let found = Found {
            items,
            dossier,
            shown: &found.shown,
            muted: &found.muted,
        };
        change.keep_found(&self.region, &found).map(Some)
    }

    /// Whether no verdict changed since; until the end of `change` none will.
    pub fn is_current(&self, change: &mut Change<'_>) -> Result<bool, Fault> {
        change.is_heard(&self.region, self.heard)
    }

    /// What a dossier learned; nothing when it has no verdicts or learning is set aside.
    pub fn lesson(&self, dossier: &DossierId) -> Option<&Lesson> {
        self.learned.get(dossier).map(|(_, lesson)| lesson)
    }

    /// Keeps what is told of what a dossier learned.
    pub fn tell(&self, change: &mut Change<'_>, dossier: &DossierId) -> Result<(), Fault> {
        let told = self.lesson(dossier).map(serde_json::to_string);
        let told = told.transpose()?.unwrap_or_default();
        change.tell_learning(&self.region, dossier, &told)
    }

    /// The dossiers that learned something.
    pub fn learners(&self) -> impl Iterator<Item = &DossierId> {
        self.learned.keys()
    }
}

/// What was found in two parts, in their order.
fn joined(mut all: Findings, part: Findings) -> Findings {
    all.shown.extend(part.shown);
    all.muted.extend(part.muted);
    all
}

/// Does the same with shares of these on all cores; what came of it is in their order.
fn on_all_cores<T: Sync, R: Send>(all: &[T], work: impl Fn(&[T]) -> R + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = all.len().div_ceil(cores.min(8)).max(50);
    let work = &work;
    std::thread::scope(|scope| {
        let threads: Vec<_> = all
            .chunks(share)
            .map(|part| scope.spawn(move || work(part)))
            .collect();
        let joined = threads.into_iter().map(|thread| thread.join());
        joined
            .map(|done| done.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}
