//! Taking an item down: its text goes from everywhere and does not come back, while the numbers of
//! the ledger, what its names are known by, and the reason stay. Who may do so is not known here.

use crate::engine::Value;
use crate::settle::Writes;
use crate::{Change, Fault, Reader, digest};
use jiff::Timestamp;
use noaber_domain::{Item, ItemId, RegionId, Signal};
use noaber_text::vocabulary::spellings;
use rustc_hash::FxHashSet;
use serde::Serialize;

/// What stands as the reason on an item that was taken down.
pub const TAKEN_DOWN: &str = "taken down";

/// What a take-down did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct TakenDown {
    /// Items: the one that was named, and those that had been joined to it.
    pub items: i64,
    /// Versions whose text went.
    pub versions: i64,
    /// Keys and identities that are refused from now on.
    pub names: i64,
    /// Signals that went or lost their passages.
    pub signals: i64,
    /// Letters that carried it and had not been taken by a server: they go out without it.
    pub letters: i64,
}

/// A thing that is not to come back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// The item that it was.
    pub item: ItemId,
    /// Keys and identities that are refused, as digests.
    pub names: Vec<String>,
    /// When it was taken down, UTC.
    pub at: Timestamp,
    /// Who did so.
    pub who: String,
    /// Why.
    pub why: String,
}

impl Change<'_> {
    /// Takes an item down, with all that was joined to it. The caller's reason is kept with it.
    pub fn take_down(&mut self, item: ItemId) -> Result<TakenDown, Fault> {
        let mut writes = Writes::begin(self, None)?;
        let (mut done, mut wait) = (TakenDown::default(), vec![item.0]);
        while let Some(id) = wait.pop() {
            let joined = format!("{}{id}", crate::joins::JOINED);
            for row in self.query("SELECT id FROM items WHERE gone = $1", &[joined.into()])? {
                wait.push(row.int(0)?);
            }
            self.take_one_down(&mut writes, id, &mut done)?;
        }
        writes.flush(self)?;
        self.set_counter("ledger", writes.ledger)?;
        self.keep_dates()?;
        let detail = format!("{} versions, {} names", done.versions, done.names);
        self.record(None, "item-taken-down", "item", &item.to_string(), &detail)?;
        Ok(done)
    }

    fn take_one_down(
        &mut self,
        writes: &mut Writes,
        id: i64,
        done: &mut TakenDown,
    ) -> Result<(), Fault> {
        let Some(standing) = self.standing(&[id])?.remove(&id) else {
            return Err(Fault::Refused(format!("there is no item {id}")));
        };
        let versions: Vec<Item> = self.versions_of(id)?.into_iter().map(|v| v.item).collect();
        let mut names: FxHashSet<String> = standing.origins.iter().map(|o| o.key.clone()).collect();
        names.extend(versions.iter().flat_map(|item| item.same.clone()));
        names.extend(self.identities_of(id)?);
        for name in &names {
            self.refuse(id, name, &writes.now)?;
        }
        done.items += 1;
        done.versions += versions.len() as i64;
        done.names += names.len() as i64;
        done.signals += self.silence_signals(id)?;
        done.letters += self.strike_from_letters(id)?;
        self.forget_vector(id)?;
        self.forget_in_history(&versions)?;
        self.forget_in_vocabulary(&versions)?;
        for origin in &standing.origins {
            let sql = "UPDATE sources SET items = items - 1 WHERE id = $1";
            self.execute(sql, &[origin.source.as_str().into()])?;
            let sql = "DELETE FROM rejects WHERE record = $1";
            self.execute(sql, &[origin.key.as_str().into()])?;
        }
        for sql in [
            "DELETE FROM origins WHERE item_id = $1",
            "DELETE FROM identities WHERE item_id = $1",
            "DELETE FROM links WHERE item_id = $1",
            "UPDATE links SET target_item = NULL WHERE target_item = $1",
            "DELETE FROM sights WHERE item_id = $1",
            "UPDATE ledger SET body = NULL, back = NULL WHERE item_id = $1",
            "UPDATE items SET number = NULL, label = NULL, title = '', url = '', committee = NULL, dates = NULL, digest = '' WHERE id = $1",
        ] {
            self.execute(sql, &[id.into()])?;
        }
        let key = format!("taken-down:{id}");
        self.execute(
            "UPDATE items SET item_key = $2 WHERE id = $1",
            &[id.into(), key.into()],
        )?;
        let mut standing = standing;
        standing.origins.clear();
        self.end_item(writes, standing, TAKEN_DOWN)
    }

    fn identities_of(&mut self, id: i64) -> Result<Vec<String>, Fault> {
        let sql = "SELECT identity FROM identities WHERE item_id = $1";
        let rows = self.query(sql, &[id.into()])?;
        rows.iter().map(|r| r.text(0).map(str::to_owned)).collect()
    }

    fn refuse(&mut self, id: i64, name: &str, now: &str) -> Result<(), Fault> {
        let sql = "INSERT INTO refusals (digest, item_id, at, who, why) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (digest) DO NOTHING";
        let (who, why) = (self.who().to_owned(), self.why().to_owned());
        let values: [Value; 5] = [
            digest(name).into(),
            id.into(),
            now.into(),
            who.into(),
            why.into(),
        ];
        self.execute(sql, &values).map(|_| ())
    }

    /// Open signals go; those with a verdict keep it and lose every word of the item.
    fn silence_signals(&mut self, id: i64) -> Result<i64, Fault> {
        let sql = "SELECT region_id, dossier_id, id, body, verdict FROM signals WHERE item_id = $1";
        let rows = self.query(sql, &[id.into()])?;
        for row in &rows {
            let region: RegionId = row.parse(0)?;
            let dossier = row.parse(1)?;
            self.tell_learning(&region, &dossier, "")?;
            if row.text_opt(4)?.is_some() {
                self.ask_learning(&region, &dossier)?;
            }
            let bare = without_words(row.json(3)?);
            let sql = "UPDATE signals SET body = $2, deadline = NULL WHERE id = $1";
            let values: [Value; 2] = [row.int(2)?.into(), serde_json::to_string(&bare)?.into()];
            self.execute(sql, &values)?;
        }
        for sql in [
            "DELETE FROM signals WHERE item_id = $1 AND verdict IS NULL",
            "DELETE FROM muted WHERE item_id = $1",
        ] {
            self.execute(sql, &[id.into()])?;
        }
        Ok(rows.len() as i64)
    }

    /// Lines of history name items by their titles; those titles go.
    fn forget_in_history(&mut self, versions: &[Item]) -> Result<(), Fault> {
        let titles: FxHashSet<&str> = versions.iter().map(|v| v.title.as_str()).collect();
        for title in titles.into_iter().filter(|title| !title.is_empty()) {
            let sql = "UPDATE history SET detail = REPLACE(detail, $1, $2) WHERE REPLACE(detail, $1, '') <> detail";
            self.execute(sql, &[title.into(), TAKEN_DOWN.into()])?;
        }
        Ok(())
    }

    /// Words that were counted of this item lose one item; those that no other item has go.
    fn forget_in_vocabulary(&mut self, versions: &[Item]) -> Result<(), Fault> {
        let Some(language) = versions.iter().rev().find_map(|v| v.language) else {
            return Ok(());
        };
        let (mut texts, mut actors) = (FxHashSet::default(), FxHashSet::default());
        for version in versions {
            texts.extend(spellings(&version.title).chain(spellings(&version.body)));
            actors.extend(version.actors.iter().flat_map(|actor| spellings(actor)));
        }
        for word in texts.union(&actors) {
            let sql = "UPDATE vocabulary SET items = CASE WHEN items > $3 THEN items - $3 ELSE 0 END, actors = CASE WHEN actors > $4 THEN actors - $4 ELSE 0 END WHERE language = $1 AND word = $2";
            let less = |these: &FxHashSet<&str>| Value::Int(i64::from(these.contains(word)));
            let values: [Value; 4] = [
                language.code().into(),
                (*word).into(),
                less(&texts),
                less(&actors),
            ];
            self.execute(sql, &values)?;
        }
        for sql in [
            "DELETE FROM vocabulary WHERE items <= 0 AND actors <= 0",
            "DELETE FROM word_vectors WHERE NOT EXISTS (SELECT 1 FROM vocabulary v WHERE v.language = word_vectors.language AND v.word = word_vectors.word)",
        ] {
            self.execute(sql, &[])?;
        }
        Ok(())
    }

    /// Lets an item that was taken down come again: the next harvest that tells of it brings it
    /// anew, under a new number. Gives whether anything was refused.
    pub fn lift_take_down(&mut self, item: ItemId) -> Result<bool, Fault> {
        let lifted = self.execute("DELETE FROM refusals WHERE item_id = $1", &[item.0.into()])?;
        if lifted > 0 {
            let detail = format!("{lifted} names");
            self.record(None, "take-down-lifted", "item", &item.to_string(), &detail)?;
        }
        Ok(lifted > 0)
    }
}

