//! Signals as lists and cards, and the verdicts on them. How what matching found is kept stands in
//! `found`, what a verdict teaches in `learning`.

use crate::engine::{Row, Value};
use crate::items::{HEAD, HEAD_WIDTH, head, placeholders};
use crate::views::{Order, Part, SignalCard, SignalFilter, Standing};
use crate::{Change, Fault, Reader, moment};
use jiff::civil::Date;
use noaber_domain::{
    DossierId, ItemDate, ItemId, ItemKind, RegionId, Share, Signal, SignalId, Tier, Triage,
    Verdict, Wording,
};
use rustc_hash::FxHashMap;

/// The columns of a card, for `signals s JOIN items i`.
pub(crate) const CARD: &str = "s.id, s.body, s.tier, s.found, s.verdict, s.why, s.deadline";
const CARD_WIDTH: usize = 7;
const LIST: usize = 50;

/// What decides about a signal's tier, to work it out anew on another day.
#[derive(Debug, Clone, PartialEq)]
pub struct Tiering {
    /// The signal.
    pub id: SignalId,
    /// Its score.
    pub score: Share,
    /// Sort of its item.
    pub kind: ItemKind,
    /// Dates of its item.
    pub dates: Vec<ItemDate>,
    /// Day of publication of its item.
    pub published: Option<Date>,
    /// Its tier as it stands.
    pub tier: Tier,
    /// Its deadline as it stands.
    pub deadline: Option<Date>,
}

/// Signals of one item, with dossier and its title.
type SignalTitles = Vec<(SignalId, DossierId, Wording)>;

impl Change<'_> {
    /// Writes where a signal stands with the adviser, and the line of history.
    pub fn set_triage(
        &mut self,
        region: &RegionId,
        card: &SignalCard,
        triage: &Triage,
    ) -> Result<(), Fault> {
        let (verdict, why) = match triage {
            Triage::Open => (None, ""),
            Triage::Judged { verdict, why } => (Some(verdict.code()), why.as_str()),
        };
        if triage.verdict() != card.triage.verdict() {
            self.ask_learning(region, &card.signal.dossier)?;
        }
        let judged = match verdict {
            None => "NULL",
            Some(_) if triage.verdict() == card.triage.verdict() => "judged",
            Some(_) => "$5",
        };
        let sql = format!(
            "UPDATE signals SET verdict = $3, why = $4, judged = {judged} WHERE region_id = $1 AND id = $2"
        );
        let id = card.signal.id;
        let mut values: Vec<Value> = vec![
            region.as_str().into(),
            id.0.into(),
            verdict.into(),
            why.into(),
        ];
        if judged == "$5" {
            values.push(moment(self.at).into());
        }
        self.execute(&sql, &values)?;
        let what = verdict.map_or("signal-undone".to_owned(), |v| format!("signal-{v}"));
        let before = card.triage.verdict().map_or("open", Verdict::code);
        let detail = format!(
            "{before} -> {}: {}",
            verdict.unwrap_or("open"),
            card.item.title
        );
        self.record(Some(region), &what, "signal", &id.to_string(), &detail)?;
        self.record(
            Some(region),
            &what,
            "dossier",
            card.signal.dossier.as_str(),
            &detail,
        )
    }

    /// Gives a signal another tier and deadline because the day changed. Not a deed of a person:
    /// no line of history.
    pub fn set_tier(&mut self, id: SignalId, tier: Tier, next: Option<Date>) -> Result<(), Fault> {
        let sql = "UPDATE signals SET tier = $2, deadline = $3 WHERE id = $1";
        let values: [Value; 3] = [
            id.0.into(),
            tier.code().into(),
            next.map(|d| d.to_string()).into(),
        ];
        self.execute(sql, &values)?;
        Ok(())
    }
}

impl Reader {
    /// Signals that pass the filter, with how many there are in all.
    pub fn signals(
        &self,
        region: &RegionId,
        filter: &SignalFilter,
        today: Date,
    ) -> Result<Part<SignalCard>, Fault> {
        let total = self.signal_total(region, filter)?;
        let rows = self.signal_rows(region, filter, today)?;
        Ok(Part {
            rows,
            total,
            offset: filter.offset,
        })
    }

