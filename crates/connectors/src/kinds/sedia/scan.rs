//! How the portal is read: a full scan of all calls page by page, then a question by name for each
//! call that lacks its text or was missing from two scans in a row. Records are read elsewhere.

use super::portal;
use crate::connector::{Harvest, Method, Page, Part, Request};
use crate::fault::Fault;
use noaber_domain::source::Cursor;
use noaber_domain::{Source, Tombstone};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Records in a page; the service gives no more, whatever is asked.
const PAGE: usize = 100;
/// The service refuses positions beyond this.
const WINDOW: usize = 10_000;
/// Full scans from which a call must be missing before we ask for it by name.
const SCANS: u8 = 2;
/// A call that still has no text is asked for again every so many scans.
const AGAIN: u64 = 7;

/// How far the reading came: the cursor of the kind, and the note that requests carry. It names
/// the calls of the last two scans and no others, so it is never larger than the list itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scan {
    /// The page that comes next; 0 when the pages are done.
    page: usize,
    /// How many scans came before.
    number: u64,
    /// Calls seen in this scan, as the portal writes them.
    here: BTreeSet<String>,
    /// Calls of earlier scans that were not seen in this one yet, with the full scans they missed.
    missed: BTreeMap<String, u8>,
    /// Calls to ask for by name once the pages are done.
    ask: BTreeSet<String>,
    /// Calls that the portal does not know any more when asked by name.
    gone: BTreeSet<String>,
}

/// What a page told of its calls: identifier, and whether the text came with it.
pub type Listed = Vec<(String, bool)>;

/// The first request of a run: goes on where the last one was cut off, else a new scan.
pub fn start(source: &Source, cursor: Option<&Cursor>) -> Result<Vec<Request>, Fault> {
    let statuses = statuses(source)?;
    let stored = cursor.and_then(|cursor| serde_json::from_str::<Scan>(&cursor.0).ok());
    let scan = match stored {
        Some(cut_off) if cut_off.page > 0 || !cut_off.ask.is_empty() => cut_off,
        Some(through) => through.anew(),
        None => Scan {
            page: 1,
            ..Scan::default()
        },
    };
    Ok(scan.request(source, &statuses).into_iter().collect())
}

/// What follows from a page, given what it listed and how many calls the portal says there are.
pub fn follow(source: &Source, page: &Page, listed: &Listed, total: usize, harvest: &mut Harvest) {
    let carried = page.carry.as_deref();
    let Some(scan) = carried.and_then(|note| serde_json::from_str::<Scan>(note).ok()) else {
        return;
    };
    let next = match scan.page {
        0 => scan.told(listed),
        _ => scan.turned(listed, total),
    };
    next.hand_over(source, harvest);
}

impl Scan {
    /// The scan that follows a finished one.
    fn anew(self) -> Scan {
        let mut missed = self.missed;
        missed.extend(self.here.into_iter().map(|call| (call, 0)));
        Scan {
            page: 1,
            number: self.number + 1,
            missed,
            ..Scan::default()
        }
    }

    /// After a page of the list.
    fn turned(mut self, listed: &Listed, total: usize) -> Scan {
        for (call, has_text) in listed {
            let is_new = self.missed.remove(call).is_none() && !self.here.contains(call);
            let turn = checksum(call) % AGAIN == self.number % AGAIN;
            if !has_text && (is_new || turn) {
                self.ask.insert(call.clone());
            }
            self.here.insert(call.clone());
        }
        let more = !listed.is_empty() && self.page * PAGE < WINDOW.min(total);
        if more {
            self.page += 1;
            return self;
        }
        self.page = 0;
        // A list that is cut off, or empty all at once, says nothing of what is not on it.
        if !self.here.is_empty() && total <= WINDOW {
            for (call, scans) in &mut self.missed {
                *scans = scans.saturating_add(1);
                if *scans >= SCANS {
                    self.ask.insert(call.clone());
                }
            }
        }
        self
    }

    /// After the answer to a question by name.
    fn told(mut self, listed: &Listed) -> Scan {
        let Some(call) = self.ask.pop_first() else {
            return self;
        };
        let known = listed
            .iter()
            .any(|(found, _)| found.eq_ignore_ascii_case(&call));
        let was_missing = self.missed.remove(&call).is_some();
        if was_missing && !known {
            self.gone.insert(call);
        }
        self
    }

    /// When the question by name failed: the call counts as missed once, and is asked for again
    /// after the next scan.
    fn unanswered(mut self) -> Scan {
        if let Some(call) = self.ask.pop_first()
            && let Some(scans) = self.missed.get_mut(&call)
        {
            *scans = SCANS - 1;
        }
        self
    }

    /// Puts the request that comes next and the cursor into a harvest, and at the end of all the
    /// calls that are gone.
    fn hand_over(mut self, source: &Source, harvest: &mut Harvest) {
        let statuses = statuses(source).unwrap_or_default();
        let next = self.request(source, &statuses);
        if next.is_none() {
            let gone = std::mem::take(&mut self.gone);
            harvest.tombstones.extend(gone.iter().map(|call| Tombstone {
                key: super::key_of(call),
                reason: "no longer listed".into(),
            }));
        }
        harvest.cursor = serde_json::to_string(&self).ok().map(Cursor);
        harvest.next.extend(next);
    }

