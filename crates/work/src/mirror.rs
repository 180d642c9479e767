//! Reading what items mean, and showing what mirrors them on the other side of a border. Without a
//! model nothing here happens, and the desk says so.

use crate::Ctx;
use noaber_domain::{ItemId, LedgerNumber};
use noaber_matching::mirror::{
    self as sides, Encoder, Installed, MODEL, ModelFault, Side, find_model, install_model,
    vector_of,
};
use noaber_store::views::ItemHead;
use noaber_store::{Fault, Store};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Items that are read and kept together.
const AT_ONCE: usize = 256;
/// Vectors that are loaded at once.
const LOADED_AT_ONCE: usize = 10_000;

/// An item on the other side, with how close it is (0 to 1).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MirrorRow {
    /// The item.
    pub item: ItemHead,
    /// How close.
    pub closeness: f64,
}

/// Puts a model in its place; see the handbook on meaning.
pub fn add_model(file: &Path, folder: &Path) -> Result<Installed, ModelFault> {
    install_model(file, folder)
}

/// The folder in which a model of this database stands: `model` beside an embedded database,
/// `NOABER_MODEL` elsewhere.
pub fn folder_of(store: &Store) -> PathBuf {
    if let Some(folder) = std::env::var_os("NOABER_MODEL") {
        return folder.into();
    }
    let beside = store
        .file()
        .and_then(Path::parent)
        .map(|folder| folder.join("model"));
    beside.unwrap_or_else(|| "model".into())
}

/// The encoder of this database, when a model was added.
pub fn encoder_of(store: &Store) -> Result<Option<Encoder>, ModelFault> {
    find_model(&folder_of(store))
        .map(|file| Encoder::open(&file))
        .transpose()
}

/// Reads what items mean that were not read yet, newest first. Broken off, it goes on where it
/// was. `progress` gets how many were read and answers whether to go on.
pub fn read_meaning(
    store: &Store,
    ctx: &Ctx,
    encoder: &Encoder,
    mut progress: impl FnMut(i64) -> bool,
) -> Result<i64, Fault> {
    let reader = store.reader()?;
    let (mut before, mut count) = (i64::MAX, 0);
    loop {
        let items = reader.without_vector(MODEL, before, AT_ONCE)?;
        let Some((last, _)) = items.last() else {
            return Ok(count);
        };
        before = *last;
        let vectors: Vec<(ItemId, LedgerNumber, Vec<u8>)> = items
            .iter()
            .filter_map(|(_, stored)| {
                let vector = vector_of(encoder, &stored.item).ok()?;
                Some((stored.head.id, stored.head.ledger, vector))
            })
            .collect();
        count += vectors.len() as i64;
        let mut change = store.change(&ctx.who, "meaning", ctx.now)?;
        change.keep_vectors(MODEL, vectors)?;
        change.commit()?;
        if !progress(count) {
            return Ok(count);
        }
    }
}

/// What mirrors what. Loads vectors when it is first asked, and new ones when it is asked again.
/// Cheap to clone; clones share what was loaded.
#[derive(Clone, Default)]
pub struct Mirror {
    loaded: Arc<Mutex<Loaded>>,
}

#[derive(Default)]
struct Loaded {
    mirror: sides::Mirror,
    count: i64,
}

impl Mirror {
    /// Whether any item was read for its meaning.
    pub fn is_ready(&self, store: &Store) -> Result<bool, Fault> {
        Ok(store.reader()?.vector_count(MODEL)? > 0)
    }

    /// The items nearest in meaning to this one in other languages and countries, nearest first.
    pub fn of(&self, store: &Store, item: ItemId, most: usize) -> Result<Vec<MirrorRow>, Fault> {
        let near = {
            let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
            loaded.catch_up(store)?;
            loaded.mirror.of(item, most * 3)
        };
        let ids: Vec<ItemId> = near.iter().map(|(id, _)| *id).collect();
        let mut heads = store.reader()?.items(&ids)?;
        heads.sort_by_key(|stored| ids.iter().position(|id| *id == stored.head.id));
        let closeness = |id: ItemId| {
            near.iter()
                .find(|n| n.0 == id)
                .map_or(0.0, |n| f64::from(n.1))
        };
        let mut titles = std::collections::HashSet::new();
        Ok(heads
            .into_iter()
            .filter(|stored| titles.insert(stored.head.title.trim().to_lowercase()))
            .take(most)
            .map(|stored| MirrorRow {
                closeness: closeness(stored.head.id),
                item: stored.head,
            })
            .collect())
    }
}

impl Loaded {
    fn catch_up(&mut self, store: &Store) -> Result<(), Fault> {
        let reader = store.reader()?;
        let count = reader.vector_count(MODEL)?;
        if count == self.count {
            return Ok(());
        }
        let mut after = ItemId(0);
        loop {
            let part = reader.vectors(MODEL, after, LOADED_AT_ONCE)?;
            let Some(last) = part.last() else { break };
            after = last.item;
            for kept in &part {
                let side = Side {
                    item: kept.item,
                    country: kept.country,
                    language: kept.language,
                };
                if let Err(why) = self.mirror.put(side, &kept.vector) {
                    tracing::warn!(item = %kept.item, %why, "a vector cannot be read and is passed over");
                }
            }
        }
        self.count = count;
        Ok(())
    }
}
