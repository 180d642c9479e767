//! How lists of DIP follow each other, and what is remembered between runs. The documents on them
//! are read in `records`.

use crate::connector::{Harvest, Header, Page, Request};
use crate::fault::Fault;
use crate::formats::json::string;
use jiff::{SignedDuration, Timestamp};
use noaber_domain::Source;
use noaber_domain::source::Cursor;
use serde::{Deserialize, Serialize};
use serde_json::Value;

const ENTITIES: [&str; 5] = [
    "vorgang",
    "drucksache",
    "drucksache-text",
    "vorgangsposition",
    "plenarprotokoll",
];

/// Changes are read again over this span.
const OVERLAP: SignedDuration = SignedDuration::from_hours(2);

/// How far a run came: the cursor of the kind, and the note that requests carry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Place {
    since: Timestamp,
    until: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    entity: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    page: Option<String>,
}

/// The first request of a run: goes on where the last one was cut off, else asks for what changed
/// since the last one began.
pub fn start(
    source: &Source,
    cursor: Option<&Cursor>,
    now: Timestamp,
) -> Result<Vec<Request>, Fault> {
    let wanted = entities(source)?;
    let stored = cursor
        .and_then(|cursor| serde_json::from_str::<Place>(&cursor.0).ok())
        // A place ahead of the clock says nothing of what was read.
        .filter(|place| place.since <= now);
    let place = match stored {
        Some(cut_off) if cut_off.entity.is_some() => Place {
            until: cut_off.until.min(now),
            ..cut_off
        },
        Some(through) => Place {
            until: now,
            entity: None,
            page: None,
            ..through
        },
        None => Place {
            since: since(source, now)?,
            until: now,
            entity: None,
            page: None,
        },
    };
    let entity = place.entity.clone().or_else(|| wanted.first().cloned());
    let requests = entity.map(|entity| {
        request(
            source,
            &Place {
                entity: Some(entity),
                ..place
            },
        )
    });
    requests
        .into_iter()
        .map(|request| request.map_err(|why| setting(source, "api_key_env", why)))
        .collect()
}

fn setting(source: &Source, setting: &'static str, why: String) -> Fault {
    Fault::Setting {
        source_id: source.id.to_string(),
        setting,
        why,
    }
}

fn since(source: &Source, now: Timestamp) -> Result<Timestamp, Fault> {
    let Some(text) = source.settings.get("since") else {
        return Ok(now - SignedDuration::from_hours(30 * 24));
    };
    format!("{text}T00:00:00Z").parse().map_err(|_| {
        setting(
            source,
            "since",
            format!("expected a day such as 2026-01-31, found '{text}'"),
        )
    })
}

fn entities(source: &Source) -> Result<Vec<String>, Fault> {
    let wanted = source
        .settings
        .get("entity")
        .map_or("vorgang,drucksache", String::as_str);
    let names: Vec<String> = wanted
        .split(',')
        .map(|name| name.trim().to_owned())
        .collect();
    match names.iter().find(|name| !ENTITIES.contains(&name.as_str())) {
        Some(name) => {
            let why = format!("expected one of {}, found '{name}'", ENTITIES.join(", "));
            Err(setting(source, "entity", why))
        }
        None => Ok(names),
    }
}

fn request(source: &Source, place: &Place) -> Result<Request, String> {
    let variable = source
        .settings
        .get("api_key_env")
        .map_or("NOABER_DIP_KEY", String::as_str);
    if !variable.starts_with("NOABER_") {
        return Err(format!(
            "expected a name that begins with NOABER_, found '{variable}'"
        ));
    }
    let base = source.address.trim_end_matches('/');
    let entity = place.entity.as_deref().unwrap_or(ENTITIES[0]);
    let mut url = format!(
        "{base}/{entity}?format=json&f.aktualisiert.start={}",
        encode(&place.since.strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string())
    );
    if let Some(term) = source.settings.get("wahlperiode") {
        url.push_str(&format!("&f.wahlperiode={}", encode(term)));
    }
    if let Some(page) = &place.page {
        url.push_str(&format!("&cursor={}", encode(page)));
    }
    let mut request = Request::get(url, "application/json");
    request.headers.push(Header::Secret {
        name: "Authorization",
        prefix: "ApiKey ",
        variable: variable.to_owned(),
    });
    request.carry = serde_json::to_string(place).ok();
    if place.page.is_some() {
        let anew = Place {
            page: None,
            ..place.clone()
        };
        request = request.or_anew(self::request(source, &anew)?);
    }
    // Other lists follow from this one, which would not follow from the answer "unchanged".
    Ok(request.in_full())
}

fn encode(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// The next page while the cursor changes, then the next entity, then the end: the next run begins
/// where this one began, less an overlap.
pub fn follow(source: &Source, page: &Page, value: &Value, harvest: &mut Harvest) {
    let carried = page.carry.as_deref();
    let Some(place) = carried.and_then(|note| serde_json::from_str::<Place>(note).ok()) else {
        return;
    };
    let ahead = string(value, &["cursor"]).filter(|cursor| Some(cursor) != place.page.as_ref());
    let next_entity = || {
        let all = entities(source).ok()?;
        let at = all
            .iter()
            .position(|name| Some(name) == place.entity.as_ref())?;
        all.get(at + 1).cloned()
    };
    let next = match ahead {
        Some(cursor) => Some(Place {
            page: Some(cursor),
            ..place.clone()
        }),
        None => next_entity().map(|entity| Place {
            entity: Some(entity),
            page: None,
            ..place.clone()
        }),
    };
    let stored = next.clone().unwrap_or(Place {
        since: place.until - OVERLAP,
        entity: None,
        page: None,
        ..place
    });
    harvest.cursor = serde_json::to_string(&stored).ok().map(Cursor);
    harvest
        .next
        .extend(next.and_then(|place| request(source, &place).ok()));
}
