//! Facts about works become items: one item a work, whatever the languages of its titles. Which
//! works are asked for is not known here.

use super::cell;
use crate::formats::com_number::of_celex;
use crate::formats::dates;
use crate::formats::gather::Gather;
use crate::formats::titles::Titles;
use jiff::civil::Date;
use noaber_domain::{Country, Item, ItemKind, ItemState, Language, Link, Relation, Source};
use serde_json::Value;
use std::collections::BTreeMap;

/// What the answers say of one work.
#[derive(Default)]
struct Facts {
    date: Option<Date>,
    titles: Titles,
    fields: BTreeMap<String, Vec<String>>,
}

impl Facts {
    fn of(&self, field: &str) -> Vec<String> {
        self.fields.get(field).cloned().unwrap_or_default()
    }
}

/// Takes the items of all works in an answer in. The answer comes in any order.
pub fn take(source: &Source, rows: &[Value], gather: &mut Gather) {
    let mut works: BTreeMap<String, Facts> = BTreeMap::new();
    for row in rows {
        let (Some(celex), Some(field)) = (cell(row, "celex"), cell(row, "field")) else {
            gather.reject("row", "the row has no CELEX number or no field");
            continue;
        };
        let facts = works.entry(celex).or_default();
        facts.date = facts
            .date
            .or(cell(row, "date").and_then(|day| Some(dates::local(&day).ok()?.0)));
        let value = cell(row, "value").unwrap_or_default();
        match field.as_str() {
            "title" => facts
                .titles
                .add(&cell(row, "lang").unwrap_or_default(), &value),
            _ => {
                let values = facts.fields.entry(field).or_default();
                if !value.is_empty() && !values.contains(&value) {
                    values.push(value);
                }
            }
        }
    }
    for (celex, mut facts) in works {
        facts.fields.values_mut().for_each(|values| values.sort());
        match item_of(source, &celex, &facts) {
            Some(item) => gather.item(item),
            None => gather.reject(
                &celex,
                "the work has no title in Dutch, German or English yet",
            ),
        }
    }
}

fn item_of(source: &Source, celex: &str, facts: &Facts) -> Option<Item> {
    let (language, title) = facts.titles.first_choice(source.language);
    let kind = kind_of(celex)?;
    let com = of_celex(celex);
    let file = facts
        .of("procedure")
        .iter()
        .find_map(|reference| procedure(reference));
    Some(Item {
        number: Some(com.as_deref().map_or_else(|| celex.to_owned(), com_number)),
        label: facts.of("sort").into_iter().next(),
        language,
        body: facts.titles.lines().join("\n"),
        published: facts.date,
        actors: facts.of("agent"),
        topics: facts.of("subject"),
        links: links(facts, file.as_deref()),
        file,
        same: [Some(identity(celex)), com].into_iter().flatten().collect(),
        state: Some(state(kind, celex, facts)),
        ..Item::bare(
            format!("cellar:{celex}"),
            kind,
            Country::Eu,
            Some(title).filter(|title| !title.is_empty())?,
            page(celex, language),
        )
    })
}

/// The number as people write it: `COM(2021) 206` for `com-2021-206`.
fn com_number(identity: &str) -> String {
    let mut parts = identity.splitn(3, '-');
    let series = parts.next().unwrap_or_default().to_uppercase();
    let (year, number) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    format!("{series}({year}) {number}")
}

fn identity(celex: &str) -> String {
    format!("celex:{celex}")
}

/// The page for people, in the language of the item.
fn page(celex: &str, language: Option<Language>) -> String {
    let code = language.unwrap_or(Language::En).code().to_uppercase();
    format!("https://eur-lex.europa.eu/legal-content/{code}/TXT/?uri=CELEX:{celex}")
}

/// `2021/0106(COD)` for the `2021/0106/COD` that CELLAR writes.
fn procedure(reference: &str) -> Option<String> {
    let (number, sort) = reference.rsplit_once('/')?;
    let (year, running) = number.split_once('/')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let whole = year.len() == 4 && digits(year) && digits(running) && !sort.is_empty();
    whole.then(|| format!("{year}/{running:0>4}({sort})"))
}

/// The sort of a work, told by its CELEX number; `None` for those that are not taken.
pub fn kind_of(celex: &str) -> Option<ItemKind> {
    if celex.contains('(') || !celex.is_ascii() {
        return None;
    }
    let sort: String = celex
        .get(5..)?
        .chars()
        .take_while(char::is_ascii_uppercase)
        .collect();
    // A letter behind the number means a correction or a consolidated text.
    let number = celex.get(5 + sort.len()..)?;
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match (celex.get(..1)?, sort.as_str()) {
        ("3", "R" | "L" | "D" | "H") => Some(ItemKind::Law),
        ("5", "PC") => Some(ItemKind::Bill),
        ("5", "DC" | "JC" | "SC" | "AE" | "IE" | "AR" | "IR") => Some(ItemKind::Report),
        _ => None,
    }
}

fn links(facts: &Facts, file: Option<&str>) -> Vec<Link> {
    let to = |field: &str, what: Relation| {
        let acts = facts
            .of(field)
            .into_iter()
            .filter(|celex| kind_of(celex).is_some());
        acts.map(move |celex| Link::new(what, identity(&celex)))
    };
    let file = file.map(|file| Link::new(Relation::PartOf, format!("procedure:{file}")));
    file.into_iter()
        .chain(to("amends", Relation::Amends))
        .chain(to("based_on", Relation::Implements))
        .chain(to("adopts", Relation::Concerns))
        .collect()
}

/// An act is adopted, and so is a proposal that an act has adopted; other proposals are open.
fn state(kind: ItemKind, celex: &str, facts: &Facts) -> ItemState {
    match kind {
        ItemKind::Law => ItemState::Adopted,
        ItemKind::Bill if facts.of("adopted_by").iter().any(|act| act != celex) => {
            ItemState::Adopted
        }
        ItemKind::Bill => ItemState::Open,
        _ => ItemState::Closed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_tells_the_sort_and_what_is_left_out() {
        assert_eq!(kind_of("52021PC0206"), Some(ItemKind::Bill));
        assert_eq!(kind_of("32024L1275"), Some(ItemKind::Law));
        assert_eq!(kind_of("52025IR1234"), Some(ItemKind::Report));
        for other in [
            "32024R1689R(01)",
            "52021PC0206(01)",
            "62021CJ0001",
            "02016R0679-20160504",
            "52026IP0197",
            "é",
            "3",
            "32024R",
        ] {
            assert_eq!(kind_of(other), None, "{other}");
        }
    }

    #[test]
    fn procedures_are_written_as_people_write_them() {
        assert_eq!(
            procedure("2021/0106/COD").as_deref(),
            Some("2021/0106(COD)")
        );
        assert_eq!(procedure("2021/106/COD").as_deref(), Some("2021/0106(COD)"));
        assert_eq!(procedure("2021/0106"), None);
        assert_eq!(com_number("com-2021-206"), "COM(2021) 206");
    }
}
