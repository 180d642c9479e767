//! Taking in a page: which of its items are new, which changed, and which are known under another
//! name. Each takes its place in the ledger in order of arrival, together with its words in the full
//! text, or not at all; how one item is made of its origins stands in `settle`.

use crate::engine::Value;
use crate::items::placeholders;
use crate::origins::{Origin, Owners};
use crate::settle::{Account, Standing, Writes};
use crate::{Change, Fault, digest};
use noaber_domain::{Item, Language, SourceId, Tombstone};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What one page of a source did to the store.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct TakenCounts {
    /// Items that this source brought for the first time, also those that another one had brought.
    pub added: i64,
    /// Items that this source tells otherwise than before.
    pub changed: i64,
    /// Items that were known in this very form, or that are not to come back.
    pub same: i64,
    /// Items that their source took away.
    pub gone: i64,
    /// Tombstones for items that were never seen, or were gone already.
    pub unknown: i64,
}

impl std::ops::AddAssign for TakenCounts {
    fn add_assign(&mut self, other: TakenCounts) {
        self.added += other.added;
        self.changed += other.changed;
        self.same += other.same;
        self.gone += other.gone;
        self.unknown += other.unknown;
    }
}

/// What a page brought, with where to go on after it.
#[derive(Debug, Clone, Copy)]
pub struct Taken<'a> {
    /// The source.
    pub source: &'a SourceId,
    /// The run it belongs to.
    pub run: i64,
    /// Its items; of the same key the last one counts.
    pub items: &'a [Item],
    /// Its tombstones.
    pub tombstones: &'a [Tombstone],
    /// Records that could not be read, with the fault.
    pub rejected: &'a [(String, String)],
    /// Where to go on after this page; kept in the same transaction.
    pub cursor: Option<&'a str>,
}

/// Items of a page that are one thing, with the items in the store that are the same thing.
#[derive(Default)]
struct Group {
    known: Vec<i64>,
    moving: Vec<usize>,
}

