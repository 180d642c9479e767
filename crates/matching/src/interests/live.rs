//! Interests as they change: the body of the index, what came after it and what is gone, put in place
//! together. A reader holds one state as long as it likes; a change never waits for readers.

use super::base::{Base, Kept};
use super::query::{Counts, Query};
use super::units::Units;
use super::{Handle, Scope};
use noaber_text::{Analyser, Lang, Plan};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, RwLock};

/// Late interests above which the body is made anew.
const MOST_LATE: usize = 1_024;

/// One state of the index. It never changes.
#[derive(Debug, Default)]
pub(super) struct Snapshot {
    /// The body, for each language and for none.
    pub bases: Arc<[Base; 4]>,
    /// Interests that are newer than the body.
    pub late: Vec<(Handle, Arc<Kept>)>,
    /// Their anchors: language, unit, place among the late; in order.
    pub anchors: Vec<(u8, u32, u32)>,
    /// Interests of the body that were changed or taken away since.
    pub gone: Bits,
}

/// A set of interests.
#[derive(Debug, Clone, Default)]
pub(super) struct Bits {
    words: Vec<u64>,
    pub count: usize,
}

impl Bits {
    #[inline]
    pub fn has(&self, n: u32) -> bool {
        self.words
            .get(n as usize / 64)
            .is_some_and(|word| word >> (n % 64) & 1 == 1)
    }

    fn add(&mut self, n: u32) {
        if !self.has(n) {
            let at = n as usize / 64;
            self.words.resize(self.words.len().max(at + 1), 0);
            self.words[at] |= 1 << (n % 64);
            self.count += 1;
        }
    }
}

/// All interests, by handle, and those that changed while a body is being made.
#[derive(Debug, Default)]
struct Master {
    kept: Vec<Option<Arc<Kept>>>,
    changed: BTreeSet<Handle>,
}

/// What the index and its readers share.
#[derive(Debug)]
pub(super) struct Shared {
    pub analyser: Analyser,
    pub units: RwLock<Units>,
    current: RwLock<Arc<Snapshot>>,
    version: AtomicU64,
    master: Mutex<Master>,
    counts: Mutex<Counts>,
    making: AtomicBool,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner())
}

impl Shared {
    pub fn new(analyser: Analyser) -> Shared {
        Shared {
            analyser,
            units: RwLock::default(),
            current: RwLock::default(),
            version: AtomicU64::new(1),
            master: Mutex::default(),
            counts: Mutex::default(),
            making: AtomicBool::new(false),
        }
    }

    /// The state as it is now, when it is another than the one with this version.
    #[inline]
    pub fn newer(&self, version: u64) -> Option<(u64, Arc<Snapshot>)> {
        let now = self.version.load(Ordering::Acquire);
        (now != version).then(|| (now, self.current()))
    }

    pub fn current(&self) -> Arc<Snapshot> {
        let current = self.current.read();
        current
            .unwrap_or_else(|poisoned| poisoned.into_inner())
            .clone()
    }

    fn publish(&self, snapshot: Snapshot) {
        let old = {
            let current = self.current.write();
            let mut current = current.unwrap_or_else(|poisoned| poisoned.into_inner());
            std::mem::replace(&mut *current, Arc::new(snapshot))
        };
        self.version.fetch_add(1, Ordering::Release);
        drop(old);
    }

    pub fn units(&self) -> std::sync::RwLockReadGuard<'_, Units> {
        self.units
            .read()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Adds what a reader met.
    pub fn count(&self, documents: u32, met: impl FnOnce(&mut Vec<u32>)) {
        let mut counts = locked(&self.counts);
        counts.documents += documents;
        met(&mut counts.units);
    }

    /// Brings a plan to numbers, for each language that the scope allows.
    fn kept(&self, plan: &Plan, scope: Scope) -> Kept {
        let units = self.units.write();
        let mut units = units.unwrap_or_else(|poisoned| poisoned.into_inner());
        let mut query = |lang: Option<Lang>| {
            let allowed = scope.lang.is_none() || scope.lang == lang;
            let outline = allowed.then(|| plan.outline(lang))?;
            Query::new(&mut units, outline, scope.need(), plan).map(Arc::new)
        };
        super::SLOTS.map(&mut query)
    }

    /// Sets or takes away an interest; it is so for every document that is read from now on.
    /// Gives whether the body should be made anew.
    pub fn change(&self, handle: Handle, plan: Option<(&Plan, Scope)>) -> bool {
        let kept = plan.map(|(plan, scope)| Arc::new(self.kept(plan, scope)));
        let mut master = locked(&self.master);
        let at = handle as usize;
        if master.kept.len() <= at {
            master.kept.resize(at + 1, None);
        }
        let old = std::mem::replace(&mut master.kept[at], kept.clone());
        if old.is_none() && kept.is_none() {
            return false;
        }
        if self.making.load(Ordering::Acquire) {
            master.changed.insert(handle);
        }
        let snapshot = self
            .current()
            .changed([(handle, kept)], &locked(&self.counts));
        let late = snapshot.late.len().max(snapshot.gone.count);
        self.publish(snapshot);
        late >= MOST_LATE && late * 16 >= master.kept.len()
    }

