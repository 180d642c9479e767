//! Events of a calendar as items: all that share one identity are one item with its dates. How a
//! line or a time is written is known to `lines` and `times`.

use super::kind_of;
use super::lines::{Calendar, Event};
use super::repeats::{Dates, dates};
use super::times::{Moment, Zone, moment, read as read_moment};
use crate::connector::{Harvest, Page, Rejected};
use crate::formats::dates::central_european;
use crate::formats::gather::Gather;
use crate::formats::text::{clean_title, html_to_text};
use noaber_domain::{DateKind, Item, ItemDate, ItemKind, ItemState, Source};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Events of a calendar at most.
const MOST_EVENTS: usize = 20_000;

/// Reads the events of a calendar.
pub fn read(source: &Source, page: &Page, calendar: &Calendar) -> Harvest {
    let mut gather = Gather::default();
    let mut series: Vec<(String, Vec<&Event>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    if calendar.events.len() > MOST_EVENTS {
        let why = format!(
            "{} events, of which the first {MOST_EVENTS} were read",
            calendar.events.len()
        );
        gather.reject("calendar", why);
    }
    for (number, event) in calendar.events.iter().take(MOST_EVENTS).enumerate() {
        let Some(uid) = uid_of(event) else {
            gather.reject(
                &format!("event {}", number + 1),
                "the event has neither UID nor title",
            );
            continue;
        };
        match places.get(&uid) {
            Some(&place) => series[place].1.push(event),
            None => {
                places.insert(uid.clone(), series.len());
                series.push((uid, vec![event]));
            }
        }
    }
    // The window moves once a year, so that an item does not change every day.
    let year = central_european(page.retrieved).date().year();
    for (uid, events) in series {
        let item = item_of(source, calendar, &uid, &events, year, &mut gather);
        gather.item(item);
    }
    gather.harvest
}

/// The identity that an event gives itself, else one of what it says.
fn uid_of(event: &Event) -> Option<String> {
    let own = event
        .text("UID")
        .map(|uid| clean_title(&uid))
        .filter(|uid| !uid.is_empty());
    let made = || {
        let title = event.text("SUMMARY")?;
        let start = event.line("DTSTART").map(|line| line.value.clone());
        Some(fingerprint(&format!(
            "{title}|{}",
            start.unwrap_or_default()
        )))
    };
    own.map(|uid| {
        if uid.len() > 200 {
            fingerprint(&uid)
        } else {
            uid
        }
    })
    .or_else(made)
}

fn fingerprint(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The item of all events with one identity.
fn item_of(
    source: &Source,
    calendar: &Calendar,
    uid: &str,
    events: &[&Event],
    year: i16,
    gather: &mut Gather,
) -> Item {
    let key = format!("ics:{}:{uid}", source.id);
    let (single, whole): (Vec<&Event>, Vec<&Event>) = events
        .iter()
        .copied()
        .partition(|event| event.line("RECURRENCE-ID").is_some());
    let main = newest(&whole)
        .or_else(|| newest(&single))
        .unwrap_or(events[0]);
    let mut when = moments(&key, main, year, gather);
    for event in in_order(&single) {
        replace(&key, event, &mut when, gather);
    }
    when.sort_unstable();
    when.dedup();
    let deadline = kind_of(source) == Some(ItemKind::Consultation);
    let what = if deadline {
        DateKind::Deadline
    } else {
        DateKind::Event
    };
    let mut item = Item::bare(
        key,
        kind_of(source).unwrap_or(ItemKind::Meeting),
        source.country,
        main.text("SUMMARY").unwrap_or_default(),
        address(source, main),
    );
    item.language = source.language;
    item.label = calendar.name.clone();
    item.dates = when
        .iter()
        .map(|m| ItemDate {
            on: m.on,
            at: m.at,
            what,
        })
        .collect();
    item.body = body_of(main);
    if item.title.trim().is_empty() {
        item.title = item.label.clone().unwrap_or_default();
    }
    let organiser = main.line("ORGANIZER").and_then(|line| line.parameter("CN"));
    item.actors = organiser.map(str::to_owned).into_iter().collect();
    let topics = main.lines.iter().filter(|line| line.name == "CATEGORIES");
    item.topics = topics
        .flat_map(|line| {
            line.text()
                .split(',')
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    // A short identity, such as a running number, may mean another thing in another calendar.
    item.same = Some(format!("ics:{uid}"))
        .filter(|_| uid.contains('@') || uid.len() >= 20)
        .into_iter()
        .collect();
    item.state = is_off(main).then_some(ItemState::Cancelled);
    item
}

fn is_off(event: &Event) -> bool {
    event
        .text("STATUS")
        .is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED"))
}

/// Which version an event is: its SEQUENCE, then when it was written.
fn version(event: &Event) -> (u32, String) {
    let sequence = event
        .text("SEQUENCE")
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    let written = ["LAST-MODIFIED", "DTSTAMP"]
        .iter()
        .find_map(|name| event.text(name));
    (sequence, written.unwrap_or_default())
}

fn in_order<'a>(events: &[&'a Event]) -> Vec<&'a Event> {
    let mut events = events.to_vec();
    events.sort_by_key(|event| version(event));
    events
}

fn newest<'a>(events: &[&'a Event]) -> Option<&'a Event> {
    in_order(events).pop()
}