impl Change<'_> {
    /// Takes in one page: items, tombstones, rejected records and the cursor, all or nothing. Items
    /// that share an identity, on this page or with what is there, become one.
    pub fn take_in(&mut self, taken: &Taken<'_>) -> Result<TakenCounts, Fault> {
        let mut writes = Writes::begin(self, Some(taken.run))?;
        let (moving, mut counts) = self.moving(taken)?;
        let groups = self.groups(&moving, &mut writes.owners)?;
        let ids: Vec<i64> = groups.iter().flat_map(|g| g.known.clone()).collect();
        let mut standing = self.standing(&ids)?;
        let mut moving: Vec<Option<Account>> = moving.into_iter().map(Some).collect();
        for group in groups {
            let accounts = group.moving.iter().filter_map(|at| moving[*at].take());
            let known = group.known.iter().filter_map(|id| standing.remove(id));
            self.settle_group(&mut writes, known.collect(), accounts.collect())?;
        }
        writes.flush(self)?;
        self.bury_all(&mut writes, taken.tombstones, &mut counts)?;
        writes.flush(self)?;
        self.set_counter("ledger", writes.ledger)?;
        self.set_counter("item", writes.next_id)?;
        self.keep_dates()?;
        let now = writes.now.clone();
        self.count_page(taken, &counts, &now)?;
        Ok(counts)
    }

    /// The items of a page that the store does not hold in this form from this source.
    fn moving<'t>(&mut self, taken: &Taken<'t>) -> Result<(Vec<Account<'t>>, TakenCounts), Fault> {
        let refused = self.refused(taken.items)?;
        let keys: Vec<Value> = taken.items.iter().map(|i| i.key.as_str().into()).collect();
        let known = self.known_origins(taken.source, &keys)?;
        let mut last: FxHashMap<&str, usize> = FxHashMap::default();
        for (at, item) in taken.items.iter().enumerate() {
            last.insert(&item.key, at);
        }
        let (mut moving, mut counts) = (Vec::new(), TakenCounts::default());
        for (at, item) in taken.items.iter().enumerate() {
            if last.get(item.key.as_str()) != Some(&at) || refused.contains(item.key.as_str()) {
                counts.same += 1;
                continue;
            }
            let item = with_language(item);
            let body = serde_json::to_string(item.as_ref())?;
            let print = digest(&body);
            match known.get(item.key.as_str()) {
                Some(known) if known.digest == print && !known.gone => {
                    counts.same += 1;
                    continue;
                }
                Some(_) => counts.changed += 1,
                None => counts.added += 1,
            }
            moving.push(Account {
                source: taken.source.to_string(),
                item,
                body,
                digest: print,
            });
        }
        Ok((moving, counts))
    }

    /// Which of these accounts belong together, and with which items, by keys and identities.
    fn groups(&mut self, moving: &[Account<'_>], owners: &mut Owners) -> Result<Vec<Group>, Fault> {
        let names = moving.iter().flat_map(|account| account.names());
        *owners = self.owners(names)?;
        let mut sets = Sets::of(moving.len());
        let mut named: FxHashMap<&str, usize> = FxHashMap::default();
        let mut nodes: FxHashMap<i64, usize> = FxHashMap::default();
        for (at, account) in moving.iter().enumerate() {
            for name in account.names() {
                let first = *named.entry(name).or_insert(at);
                sets.unite(first, at);
                if let Some(owner) = owners.of(name) {
                    let node = *nodes.entry(owner).or_insert_with(|| sets.grow());
                    sets.unite(node, at);
                }
            }
        }
        let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
        for at in 0..moving.len() {
            groups.entry(sets.root(at)).or_default().moving.push(at);
        }
        for (item, node) in nodes {
            let group = groups.entry(sets.root(node)).or_default();
            group.known.push(item);
        }
        let mut groups: Vec<Group> = groups.into_values().collect();
        groups.iter_mut().for_each(|g| g.known.sort_unstable());
        groups.sort_by_key(|g| g.moving.first().copied());
        Ok(groups)
    }

    /// Puts a group together: the oldest item stays, the younger ones are joined to it.
    fn settle_group(
        &mut self,
        writes: &mut Writes,
        mut known: Vec<Standing>,
        accounts: Vec<Account<'_>>,
    ) -> Result<(), Fault> {
        known.sort_by_key(|item| item.id);
        let mut known = known.into_iter();
        let Some(mut stays) = known.next() else {
            return self.add_item(writes, accounts);
        };
        for younger in known {
            self.join(writes, &mut stays, younger)?;
        }
        if let [account] = &accounts[..]
            && let [only] = &stays.origins[..]
            && only.key == account.item.key
            && only.source == account.source
        {
            return self.renew_alone(writes, stays, account);
        }
        for account in accounts {
            writes.own(&account, stays.id);
            stays.hear(account, &writes.now)?;
        }
        self.renew_merged(writes, stays)
    }

    /// Hears the tombstones of a page: an item is gone when all its origins are.
    fn bury_all(
        &mut self,
        writes: &mut Writes,
        tombstones: &[Tombstone],
        counts: &mut TakenCounts,
    ) -> Result<(), Fault> {
        if tombstones.is_empty() {
            return Ok(());
        }
        let owners = self.owners_of_keys(tombstones.iter().map(|t| t.key.as_str()))?;
        let ids: Vec<i64> = owners.values().copied().collect();
        let mut standing = self.standing(&ids)?;
        let mut touched: Vec<(i64, &str)> = Vec::new();
        for tombstone in tombstones {
            let owner = owners.get(&tombstone.key);
            let item = owner.and_then(|id| standing.get_mut(id));
            let buried = item.is_some_and(|item| item.bury(tombstone, &writes.now));
            if !buried {
                counts.unknown += 1;
                continue;
            }
            counts.gone += 1;
            touched.extend(owner.map(|id| (*id, tombstone.reason.as_str())));
        }
        for (id, reason) in touched {
            let Some(item) = standing.remove(&id) else {
                continue;
            };
            if item.origins.iter().all(Origin::is_gone) {
                self.end_item(writes, item, reason)?;
            } else {
                self.renew_merged(writes, item)?;
            }
        }
        Ok(())
    }

    /// The keys of those items that were taken down under one of their names.
    fn refused<'t>(&mut self, items: &'t [Item]) -> Result<FxHashSet<&'t str>, Fault> {
        let mut refused = FxHashSet::default();
        if self.row("SELECT 1 FROM refusals LIMIT 1", &[])?.is_none() {
            return Ok(refused);
        }
        let prints: Vec<(String, &str)> = items
            .iter()
            .flat_map(|item| {
                let names = std::iter::once(&item.key).chain(&item.same);
                names.map(|name| (digest(name), item.key.as_str()))
            })
            .collect();
        for part in prints.chunks(250) {
            let sql = format!(
                "SELECT digest FROM refusals WHERE digest IN ({})",
                placeholders(1, part.len())
            );
            let values: Vec<Value> = part.iter().map(|(p, _)| p.as_str().into()).collect();
            for row in self.query(&sql, &values)? {
                let print = row.text(0)?;
                let these = part.iter().filter(|(p, _)| p == print);
                refused.extend(these.map(|(_, key)| *key));
            }
        }
        Ok(refused)
    }
}

/// An item whose source does not say its language gets the one that its words show.
fn with_language(item: &Item) -> Cow<'_, Item> {
    if item.language.is_some() {
        return Cow::Borrowed(item);
    }
    let text = format!("{} {}", item.title, item.body);
    let language = noaber_text::recognise(&text).and_then(|l| Language::from_tag(l.code()));
    Cow::Owned(Item {
        language,
        ..item.clone()
    })
}

/// Sets that are united: each knows its root.
struct Sets {
    above: Vec<usize>,
}

impl Sets {
    fn of(count: usize) -> Sets {
        Sets {
            above: (0..count).collect(),
        }
    }

    fn grow(&mut self) -> usize {
        self.above.push(self.above.len());
        self.above.len() - 1
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.above[at] != at {
            self.above[at] = self.above[self.above[at]];
            at = self.above[at];
        }
        at
    }

    fn unite(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.above[one.max(other)] = one.min(other);
    }
}
