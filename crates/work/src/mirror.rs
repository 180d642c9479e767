//! The model of meaning in its place, and what mirrors an item on the other side of a border.
//! Without a model nothing here happens, and the desk says so; how items are read with it stands in
//! `read_meaning`.

use noaber_domain::ItemId;
use noaber_matching::mirror::{
    self as sides, Encoder, Installed, MODEL, ModelFault, Side, find_model, install_model,
};
use noaber_store::views::ItemHead;
use noaber_store::{Fault, Store, VectorChanges};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::SystemTime;

pub use crate::read_meaning::read_meaning;

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

/// The encoder that was opened last, with its file and that file's date, for as long as somebody
/// uses it: it is large, and several threads of a desk want it at once.
static OPENED: Mutex<Option<Opened>> = Mutex::new(None);

/// A file of a model, its date, and its encoder while it is in use.
type Opened = (PathBuf, Option<SystemTime>, Weak<Encoder>);

/// The encoder of this database, when a model was added. Shared by all who ask for it at one time.
pub fn encoder_of(store: &Store) -> Result<Option<Arc<Encoder>>, ModelFault> {
    let Some(file) = find_model(&folder_of(store)) else {
        return Ok(None);
    };
    let date = file.metadata().and_then(|m| m.modified()).ok();
    let mut opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((known, of, encoder)) = opened.as_ref()
        && (known, of) == (&file, &date)
        && let Some(encoder) = encoder.upgrade()
    {
        return Ok(Some(encoder));
    }
    let encoder = Arc::new(Encoder::open(&file)?);
    *opened = Some((file, date, Arc::downgrade(&encoder)));
    Ok(Some(encoder))
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
    /// The changes that are in it.
    to: VectorChanges,
}

/// What there is to say about the mirror of an item.
#[derive(Debug, Clone, PartialEq)]
pub enum Mirrored {
    /// Nothing: no model was added.
    WithoutModel,
    /// Nothing yet: this item is not among the `read` of `total` that were read for their meaning.
    NotRead {
        /// Items that were read.
        read: i64,
        /// Items there are.
        total: i64,
    },
    /// The nearest first; none when nothing is near enough.
    Compared(Vec<MirrorRow>),
}

impl Mirror {
    /// What is near to this item in meaning, or why that cannot be said.
    pub fn look(&self, store: &Store, item: ItemId, most: usize) -> Result<Mirrored, Fault> {
        if self.knows(store, item)? {
            return self.of(store, item, most).map(Mirrored::Compared);
        }
        if find_model(&folder_of(store)).is_none() {
            return Ok(Mirrored::WithoutModel);
        }
        let (read, total) = store.reader()?.meaning_read(MODEL)?;
        Ok(Mirrored::NotRead { read, total })
    }

    fn knows(&self, store: &Store, item: ItemId) -> Result<bool, Fault> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        loaded.catch_up(store)?;
        Ok(loaded.mirror.knows(item))
    }

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
    /// Takes up what was written since; begins anew when vectors were taken away.
    fn catch_up(&mut self, store: &Store) -> Result<(), Fault> {
        let reader = store.reader()?;
        // First how far it is, then the vectors: one that is written in between is noticed later.
        let now = reader.vector_changes()?;
        if now == self.to {
            return Ok(());
        }
        if now.removed != self.to.removed {
            *self = Loaded::default();
        }
        let mut after = self.to.written;
        loop {
            let part = reader.vectors(MODEL, after, LOADED_AT_ONCE)?;
            let Some(last) = part.last() else { break };
            after = last.written;
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
        self.to = now;
        Ok(())
    }
}
