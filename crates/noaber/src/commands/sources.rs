//! `noaber sources`: how every source does. Adding one, and what becomes of it, stands in `own`.

mod own;

use crate::cli::{Cli, Sources};
use crate::compose::Desk;
use crate::out::{self, Answer};
use anyhow::Result;
use jiff::Timestamp;

/// Lists the sources, or the kinds there are, or does what was asked with one.
pub fn run(cli: &Cli, args: &Sources) -> Result<Answer> {
    if let Some(deed) = &args.deed {
        return own::run(cli, deed);
    }
    if args.kinds {
        if cli.json {
            return out::json(&kinds_as_json()).map(|()| Answer::Done);
        }
        out::line(noaber_connectors::cards_markdown().trim_end())?;
        return Ok(Answer::Done);
    }
    let desk = Desk::existing(cli)?;
    let states = desk.store.reader()?.source_states(desk.clock.now())?;
    if cli.json {
        out::json(&states)?;
        return Ok(Answer::Done);
    }
    let when = |at: Option<Timestamp>| {
        at.map_or(String::from("-"), |at| {
            at.strftime("%Y-%m-%d %H:%M").to_string()
        })
    };
    let rows: Vec<Vec<String>> = states
        .iter()
        .map(|s| {
            vec![
                s.id.to_string(),
                s.health.code().to_owned(),
                s.items.to_string(),
                when(s.succeeded),
                when(s.newest),
                s.lag_days.map_or(String::from("-"), |d| format!("{d} d")),
                s.rejected.to_string(),
                s.fault
                    .as_deref()
                    .map_or(String::new(), |f| out::short(f, 100)),
            ]
        })
        .collect();
    let head = [
        "source",
        "state",
        "items",
        "last success",
        "last news",
        "lag",
        "rejected",
        "fault",
    ];
    out::table(&head, &rows)?;
    Ok(Answer::Done)
}

fn kinds_as_json() -> Vec<serde_json::Value> {
    let card = |kind: &noaber_connectors::Kind| {
        let card = (kind.card)();
        serde_json::json!({
            "kind": card.code,
            "title": card.title,
            "owner": card.owner,
            "licence": card.licence,
            "needsKey": card.needs_key,
            "requestsPerSecond": card.requests_per_second,
            "home": card.home,
            "notes": card.notes,
        })
    };
    noaber_connectors::kinds::ALL.iter().map(card).collect()
}
