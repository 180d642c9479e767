//! The outbox: every digest that was made for somebody, from the moment it was made until the server
//! of its reader's mail took it or refused it for good. How a letter is written and sent is not known
//! here; [0010](../../../docs/decisions/0010-a-letter-may-come-twice-and-is-never-lost.md) says why the
//! states are these.

use crate::engine::{Row, Value};
use crate::notices::Notice;
use crate::subscribers::{Mark, secret_digest};
use crate::{Change, Fault, Reader, moment};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use noaber_domain::{DossierId, ItemId, LedgerNumber, RegionId, Subscriber, SubscriberId};
use serde::{Deserialize, Serialize};

const RECEIPT: &str = "o.id, o.subscriber_id, o.number, o.from_ledger, o.to_ledger, o.contents, o.made, o.state, o.tries, o.unclear, o.next_try, o.answer, o.message_id, o.sent, o.notices, o.tried";

/// A letter as it is kept while it waits: what it says, but not to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Its subject.
    pub subject: String,
    /// Its text as HTML.
    pub html: String,
    /// The same as plain text.
    pub text: String,
    /// The secret by which its reader can stop the digest.
    pub stop: String,
    /// What it was made of, from which it can be made anew. Everything in it that is about an item
    /// names that as `item`. Absent in letters of older programs.
    #[serde(default)]
    pub makings: serde_json::Value,
}

/// A digest that was made, to be kept and sent.
#[derive(Debug, Clone)]
pub struct Parcel<'a> {
    /// For whom, as they were when it was made.
    pub subscriber: &'a Subscriber,
    /// How far the digest before it looked.
    pub from: Mark,
    /// How far this one looked.
    pub to: Mark,
    /// What it tells: item, dossier, ledger number, and whether the item is gone.
    pub told: &'a [(ItemId, DossierId, LedgerNumber, bool)],
    /// Known changes that are too small to tell, and are not to come again.
    pub passed: &'a [(ItemId, DossierId, LedgerNumber, bool)],
    /// What it tells beside items.
    pub notices: &'a [Notice],
    /// The Message-ID under which every try goes out.
    pub message_id: &'a str,
    /// The letter.
    pub letter: &'a Letter,
}

/// A letter that is to be sent now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// Its number in the outbox.
    pub id: i64,
    /// For whom.
    pub subscriber: SubscriberId,
    /// How often it was tried, this time included.
    pub tries: i64,
    /// When it was made, UTC.
    pub made: Timestamp,
    /// Its Message-ID.
    pub message_id: String,
    /// What it says.
    pub letter: Letter,
}

/// What became of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The server took the whole letter.
    Sent,
    /// It is tried again at this moment.
    Again(Timestamp),
    /// The connection broke after the letter was handed over and before the server answered: it may
    /// have been taken. It is tried again at this moment, under the same Message-ID.
    Unclear(Timestamp),
    /// The server refused it for good, or it was tried for too long.
    Failed,
}

/// A line of the outbox: a receipt once it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// Its number in the outbox.
    pub id: i64,
    /// For whom.
    pub subscriber: SubscriberId,
    /// The number of the digest.
    pub number: i64,
    /// After which ledger number it begins.
    pub from: LedgerNumber,
    /// Up to which ledger number it goes.
    pub to: LedgerNumber,
    /// The items it tells of, each with the ledger number of the version.
    pub contents: Vec<(ItemId, LedgerNumber)>,
    /// When it was made, UTC.
    pub made: Timestamp,
    /// `waiting`, `claimed`, `handed`, `uncertain`, `held`, `sent`, `failed`, `dropped` or `moved`;
    /// also the translation key `outbox-<state>`.
    pub state: String,
    /// How often it was tried.
    pub tries: i64,
    /// How often nobody knows whether the server took it.
    pub unclear: i64,
    /// When it is tried next, UTC.
    pub next_try: Timestamp,
    /// What the server said last.
    pub answer: String,
    /// Its Message-ID.
    pub message_id: String,
    /// When the server took it, UTC.
    pub sent: Option<Timestamp>,
    /// What it tells beside items.
    pub notices: Vec<Notice>,
    /// When it was last tried, UTC.
    pub tried: Option<Timestamp>,
}

/// What waits to be sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// Letters that wait, with those that are uncertain.
    pub letters: i64,
    /// When the oldest of them was made, UTC.
    pub since: Option<Timestamp>,
    /// When the first that was tried is tried again, UTC.
    pub next_try: Option<Timestamp>,
    /// What the server said last, and when, UTC.
    pub answer: Option<(Timestamp, String)>,
}

