//! Keeping subscribers, and what is news to them: what was found and not yet told. What a digest looks
//! like is not known here, and how it travels stands in `outbox`.

use crate::engine::{Row, Value};
use crate::items::{HEAD, head, placeholders};
use crate::signals::CARD;
use crate::views::{ItemHead, SignalCard};
use crate::{Change, Fault, Reader, moment};
use jiff::Timestamp;
use jiff::civil::Date;
use noaber_domain::{
    DossierId, ItemId, LedgerNumber, RegionId, SignalId, Subscriber, SubscriberId, Wish,
};
use rustc_hash::FxHashMap;

const COLUMNS: &str = "id, wish, paused_until, since, last, number";

/// The highest number of the ledger up to which region $1 was ever matched. While everything is matched
/// once more, the place of the walk lies far behind it.
const EVER_MATCHED: &str = "(SELECT MAX(number) FROM (SELECT matched_to AS number FROM regions WHERE id = $1 UNION ALL SELECT MAX(to_number) FROM matchings WHERE region_id = $1 UNION ALL SELECT MAX(ledger) FROM signals WHERE region_id = $1) AS numbers)";

/// Until when somebody rests who came along from another desk: until they are resumed.
pub const AT_REST: Date = Date::MAX;

/// How far a digest looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The last number that was given to a signal.
    pub signal: SignalId,
    /// The last number of the ledger that was ever matched.
    pub ledger: LedgerNumber,
}

/// An item that is news to a subscriber.
#[derive(Debug, Clone, PartialEq)]
pub struct News {
    /// Its signals for the dossiers that the subscriber asked for, best first.
    pub cards: Vec<SignalCard>,
    /// The ledger number of the version that they were told of before; absent when never.
    pub before: Option<LedgerNumber>,
    /// Whether it touches a dossier for which they were never told of it.
    pub also: bool,
}

/// An item with the version that was told before, and whether it touches a dossier anew.
type Found = (ItemId, Option<LedgerNumber>, bool);

/// An item that a subscriber was told of and that its source took away since.
#[derive(Debug, Clone, PartialEq)]
pub struct Withdrawn {
    /// The item.
    pub item: ItemHead,
    /// The dossiers it was told for.
    pub dossiers: Vec<DossierId>,
}

/// What was read since a digest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReadSince {
    /// New items and new versions.
    pub papers: i64,
    /// Sources that answered.
    pub sources: i64,
}

