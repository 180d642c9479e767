//! What happens in the plenary: a step of a procedure (a debate, a vote) and the minutes of a
//! sitting. Procedures and papers are read in `records`.

use super::records::{SITE, base, titles};
use super::words::{cited_identity, minutes_identity, paper as paper_number, result_of};
use crate::formats::gather::Gather;
use crate::formats::json::{list, string};
use noaber_domain::{DateKind, Item, ItemDate, ItemKind, Link, Relation};
use serde_json::Value;

/// A step of a procedure in the plenary: a debate, or a vote when something was decided.
pub fn step(document: &Value, id: &str, gather: &mut Gather) -> Item {
    let sort = string(document, &["vorgangsposition"]).unwrap_or_default();
    let mut item = base(
        document,
        format!("dip:vorgangsposition:{id}"),
        &sort,
        gather,
    );
    let decisions = list(document, "beschlussfassung");
    let result = |decision: &Value| result_of(&string(decision, &["beschlusstenor"])?);
    // What was decided last holds.
    item.state = decisions.iter().rev().find_map(result);
    item.kind = match item.state {
        Some(_) => ItemKind::Vote,
        None => ItemKind::Debate,
    };
    item.title = format!("{sort}: {}", item.title);
    let lines = decisions
        .iter()
        .map(outcome)
        .chain(titles(document, "aktivitaet_anzeige"));
    for line in lines.filter(|line| !line.is_empty()) {
        item.body.push_str(&format!("\n{line}"));
    }
    item.actors = titles(document, "urheber");
    item.committee = leading_committee(document);
    let case = string(document, &["vorgang_id"]).unwrap_or_default();
    let place = document.get("fundstelle").unwrap_or(&Value::Null);
    item.url = string(place, &["pdf_url"])
        .filter(|url| url.starts_with("http"))
        .unwrap_or_else(|| format!("{SITE}/vorgang/-/{case}"));
    let minutes = sitting(place);
    item.number = minutes
        .as_ref()
        .map(|(house, number)| format!("{house}-PlPr. {number}"));
    item.dates = happened(&item);
    item.links = vec![Link::new(Relation::Concerns, format!("dip:vorgang:{case}"))];
    item.links.extend(decisions.iter().flat_map(decided_papers));
    item.links.extend(
        minutes.map(|(house, number)| {
            Link::new(Relation::AgendaOf, minutes_identity(&house, &number))
        }),
    );
    item
}

/// The minutes of a sitting.
pub fn minutes(document: &Value, id: &str, gather: &mut Gather) -> Item {
    let mut item = base(
        document,
        format!("dip:plenarprotokoll:{id}"),
        "Plenarprotokoll",
        gather,
    );
    item.kind = ItemKind::Record;
    let house = string(document, &["herausgeber"]).unwrap_or_else(|| "BT".into());
    if let Some(number) = string(document, &["dokumentnummer"]) {
        item.number = Some(format!("{house}-PlPr. {number}"));
        item.same = vec![minutes_identity(&house, &number)];
    }
    let place = document.get("fundstelle").unwrap_or(&Value::Null);
    item.url = string(place, &["pdf_url"])
        .filter(|url| url.starts_with("http"))
        .unwrap_or_else(|| format!("{SITE}/plenarprotokoll/-/{id}"));
    item.body = [string(document, &["sitzungsbemerkung"]).unwrap_or_default()]
        .into_iter()
        .chain(titles(document, "vorgangsbezug"))
        .collect::<Vec<_>>()
        .join("\n");
    item.dates = happened(&item);
    item
}

/// The papers that a decision is about: "21/6278, 21/7009".
fn decided_papers(decision: &Value) -> Vec<Link> {
    let numbers = string(decision, &["dokumentnummer"]).unwrap_or_default();
    let papers = numbers.split(',').filter_map(paper_number);
    papers
        .map(|number| Link::new(Relation::Concerns, cited_identity(&number)))
        .collect()
}

/// How and what was decided: "Namentliche Abstimmung: Annahme in Ausschussfassung (323:271:0)".
fn outcome(decision: &Value) -> String {
    let tenor = string(decision, &["beschlusstenor"]).unwrap_or_default();
    let how = string(decision, &["abstimmungsart"]).map(|how| format!("{how}: "));
    let result =
        string(decision, &["abstimm_ergebnis_bemerkung"]).map(|result| format!(" ({result})"));
    format!(
        "{}{tenor}{}",
        how.unwrap_or_default(),
        result.unwrap_or_default()
    )
}

fn leading_committee(document: &Value) -> Option<String> {
    let referrals = list(document, "ueberweisung");
    let leads =
        |referral: &&Value| referral.get("federfuehrung").and_then(Value::as_bool) == Some(true);
    string(referrals.iter().find(leads)?, &["ausschuss"])
}

/// House and number of the sitting that a reference leads to.
fn sitting(place: &Value) -> Option<(String, String)> {
    let house = string(place, &["herausgeber"]).unwrap_or_else(|| "BT".into());
    Some((house, string(place, &["dokumentnummer"])?))
}

/// The day on which it happened, as a date of the item.
fn happened(item: &Item) -> Vec<ItemDate> {
    let what = match item.kind {
        ItemKind::Vote => DateKind::Vote,
        _ => DateKind::Event,
    };
    let date = item.published.map(|on| ItemDate { on, at: None, what });
    date.into_iter().collect()
}
