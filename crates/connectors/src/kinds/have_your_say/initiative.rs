//! One initiative of the Commission becomes an item: from the row of a list, with its details when
//! they were asked for. Which ones are asked for is not known here.

use crate::formats::com_number::com_numbers;
use crate::formats::dates;
use crate::formats::gather::Gather;
use crate::formats::json::{list, string};
use crate::formats::text::html_to_text;
use crate::formats::titles::Titles;
use jiff::civil::{Date, Time};
use noaber_domain::{
    Country, DateKind, Item, ItemDate, ItemKind, ItemState, Language, Link, Relation, Source,
};
use serde_json::{Map, Value};

const SITE: &str = "https://ec.europa.eu/info/law/better-regulation/have-your-say/initiatives";
/// Fields of a row that an item is made of; the rest is not carried about.
const ESSENCE: [&str; 7] = [
    "id",
    "reference",
    "shortTitle",
    "initiativeStatus",
    "currentStatuses",
    "topics",
    "initiativeTranslations",
];

/// The period in which opinions are taken.
pub struct Period {
    /// `OPEN`, `CLOSED`, `UPCOMING` or `DISABLED`.
    pub status: String,
    /// Its first day.
    pub begin: Option<Date>,
    /// Its last day.
    pub end: Option<Date>,
    /// The hour at which it ends, when that is not the end of the day.
    pub hour: Option<Time>,
}

/// Whether an answer holds the details of an initiative.
pub fn is_detail(value: &Value) -> bool {
    value.get("shortTitle").is_some() && number(value).is_some()
}

/// The number of an initiative, which the service writes as 18805.0.
pub fn number(row: &Value) -> Option<i64> {
    let id = row.get("id")?;
    let number = id.as_f64().or_else(|| id.as_str()?.parse().ok())?;
    (1.0..1e12).contains(&number).then_some(number as i64)
}

/// The fields of a row that an item is made of.
pub fn essence(row: &Value) -> Value {
    let kept = ESSENCE
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), row.get(*name)?.clone())));
    Value::Object(kept.collect::<Map<_, _>>())
}

/// The current period of a row: the open one, else the one marked as current, else the last.
pub fn feedback(row: &Value) -> Option<Period> {
    let periods = list(row, "currentStatuses");
    let status = |period: &Value| string(period, &["receivingFeedbackStatus"]).unwrap_or_default();
    let open = periods.iter().find(|period| status(period) == "OPEN");
    let current = || {
        let marked =
            |period: &&Value| period.get("isCurrent").and_then(Value::as_bool) == Some(true);
        periods.iter().find(marked)
    };
    let period = open.or_else(current).or_else(|| periods.last())?;
    let moment = |name: &str| dates::local(&string(period, &[name])?).ok();
    let end = moment("feedbackEndDate");
    Some(Period {
        status: status(period),
        begin: moment("feedbackStartDate").map(|(day, _)| day),
        end: end.map(|(day, _)| day),
        hour: end
            .and_then(|(_, time)| time)
            .filter(|time| time.hour() > 0 && time.hour() < 23),
    })
}

/// Takes the item of an initiative in.
pub fn take(source: &Source, row: &Value, detail: Option<&Value>, gather: &mut Gather) {
    let Some(number) = number(row) else {
        gather.reject("initiative", "the initiative has no number");
        return;
    };
    let titles = titles(row);
    let empty = Value::Null;
    let detail = detail.unwrap_or(&empty);
    let period = feedback(row)
        .or_else(|| feedback(detail))
        .or_else(|| latest(detail));
    let (language, title) = titles.first_choice(source.language);
    let published = string(detail, &["publishedDate"]);
    let key = format!("hys:{number}");
    let published = gather.day(&key, published);
    gather.item(Item {
        number: string(row, &["reference"]),
        language,
        body: body(&titles, detail),
        published: published.or(period.as_ref().and_then(|period| period.begin)),
        dates: period.as_ref().map(period_dates).unwrap_or_default(),
        actors: string(detail, &["dg"])
            .map(|dg| format!("DG {dg}"))
            .into_iter()
            .collect(),
        topics: list(row, "topics")
            .iter()
            .filter_map(|topic| string(topic, &["label"]))
            .collect(),
        links: papers(detail),
        state: state(row, period.as_ref()),
        ..Item::bare(
            key,
            ItemKind::Consultation,
            Country::Eu,
            title,
            format!("{SITE}/{number}"),
        )
    });
}