/// The SHA-256 of a secret, in hexadecimal digits: all that is kept of it.
pub(crate) fn secret_digest(secret: &str) -> String {
    use sha2::{Digest, Sha256};
    let hash = Sha256::digest(secret.as_bytes());
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Change<'_> {
    /// Adds a subscriber; what there is now is not news to them. Of `secret`, which opens their feed,
    /// only a digest is kept.
    pub fn add_subscriber(
        &mut self,
        region: &RegionId,
        wish: &Wish,
        secret: &str,
    ) -> Result<SubscriberId, Fault> {
        let id = self.counter("subscriber")? + 1;
        self.set_counter("subscriber", id)?;
        let sql = format!(
            "INSERT INTO subscribers (id, region_id, wish, since, from_signal, from_ledger, mark_signal, mark_ledger, secret) SELECT $2, r.id, $3, $4, c.value, {EVER_MATCHED}, c.value, {EVER_MATCHED}, $5 FROM regions r, counters c WHERE r.id = $1 AND c.name = 'signal'"
        );
        let values: [Value; 5] = [
            region.as_str().into(),
            id.into(),
            serde_json::to_string(wish)?.into(),
            moment(self.at).into(),
            secret_digest(secret).into(),
        ];
        if self.execute(&sql, &values)? != 1 {
            return Err(Fault::corrupt(format!("there is no region '{region}'")));
        }
        self.subscriber_line(region, "subscriber-added", SubscriberId(id), wish)?;
        Ok(SubscriberId(id))
    }

    /// Changes what a subscriber asked for. Gives whether there is such a subscriber.
    pub fn change_subscriber(
        &mut self,
        region: &RegionId,
        id: SubscriberId,
        wish: &Wish,
    ) -> Result<bool, Fault> {
        let sql = "UPDATE subscribers SET wish = $3 WHERE region_id = $1 AND id = $2";
        let values: [Value; 3] = [
            region.as_str().into(),
            id.0.into(),
            serde_json::to_string(wish)?.into(),
        ];
        if self.execute(sql, &values)? == 0 {
            return Ok(false);
        }
        self.subscriber_line(region, "subscriber-changed", id, wish)?;
        Ok(true)
    }

    /// Gives a subscriber a new secret; the old address of their feed stops working.
    pub fn renew_secret(
        &mut self,
        region: &RegionId,
        id: SubscriberId,
        secret: &str,
    ) -> Result<bool, Fault> {
        let sql = "UPDATE subscribers SET secret = $3 WHERE region_id = $1 AND id = $2";
        let values: [Value; 3] = [
            region.as_str().into(),
            id.0.into(),
            secret_digest(secret).into(),
        ];
        if self.execute(sql, &values)? == 0 {
            return Ok(false);
        }
        self.record(
            Some(region),
            "subscriber-secret",
            "subscriber",
            &id.to_string(),
            "",
        )?;
        Ok(true)
    }

    /// Makes no digest before `until`, and holds what waits to be sent; without a day it goes on at
    /// once.
    pub fn pause_subscriber(
        &mut self,
        region: &RegionId,
        id: SubscriberId,
        until: Option<Date>,
    ) -> Result<bool, Fault> {
        let until = until.map(|day| day.to_string());
        let sql = "UPDATE subscribers SET paused_until = $3 WHERE region_id = $1 AND id = $2";
        let values: [Value; 3] = [region.as_str().into(), id.0.into(), until.as_deref().into()];
        if self.execute(sql, &values)? == 0 {
            return Ok(false);
        }
        match &until {
            Some(_) => self.hold_letters(id)?,
            None => self.release_letters(id)?,
        }
        let what = match until {
            Some(_) => "subscriber-paused",
            None => "subscriber-resumed",
        };
        let detail = until.unwrap_or_default();
        self.record(Some(region), what, "subscriber", &id.to_string(), &detail)?;
        Ok(true)
    }

    /// Removes a subscriber with everything that says who it was; receipts keep the number.
    pub fn remove_subscriber(
        &mut self,
        region: &RegionId,
        id: SubscriberId,
    ) -> Result<bool, Fault> {
        let sql = "DELETE FROM subscribers WHERE region_id = $1 AND id = $2";
        if self.execute(sql, &[region.as_str().into(), id.0.into()])? == 0 {
            return Ok(false);
        }
        for sql in [
            "DELETE FROM delivered WHERE subscriber_id = $1",
            "DELETE FROM notices WHERE subscriber_id = $1",
        ] {
            self.execute(sql, &[id.0.into()])?;
        }
        self.drop_letters(id)?;
        self.record(
            Some(region),
            "subscriber-removed",
            "subscriber",
            &id.to_string(),
            "",
        )?;
        Ok(true)
    }

    /// The line of history says nothing about the person.
    fn subscriber_line(
        &mut self,
        region: &RegionId,
        what: &str,
        id: SubscriberId,
        wish: &Wish,
    ) -> Result<(), Fault> {
        let tiers: Vec<&str> = wish.tiers.iter().map(|t| t.code()).collect();
        let detail = format!(
            "{}, {}, {}",
            wish.cadence.code(),
            wish.language,
            tiers.join("+")
        );
        self.record(Some(region), what, "subscriber", &id.to_string(), &detail)
    }
}

