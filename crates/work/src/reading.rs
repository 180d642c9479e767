//! Everything a region cares about, made ready to read items: its interests, the weights that its
//! dossiers learned from verdicts, and what they ask in meaning. What is done with what is found is
//! the business of the verbs that read.

use crate::mirror::encoder_of;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use noaber_domain::{DossierId, Item, ItemId, LedgerNumber, RegionId, Signal, Verdict};
use noaber_matching::feedback::learn_from;
use noaber_matching::mirror::{Encoder, MODEL};
use noaber_matching::weights::Weights;
use noaber_matching::{Asked, BadInterest, Closeness, Findings, Matcher, Weighed};
use noaber_store::{Change, Fault, Found, Judged, Reader, Store};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

pub use noaber_matching::feedback::{Lesson, Moved};

/// Vectors that tell what all items share.
const SHARED: usize = 4_000;

/// An item to be read, with the number of its version.
pub type Paper<'i> = (&'i Item, ItemId, LedgerNumber);
/// Vectors of items, as they are kept.
pub type Vectors = HashMap<ItemId, Vec<u8>>;

/// A region made ready to read items. It knows the verdicts up to one moment; whoever keeps what it
/// found learns whether there are newer ones, and has it renewed.
pub struct Reading {
    region: RegionId,
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
        let reader = store.reader()?;
        let dossiers = reader.dossiers(region)?;
        let interests = reader.interests(region)?;
        let organisations = reader.organisations(region)?;
        let (matcher, bad) = Matcher::new(&dossiers, &interests, &organisations);
        let mut reading = Reading {
            region: region.clone(),
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
        for judged in reader.verdicts(&self.region)? {
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
        let vectors = self.vectors(reader, &ids)?;
        let examples: Vec<(Weighed, Verdict)> = verdicts
            .iter()
            .filter_map(|judged| {
                let day = judged.at.map(|at| at.to_zoned(TimeZone::UTC).date());
                let close = self.close(vectors.get(&judged.item).map(Vec::as_slice));
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

    /// The vectors of these items that help to read them; none without a model.
    pub fn vectors(&self, reader: &Reader, items: &[ItemId]) -> Result<Vectors, Fault> {
        match self.asked {
            Some(_) => Ok(reader.vectors_of(MODEL, items)?.into_iter().collect()),
            None => Ok(Vectors::new()),
        }
    }

    /// The signals of an item as seen on `today`, best first; `vector` is what it means, as kept.
    pub fn signals(
        &self,
        item: &Item,
        id: ItemId,
        ledger: LedgerNumber,
        today: Date,
        vector: Option<&[u8]>,
    ) -> Vec<Signal> {
        self.findings(item, id, ledger, today, vector).shown
    }

    /// As [`Reading::signals`], with what dossiers muted by what they learned.
    pub fn findings(
        &self,
        item: &Item,
        id: ItemId,
        ledger: LedgerNumber,
        today: Date,
        vector: Option<&[u8]>,
    ) -> Findings {
        let close = self.close(vector);
        let near = |dossier: &DossierId| close.get(dossier).copied();
        let mut found = self.matcher.read_all(item, id, ledger, today, near);
        if let Some((asked, encoder)) = &self.asked {
            for signal in found.shown.iter_mut().chain(&mut found.muted) {
                asked.show(encoder, item, signal);
            }
        }
        found
    }

    /// Reads many items on all cores; what is found is in the order of the items.
    pub fn read(&self, papers: &[Paper], vectors: &Vectors) -> Findings {
        let cores = std::thread::available_parallelism()
            .map_or(1, std::num::NonZero::get)
            .min(8);
        let share = papers.len().div_ceil(cores).max(50);
        let read_part = |part: &[Paper]| {
            let mut all = Findings::default();
            for (item, id, ledger) in part {
                let vector = vectors.get(id).map(Vec::as_slice);
                let found = self.findings(item, *id, *ledger, self.today, vector);
                all.shown.extend(found.shown);
                all.muted.extend(found.muted);
            }
            all
        };
        let read_part = &read_part;
        std::thread::scope(|scope| {
            let threads: Vec<_> = papers
                .chunks(share)
                .map(|part| scope.spawn(move || read_part(part)))
                .collect();
            let mut all = Findings::default();
            for thread in threads {
                let found = thread
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                all.shown.extend(found.shown);
                all.muted.extend(found.muted);
            }
            all
        })
    }

    /// Keeps what was found in these items, of one dossier or of all. Gives how many signals are
    /// new, and nothing when there are newer verdicts: then nothing was kept, and whoever read must
    /// renew and read again.
    pub fn keep(
        &self,
        change: &mut Change<'_>,
        items: &[ItemId],
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