impl Change<'_> {
    /// Keeps a digest and moves the mark of its subscriber, together. Gives `false`, and does nothing,
    /// when somebody else made their next digest meanwhile, they were changed or removed, or an item
    /// that it carries was taken down since it was gathered.
    pub fn post(&mut self, region: &RegionId, parcel: &Parcel<'_>) -> Result<bool, Fault> {
        let subscriber = parcel.subscriber;
        if self.carries_taken_down(parcel)? {
            return Ok(false);
        }
        let now = moment(self.at);
        let sql = "UPDATE subscribers SET number = number + 1, last = $3, mark_signal = $4, mark_ledger = $5 WHERE region_id = $1 AND id = $2 AND number = $6 AND wish = $7";
        let values: [Value; 7] = [
            region.as_str().into(),
            subscriber.id.0.into(),
            now.as_str().into(),
            parcel.to.signal.0.into(),
            parcel.to.ledger.0.into(),
            subscriber.number.into(),
            serde_json::to_string(&subscriber.wish)?.into(),
        ];
        if self.execute(sql, &values)? != 1 {
            return Ok(false);
        }
        self.tell(subscriber.id, parcel.told)?;
        self.tell(subscriber.id, parcel.passed)?;
        self.keep_notices(subscriber.id, parcel.notices)?;
        let mut contents: Vec<(ItemId, LedgerNumber)> =
            parcel.told.iter().map(|told| (told.0, told.2)).collect();
        contents.dedup();
        let sql = "INSERT INTO outbox (region_id, subscriber_id, number, from_signal, to_signal, from_ledger, to_ledger, contents, made, state, next_try, message_id, secret, letter, notices) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', $9, $10, $11, $12, $13)";
        let values: [Value; 13] = [
            region.as_str().into(),
            subscriber.id.0.into(),
            (subscriber.number + 1).into(),
            parcel.from.signal.0.into(),
            parcel.to.signal.0.into(),
            parcel.from.ledger.0.into(),
            parcel.to.ledger.0.into(),
            serde_json::to_string(&contents)?.into(),
            now.as_str().into(),
            parcel.message_id.into(),
            secret_digest(&parcel.letter.stop).into(),
            serde_json::to_string(parcel.letter)?.into(),
            serde_json::to_string(parcel.notices)?.into(),
        ];
        self.execute(sql, &values)?;
        let detail = format!("{}: {}", subscriber.number + 1, contents.len());
        let id = subscriber.id.to_string();
        self.record(Some(region), "digest-made", "subscriber", &id, &detail)?;
        Ok(true)
    }

    fn tell(
        &mut self,
        subscriber: SubscriberId,
        told: &[(ItemId, DossierId, LedgerNumber, bool)],
    ) -> Result<(), Fault> {
        let sql = "INSERT INTO delivered (subscriber_id, item_id, dossier_id, ledger, gone) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (subscriber_id, item_id, dossier_id) DO UPDATE SET ledger = excluded.ledger, gone = excluded.gone";
        for (item, dossier, ledger, gone) in told {
            let values: [Value; 5] = [
                subscriber.0.into(),
                item.0.into(),
                dossier.as_str().into(),
                ledger.0.into(),
                i64::from(*gone).into(),
            ];
            self.execute(sql, &values)?;
        }
        Ok(())
    }

    /// Takes back what was left behind by a program that ended in the middle: what was only claimed
    /// waits again; of what was handed over nobody knows, and it is tried again under the same
    /// Message-ID. Lets go what was held for a pause that is over.
    pub fn tidy_outbox(
        &mut self,
        region: &RegionId,
        lease: SignedDuration,
        today: Date,
    ) -> Result<(), Fault> {
        let now = moment(self.at);
        let before = moment(self.at - lease);
        let sql = "UPDATE outbox SET state = 'waiting', next_try = $2 WHERE region_id = $1 AND state = 'claimed' AND claimed <= $3";
        let values: [Value; 3] = [
            region.as_str().into(),
            now.as_str().into(),
            before.as_str().into(),
        ];
        self.execute(sql, &values)?;
        let sql = "UPDATE outbox SET state = 'uncertain', unclear = unclear + 1, next_try = $2 WHERE region_id = $1 AND state = 'handed' AND claimed <= $3";
        self.execute(sql, &values)?;
        let sql = "UPDATE outbox SET state = 'waiting', next_try = $2 WHERE region_id = $1 AND state = 'held' AND subscriber_id IN (SELECT id FROM subscribers WHERE paused_until IS NULL OR paused_until <= $3)";
        let values: [Value; 3] = [
            region.as_str().into(),
            now.as_str().into(),
            today.to_string().into(),
        ];
        self.execute(sql, &values)?;
        Ok(())
    }

    /// Takes the oldest letter whose time has come; nobody else gets it until the lease is over.
    pub fn claim_letter(&mut self, region: &RegionId) -> Result<Option<Posted>, Fault> {
        let sql = "UPDATE outbox SET state = 'claimed', claimed = $2, tries = tries + 1 WHERE state IN ('waiting', 'uncertain') AND id = (SELECT id FROM outbox WHERE region_id = $1 AND state IN ('waiting', 'uncertain') AND remake = 0 AND next_try <= $2 ORDER BY next_try, id LIMIT 1) RETURNING id, subscriber_id, tries, made, message_id, letter";
        let values = [region.as_str().into(), moment(self.at).into()];
        self.row(sql, &values)?
            .map(|row| {
                Ok(Posted {
                    id: row.int(0)?,
                    subscriber: SubscriberId(row.int(1)?),
                    tries: row.int(2)?,
                    made: row.parse(3)?,
                    message_id: row.text(4)?.to_owned(),
                    letter: row.json(5)?,
                })
            })
            .transpose()
    }

    /// Writes down that the server is being given the letter: from here until its answer nobody knows
    /// whether it was taken. Gives `false` when the claim was lost, and the letter must not be given.
    pub fn hand_over_letter(&mut self, id: i64) -> Result<bool, Fault> {
        let sql =
            "UPDATE outbox SET state = 'handed', claimed = $2 WHERE id = $1 AND state = 'claimed'";
        Ok(self.execute(sql, &[id.into(), moment(self.at).into()])? == 1)
    }

    /// Writes down what became of a try, with what the server said.
    pub fn settle_letter(&mut self, id: i64, outcome: &Outcome, answer: &str) -> Result<(), Fault> {
        let now = moment(self.at);
        let (state, next) = match outcome {
            Outcome::Sent => ("sent", None),
            Outcome::Failed => ("failed", None),
            Outcome::Again(at) => ("waiting", Some(moment(*at))),
            Outcome::Unclear(at) => ("uncertain", Some(moment(*at))),
        };
        let sent = (*outcome == Outcome::Sent).then(|| now.clone());
        let unclear = i64::from(matches!(outcome, Outcome::Unclear(_)));
        let sql = "UPDATE outbox SET state = $2, next_try = $3, answer = $4, claimed = NULL, unclear = unclear + $5, sent = $6, tried = $7 WHERE id = $1 AND state IN ('claimed', 'handed')";
        let values: [Value; 7] = [
            id.into(),
            state.into(),
            next.unwrap_or_else(|| now.clone()).into(),
            answer.into(),
            unclear.into(),
            sent.into(),
            now.into(),
        ];
        self.execute(sql, &values)?;
        // What was sent is the reader's; the desk keeps the receipt.
        let sql = "UPDATE outbox SET letter = NULL, remake = 0 WHERE id = $1 AND state = 'sent'";
        self.execute(sql, &[id.into()])?;
        Ok(())
    }

    /// Tries a letter again at once: one that waits, that failed, or that nobody knows of. Gives
    /// whether there is one.
    pub fn retry_letter(&mut self, region: &RegionId, id: i64) -> Result<bool, Fault> {
        let sql = "UPDATE outbox SET state = CASE WHEN state = 'failed' THEN 'waiting' ELSE state END, next_try = $3 WHERE region_id = $1 AND id = $2 AND letter IS NOT NULL AND state IN ('waiting', 'uncertain', 'failed')";
        let values: [Value; 3] = [region.as_str().into(), id.into(), moment(self.at).into()];
        if self.execute(sql, &values)? == 0 {
            return Ok(false);
        }
        self.record(
            Some(region),
            "letter-retried",
            "letter",
            &id.to_string(),
            "",
        )?;
        Ok(true)
    }

    pub(crate) fn hold_letters(&mut self, subscriber: SubscriberId) -> Result<(), Fault> {
        let sql = "UPDATE outbox SET state = 'held' WHERE subscriber_id = $1 AND state IN ('waiting', 'uncertain')";
        self.execute(sql, &[subscriber.0.into()])?;
        Ok(())
    }

    pub(crate) fn release_letters(&mut self, subscriber: SubscriberId) -> Result<(), Fault> {
        let sql = "UPDATE outbox SET state = 'waiting', next_try = $2 WHERE subscriber_id = $1 AND state = 'held'";
        self.execute(sql, &[subscriber.0.into(), moment(self.at).into()])?;
        Ok(())
    }

    /// Empties the letters of somebody who is gone, and what servers said of them; what was not sent
    /// will not be.
    pub(crate) fn drop_letters(&mut self, subscriber: SubscriberId) -> Result<(), Fault> {
        let sql = "UPDATE outbox SET letter = NULL, secret = NULL, notices = '[]', answer = '', state = CASE WHEN state = 'sent' THEN 'sent' ELSE 'dropped' END WHERE subscriber_id = $1";
        self.execute(sql, &[subscriber.0.into()])?;
        Ok(())
    }
}