/// The moments of an event: its own, or those on which it repeats, without the excepted ones.
fn moments(key: &str, event: &Event, year: i16, gather: &mut Gather) -> Vec<Moment> {
    let Some(first) = start_of(key, event, gather) else {
        return Vec::new();
    };
    let mut all = match event
        .line("RRULE")
        .filter(|_| event.line("RECURRENCE-ID").is_none())
    {
        None => vec![first],
        Some(rule) => match dates(&rule.value, first, year) {
            Dates::All(all) => all,
            Dates::First(why) => {
                note(key, format!("{why}; only the first date was taken"), gather);
                vec![first]
            }
        },
    };
    all.extend(listed(event, "RDATE"));
    let excepted = listed(event, "EXDATE");
    all.retain(|moment| !excepted.contains(moment));
    all
}

fn start_of(key: &str, event: &Event, gather: &mut Gather) -> Option<Moment> {
    let line = event.line("DTSTART").or_else(|| event.line("DTEND"))?;
    match moment(line) {
        Some((moment, Zone::Known)) => Some(moment),
        Some((moment, Zone::Unknown(zone))) => {
            note(
                key,
                format!("the time zone '{zone}' is not known; the time is as written"),
                gather,
            );
            Some(moment)
        }
        None => {
            let written: String = line.value.chars().take(40).collect();
            note(
                key,
                format!("'{written}' is no date (expected the form 20260317T100000)"),
                gather,
            );
            None
        }
    }
}

/// The moments that lines such as EXDATE list.
fn listed(event: &Event, name: &str) -> Vec<Moment> {
    let lines = event.lines.iter().filter(|line| line.name == name);
    lines
        .flat_map(|line| {
            let zone = line.parameter("TZID");
            let each = line.value.split(',');
            each.filter_map(|text| Some(read_moment(text.trim(), zone)?.0))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// One date of a series that was moved or called off.
fn replace(key: &str, event: &Event, when: &mut Vec<Moment>, gather: &mut Gather) {
    let Some((was, _)) = event.line("RECURRENCE-ID").and_then(moment) else {
        return;
    };
    when.retain(|moment| *moment != was && (was.at.is_some() || moment.on != was.on));
    if !is_off(event) {
        when.extend(start_of(key, event, gather));
    }
}

fn note(key: &str, fault: String, gather: &mut Gather) {
    gather.harvest.rejected.push(Rejected {
        record: key.chars().take(120).collect(),
        fault,
        kept: true,
    });
}

/// Where it is and what it is about.
fn body_of(event: &Event) -> String {
    let place = event.text("LOCATION");
    let about = event
        .text("DESCRIPTION")
        .map(|text| match text.contains('<') {
            true => html_to_text(&text),
            false => text,
        });
    let lines: Vec<String> = place.into_iter().chain(about).collect();
    lines.join("\n")
}

/// The page for people: the event's own, else that of the source, else the calendar itself.
fn address(source: &Source, event: &Event) -> String {
    let web = |address: &String| address.starts_with("https://") || address.starts_with("http://");
    let own = event.text("URL").filter(web);
    let set = source.settings.get("page").cloned().filter(web);
    own.or(set)
        .unwrap_or_else(|| source.address.replacen("webcal://", "https://", 1))
}