fn titles(row: &Value) -> Titles {
    let mut titles = Titles::default();
    for translation in list(row, "initiativeTranslations") {
        let is_title = string(translation, &["field"]).is_none_or(|field| field == "SHORT_TITLE");
        let language = string(translation, &["language"]);
        if let (true, Some(tag), Some(text)) = (is_title, language, string(translation, &["value"]))
        {
            titles.add(&tag, &text);
        }
    }
    if let Some(short) = string(row, &["shortTitle"]) {
        titles.add_if_none(Language::En, &short);
    }
    titles
}

/// The titles in our languages, the summary, and what is asked of whom.
fn body(titles: &Titles, detail: &Value) -> String {
    let summary = string(detail, &["dossierSummary"]).map(|html| html_to_text(&html));
    let asked = list(detail, "publications").iter().flat_map(|publication| {
        ["title", "consultationObjective", "targetGroups"]
            .iter()
            .filter_map(|name| string(publication, &[*name]))
            .map(|html| html_to_text(&html))
            .collect::<Vec<_>>()
    });
    let mut parts: Vec<String> = titles
        .lines()
        .into_iter()
        .chain(summary)
        .chain(asked)
        .collect();
    parts.dedup();
    parts.join("\n")
}

/// The period of the latest publication that takes opinions, as the details tell it.
fn latest(detail: &Value) -> Option<Period> {
    let day = |value: &Value, name: &str| dates::local(&string(value, &[name])?).ok();
    list(detail, "publications")
        .iter()
        .filter_map(|publication| {
            let status = string(publication, &["receivingFeedbackStatus"])?;
            let end = day(publication, "endDate");
            Some(Period {
                status,
                begin: day(publication, "publishedDate").map(|(day, _)| day),
                end: end.map(|(day, _)| day),
                hour: end
                    .and_then(|(_, time)| time)
                    .filter(|time| time.hour() > 0 && time.hour() < 23),
            })
        })
        .filter(|period| period.status != "DISABLED")
        .max_by_key(|period| (period.status == "OPEN", period.end))
}

fn period_dates(period: &Period) -> Vec<ItemDate> {
    let date = |on: Option<Date>, at, what| on.map(|on| ItemDate { on, at, what });
    [
        date(period.begin, None, DateKind::Opening),
        date(period.end, period.hour, DateKind::Deadline),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The papers of the Commission that the consultation is about.
fn papers(detail: &Value) -> Vec<Link> {
    let references = list(detail, "publications")
        .iter()
        .filter_map(|publication| string(publication, &["reference"]))
        .flat_map(|reference| com_numbers(&reference));
    let mut links: Vec<Link> = Vec::new();
    for link in references.map(|to| Link::new(Relation::Concerns, to)) {
        if !links.contains(&link) {
            links.push(link);
        }
    }
    links
}

fn state(row: &Value, period: Option<&Period>) -> Option<ItemState> {
    let status = string(row, &["initiativeStatus"]).unwrap_or_default();
    if ["ABANDONED", "WITHDRAWN", "CANCELLED"].contains(&status.as_str()) {
        return Some(ItemState::Withdrawn);
    }
    match period?.status.as_str() {
        "OPEN" => Some(ItemState::Open),
        "UPCOMING" => Some(ItemState::Planned),
        "CLOSED" => Some(ItemState::Closed),
        _ => None,
    }
}
