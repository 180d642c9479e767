//! Asking the commitments: what was promised, by when, and whether it was kept, by what somebody chose.
//! How they come to be kept stands in `dates`.

use crate::calendar::like;
use crate::engine::Value;
use crate::items::{HEAD, HEAD_WIDTH, head};
use crate::views::{ItemHead, Part};
use crate::{Fault, Reader};
use jiff::civil::Date;
use noaber_domain::{DossierId, Item, ItemState, Promise, RegionId};
use serde::Serialize;

/// What commitments to list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CommitmentFilter {
    /// Only those that stand so.
    pub standing: Option<Promise>,
    /// Only those that touch this dossier: by a signal of their own, or of what they are linked to.
    pub dossier: Option<DossierId>,
    /// Only where these letters stand in the name of who promised or was promised.
    pub who: Option<String>,
    /// Also those that touch no dossier.
    pub all: bool,
    /// At most so many.
    pub limit: usize,
    /// Pass over so many.
    pub offset: usize,
}

/// A commitment in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CommitmentRow {
    /// How it stands.
    pub standing: Promise,
    /// The day by which it was promised.
    pub due: Option<Date>,
    /// The day on which it was promised.
    pub made: Option<Date>,
    /// What was promised, in full.
    pub what: String,
    /// Who promised, then to whom.
    pub who: Vec<String>,
    /// The item.
    pub item: ItemHead,
    /// The debate in which it was promised, when it is here.
    pub promised_in: Option<ItemHead>,
}

/// How many commitments stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct CommitmentCounts {
    /// Late.
    pub late: i64,
    /// Open.
    pub open: i64,
    /// Kept.
    pub kept: i64,
    /// No longer asked for.
    pub dropped: i64,
}

impl CommitmentCounts {
    /// How many stand so.
    pub fn of(&self, standing: Promise) -> i64 {
        match standing {
            Promise::Late => self.late,
            Promise::Open => self.open,
            Promise::Kept => self.kept,
            Promise::Dropped => self.dropped,
        }
    }
}

/// How a commitment stands on the day `$2`, as [`Promise::of`] says it.
const STANDING: &str = "CASE WHEN c.state IN ('kept', 'closed', 'adopted') THEN 'kept' WHEN c.state IN ('cancelled', 'withdrawn', 'rejected') THEN 'dropped' WHEN c.due IS NOT NULL AND c.due < $2 THEN 'late' ELSE 'open' END";
const FROM: &str = "FROM commitments c JOIN items i ON i.id = c.item_id";
const TOUCHES: &str = "(EXISTS (SELECT 1 FROM signals s WHERE s.item_id = c.item_id AND {s}) OR EXISTS (SELECT 1 FROM links k JOIN signals s ON s.item_id = k.target_item WHERE k.item_id = c.item_id AND {s}))";

impl Reader {
    /// A part of the commitments: late ones first, those longest overdue at the top; then open ones by
    /// their day; then what is kept or dropped, newest first.
    pub fn commitments(
        &self,
        region: &RegionId,
        filter: &CommitmentFilter,
        today: Date,
    ) -> Result<Part<CommitmentRow>, Fault> {
        let (condition, mut values) = chosen(region, filter, today);
        let total = self
            .row(
                &format!("SELECT COUNT(*) {FROM} WHERE {condition}"),
                &values,
            )?
            .map_or(Ok(0), |row| row.int(0))?;
        values.push((filter.limit as i64).into());
        values.push((filter.offset as i64).into());
        let sql = format!(
            "SELECT {HEAD}, l.body, c.state, c.due, c.made {FROM} JOIN ledger l ON l.number = i.ledger WHERE {condition} ORDER BY CASE {STANDING} WHEN 'late' THEN 0 WHEN 'open' THEN 1 WHEN 'kept' THEN 2 ELSE 3 END, CASE WHEN {STANDING} IN ('late', 'open') THEN COALESCE(c.due, '9999') ELSE '' END, i.place DESC LIMIT ${} OFFSET ${}",
            values.len() - 1,
            values.len()
        );
        let names = self.source_names()?;
        let mut rows = Vec::new();
        for row in self.query(&sql, &values)? {
            let item: Item = row.json(HEAD_WIDTH)?;
            let state = row.text_opt(HEAD_WIDTH + 1)?.and_then(ItemState::from_code);
            let due = row.parse_opt(HEAD_WIDTH + 2)?;
            let head = head(&row, 0, &names)?;
            let said = match item.body.trim() {
                "" => item.title,
                body => body.to_owned(),
            };
            rows.push(CommitmentRow {
                standing: Promise::of(state, due, today),
                due,
                made: row.parse_opt(HEAD_WIDTH + 3)?,
                what: said,
                who: item.actors,
                promised_in: self.promised_in(head.id)?,
                item: head,
            });
        }
        Ok(Part {
            rows,
            total,
            offset: filter.offset,
        })
    }

