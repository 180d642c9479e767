//! Gathering what the *Today* page and the lists of dossiers show.

use crate::items::{HEAD, head};
use crate::views::{
    DateRow, DossierRow, Momentum, Order, SignalCard, SignalFilter, Standing, TierPart, Today,
};
use crate::{Fault, Reader};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use noaber_domain::item::next_date;
use noaber_domain::{Country, DossierId, ItemId, RegionId, Tier};
use rustc_hash::{FxHashMap, FxHashSet};

/// Weeks of the momentum.
const WEEKS: usize = 8;
/// What is for information only is shown as long as it was published in so many days; older papers
/// only for an arena that has nothing newer.
const LATELY: i64 = 90;
/// Days ahead that the desk shows.
const AHEAD: i64 = 14;

impl Reader {
    /// Everything the *Today* page shows at the moment `now`, which is the day `today` in the
    /// region.
    pub fn today(&self, region: &RegionId, now: Timestamp, today: Date) -> Result<Today, Fault> {
        let sql = "SELECT MIN(started), CAST(COALESCE(SUM(added + changed), 0) AS BIGINT) FROM runs WHERE started >= $1";
        let since =
            crate::moment(self.last_look()?.unwrap_or(now) - jiff::SignedDuration::from_hours(24));
        let (since, read) = match self.row(sql, &[since.into()])? {
            Some(row) => (row.parse_opt(0)?, row.int(1)?),
            None => (None, 0),
        };
        let tiers = Tier::ALL
            .into_iter()
            .map(|tier| self.tier_part(region, tier, today))
            .collect::<Result<_, Fault>>()?;
        Ok(Today {
            day: today,
            read,
            since,
            items: self.item_count()?,
            matched_to: self.matched(region, "")?.to,
            ledger: self.ledger_end()?,
            tiers,
            agenda: self.dates_ahead(region, today)?,
            momentum: self.momentum(region, today)?,
            sources: self.source_health(now)?,
        })
    }

    fn last_look(&self) -> Result<Option<Timestamp>, Fault> {
        self.row("SELECT MAX(started) FROM runs", &[])?
            .map_or(Ok(None), |r| r.parse_opt(0))
    }

    /// The open signals of a tier, one per item: decisions by their date, the rest by score, with
    /// a turn for every arena in what is only for information, so that no desk falls silent under
    /// the volume of another.
    fn tier_part(&self, region: &RegionId, tier: Tier, today: Date) -> Result<TierPart, Fault> {
        let (order, most) = match tier {
            Tier::Decide => (Order::Deadline, 6),
            Tier::Act => (Order::Best, 8),
            Tier::Know => (Order::Best, 12),
        };
        let filter = |country: Option<Country>| SignalFilter {
            tier: Some(tier),
            standing: Standing::Open,
            order,
            country,
            limit: most * 3,
            ..SignalFilter::default()
        };
        let cards = if tier == Tier::Know {
            let lately = today.saturating_sub(LATELY.days());
            let turns = Country::ALL
                .into_iter()
                .map(|country| {
                    let new = SignalFilter {
                        from: Some(lately),
                        ..filter(Some(country))
                    };
                    let new = self.signal_rows(region, &new, today)?;
                    let cards = match new.is_empty() {
                        false => new,
                        true => self.signal_rows(region, &filter(Some(country)), today)?,
                    };
                    Ok(one_per_item(cards))
                })
                .collect::<Result<Vec<_>, Fault>>()?;
            in_turn(turns, most)
        } else {
            let mut cards = one_per_item(self.signal_rows(region, &filter(None), today)?);
            cards.truncate(most);
            cards
        };
        let total = self.signal_total(region, &filter(None))?;
        Ok(TierPart { tier, cards, total })
    }

