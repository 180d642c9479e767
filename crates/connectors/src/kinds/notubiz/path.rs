//! The way through Notubiz: the list of meetings of some weeks, one meeting after the other, then
//! the registers; and which papers were read before. What stands on the pages is read elsewhere.

use crate::connector::{Harvest, Page, Request};
use crate::fault::Fault;
use crate::formats::council;
use crate::formats::dates::central_european;
use crate::formats::gather::Gather;
use crate::formats::json::{list, string};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use noaber_domain::source::Cursor;
use noaber_domain::{Item, Source};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

/// The version of the interface; older ones refuse the search for meetings.
const VERSION: &str = "1.21";
/// Pages of the list of meetings at most.
const MOST_PAGES: u32 = 40;
/// Meetings or registers in a row that may be closed to us before a run ends.
const MOST_CLOSED: u32 = 4;

/// What was read before: the cursor of the kind.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Place {
    /// The day on which the last whole run began: registers are read from what changed since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Date>,
    /// Papers whose text was read, as `number/version`.
    #[serde(default)]
    pub papers: BTreeSet<String>,
}

/// Where a run stands, carried from page to page.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Note {
    /// What the run began with.
    pub before: Place,
    /// The day of the run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub today: Option<Date>,
    /// Papers seen in this run.
    #[serde(default)]
    pub seen: BTreeSet<String>,
    /// The page of the list of meetings.
    #[serde(default)]
    pub page: u32,
    /// Meetings to read.
    #[serde(default)]
    pub meetings: Vec<String>,
    /// Registers to read.
    #[serde(default)]
    pub registers: Vec<String>,
    /// Whether a register was passed over: what changed in it is still to be read.
    #[serde(default)]
    pub stays: bool,
}

impl Note {
    /// The note of a page; empty for a recording.
    pub fn of(page: &Page) -> Note {
        let carried = page.carry.as_deref();
        carried
            .and_then(|note| serde_json::from_str(note).ok())
            .unwrap_or_default()
    }

    /// Whether a page belongs to a run: a recording leads nowhere.
    pub fn runs(&self) -> bool {
        self.today.is_some()
    }

    /// Whether a paper in this version is to be read; it is known from then on.
    pub fn is_new(&mut self, paper: String) -> bool {
        let known = self.before.papers.contains(&paper);
        self.seen.insert(paper) && !known
    }

    fn on(&self, address: String) -> Request {
        let mut request = Request::get(address, "application/json").in_full();
        request.carry = serde_json::to_string(self).ok();
        request
    }

    /// The cursor while a run goes on: what was read before and what is through by now.
    fn so_far(&self, through: &BTreeSet<String>) -> Cursor {
        let papers = self.before.papers.union(through).cloned().collect();
        written(&Place {
            day: self.before.day,
            papers,
        })
    }

    /// The cursor of a whole run: papers that are no longer listed are forgotten.
    fn whole(&self) -> Cursor {
        written(&Place {
            day: match self.stays {
                true => self.before.day,
                false => self.today,
            },
            papers: self.seen.clone(),
        })
    }
}

fn written(place: &Place) -> Cursor {
    Cursor(serde_json::to_string(place).unwrap_or_default())
}

/// The first page of the list of meetings.
pub fn start(
    source: &Source,
    cursor: Option<&Cursor>,
    now: Timestamp,
) -> Result<Vec<Request>, Fault> {
    let setting = |name: &'static str, why: &str| Fault::Setting {
        source_id: source.id.to_string(),
        setting: name,
        why: why.into(),
    };
    if organisation(source).is_none() {
        return Err(setting(
            "organisation",
            "expected the number of the council, such as 275",
        ));
    }
    if days(source).is_none() {
        return Err(setting(
            "days",
            "expected two numbers of days up to 3660, such as 30,120",
        ));
    }
    let today = central_european(now).date();
    let mut before: Place = cursor
        .and_then(|cursor| serde_json::from_str(&cursor.0).ok())
        .unwrap_or_default();
    // A day ahead of the clock says nothing of what was read.
    before.day = before.day.filter(|day| *day <= today);
    let note = Note {
        before,
        today: Some(today),
        page: 1,
        registers: registers(source),
        ..Note::default()
    };
    Ok(vec![events_page(source, &note)])
}

fn organisation(source: &Source) -> Option<&str> {
    let number = source.settings.get("organisation")?.trim();
    let fits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    fits.then_some(number)
}

