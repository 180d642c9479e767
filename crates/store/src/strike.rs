//! Taking an item out of letters that no server took yet, and taking back what a letter told that will
//! never arrive. What a letter looks like is not known here: only that what is about an item says so.

use crate::engine::Value;
use crate::notices::Notice;
use crate::{Change, Fault, Letter, Parcel, TAKEN_DOWN};
use noaber_domain::{ItemId, LedgerNumber, RegionId, SubscriberId};
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value as Json;

/// A letter that waits to be made anew from what is left of its makings.
#[derive(Debug, Clone, PartialEq)]
pub struct Remake {
    /// Its number in the outbox.
    pub id: i64,
    /// What is left: makings and the secret, and no word of what it said. Without makings there is
    /// nothing to send.
    pub letter: Letter,
}

/// A letter that may carry an item.
struct Bearer {
    id: i64,
    subscriber: SubscriberId,
    contents: Vec<(ItemId, LedgerNumber)>,
    notices: Vec<Notice>,
    letter: Letter,
    /// Whether a server may have it already.
    perhaps_sent: bool,
    handed: bool,
}

impl Change<'_> {
    /// Whether an item that a digest carries was taken down since it was gathered. Until this change
    /// ends nothing is taken down; whoever takes down afterwards finds the letter.
    pub(crate) fn carries_taken_down(&mut self, parcel: &Parcel<'_>) -> Result<bool, Fault> {
        self.counter("item")?;
        let mut carried: FxHashSet<i64> = parcel.told.iter().map(|told| told.0.0).collect();
        items_in(&parcel.letter.makings, &mut carried);
        for item in carried {
            let sql = "SELECT ledger FROM items WHERE id = $1 AND gone = $2";
            let Some(row) = self.row(sql, &[item.into(), TAKEN_DOWN.into()])? else {
                continue;
            };
            let ledger = LedgerNumber(row.int(0)?);
            let mut told = parcel.told.iter();
            let as_removed = |(id, _, of, gone): &(ItemId, _, LedgerNumber, bool)| {
                id.0 == item && *gone && *of == ledger
            };
            if !told.any(as_removed) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Takes every word of an item out of the letters that no server took yet. Each is made anew before
    /// it goes out; one in which nothing is left is dropped. Gives how many there were.
    pub(crate) fn strike_from_letters(&mut self, item: i64) -> Result<i64, Fault> {
        let mut struck = 0;
        for letter in self.letters_with(item)? {
            // Another program may have given it to a server since it was found.
            let Some(mut bearer) = self.hold_letter(letter)? else {
                continue;
            };
            without(&mut bearer.letter.makings, item);
            self.strike_from(bearer, item)?;
            struck += 1;
        }
        Ok(struck)
    }

    /// The letters that carry an item, by their numbers.
    fn letters_with(&mut self, item: i64) -> Result<Vec<i64>, Fault> {
        let sql = "SELECT id, contents, letter FROM outbox WHERE letter IS NOT NULL ORDER BY id";
        let mut found = Vec::new();
        for row in self.query(sql, &[])? {
            let contents: Vec<(ItemId, LedgerNumber)> = row.json(1)?;
            let mut letter: Letter = row.json(2)?;
            let told = contents.iter().any(|(id, _)| id.0 == item);
            if told || without(&mut letter.makings, item) > 0 {
                found.push(row.int(0)?);
            }
        }
        Ok(found)
    }

    /// A letter as it stands now, which nobody else moves until this change ends; absent when a server
    /// has taken it meanwhile.
    fn hold_letter(&mut self, id: i64) -> Result<Option<Bearer>, Fault> {
        let sql = "UPDATE outbox SET remake = remake WHERE id = $1 AND letter IS NOT NULL RETURNING subscriber_id, contents, notices, letter, unclear, state";
        let Some(row) = self.row(sql, &[id.into()])? else {
            return Ok(None);
        };
        let handed = row.text(5)? == "handed";
        Ok(Some(Bearer {
            id,
            subscriber: SubscriberId(row.int(0)?),
            contents: row.json(1)?,
            notices: row.json(2)?,
            letter: row.json(3)?,
            perhaps_sent: handed || row.int(4)? > 0,
            handed,
        }))
    }

    fn strike_from(&mut self, mut bearer: Bearer, item: i64) -> Result<(), Fault> {
        let told = bearer.contents.iter().any(|(id, _)| id.0 == item);
        if told && !bearer.perhaps_sent {
            self.untell(bearer.subscriber, &[ItemId(item)])?;
        }
        let had = !bearer.contents.is_empty() || !bearer.notices.is_empty();
        bearer.contents.retain(|(id, _)| id.0 != item);
        bearer.notices.retain(|notice| !notice.is_of(item));
        let nothing = had && bearer.contents.is_empty() && bearer.notices.is_empty();
        if bearer.letter.makings.is_null() {
            // A letter of an older program cannot be made anew: the rest of it comes in the next one.
            let rest: Vec<ItemId> = bearer.contents.iter().map(|(id, _)| *id).collect();
            self.untell(bearer.subscriber, &rest)?;
            self.take_back_notices(bearer.subscriber, &bearer.notices)?;
        }
        if nothing {
            bearer.letter.makings = Json::Null;
        }
        if bearer.letter.makings.is_null() && !bearer.handed {
            return self.drop_letter(bearer.id);
        }
        let bare = Letter {
            subject: String::new(),
            html: String::new(),
            text: String::new(),
            ..bearer.letter
        };
        let sql = "UPDATE outbox SET contents = $2, notices = $3, letter = $4, remake = 1, state = CASE WHEN state = 'claimed' THEN 'waiting' ELSE state END WHERE id = $1";
        let values: [Value; 4] = [
            bearer.id.into(),
            serde_json::to_string(&bearer.contents)?.into(),
            serde_json::to_string(&bearer.notices)?.into(),
            serde_json::to_string(&bare)?.into(),
        ];
        self.execute(sql, &values).map(|_| ())
    }

    /// Drops a letter: it is never sent.
    pub fn drop_letter(&mut self, id: i64) -> Result<(), Fault> {
        let sql = "UPDATE outbox SET state = 'dropped', letter = NULL, secret = NULL, contents = '[]', notices = '[]', claimed = NULL, remake = 0 WHERE id = $1";
        self.execute(sql, &[id.into()]).map(|_| ())
    }

    /// The letters that are to be made anew before they go out.
    pub fn letters_to_remake(&mut self, region: &RegionId) -> Result<Vec<Remake>, Fault> {
        let sql = "SELECT id, letter FROM outbox WHERE region_id = $1 AND remake = 1 AND letter IS NOT NULL AND state IN ('waiting', 'uncertain', 'held', 'failed') ORDER BY id";
        let rows = self.query(sql, &[region.as_str().into()])?;
        rows.iter()
            .map(|row| {
                Ok(Remake {
                    id: row.int(0)?,
                    letter: row.json(1)?,
                })
            })
            .collect()
    }

    /// Keeps a letter that was made anew, unless yet another item was taken out of it meanwhile.
    pub fn keep_remade(&mut self, before: &Remake, letter: &Letter) -> Result<bool, Fault> {
        let sql = "UPDATE outbox SET letter = $2, remake = 0 WHERE id = $1 AND remake = 1 AND letter = $3 AND state IN ('waiting', 'uncertain', 'held', 'failed')";
        let values: [Value; 3] = [
            before.id.into(),
            serde_json::to_string(letter)?.into(),
            serde_json::to_string(&before.letter)?.into(),
        ];
        Ok(self.execute(sql, &values)? == 1)
    }

    /// Takes back that a subscriber was told of items, as far as no letter that a server took said so:
    /// the mark falls back to what was sent, or goes.
    pub(crate) fn untell(
        &mut self,
        subscriber: SubscriberId,
        items: &[ItemId],
    ) -> Result<(), Fault> {
        let sql = "SELECT contents FROM outbox WHERE subscriber_id = $1 AND (state = 'sent' OR (unclear > 0 AND state <> 'moved'))";
        let mut sent: FxHashMap<ItemId, LedgerNumber> = FxHashMap::default();
        for row in self.query(sql, &[subscriber.0.into()])? {
            for (item, ledger) in row.json::<Vec<(ItemId, LedgerNumber)>>(0)? {
                let newest = sent.entry(item).or_insert(ledger);
                *newest = (*newest).max(ledger);
            }
        }
        for item in items {
            let key: [Value; 2] = [subscriber.0.into(), item.0.into()];
            match sent.get(item) {
                None => {
                    let sql = "DELETE FROM delivered WHERE subscriber_id = $1 AND item_id = $2";
                    self.execute(sql, &key)?;
                }
                Some(ledger) => {
                    let sql = "UPDATE delivered SET ledger = $3, gone = 0 WHERE subscriber_id = $1 AND item_id = $2 AND ledger > $3";
                    let [subscriber, item] = key;
                    self.execute(sql, &[subscriber, item, ledger.0.into()])?;
                }
            }
        }
        Ok(())
    }

    /// After an import: what letters told that stayed behind is told anew.
    pub(crate) fn untell_moved(&mut self) -> Result<(), Fault> {
        let sql = "SELECT subscriber_id, contents, notices FROM outbox WHERE state = 'moved'";
        for row in self.query(sql, &[])? {
            let subscriber = SubscriberId(row.int(0)?);
            let contents: Vec<(ItemId, LedgerNumber)> = row.json(1)?;
            let items: Vec<ItemId> = contents.into_iter().map(|(item, _)| item).collect();
            self.untell(subscriber, &items)?;
            self.take_back_notices(subscriber, &row.json::<Vec<Notice>>(2)?)?;
        }
        Ok(())
    }
}

/// Takes out everything that says it is about an item. Gives how many things went.
fn without(json: &mut Json, item: i64) -> usize {
    let about = |one: &Json| one.get("item").and_then(Json::as_i64) == Some(item);
    match json {
        Json::Array(all) => {
            let before = all.len();
            all.retain(|one| !about(one));
            let went = before - all.len();
            went + all.iter_mut().map(|one| without(one, item)).sum::<usize>()
        }
        Json::Object(fields) => fields.values_mut().map(|one| without(one, item)).sum(),
        _ => 0,
    }
}

/// Every item that something in there says it is about.
fn items_in(json: &Json, found: &mut FxHashSet<i64>) {
    match json {
        Json::Array(all) => all.iter().for_each(|one| items_in(one, found)),
        Json::Object(fields) => {
            found.extend(fields.get("item").and_then(Json::as_i64));
            fields.values().for_each(|one| items_in(one, found));
        }
        _ => {}
    }
}