    /// Sets many interests at once; they are live after the next body.
    pub fn load<'p>(&self, interests: impl IntoIterator<Item = (Handle, &'p Plan, Scope)>) {
        for (handle, plan, scope) in interests {
            let kept = Arc::new(self.kept(plan, scope));
            let mut master = locked(&self.master);
            let at = handle as usize;
            if master.kept.len() <= at {
                master.kept.resize(at + 1, None);
            }
            master.kept[at] = Some(kept);
            if self.making.load(Ordering::Acquire) {
                master.changed.insert(handle);
            }
        }
    }

    /// Makes the body anew from all interests, with the anchors that are rarest by now. Changes may
    /// come meanwhile. Gives false when another thread is at it.
    pub fn settle(&self) -> bool {
        if self.making.swap(true, Ordering::AcqRel) {
            return false;
        }
        let kept = {
            let mut master = locked(&self.master);
            master.changed.clear();
            master.kept.clone()
        };
        let counts = locked(&self.counts).clone();
        let units = self.units().count();
        let bases = [0, 1, 2, 3].map(|slot| Base::new(&kept, slot, units, &counts));
        drop(kept);
        let mut master = locked(&self.master);
        let body = Snapshot {
            bases: Arc::new(bases),
            ..Snapshot::default()
        };
        let changed = std::mem::take(&mut master.changed).into_iter();
        let late: Vec<_> = changed
            .map(|h| (h, master.kept[h as usize].clone()))
            .collect();
        self.publish(body.changed(late, &counts));
        self.making.store(false, Ordering::Release);
        true
    }

    /// Interests that are set.
    pub fn len(&self) -> usize {
        locked(&self.master).kept.iter().flatten().count()
    }

    /// Bytes of memory held by the body, the queries it is made from and the units.
    pub fn bytes(&self) -> usize {
        let current = self.current();
        let bases: usize = current.bases.iter().map(Base::bytes).sum();
        let master = locked(&self.master);
        let queries = master
            .kept
            .iter()
            .flatten()
            .flat_map(|kept| kept.iter().flatten());
        // Two counters stand before what is shared.
        let shared = 2 * size_of::<usize>();
        let queries: usize = queries.map(|query| shared + query.bytes()).sum();
        let kept = master.kept.capacity() * size_of::<Option<Arc<Kept>>>()
            + master.kept.iter().flatten().count() * (shared + size_of::<Kept>());
        bases + queries + kept + self.units().bytes()
    }

    /// The query of an interest for one language.
    pub fn query(&self, handle: Handle, slot: usize) -> Option<Arc<Query>> {
        let master = locked(&self.master);
        master.kept.get(handle as usize)?.as_ref()?[slot].clone()
    }
}

impl Snapshot {
    /// This state with some interests changed or taken away.
    fn changed(
        &self,
        changes: impl IntoIterator<Item = (Handle, Option<Arc<Kept>>)>,
        counts: &Counts,
    ) -> Snapshot {
        let mut next = Snapshot {
            bases: self.bases.clone(),
            late: self.late.clone(),
            anchors: self.anchors.clone(),
            gone: self.gone.clone(),
        };
        for (handle, kept) in changes {
            next.gone.add(handle);
            if let Some(at) = next.late.iter().position(|(h, _)| *h == handle) {
                next.take_late(at as u32);
            }
            if let Some(kept) = kept {
                next.put_late(handle, kept, counts);
            }
        }
        next
    }

    /// Takes a late interest out; the last one takes its place.
    fn take_late(&mut self, at: u32) {
        self.late.swap_remove(at as usize);
        let moved = self.late.len() as u32;
        self.anchors.retain(|(_, _, late)| *late != at);
        for anchor in self.anchors.iter_mut().filter(|a| a.2 == moved) {
            anchor.2 = at;
        }
    }

    fn put_late(&mut self, handle: Handle, kept: Arc<Kept>, counts: &Counts) {
        let place = self.late.len() as u32;
        for (query, slot) in kept.iter().zip(0..) {
            let anchors = query.as_ref().map(|query| query.anchors(counts));
            for unit in anchors.into_iter().flatten() {
                let anchor = (slot, unit, place);
                let at = self.anchors.partition_point(|a| *a < anchor);
                self.anchors.insert(at, anchor);
            }
        }
        self.late.push((handle, kept));
    }

    /// The late interests that hang on a unit.
    pub fn late_under(&self, slot: u8, unit: u32) -> impl Iterator<Item = u32> + '_ {
        let from = self.anchors.partition_point(|a| (a.0, a.1) < (slot, unit));
        let rest = self.anchors[from..].iter();
        rest.take_while(move |a| (a.0, a.1) == (slot, unit))
            .map(|a| a.2)
    }
}
