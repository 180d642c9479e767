//! Cases and papers as items. A case and its papers point to each other, but for a paper that is all
//! there is of its case: the two are one item. What a sort means stands in `sorts`.

use super::entity::Entity;
use super::fields::{actors, committee, file_of, is_true, related, related_ids};
use super::{SITE, identities, sorts};
use crate::formats::gather::Gather;
use crate::formats::json::string;
use crate::formats::{com_number, eu_act};
use noaber_domain::{Country, DateKind, Item, ItemKind, ItemState, Language, Link, Relation};
use serde_json::Value;

/// What all rows have in common: title, sort, those who act, file.
pub fn base(row: &Value, key: String, sort: &str) -> Item {
    let title = string(row, &["Onderwerp", "Titel", "Citeertitel"]).unwrap_or_default();
    let file_title = string(row, &["Titel"]).filter(|file| *file != title);
    let alias = string(row, &["Citeertitel", "Alias"]).filter(|alias| *alias != title);
    let title = match &file_title {
        Some(file) if says_only_its_sort(&title, sort) => format!("{title} — {file}"),
        _ => title,
    };
    Item {
        label: Some(sort.to_owned()).filter(|label| !label.is_empty()),
        language: Some(Language::Nl),
        actors: actors(row),
        committee: committee(row),
        file: file_of(row),
        topics: file_title.into_iter().chain(alias).collect(),
        ..Item::bare(key, sorts::paper(sort), Country::Nl, title, "")
    }
}

/// Whether a title is no more than the sort of the paper: "Memorie van toelichting (herdruk)",
/// "Tweede nota van wijziging", "Voorstel van rijkswet".
fn says_only_its_sort(title: &str, sort: &str) -> bool {
    let bare = |text: &str| {
        let lower = text.to_lowercase().replace("rijkswet", "wet");
        let core = lower.split('(').next().unwrap_or_default();
        core.trim().to_owned()
    };
    let (title, sort) = (bare(title), bare(sort));
    let says_more = || !title.ends_with(&sort) || title.split(' ').count() > 4;
    !sort.is_empty() && (title == sort || !says_more())
}

/// A case: a motion, a bill, a letter on its way through the House.
pub fn case(row: &Value, id: &str, gather: &mut Gather) -> Item {
    let sort = string(row, &["Soort"]).unwrap_or_default();
    let mut item = base(row, Entity::Zaak.key(id), &sort);
    item.number = string(row, &["Nummer"]);
    item.published = gather.day(&item.key, string(row, &["GestartOp", "GewijzigdOp"]));
    let number = item.number.clone().unwrap_or_else(|| id.to_owned());
    item.url = format!("{SITE}/kamerstukken/detail?id={number}");
    item.same = item
        .number
        .iter()
        .map(|number| identities::of_number(number))
        .collect();
    item.state = state_of_case(row, item.kind);
    // What the government thinks of a motion or an amendment, in the House's own words; a subject,
    // so that it stays when the text of the paper joins the case.
    let verdict = string(row, &["Kabinetsappreciatie"]);
    item.topics
        .extend(verdict.map(|verdict| format!("Kabinetsappreciatie: {verdict}")));
    if is_true(row, "Afgedaan") == Some(false) {
        let term = gather.date(&item.key, string(row, &["Termijn"]), DateKind::Deadline);
        item.dates.extend(term);
    }
    item.links = common_links(&item);
    for relation in ["GerelateerdVanuit", "VervangenVanuit"] {
        let other = |id: &String| Link::new(Relation::Related, Entity::Zaak.key(id));
        item.links
            .extend(related_ids(row, relation).iter().map(other));
    }
    item
}

/// How far a case has come: by the last decision that says so, else by whether it is dealt with.
fn state_of_case(row: &Value, kind: ItemKind) -> Option<ItemState> {
    let decisions = related(row, "Besluit").into_iter();
    let mut taken: Vec<(String, ItemState)> = decisions
        .filter(|decision| string(decision, &["Status"]).is_some_and(|s| s == "Besluit"))
        .filter_map(|decision| {
            let state = sorts::decided(&string(decision, &["BesluitSoort"])?)?;
            let when = string(decision, &["GewijzigdOp"]).unwrap_or_default();
            Some((when, state)).filter(|_| state != ItemState::Open)
        })
        .collect();
    taken.sort_by(|one, other| one.0.cmp(&other.0));
    if let Some((_, state)) = taken.pop() {
        return Some(state);
    }
    // For a letter "dealt with" says something of the House's register, not of the letter.
    let runs = matches!(
        kind,
        ItemKind::Motion
            | ItemKind::Amendment
            | ItemKind::Bill
            | ItemKind::Question
            | ItemKind::Proposal
    );
    match is_true(row, "Afgedaan").filter(|_| runs)? {
        true => Some(ItemState::Closed),
        false => Some(ItemState::Open),
    }
}