    /// How many of those that are chosen stand how, whatever standing was chosen.
    pub fn commitment_counts(
        &self,
        region: &RegionId,
        filter: &CommitmentFilter,
        today: Date,
    ) -> Result<CommitmentCounts, Fault> {
        let any = CommitmentFilter {
            standing: None,
            ..filter.clone()
        };
        let (condition, values) = chosen(region, &any, today);
        let sql = format!(
            "SELECT t.standing, COUNT(*) FROM (SELECT {STANDING} AS standing {FROM} WHERE {condition}) t GROUP BY t.standing"
        );
        let mut counts = CommitmentCounts::default();
        for row in self.query(&sql, &values)? {
            match Promise::from_code(row.text(0)?) {
                Some(Promise::Late) => counts.late = row.int(1)?,
                Some(Promise::Open) => counts.open = row.int(1)?,
                Some(Promise::Kept) => counts.kept = row.int(1)?,
                Some(Promise::Dropped) => counts.dropped = row.int(1)?,
                None => {}
            }
        }
        Ok(counts)
    }

    fn promised_in(&self, item: noaber_domain::ItemId) -> Result<Option<ItemHead>, Fault> {
        let sql = format!(
            "SELECT {HEAD} FROM links k JOIN items i ON i.id = k.target_item WHERE k.item_id = $1 AND k.relation = 'promised-in' AND i.gone IS NULL ORDER BY i.place LIMIT 1"
        );
        let names = self.source_names()?;
        let row = self.row(&sql, &[item.0.into()])?;
        row.map(|row| head(&row, 0, &names)).transpose()
    }
}

/// The condition on `commitments c` for what somebody chose. `$1` is the region, `$2` today.
fn chosen(region: &RegionId, filter: &CommitmentFilter, today: Date) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = vec![region.as_str().into(), today.to_string().into()];
    let mut text = String::from("i.gone IS NULL AND $1 = $1 AND $2 = $2");
    if let Some(standing) = filter.standing {
        values.push(standing.code().into());
        text.push_str(&format!(" AND {STANDING} = ${}", values.len()));
    }
    if let Some(who) = filter
        .who
        .as_deref()
        .map(str::trim)
        .filter(|w| !w.is_empty())
    {
        values.push(like(who).into());
        text.push_str(&format!(" AND c.who LIKE ${} ESCAPE '!'", values.len()));
    }
    let wanted = "s.region_id = $1 AND (s.verdict IS NULL OR s.verdict <> 'dismiss')";
    if let Some(dossier) = &filter.dossier {
        values.push(dossier.as_str().into());
        let wanted = format!("{wanted} AND s.dossier_id = ${}", values.len());
        text.push_str(&format!(" AND {}", TOUCHES.replace("{s}", &wanted)));
    } else if !filter.all {
        text.push_str(&format!(" AND {}", TOUCHES.replace("{s}", wanted)));
    }
    (text, values)
}