    /// How many signals pass the filter.
    pub fn signal_total(&self, region: &RegionId, filter: &SignalFilter) -> Result<i64, Fault> {
        let (conditions, values) = conditions(region, filter);
        let join = match filter.language {
            Some(_) => " JOIN items i ON i.id = s.item_id",
            None => "",
        };
        let sql = format!("SELECT COUNT(*) FROM signals s{join} WHERE {conditions}");
        self.row(&sql, &values)?.map_or(Ok(0), |row| row.int(0))
    }

    /// A part of the signals that pass the filter.
    pub(crate) fn signal_rows(
        &self,
        region: &RegionId,
        filter: &SignalFilter,
        today: Date,
    ) -> Result<Vec<SignalCard>, Fault> {
        let (conditions, mut values) = conditions(region, filter);
        let join = match filter.language {
            Some(_) => " JOIN items i ON i.id = s.item_id",
            None => "",
        };
        let order = match filter.order {
            Order::Newest => "s.ledger DESC, s.score DESC, s.id DESC".to_owned(),
            Order::Best => "s.score DESC, s.id DESC".to_owned(),
            Order::Deadline => {
                values.push(today.to_string().into());
                let ahead = values.len();
                format!(
                    "CASE WHEN s.deadline >= ${ahead} THEN 0 WHEN s.deadline IS NULL THEN 2 ELSE 1 END, s.deadline, s.score DESC, s.id"
                )
            }
        };
        let limit = if filter.limit == 0 {
            LIST
        } else {
            filter.limit
        };
        values.push((limit as i64).into());
        values.push((filter.offset as i64).into());
        // First which signals, then all that a card needs: sorting whole cards would be slow.
        let sql = format!(
            "SELECT {CARD}, {HEAD} FROM (SELECT s.id FROM signals s{join} WHERE {conditions} ORDER BY {order} LIMIT ${} OFFSET ${}) p JOIN signals s ON s.id = p.id JOIN items i ON i.id = s.item_id ORDER BY {order}",
            values.len() - 1,
            values.len()
        );
        self.cards(region, &sql, &values)
    }

    /// One signal.
    pub fn signal(&self, region: &RegionId, id: SignalId) -> Result<Option<SignalCard>, Fault> {
        let sql = format!(
            "SELECT {CARD}, {HEAD} FROM signals s JOIN items i ON i.id = s.item_id WHERE s.region_id = $1 AND s.id = $2"
        );
        Ok(self
            .cards(region, &sql, &[region.as_str().into(), id.0.into()])?
            .into_iter()
            .next())
    }

    /// Signals of several items: signal, dossier and its title, by item.
    pub(crate) fn signals_of(
        &self,
        region: &RegionId,
        items: &[ItemId],
    ) -> Result<FxHashMap<ItemId, SignalTitles>, Fault> {
        let mut all: FxHashMap<ItemId, Vec<_>> = FxHashMap::default();
        if items.is_empty() {
            return Ok(all);
        }
        let titles = self.dossier_titles(region)?;
        let sql = format!(
            "SELECT item_id, id, dossier_id FROM signals WHERE region_id = $1 AND item_id IN ({}) ORDER BY score DESC",
            placeholders(2, items.len())
        );
        let mut values: Vec<Value> = vec![region.as_str().into()];
        values.extend(items.iter().map(|i| Value::Int(i.0)));
        for row in self.query(&sql, &values)? {
            let dossier: DossierId = row.parse(2)?;
            let title = titles.get(dossier.as_str()).cloned().unwrap_or_default();
            all.entry(ItemId(row.int(0)?)).or_default().push((
                SignalId(row.int(1)?),
                dossier,
                title,
            ));
        }
        Ok(all)
    }