impl Reader {
    /// All subscribers of a region, in order of being added.
    pub fn subscribers(&self, region: &RegionId) -> Result<Vec<Subscriber>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM subscribers WHERE region_id = $1 ORDER BY id");
        self.query(&sql, &[region.as_str().into()])?
            .iter()
            .map(subscriber)
            .collect()
    }

    /// One subscriber.
    pub fn subscriber(
        &self,
        region: &RegionId,
        id: SubscriberId,
    ) -> Result<Option<Subscriber>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM subscribers WHERE region_id = $1 AND id = $2");
        let row = self.row(&sql, &[region.as_str().into(), id.0.into()])?;
        row.as_ref().map(subscriber).transpose()
    }

    /// The subscriber whose feed this secret opens.
    pub fn subscriber_of_feed(
        &self,
        region: &RegionId,
        secret: &str,
    ) -> Result<Option<Subscriber>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM subscribers WHERE region_id = $1 AND secret = $2");
        let values = [region.as_str().into(), secret_digest(secret).into()];
        let row = self.row(&sql, &values)?;
        row.as_ref().map(subscriber).transpose()
    }

    /// The subscriber of a letter that carried this secret, to stop by it.
    pub fn subscriber_of_letter(
        &self,
        region: &RegionId,
        secret: &str,
    ) -> Result<Option<SubscriberId>, Fault> {
        let sql = "SELECT s.id FROM outbox o JOIN subscribers s ON s.id = o.subscriber_id WHERE s.region_id = $1 AND o.secret = $2";
        let values = [region.as_str().into(), secret_digest(secret).into()];
        self.row(sql, &values)?
            .map(|row| row.int(0).map(SubscriberId))
            .transpose()
    }

    /// How far the last digest of a subscriber looked, and how far one would look now.
    pub fn marks(&self, region: &RegionId, id: SubscriberId) -> Result<(Mark, Mark), Fault> {
        let sql = format!(
            "SELECT s.mark_signal, s.mark_ledger, c.value, {EVER_MATCHED} FROM subscribers s JOIN counters c ON c.name = 'signal' WHERE s.region_id = $1 AND s.id = $2"
        );
        let row = self.row(&sql, &[region.as_str().into(), id.0.into()])?;
        let row = row.ok_or_else(|| Fault::corrupt(format!("there is no subscriber {id}")))?;
        let mark = |signal: usize| -> Result<Mark, Fault> {
            Ok(Mark {
                signal: SignalId(row.int(signal)?),
                ledger: LedgerNumber(row.int(signal + 1)?),
            })
        };
        Ok((mark(0)?, mark(2)?))
    }

    /// What was found for a subscriber and not yet told, newest arrival first, at most `limit` items.
    /// Told is what stands in a digest that was made, whether or not it arrived; what a dossier
    /// silenced and shows again, what rose to a tier they asked for, and what was published long ago
    /// and found today are all news.
    pub fn news(
        &self,
        region: &RegionId,
        subscriber: &Subscriber,
        limit: usize,
    ) -> Result<Vec<News>, Fault> {
        let (wanted, mut values) = wanted(region, subscriber);
        values.push((limit as i64).into());
        let sql = format!(
            "SELECT s.item_id, MAX(s.ledger), (SELECT MAX(b.ledger) FROM delivered b WHERE b.subscriber_id = u.id AND b.item_id = s.item_id), MAX(CASE WHEN d.ledger IS NULL THEN 1 ELSE 0 END) FROM subscribers u JOIN signals s ON s.region_id = u.region_id LEFT JOIN delivered d ON d.subscriber_id = u.id AND d.item_id = s.item_id AND d.dossier_id = s.dossier_id WHERE {wanted} AND (s.id > u.from_signal OR s.ledger > u.from_ledger) AND (d.ledger IS NULL OR d.ledger < s.ledger) GROUP BY u.id, s.item_id ORDER BY MAX(s.ledger) DESC, s.item_id DESC LIMIT ${}",
            values.len()
        );
        let rows = self.query(&sql, &values)?;
        let mut found = Vec::with_capacity(rows.len());
        for row in &rows {
            let before = match row.0[2] {
                Value::Null => None,
                _ => Some(LedgerNumber(row.int(2)?)),
            };
            found.push((ItemId(row.int(0)?), before, row.int(3)? == 1));
        }
        self.with_cards(region, subscriber, &found)
    }

    /// What a subscriber would read in a feed: items with a signal for them, newest arrival first.
    pub fn feed(
        &self,
        region: &RegionId,
        subscriber: &Subscriber,
        limit: usize,
    ) -> Result<Vec<News>, Fault> {
        let (wanted, mut values) = wanted(region, subscriber);
        values.push((limit as i64).into());
        let sql = format!(
            "SELECT s.item_id, MAX(s.ledger) FROM subscribers u JOIN signals s ON s.region_id = u.region_id WHERE {wanted} GROUP BY s.item_id ORDER BY MAX(s.ledger) DESC, s.item_id DESC LIMIT ${}",
            values.len()
        );
        let rows = self.query(&sql, &values)?;
        let found: Result<Vec<_>, Fault> = rows
            .iter()
            .map(|r| Ok((ItemId(r.int(0)?), None, true)))
            .collect();
        self.with_cards(region, subscriber, &found?)
    }

    /// These items with their signals for a subscriber, in the same order; one without is left out.
    fn with_cards(
        &self,
        region: &RegionId,
        subscriber: &Subscriber,
        found: &[Found],
    ) -> Result<Vec<News>, Fault> {
        let mut cards: FxHashMap<ItemId, Vec<SignalCard>> = FxHashMap::default();
        for chunk in found.chunks(250) {
            let sql = format!(
                "SELECT {CARD}, {HEAD} FROM signals s JOIN items i ON i.id = s.item_id WHERE s.region_id = $1 AND (s.verdict IS NULL OR s.verdict <> 'dismiss') AND s.item_id IN ({}) ORDER BY s.score DESC, s.id",
                placeholders(2, chunk.len())
            );
            let mut values: Vec<Value> = vec![region.as_str().into()];
            values.extend(chunk.iter().map(|(item, _, _)| Value::Int(item.0)));
            for card in self.cards(region, &sql, &values)? {
                if subscriber.wish.wants(&card.signal.dossier) {
                    cards.entry(card.item.id).or_default().push(card);
                }
            }
        }
        let news = found.iter().filter_map(|(item, before, also)| {
            Some(News {
                cards: cards.remove(item)?,
                before: *before,
                also: *also,
            })
        });
        Ok(news.collect())
    }

    /// The items of a digest that was made, as they stand now.
    pub fn told(
        &self,
        region: &RegionId,
        subscriber: &Subscriber,
        items: &[ItemId],
    ) -> Result<Vec<News>, Fault> {
        let found: Vec<Found> = items.iter().map(|item| (*item, None, true)).collect();
        self.with_cards(region, subscriber, &found)
    }

    /// What a subscriber was told of and was taken away since, and was not told so yet.
    pub fn withdrawn(
        &self,
        subscriber: SubscriberId,
        limit: usize,
    ) -> Result<Vec<Withdrawn>, Fault> {
        let sql = format!(
            "SELECT d.dossier_id, {HEAD} FROM delivered d JOIN items i ON i.id = d.item_id WHERE d.subscriber_id = $1 AND d.gone = 0 AND i.gone IS NOT NULL ORDER BY i.ledger DESC, i.id DESC, d.dossier_id LIMIT $2"
        );
        let names = self.source_names()?;
        let mut all: Vec<Withdrawn> = Vec::new();
        for row in self.query(&sql, &[subscriber.0.into(), (limit as i64).into()])? {
            let dossier: DossierId = row.parse(0)?;
            let item = head(&row, 1, &names)?;
            match all.last_mut().filter(|last| last.item.id == item.id) {
                Some(last) => last.dossiers.push(dossier),
                None => all.push(Withdrawn {
                    item,
                    dossiers: vec![dossier],
                }),
            }
        }
        Ok(all)
    }

    /// How much was read after `from` up to `to`, and how many sources answered since `since`.
    pub fn read_since(
        &self,
        from: LedgerNumber,
        to: LedgerNumber,
        since: Timestamp,
    ) -> Result<ReadSince, Fault> {
        let sql = "SELECT COUNT(DISTINCT item_id) FROM ledger WHERE number > $1 AND number <= $2 AND what <> 'gone'";
        let papers = self
            .row(sql, &[from.0.into(), to.0.into()])?
            .map_or(Ok(0), |row| row.int(0))?;
        let sql =
            "SELECT COUNT(DISTINCT source_id) FROM runs WHERE outcome = 'ok' AND started >= $1";
        let sources = self
            .row(sql, &[moment(since).into()])?
            .map_or(Ok(0), |row| row.int(0))?;
        Ok(ReadSince { papers, sources })
    }
}