    /// The request for the next page, or for the next call by name; `None` at the end.
    fn request(&self, source: &Source, statuses: &[&str]) -> Option<Request> {
        let note = serde_json::to_string(self).ok()?;
        if self.page > 0 {
            let query = listing(source, statuses);
            return Some(post(source, "***", self.page, &query).carrying(note));
        }
        let call = self.ask.first()?;
        let mut request = post(source, &format!("\"{call}\""), 1, &query(Vec::new()));
        // No request follows here: the next run goes on with the calls that remain.
        let cursor = serde_json::to_string(&self.clone().unanswered()).ok();
        request.otherwise = Some(Box::new(Harvest {
            cursor: cursor.map(Cursor),
            ..Harvest::default()
        }));
        Some(request.carrying(note))
    }
}

/// The codes of the states to ask for.
fn statuses(source: &Source) -> Result<Vec<&'static str>, Fault> {
    let wanted = source
        .settings
        .get("status")
        .map_or("forthcoming,open", String::as_str);
    wanted
        .split(',')
        .map(|status| match status.trim() {
            "forthcoming" => Ok(portal::FORTHCOMING),
            "open" => Ok(portal::OPEN),
            "closed" => Ok(portal::CLOSED),
            other => Err(Fault::Setting {
                source_id: source.id.to_string(),
                setting: "status",
                why: format!("expected forthcoming, open or closed, found '{other}'"),
            }),
        })
        .collect()
}

fn listing(source: &Source, statuses: &[&str]) -> Value {
    let mut terms = vec![json!({"terms": {"status": statuses}})];
    if let Some(programme) = source.settings.get("programme") {
        terms.push(json!({"terms": {"frameworkProgramme": [programme]}}));
    }
    query(terms)
}

/// All calls that meet these terms. By name a call is asked for in whatever state: one that left
/// the list is most often just closed.
fn query(terms: Vec<Value>) -> Value {
    let mut must = vec![json!({"terms": {"type": ["1", "2", "8"]}})];
    must.extend(terms);
    json!({"bool": {"must": must}})
}

fn post(source: &Source, text: &str, page: usize, query: &Value) -> Request {
    let part = |name: &str, value: &Value| Part {
        name: name.to_owned(),
        media_type: "application/json",
        content: value.to_string(),
    };
    // Sorting by a field that some records lack would drop those records.
    let sort = json!({"field": "identifier", "order": "ASC"});
    let parts = vec![
        part("query", query),
        part("languages", &json!(["en"])),
        part("sort", &sort),
        part("displayFields", &json!(portal::FIELDS)),
    ];
    let base = source.address.split('?').next().unwrap_or_default();
    let text: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
    let url = format!("{base}?apiKey=SEDIA&text={text}&pageSize={PAGE}&pageNumber={page}");
    let mut request = Request::get(url, "application/json");
    request.method = Method::PostMultipart(parts);
    request
}

/// A small number that is the same for the same word on every machine.
fn checksum(word: &str) -> u64 {
    word.bytes()
        .fold(0, |sum, byte| sum * 31 % 1_000_003 + u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(calls: &[&str]) -> Listed {
        calls
            .iter()
            .map(|call| ((*call).to_owned(), true))
            .collect()
    }

    fn scan(before: Scan, calls: &[&str]) -> Scan {
        before.anew().turned(&listed(calls), calls.len())
    }

    #[test]
    fn a_call_is_asked_for_after_two_full_scans_and_gone_only_when_the_portal_denies_it() {
        let first = scan(Scan::default(), &["A", "B", "C"]);
        let second = scan(first, &["A"]);
        assert!(second.ask.is_empty() && second.missed.len() == 2);
        // B comes back: it was only a flicker.
        let third = scan(second, &["A", "B"]);
        assert_eq!(third.ask.iter().collect::<Vec<_>>(), ["C"]);
        assert!(third.clone().told(&listed(&["c"])).gone.is_empty());
        let denied = third.told(&Vec::new());
        assert_eq!(denied.gone.iter().collect::<Vec<_>>(), ["C"]);
        assert!(denied.missed.is_empty() && denied.ask.is_empty());
    }

    #[test]
    fn an_empty_or_cut_off_list_calls_nothing_missing() {
        let first = scan(Scan::default(), &["A", "B"]);
        let empty = scan(first.clone(), &[]);
        assert!(empty.missed.values().all(|scans| *scans == 0));
        let cut_off = first.anew().turned(&listed(&["A"]), 0);
        assert_eq!(cut_off.missed.get("B"), Some(&1));
        let mut deep = scan(Scan::default(), &["A", "B"]).anew();
        deep.page = WINDOW / PAGE;
        assert_eq!(
            deep.turned(&listed(&["A"]), 12_000).missed.get("B"),
            Some(&0)
        );
    }

    #[test]
    fn a_failed_question_is_asked_again_after_the_next_scan() {
        let second = scan(scan(Scan::default(), &["A", "B"]), &["A"]);
        let failed = scan(second, &["A"]).unanswered();
        assert!(failed.ask.is_empty() && failed.gone.is_empty());
        assert_eq!(scan(failed, &["A"]).ask.len(), 1);
    }

    #[test]
    fn the_text_of_a_new_call_is_asked_for_and_then_once_a_week() {
        let textless = vec![("A".to_owned(), false)];
        let mut scan = Scan::default().anew().turned(&textless, 1);
        assert_eq!(scan.ask.len(), 1);
        let mut asked = 0;
        for _ in 0..14 {
            scan = scan.told(&textless).anew().turned(&textless, 1);
            asked += scan.ask.len();
        }
        assert_eq!(asked, 2);
    }
}
