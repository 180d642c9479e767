//! `noaber sources`: how every source does. Adding one, and what becomes of it, stands in `own`.

mod own;

use crate::cli::{Cli, Sources};
use crate::compose::Desk;
use crate::out::{self, Answer};
use anyhow::Result;
use jiff::Timestamp;
use noaber_domain::{Language, Source};
use noaber_store::views::{Health, SourceState};

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
    let reader = desk.store.reader()?;
    let states = reader.source_states(desk.clock.now())?;
    if cli.json {
        out::json(&states)?;
        return Ok(Answer::Done);
    }
    let known = reader.sources()?;
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
                out::short(&told(s, &known), 100),
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

/// What is wrong with a source; of one that is off, why there is nothing to hear, where its pack says so.
fn told(state: &SourceState, known: &[Source]) -> String {
    let fault = state.fault.clone().unwrap_or_default();
    if state.health != Health::Off {
        return fault;
    }
    let source = known.iter().find(|source| source.id == state.id);
    source.and_then(unheard).unwrap_or(fault)
}

/// Why something that the region should hear of cannot be heard, and what can be done, in English.
pub fn unheard(source: &Source) -> Option<String> {
    let why = source.missing()?;
    let remedy = source.remedy().unwrap_or_default();
    let told = [why, remedy].map(|wording| wording.text(Language::En).to_owned());
    Some(told.join(" ").trim().to_owned())
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

#[cfg(test)]
mod tests {
    use super::*;
    use noaber_domain::{Country, Wording};

    #[test]
    fn what_cannot_be_heard_says_why_and_what_can_be_done() {
        let why = Wording::of(Language::En, "There is no interface.");
        let remedy = Wording::of(Language::En, "Ask for one.");
        let mut source = Source {
            id: "raad".parse().expect("an id"),
            kind: "feed".into(),
            name: Wording::of(Language::Nl, "Raad"),
            address: "https://example.org/".into(),
            country: Country::Nl,
            language: None,
            every_hours: 24,
            silent_after_days: 366,
            settings: Source::missing_settings(&why, &remedy),
            active: false,
        };
        let told = unheard(&source);
        assert_eq!(told.as_deref(), Some("There is no interface. Ask for one."));
        source.settings.clear();
        assert_eq!(unheard(&source), None, "one that rests has no reason");
    }
}
