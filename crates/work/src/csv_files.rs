//! Lists as CSV (RFC 4180) for people who open them in a spreadsheet. A cell that a spreadsheet
//! would take for a formula gets a quote before it.

use noaber_domain::Change;
use noaber_store::Reader;
use noaber_store::views::{SignalCard, SourceState};
use std::io;
use std::path::Path;

fn cell(text: impl Into<String>) -> String {
    let text = text.into();
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text
    }
}

fn file(path: &Path, head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> io::Result<()> {
    let mut writer = csv::Writer::from_path(path)?;
    writer.write_record(head)?;
    for row in rows {
        writer.write_record(row.into_iter().map(cell))?;
    }
    writer.flush()
}

fn shown(value: Option<impl ToString>) -> String {
    value.map_or(String::new(), |v| v.to_string())
}

/// Signals, one a row, reasons in one cell.
pub fn write_signals(path: &Path, cards: &[SignalCard]) -> io::Result<()> {
    let head = [
        "id",
        "tier",
        "bearing",
        "score",
        "dossier",
        "verdict",
        "country",
        "language",
        "sort",
        "number",
        "published",
        "deadline",
        "title",
        "url",
        "reasons",
        "passage",
    ];
    let row = |card: &SignalCard| {
        let (signal, item) = (&card.signal, &card.item);
        let reasons: Vec<String> = signal
            .reasons
            .iter()
            .map(|r| format!("{}: {}", r.code, r.words.join(", ")))
            .collect();
        vec![
            signal.id.to_string(),
            signal.tier.code().into(),
            signal.bearing.code().into(),
            format!("{:.3}", signal.score.value()),
            signal.dossier.to_string(),
            shown(card.triage.verdict().map(|v| v.code())),
            item.country.code().into(),
            shown(item.language),
            item.kind.code().into(),
            shown(item.number.as_deref()),
            shown(item.published),
            shown(signal.deadline.map(|d| d.on)),
            item.title.clone(),
            item.url.clone(),
            reasons.join("; "),
            signal
                .passages
                .first()
                .map_or(String::new(), |p| p.text.clone()),
        ]
    };
    file(path, &head, cards.iter().map(row))
}

/// Sources with how they do.
pub fn write_sources(path: &Path, states: &[SourceState]) -> io::Result<()> {
    let head = [
        "id",
        "kind",
        "state",
        "items",
        "asked",
        "succeeded",
        "newest",
        "lag_days",
        "rejected",
        "fault",
    ];
    let row = |s: &SourceState| {
        vec![
            s.id.to_string(),
            s.kind.clone(),
            s.health.code().into(),
            s.items.to_string(),
            shown(s.asked),
            shown(s.succeeded),
            shown(s.newest),
            shown(s.lag_days),
            s.rejected.to_string(),
            shown(s.fault.as_deref()),
        ]
    };
    file(path, &head, states.iter().map(row))
}

/// The history, newest first.
pub fn write_history(path: &Path, changes: &[Change]) -> io::Result<()> {
    let head = ["at", "who", "what", "noun", "id", "why", "detail"];
    let row = |c: &Change| {
        vec![
            c.at.to_string(),
            c.who.clone(),
            c.what.clone(),
            c.noun.clone(),
            c.id.clone(),
            c.why.clone(),
            c.detail.clone(),
        ]
    };
    file(path, &head, changes.iter().map(row))
}

/// Items with their heads, in order of arrival.
pub fn write_items(path: &Path, reader: &Reader) -> Result<(), ItemsFault> {
    let head = [
        "id",
        "ledger",
        "version",
        "key",
        "number",
        "sort",
        "country",
        "language",
        "published",
        "arrived",
        "gone",
        "source",
        "title",
        "url",
    ];
    let mut writer = csv::Writer::from_path(path).map_err(io::Error::from)?;
    writer.write_record(head).map_err(io::Error::from)?;
    let mut after = noaber_domain::ItemId(0);
    loop {
        let heads = reader.heads_after(after, 2_000)?;
        let Some(last) = heads.last() else { break };
        after = last.id;
        for h in &heads {
            let row = [
                h.id.to_string(),
                h.ledger.to_string(),
                h.version.to_string(),
                h.key.clone(),
                shown(h.number.as_deref()),
                h.kind.code().into(),
                h.country.code().into(),
                shown(h.language),
                shown(h.published),
                h.arrived.to_string(),
                shown(h.gone.as_deref()),
                h.source.to_string(),
                h.title.clone(),
                h.url.clone(),
            ];
            writer
                .write_record(row.map(cell))
                .map_err(io::Error::from)?;
        }
    }
    writer.flush()?;
    Ok(())
}

/// Why the items could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ItemsFault {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] noaber_store::Fault),
    /// The file could not be written.
    #[error(transparent)]
    File(#[from] io::Error),
}