fn days(source: &Source) -> Option<(i32, i32)> {
    let Some(text) = source.settings.get("days") else {
        return Some((30, 120));
    };
    let (back, ahead) = text.split_once(',')?;
    let number = |text: &str| {
        text.trim()
            .parse::<i32>()
            .ok()
            .filter(|n| (0..=3660).contains(n))
    };
    Some((number(back)?, number(ahead)?))
}

fn registers(source: &Source) -> Vec<String> {
    let named = source
        .settings
        .get("modules")
        .map_or("3,4,6", String::as_str);
    let numbers = named.split(',').map(str::trim);
    numbers
        .filter(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
        .map(str::to_owned)
        .collect()
}

fn address(source: &Source, path: &str, terms: &[(&str, String)]) -> String {
    let base = source.address.trim_end_matches('/');
    let query: String = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(terms)
        .append_pair("format", "json")
        .append_pair("version", VERSION)
        .finish();
    format!("{base}/{path}?{}", query.replace('+', "%20"))
}

fn events_page(source: &Source, note: &Note) -> Request {
    let (back, ahead) = days(source).unwrap_or((30, 120));
    let today = note.today.unwrap_or_default();
    let from = today.saturating_sub(back.days());
    let to = today.saturating_add(ahead.days());
    let terms = [
        (
            "organisation_id",
            organisation(source).unwrap_or_default().to_owned(),
        ),
        ("date_from", format!("{from} 00:00:00")),
        ("date_to", format!("{to} 23:59:59")),
        ("page", note.page.to_string()),
    ];
    note.on(address(source, "events", &terms))
}

/// Reads a page of the list of meetings; they are read when the list is through.
pub fn events(source: &Source, mut note: Note, value: &Value) -> Harvest {
    let mut gather = Gather::default();
    for event in list(value, "events") {
        let open = string(event, &["permission_group"]).is_none_or(|group| group == "public");
        match string(event, &["id"]) {
            Some(id) if open && id.bytes().all(|b| b.is_ascii_digit()) => note.meetings.push(id),
            Some(_) => {}
            None => gather.reject("event", "the event has no number"),
        }
    }
    note.meetings.sort();
    note.meetings.dedup();
    let pages = value.get("pagination");
    let more = pages
        .and_then(|pages| pages.get("has_more_pages"))
        .and_then(Value::as_bool)
        .unwrap_or_else(|| {
            let total = pages
                .and_then(|pages| pages.get("total_pages"))
                .and_then(Value::as_u64);
            total.is_some_and(|total| u64::from(note.page) < total)
        });
    let mut harvest = gather.harvest;
    if more && note.page < MOST_PAGES {
        note.page += 1;
        harvest.next.push(events_page(source, &note));
    } else {
        onward(source, &note, &BTreeSet::new(), Vec::new(), &mut harvest);
    }
    harvest
}

/// Adds the papers to fetch, then the next meeting or register. `through` are the papers of the
/// pages before this one; those of this page are through once the next one is read.
pub fn onward(
    source: &Source,
    note: &Note,
    through: &BTreeSet<String>,
    papers: Vec<(String, Item)>,
    harvest: &mut Harvest,
) {
    if !note.runs() {
        return;
    }
    match next_request(source, note, MOST_CLOSED) {
        Some(request) => {
            harvest.cursor = Some(note.so_far(through));
            council::papers(harvest, papers, None);
            harvest.next.push(request);
        }
        None => council::papers(harvest, papers, Some(note.whole())),
    }
}

/// The next meeting or register. One that is closed to us does not end the run: the one after it is
/// read then, up to `spare` times in a row.
fn next_request(source: &Source, note: &Note, spare: u32) -> Option<Request> {
    let mut next = note.clone();
    let address = match next.meetings.pop() {
        Some(meeting) => address(source, &format!("events/meetings/{meeting}"), &[]),
        None => {
            let register = next.registers.pop()?;
            let of = organisation(source).unwrap_or_default().to_owned();
            let path = format!("modules/{register}/items");
            address(source, &path, &[("organisation_id", of)])
        }
    };
    let mut request = next.on(address);
    if spare > 0 {
        let mut passed_over = Harvest::default();
        let is_register = note.meetings.is_empty();
        let next = Note {
            stays: next.stays || is_register,
            ..next
        };
        match next_request(source, &next, spare - 1) {
            Some(after) => passed_over.next.push(after),
            None => passed_over.cursor = Some(next.whole()),
        }
        request.otherwise = Some(Box::new(passed_over));
    }
    Some(request)
}