/// A paper.
pub fn paper(row: &Value, id: &str, gather: &mut Gather) -> Item {
    let sort = string(row, &["Soort"]).unwrap_or_default();
    let mut item = base(row, Entity::Document.key(id), &sort);
    item.number = string(row, &["Nummer", "DocumentNummer"]);
    item.published = gather.day(&item.key, string(row, &["Datum", "DatumRegistratie"]));
    let number = item.number.clone().unwrap_or_else(|| id.to_owned());
    item.url = format!("{SITE}/kamerstukken/detail?id={number}&did={number}");
    item.same = identities::of_paper(row, &sort);
    item.links = common_links(&item);
    let answers = item.kind == ItemKind::Answer && sort.to_lowercase().starts_with("antwoord");
    let whole = identities::whole_case(row, &sort);
    item.same
        .extend(whole.iter().map(|case| Entity::Zaak.key(case)));
    let cases = related_ids(row, "Zaak").into_iter();
    for case in cases.filter(|case| whole.as_ref() != Some(case)) {
        let case = Entity::Zaak.key(&case);
        item.links.push(Link::new(Relation::PartOf, case.clone()));
        if answers {
            item.links.push(Link::new(Relation::Answers, case));
        }
    }
    for source in related_ids(row, "BronDocument") {
        let source = Entity::Document.key(&source);
        item.links.push(Link::new(Relation::AnnexOf, source));
    }
    let to_meeting = match item.kind {
        ItemKind::Record => Relation::RecordOf,
        _ => Relation::AgendaOf,
    };
    for meeting in related_ids(row, "Activiteit") {
        let meeting = Entity::Activiteit.key(&meeting);
        item.links.push(Link::new(to_meeting, meeting));
    }
    item
}

/// Papers of the Commission that the title names, acts of the Union in the title or that of the
/// file, and the bill that an amendment would change.
fn common_links(item: &Item) -> Vec<Link> {
    let mut links = com_number::links(&item.title, "");
    let file = item.topics.first().map_or("", String::as_str);
    links.extend(eu_act::links(&format!("{} {file}", item.title)));
    if let (ItemKind::Amendment, Some(number)) = (item.kind, &item.file) {
        let bill = format!("kst-{number}-{}", place_of_bill(file)).to_lowercase();
        links.push(Link::new(Relation::Amends, bill));
    }
    links
}

/// The place of the bill in a file with this title, by the custom that all bills of 2025 keep: a
/// budget comes first, a final budget act third, any other bill second, after the royal message.
fn place_of_bill(file_title: &str) -> u8 {
    let lower = file_title.to_lowercase();
    if lower.contains("begrotingssta") {
        1
    } else if lower.contains("slotwet") {
        3
    } else {
        2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_that_is_a_mere_sort_is_known() {
        for (title, sort) in [
            (
                "Memorie van toelichting (herdruk)",
                "Memorie van toelichting",
            ),
            ("Tweede nota van wijziging", "Nota van wijziging"),
            (
                "Voorstel van rijkswet",
                "Voorstel van wet (initiatiefvoorstel)",
            ),
            ("Verslag", "Verslag (initiatief)wetsvoorstel (nader)"),
            (
                "Advies van een raad en nader rapport",
                "Advies van een raad en nader rapport",
            ),
        ] {
            assert!(says_only_its_sort(title, sort), "{title}");
        }
        for (title, sort) in [
            ("Jaarverslag Voorbeeldfonds 2024", "Jaarverslag"),
            ("Verzamelbrief natuur", "Brief regering"),
            ("Motie van het lid Voorbeeld over een motie", "Motie"),
            ("Memorie van toelichting", ""),
        ] {
            assert!(!says_only_its_sort(title, sort), "{title}");
        }
    }

    #[test]
    fn the_bill_stands_where_its_sort_of_file_has_it() {
        let budget = "Vaststelling van de begrotingsstaat van een voorbeeld voor het jaar 2026";
        assert_eq!(place_of_bill(budget), 1);
        assert_eq!(place_of_bill("Jaarverslag en slotwet Voorbeeld 2024"), 3);
        assert_eq!(place_of_bill("Wijziging van de Voorbeeldwet"), 2);
    }
}