impl Reader {
    /// The newest lines of the outbox, what is still to be sent first; of one subscriber or of all.
    pub fn outbox(
        &self,
        region: &RegionId,
        subscriber: Option<SubscriberId>,
        limit: usize,
    ) -> Result<Vec<Receipt>, Fault> {
        let mut values: Vec<Value> = vec![region.as_str().into()];
        let mut only = String::new();
        if let Some(id) = subscriber {
            values.push(id.0.into());
            only.push_str(" AND o.subscriber_id = $2");
        }
        values.push((limit as i64).into());
        let sql = format!(
            "SELECT {RECEIPT} FROM outbox o WHERE o.region_id = $1{only} ORDER BY CASE WHEN o.state IN ('sent', 'dropped', 'moved') THEN 1 ELSE 0 END, o.id DESC LIMIT ${}",
            values.len()
        );
        self.query(&sql, &values)?.iter().map(receipt).collect()
    }

    /// One digest of a subscriber, by its number.
    pub fn receipt(
        &self,
        region: &RegionId,
        subscriber: SubscriberId,
        number: i64,
    ) -> Result<Option<Receipt>, Fault> {
        let sql = format!(
            "SELECT {RECEIPT} FROM outbox o WHERE o.region_id = $1 AND o.subscriber_id = $2 AND o.number = $3"
        );
        let values: [Value; 3] = [region.as_str().into(), subscriber.0.into(), number.into()];
        self.row(&sql, &values)?.as_ref().map(receipt).transpose()
    }