/// A signal without a word of its item.
fn without_words(mut signal: Signal) -> Signal {
    signal.passages.clear();
    signal.trigger = None;
    signal.named.clear();
    signal.deadline = None;
    signal.reasons.iter_mut().for_each(|r| r.words.clear());
    signal
}

impl Reader {
    /// What was taken down and is not to come back, newest first.
    pub fn refusals(&self) -> Result<Vec<Refusal>, Fault> {
        let sql =
            "SELECT item_id, digest, at, who, why FROM refusals ORDER BY at DESC, item_id, digest";
        let mut all: Vec<Refusal> = Vec::new();
        for row in self.query(sql, &[])? {
            let item = ItemId(row.int(0)?);
            let name = row.text(1)?.to_owned();
            match all.last_mut().filter(|last| last.item == item) {
                Some(last) => last.names.push(name),
                None => all.push(Refusal {
                    item,
                    names: vec![name],
                    at: row.parse(2)?,
                    who: row.text(3)?.to_owned(),
                    why: row.text(4)?.to_owned(),
                }),
            }
        }
        Ok(all)
    }

    /// The item that was taken down under this key or identity.
    pub fn refusal_named(&self, name: &str) -> Result<Option<Refusal>, Fault> {
        let print = digest(name);
        let all = self.refusals()?;
        Ok(all.into_iter().find(|r| r.names.contains(&print)))
    }
}