/// The condition on `subscribers u` and `signals s` for what a subscriber asked for.
fn wanted(region: &RegionId, subscriber: &Subscriber) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = vec![region.as_str().into(), subscriber.id.0.into()];
    let mut text = String::from(
        "u.region_id = $1 AND u.id = $2 AND (s.verdict IS NULL OR s.verdict <> 'dismiss')",
    );
    let wish = &subscriber.wish;
    text.push_str(&format!(
        " AND s.tier IN ({})",
        placeholders(values.len() + 1, wish.tiers.len())
    ));
    values.extend(wish.tiers.iter().map(|t| Value::from(t.code())));
    if !wish.dossiers.is_empty() {
        text.push_str(&format!(
            " AND s.dossier_id IN ({})",
            placeholders(values.len() + 1, wish.dossiers.len())
        ));
        values.extend(wish.dossiers.iter().map(|d| Value::from(d.as_str())));
    }
    (text, values)
}

fn subscriber(row: &Row) -> Result<Subscriber, Fault> {
    Ok(Subscriber {
        id: SubscriberId(row.int(0)?),
        wish: row.json(1)?,
        paused_until: row.parse_opt(2)?,
        since: row.parse(3)?,
        last: row.parse_opt(4)?,
        number: row.int(5)?,
    })
}