    /// What waits to be sent: how much, since when, and how the server answers. Letters of somebody
    /// who pauses do not wait for a server.
    pub fn outbox_waiting(&self, region: &RegionId) -> Result<Waiting, Fault> {
        let sql = "SELECT COUNT(*), MIN(made), MIN(CASE WHEN tries > 0 THEN next_try END) FROM outbox WHERE region_id = $1 AND state IN ('waiting', 'uncertain', 'claimed', 'handed')";
        let Some(row) = self.row(sql, &[region.as_str().into()])? else {
            return Ok(Waiting::default());
        };
        let mut all = Waiting {
            letters: row.int(0)?,
            since: row.parse_opt(1)?,
            next_try: row.parse_opt(2)?,
            answer: None,
        };
        let sql = "SELECT tried, answer FROM outbox WHERE region_id = $1 AND state IN ('waiting', 'uncertain', 'claimed', 'handed') AND tried IS NOT NULL AND answer <> '' ORDER BY tried DESC, id DESC LIMIT 1";
        if let Some(row) = self.row(sql, &[region.as_str().into()])? {
            all.answer = Some((row.parse(0)?, row.text(1)?.to_owned()));
        }
        Ok(all)
    }

    /// How many lines of the outbox are in each state.
    pub fn outbox_counts(&self, region: &RegionId) -> Result<Vec<(String, i64)>, Fault> {
        let sql =
            "SELECT state, COUNT(*) FROM outbox WHERE region_id = $1 GROUP BY state ORDER BY state";
        self.query(sql, &[region.as_str().into()])?
            .iter()
            .map(|row| Ok((row.text(0)?.to_owned(), row.int(1)?)))
            .collect()
    }
}

fn receipt(row: &Row) -> Result<Receipt, Fault> {
    Ok(Receipt {
        id: row.int(0)?,
        subscriber: SubscriberId(row.int(1)?),
        number: row.int(2)?,
        from: LedgerNumber(row.int(3)?),
        to: LedgerNumber(row.int(4)?),
        contents: row.json(5)?,
        made: row.parse(6)?,
        state: row.text(7)?.to_owned(),
        tries: row.int(8)?,
        unclear: row.int(9)?,
        next_try: row.parse(10)?,
        answer: row.text(11)?.to_owned(),
        message_id: row.text(12)?.to_owned(),
        sent: row.parse_opt(13)?,
        notices: row.json(14)?,
        tried: row.parse_opt(15)?,
    })
}