    /// What decides about the tier of every signal that has a date or is not yet for information
    /// only.
    pub fn tierings(&self, region: &RegionId) -> Result<Vec<Tiering>, Fault> {
        let sql = "SELECT s.id, s.score, i.kind, CASE WHEN EXISTS (SELECT 1 FROM item_dates d WHERE d.item_id = i.id AND d.state IN ('cancelled', 'withdrawn')) THEN NULL ELSE i.dates END, i.published, s.tier, s.deadline FROM signals s JOIN items i ON i.id = s.item_id WHERE s.region_id = $1 AND (s.tier <> 'know' OR s.deadline IS NOT NULL) ORDER BY s.id";
        self.query(sql, &[region.as_str().into()])?
            .iter()
            .map(|row| {
                Ok(Tiering {
                    id: SignalId(row.int(0)?),
                    score: Share::new(row.real(1)?),
                    kind: ItemKind::from_code(row.text(2)?)
                        .ok_or_else(|| Fault::corrupt("unknown sort of item"))?,
                    dates: row.text_opt(3)?.map_or(Ok(Vec::new()), |_| row.json(3))?,
                    published: row.parse_opt(4)?,
                    tier: tier(row, 5)?,
                    deadline: row.parse_opt(6)?,
                })
            })
            .collect()
    }

    pub(crate) fn cards(
        &self,
        region: &RegionId,
        sql: &str,
        values: &[Value],
    ) -> Result<Vec<SignalCard>, Fault> {
        let names = self.source_names()?;
        let titles = self.dossier_titles(region)?;
        self.query(sql, values)?
            .iter()
            .map(|row| {
                let mut signal: Signal = row.json(1)?;
                signal.id = SignalId(row.int(0)?);
                signal.tier = tier(row, 2)?;
                let item = head(row, CARD_WIDTH, &names)?;
                let next: Option<Date> = row.parse_opt(6)?;
                signal.deadline = item.dates.iter().copied().find(|d| Some(d.on) == next);
                let triage = match row.text_opt(4)? {
                    None => Triage::Open,
                    Some(code) => Triage::Judged {
                        verdict: Verdict::from_code(code)
                            .ok_or_else(|| Fault::corrupt(format!("unknown verdict '{code}'")))?,
                        why: row.text(5)?.to_owned(),
                    },
                };
                let dossier_title = titles
                    .get(signal.dossier.as_str())
                    .cloned()
                    .unwrap_or_default();
                Ok(SignalCard {
                    found: row.parse(3)?,
                    signal,
                    triage,
                    item,
                    dossier_title,
                })
            })
            .collect()
    }

    pub(crate) fn dossier_titles(
        &self,
        region: &RegionId,
    ) -> Result<FxHashMap<String, Wording>, Fault> {
        let dossiers = self.dossiers(region)?;
        Ok(dossiers
            .into_iter()
            .map(|d| (d.id.to_string(), d.title))
            .collect())
    }
}

fn tier(row: &Row, column: usize) -> Result<Tier, Fault> {
    let code = row.text(column)?;
    Tier::from_code(code).ok_or_else(|| Fault::corrupt(format!("unknown tier '{code}'")))
}

fn conditions(region: &RegionId, filter: &SignalFilter) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = vec![region.as_str().into()];
    let mut text = String::from("s.region_id = $1");
    let mut also = |condition: &str, value: Value| {
        values.push(value);
        text.push_str(&format!(" AND {condition} ${}", values.len()));
    };
    if let Some(tier) = filter.tier {
        also("s.tier =", tier.code().into());
    }
    if let Some(bearing) = filter.bearing {
        also("s.bearing =", bearing.code().into());
    }
    if let Some(dossier) = &filter.dossier {
        also("s.dossier_id =", dossier.as_str().into());
    }
    if let Some(country) = filter.country {
        also("s.country =", country.code().into());
    }
    if let Some(language) = filter.language {
        also("i.language =", language.code().into());
    }
    if let Some(item) = filter.item {
        also("s.item_id =", item.0.into());
    }
    if let Some(from) = filter.from {
        also("s.published >=", from.to_string().into());
    }
    match filter.standing {
        Standing::Any => {}
        Standing::Open => text.push_str(" AND s.verdict IS NULL"),
        Standing::Judged(verdict) => also("s.verdict =", verdict.code().into()),
    }
    (text, values)
}

/// How many head columns follow a card's own; the two are read together.
const _: () = assert!(CARD_WIDTH + HEAD_WIDTH == 25);
