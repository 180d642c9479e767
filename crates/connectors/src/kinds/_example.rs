//! An example of a kind, to copy when you add one: it reads the list of notices of a made-up
//! office. It is compiled and tested like all others, but not on the list.

use crate::connector::{Card, Harvest, Kind, Page, Request, Unreadable};
use crate::fault::Fault;
use crate::formats::gather::Gather;
use crate::formats::json::{self, list, string};
use crate::formats::text::html_to_text;
use noaber_domain::source::Cursor;
use noaber_domain::{Country, DateKind, Item, ItemKind, Language, Source, Wording};
use serde_json::Value;

/// 1. The three functions of the kind. Add `example::KIND` to the list in `kinds.rs`.
pub const KIND: Kind = Kind { card, start, read };

/// 2. What should come, for the messages when something else does.
const EXPECTED: &str = "a list of notices (JSON)";

/// 3. What people must know before they use it.
fn card() -> Card {
    Card {
        code: "example",
        title: Wording::of(Language::En, "Example: notices of an office"),
        owner: "the office",
        licence: "CC0",
        languages: &[Language::Nl],
        countries: &[Country::Nl],
        requests_per_second: 1.0,
        needs_key: false,
        reads_folder: false,
        home: "https://example.org/notices",
        seen: "nothing; it is an example",
        settings: &[],
        notes: &["Notices are never changed; the cursor is the number of the newest one."],
    }
}

/// 4. The first requests. The cursor is whatever `read` gave; nothing here knows the clock.
fn start(
    source: &Source,
    cursor: Option<&Cursor>,
    _: jiff::Timestamp,
) -> Result<Vec<Request>, Fault> {
    let after = cursor.map_or("0", |cursor| cursor.0.as_str());
    let url = format!("{}?after={after}", source.address);
    Ok(vec![Request::get(url, "application/json")])
}

/// 5. One page. What is wrong with the whole page is `Unreadable`, what is wrong with one record is
///    noted, and the rest goes on.
fn read(_: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    let value = json::value_of(page, EXPECTED)?;
    if !value.get("notices").is_some_and(Value::is_array) {
        return Err(json::form_changed(page, EXPECTED, "there are no 'notices'"));
    }
    let mut gather = Gather::default();
    for notice in list(&value, "notices") {
        match string(notice, &["number"]) {
            Some(number) if notice.get("withdrawn").is_some() => {
                gather.tombstone(format!("example:{number}"), "withdrawn");
            }
            Some(number) => {
                let item = item_of(notice, number, &mut gather);
                gather.item(item);
            }
            None => gather.reject("notice", "the notice has no number"),
        }
    }
    let mut harvest = gather.harvest;
    harvest.cursor = string(&value, &["newest"]).map(Cursor);
    Ok(harvest)
}

/// 6. One record becomes one item. `Gather` cleans titles, drops dates that cannot be meant, and
///    refuses items without title or address.
fn item_of(notice: &Value, number: String, gather: &mut Gather) -> Item {
    let key = format!("example:{number}");
    Item {
        kind: ItemKind::News,
        label: string(notice, &["sort"]),
        country: Country::Nl,
        language: Some(Language::Nl),
        title: string(notice, &["title"]).unwrap_or_default(),
        body: string(notice, &["text"])
            .map(|html| html_to_text(&html))
            .unwrap_or_default(),
        url: format!("https://example.org/notices/{number}"),
        published: gather.day(&key, string(notice, &["day"])),
        dates: gather
            .date(&key, string(notice, &["closes"]), DateKind::Deadline)
            .into_iter()
            .collect(),
        actors: Vec::new(),
        committee: None,
        file: None,
        links: Vec::new(),
        same: Vec::new(),
        state: None,
        topics: Vec::new(),
        number: Some(number),
        key,
    }
}