    /// Dates of items with a signal that was not dismissed, in the next fourteen days.
    pub fn dates_ahead(&self, region: &RegionId, today: Date) -> Result<Vec<DateRow>, Fault> {
        let until = today.saturating_add(AHEAD.days());
        let sql = format!(
            "SELECT s.dossier_id, {HEAD} FROM signals s JOIN items i ON i.id = s.item_id WHERE s.region_id = $1 AND s.deadline >= $2 AND s.deadline <= $3 AND (s.verdict IS NULL OR s.verdict <> 'dismiss') AND i.gone IS NULL ORDER BY s.deadline, s.score DESC LIMIT 400"
        );
        let names = self.source_names()?;
        let titles = self.dossier_titles(region)?;
        let mut rows: Vec<DateRow> = Vec::new();
        let mut at: FxHashMap<ItemId, usize> = FxHashMap::default();
        let values = [
            region.as_str().into(),
            today.to_string().into(),
            until.to_string().into(),
        ];
        for row in self.query(&sql, &values)? {
            let dossier: DossierId = row.parse(0)?;
            let title = titles.get(dossier.as_str()).cloned().unwrap_or_default();
            let item = head(&row, 1, &names)?;
            if let Some(index) = at.get(&item.id) {
                rows[*index].dossiers.push((dossier, title));
                continue;
            }
            let Some(date) = next_date(&item.dates, today) else {
                continue;
            };
            at.insert(item.id, rows.len());
            rows.push(DateRow {
                date,
                item,
                dossiers: vec![(dossier, title)],
            });
        }
        rows.sort_by_key(|r| r.date);
        Ok(rows)
    }

    /// How the signals of each dossier moved over eight weeks, most moved first.
    pub fn momentum(&self, region: &RegionId, today: Date) -> Result<Vec<Momentum>, Fault> {
        let from = today.saturating_sub((WEEKS as i64 * 7 - 1).days());
        let sql = "SELECT dossier_id, published, COUNT(*) FROM signals WHERE region_id = $1 AND published >= $2 AND published <= $3 GROUP BY dossier_id, published";
        let mut weeks: FxHashMap<String, Vec<i64>> = FxHashMap::default();
        let values = [
            region.as_str().into(),
            from.to_string().into(),
            today.to_string().into(),
        ];
        for row in self.query(sql, &values)? {
            let day: Date = row.parse(1)?;
            let days = from
                .until((jiff::Unit::Day, day))
                .map_or(0, |s| s.get_days());
            let week = usize::try_from(days / 7).unwrap_or(0).min(WEEKS - 1);
            weeks
                .entry(row.text(0)?.to_owned())
                .or_insert_with(|| vec![0; WEEKS])[week] += row.int(2)?;
        }
        let mut all: Vec<Momentum> = self
            .dossier_rows(region)?
            .into_iter()
            .map(|row| Momentum {
                weeks: weeks
                    .remove(row.id.as_str())
                    .unwrap_or_else(|| vec![0; WEEKS]),
                dossier: row.id,
                title: row.title,
                open: row.open,
            })
            .collect();
        all.sort_by_key(|m| std::cmp::Reverse(m.change().abs()));
        Ok(all)
    }

    /// All dossiers with their counts, in the order of the pack.
    pub fn dossier_rows(&self, region: &RegionId) -> Result<Vec<DossierRow>, Fault> {
        let sql = "SELECT dossier_id, COUNT(*), CAST(SUM(CASE WHEN verdict IS NULL THEN 1 ELSE 0 END) AS BIGINT) FROM signals WHERE region_id = $1 GROUP BY dossier_id";
        let mut counts = FxHashMap::default();
        for row in self.query(sql, &[region.as_str().into()])? {
            counts.insert(row.text(0)?.to_owned(), (row.int(1)?, row.int(2)?));
        }
        let dossiers = self.dossiers(region)?;
        let row = |d: noaber_domain::Dossier| {
            let (signals, open) = counts.get(d.id.as_str()).copied().unwrap_or((0, 0));
            DossierRow {
                id: d.id,
                title: d.title,
                priority: d.priority,
                open,
                signals,
            }
        };
        Ok(dossiers.into_iter().map(row).collect())
    }
}

/// One card for each item, and for each paper that two sources brought under the same title.
fn one_per_item(cards: Vec<SignalCard>) -> Vec<SignalCard> {
    let (mut items, mut titles) = (FxHashSet::default(), FxHashSet::default());
    let title = |c: &SignalCard| (c.item.country, c.item.title.trim().to_lowercase());
    cards
        .into_iter()
        .filter(|c| items.insert(c.item.id) && titles.insert(title(c)))
        .collect()
}

fn in_turn(lists: Vec<Vec<SignalCard>>, most: usize) -> Vec<SignalCard> {
    let mut lists: Vec<_> = lists.into_iter().map(Vec::into_iter).collect();
    let mut all = Vec::new();
    while all.len() < most {
        let before = all.len();
        for list in &mut lists {
            all.extend(list.next());
        }
        if all.len() == before {
            break;
        }
    }
    all.truncate(most);
    all
}
