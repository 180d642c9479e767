//! A call that another collector made plain: one object with `topicId` or `identifier`, a title, a
//! deadline and often the text. The portal's own records are read in `portal`.

use super::portal::grouped;
use super::{identity_of, key_of, topic_page};
use crate::formats::charset::mend_double_encoding;
use crate::formats::gather::Gather;
use crate::formats::json::{string, strings};
use crate::formats::text::{html_to_text, mend_label};
use noaber_domain::{Country, DateKind, Item, ItemKind, ItemState, Language};
use serde_json::Value;

/// The item of a call; `None` when it has no identifier.
pub fn item_of(call: &Value, gather: &mut Gather) -> Option<Item> {
    let identifier = string(call, &["topicId", "identifier", "reference"])?;
    let key = key_of(&identifier);
    let mut texts: Vec<String> = ["description", "abstract", "objectives"]
        .iter()
        .filter_map(|name| string(call, &[*name]))
        .map(|text| html_to_text(&spaced(&mend_double_encoding(&text))))
        .collect();
    texts.extend(contribution(call));
    let mut dates: Vec<_> = deadlines(call)
        .into_iter()
        .filter_map(|day| gather.date(&key, Some(day), DateKind::Deadline))
        .collect();
    let opening = string(call, &["startDate", "plannedOpeningDate", "openingDate"]);
    let opens = gather.date(&key, opening, DateKind::Opening);
    let state = state_of(call);
    let published = opens
        .map(|date| date.on)
        .filter(|_| state != Some(ItemState::Planned));
    dates.extend(opens);
    let portal = string(call, &["portalUrl", "url"]).filter(|url| url.starts_with("http"));
    Some(Item {
        key,
        kind: ItemKind::Call,
        label: string(call, &["typesOfAction", "actionType"]).map(|label| mend_label(&label)),
        country: Country::Eu,
        language: Some(Language::En),
        title: mend_double_encoding(&string(call, &["title", "summary"]).unwrap_or_default()),
        body: texts.join("\n"),
        url: portal.unwrap_or_else(|| topic_page(&identifier)),
        published,
        dates,
        actors: Vec::new(),
        committee: None,
        file: string(call, &["callIdentifier"]),
        links: Vec::new(),
        same: vec![identity_of(&identifier)],
        state,
        topics: topics(call, &identifier),
        number: Some(identifier),
    })
}

/// How far the call has come; one that is still to open has no day of publication yet.
fn state_of(call: &Value) -> Option<ItemState> {
    let label = call
        .get("status")
        .and_then(|status| string(status, &["label"]));
    let word = string(call, &["callStatus"]).or(label)?.to_lowercase();
    match word.as_str() {
        "forthcoming" => Some(ItemState::Planned),
        "open" => Some(ItemState::Open),
        "closed" => Some(ItemState::Closed),
        _ => None,
    }
}

/// One deadline, or several cut-offs.
fn deadlines(call: &Value) -> Vec<String> {
    let names = ["deadline", "deadlines", "deadlineDate", "deadlineDates"];
    names.iter().flat_map(|name| strings(call, name)).collect()
}

/// Collectors that strip markup leave headings glued to the text (`Objective:The programme`);
/// a blank after such a colon keeps the words apart.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut before = [' ', ' '];
    for c in text.trim_start_matches("\">").chars() {
        let glued = before[1] == ':' && c.is_uppercase();
        let stuck = before[0].is_lowercase() && before[1] == '.' && c.is_uppercase();
        if glued || stuck {
            out.push('\n');
        }
        out.push(c);
        before = [before[1], c];
    }
    out
}

fn contribution(call: &Value) -> Option<String> {
    let amount = |name: &str| call.get(name).and_then(Value::as_f64).filter(|a| *a > 0.0);
    let nested = call
        .get("budget")
        .and_then(|b| b.get("totalBudgetEur"))
        .and_then(Value::as_f64);
    match (amount("budgetMin"), amount("budgetMax"), nested) {
        (Some(least), Some(most), _) if least < most => Some(format!(
            "Contribution: EUR {} to {}",
            grouped(least),
            grouped(most)
        )),
        (_, Some(most), _) => Some(format!("Contribution: EUR {}", grouped(most))),
        (_, _, Some(total)) if total > 0.0 => Some(format!("Budget: EUR {}", grouped(total))),
        _ => None,
    }
}

/// Programme, call and keywords; the identifiers that some collectors repeat among the keywords
/// are left out.
fn topics(call: &Value, identifier: &str) -> Vec<String> {
    let own = [
        Some(identifier.to_owned()),
        string(call, &["callIdentifier"]),
    ];
    let keywords = strings(call, "keywords");
    let words = keywords
        .iter()
        .flat_map(|list| list.split(','))
        .map(str::trim);
    ["programme", "callTitle", "destination"]
        .iter()
        .filter_map(|name| string(call, &[*name]))
        .chain(words.map(str::to_owned))
        .filter(|word| !own.contains(&Some(word.clone())))
        .map(|word| mend_label(&mend_double_encoding(&word)))
        .collect()
}
