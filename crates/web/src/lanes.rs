//! Three lanes, one time line: what happened and what comes in Brussels, The Hague and Berlin for
//! one dossier, as places on a drawing. The drawing itself stands in `templates/_lanes.html`.

use crate::html::Phrase;
use crate::words::Words;
use jiff::civil::Date;
use noaber_domain::Country;
use noaber_store::views::SignalCard;

// The drawing is 760 units wide.
/// Where a lane begins, right of its name.
const LEFT: f64 = 120.0;
/// Where a lane ends.
const RIGHT: f64 = 740.0;
/// Height of a lane.
const LANE: f64 = 56.0;
/// Where the first lane is.
const FIRST: f64 = 62.0;
/// Days before and after today that the drawing spans at most.
const BACK: i64 = 1_000;
const AHEAD: i64 = 180;
/// Dots closer than this in a lane become one.
const NEAR: f64 = 9.0;

/// The drawing.
#[derive(Debug, Clone)]
pub struct Lanes {
    /// One per arena: Brussels, The Hague, Berlin.
    pub lanes: Vec<Lane>,
    /// First days of quarters: place and name.
    pub ticks: Vec<(String, String)>,
    /// Place of today.
    pub today: String,
    /// Height of the whole.
    pub height: String,
    /// The drawing in words, for who cannot see it.
    pub told: String,
}

/// One lane.
#[derive(Debug, Clone)]
pub struct Lane {
    /// Its name.
    pub name: String,
    /// Its height on the drawing.
    pub y: String,
    /// Where its name stands.
    pub label_y: String,
    /// What stands on it.
    pub dots: Vec<Dot>,
}

/// One or more things on nearly the same day.
#[derive(Debug, Clone)]
pub struct Dot {
    /// Place.
    pub x: String,
    /// Size.
    pub r: String,
    /// Whether it still lies ahead.
    pub ahead: bool,
    /// Day and title.
    pub told: String,
    /// Page of the item; of the first of them when there are more.
    pub item: i64,
}

struct Event {
    on: Date,
    country: Country,
    title: Phrase,
    item: i64,
}

/// Draws the signals of a dossier; `None` when there is nothing within the span.
pub fn lanes(w: &Words, signals: &[SignalCard]) -> Option<Lanes> {
    let events = events(w, signals);
    let first = events
        .iter()
        .map(|event| w.days_to(event.on))
        .min()?
        .min(-60)
        - 10;
    let last = events
        .iter()
        .map(|event| w.days_to(event.on))
        .max()?
        .max(30)
        + 10;
    let place = |days: i64| LEFT + (RIGHT - LEFT) * (days - first) as f64 / (last - first) as f64;
    let order = [Country::Eu, Country::Nl, Country::De];
    let drawn: Vec<Lane> = order
        .iter()
        .enumerate()
        .map(|(at, country)| lane(w, *country, at, &events, &place))
        .collect();
    let counts = order.map(|country| {
        events
            .iter()
            .filter(|event| event.country == country)
            .count()
    });
    Some(Lanes {
        lanes: drawn,
        ticks: ticks(w, first, last)
            .into_iter()
            .map(|(days, name)| (format!("{:.0}", place(days)), name))
            .collect(),
        today: format!("{:.0}", place(0)),
        height: format!("{:.0}", FIRST + LANE * 2.0 + 34.0),
        told: w.with(
            "lanes-told",
            &[
                ("eu", counts[0].into()),
                ("nl", counts[1].into()),
                ("de", counts[2].into()),
            ],
        ),
    })
}

/// What was published and what is due, once per item and day.
fn events(w: &Words, signals: &[SignalCard]) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for row in signals {
        let days = row
            .item
            .published
            .into_iter()
            .chain(row.signal.deadline.map(|date| date.on));
        for on in days.filter(|on| (-BACK..=AHEAD).contains(&w.days_to(*on))) {
            events.push(Event {
                on,
                country: row.item.country,
                title: w.published(&row.item.title, row.item.language),
                item: row.item.id.0,
            });
        }
    }
    events.sort_by_key(|event| (event.on, event.item));
    events.dedup_by_key(|event| (event.on, event.item));
    events
}

fn lane(
    w: &Words,
    country: Country,
    at: usize,
    events: &[Event],
    place: &impl Fn(i64) -> f64,
) -> Lane {
    let mut dots: Vec<(f64, usize, Dot)> = Vec::new();
    for event in events.iter().filter(|event| event.country == country) {
        let days = w.days_to(event.on);
        let x = place(days);
        let told = format!(
            "{}: {}",
            w.day(event.on),
            crate::html::clean(&event.title.text)
        );
        match dots.last_mut() {
            Some((last, count, dot)) if x - *last < NEAR && dot.ahead == (days >= 0) => {
                *count += 1;
                dot.r = format!("{:.1}", (6.0 + *count as f64).min(11.0));
                dot.told = format!("{}\n{told}", dot.told);
            }
            _ => {
                let dot = Dot {
                    x: format!("{x:.0}"),
                    r: "6".into(),
                    ahead: days >= 0,
                    told,
                    item: event.item,
                };
                dots.push((x, 1, dot));
            }
        }
    }
    let y = FIRST + LANE * at as f64;
    Lane {
        name: w.t(&format!("lane-{}", country.code())),
        y: format!("{y:.0}"),
        label_y: format!("{:.0}", y + 5.0),
        dots: dots.into_iter().map(|(_, _, dot)| dot).collect(),
    }
}

/// First days of the quarters (of the half years when there are many) within the span.
fn ticks(w: &Words, first: i64, last: i64) -> Vec<(i64, String)> {
    let every = if last - first > 400 { 6 } else { 3 };
    let mut found = Vec::new();
    for year in w.today.year() - 3..=w.today.year() + 1 {
        for month in (1..=12_i8).filter(|month| (month - 1) % every == 0) {
            if let Ok(day) = Date::new(year, month, 1) {
                let days = w.days_to(day);
                if (first..=last).contains(&days) {
                    found.push((days, w.month(day)));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use noaber_locale::{Catalog, Lang};
    use std::sync::Arc;

    #[test]
    fn nothing_is_drawn_of_nothing() {
        let day = jiff::civil::date(2025, 10, 2);
        let w = Words::new(Arc::new(Catalog::new()), Lang::Nl, day, "UTC");
        assert!(lanes(&w, &[]).is_none());
        let names: Vec<String> = ticks(&w, -200, 40)
            .into_iter()
            .map(|(_, name)| name)
            .collect();
        assert_eq!(names, ["apr\u{a0}2025", "jul\u{a0}2025", "okt\u{a0}2025"]);
    }
}
