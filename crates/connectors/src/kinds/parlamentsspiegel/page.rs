//! A page of results of the Parlamentsspiegel: its procedures and their papers become items. The
//! classes of the page are the only marks there are; which pages are asked for is not known here.

use crate::formats::gather::Gather;
use crate::formats::text::html_to_text;
use crate::kinds::dip::words::{kind_of, paper};
use noaber_domain::{Country, Item, ItemKind, Language, Link, Relation};

/// What each procedure begins with.
const PROCEDURE: &str = "class=\"ps-vorgang\"";
/// What stands before the papers that followed the first one.
const FOLLOWING: &str = "ps-folge-dok";

/// Whether a page is one of results, be it without any.
pub fn is_results(html: &str) -> bool {
    html.contains("id=\"iTreffer\"")
        || html.contains(PROCEDURE)
        || html.contains("<span>Vorgänge</span>")
}

/// Takes the papers of all procedures in; answers how many procedures there are.
pub fn take(html: &str, gather: &mut Gather) -> usize {
    let procedures: Vec<&str> = html.split(PROCEDURE).skip(1).collect();
    for (place, block) in procedures.iter().enumerate() {
        if first_paper(block, gather).is_none() {
            gather.reject(
                &format!("procedure {}", place + 1),
                "the procedure has no number, title or paper in the known places",
            );
        }
    }
    procedures.len()
}

/// Takes the first paper of a procedure in, and those that followed it.
fn first_paper(block: &str, gather: &mut Gather) -> Option<()> {
    let (head, following) = block.split_once(FOLLOWING).unwrap_or((block, ""));
    let id = id_after(head, "ps-detail-")?;
    let title = spans(section(head, "ps-titel")?).pop()?;
    let row = section(head, "ps-dokument")?;
    let texts = spans(row);
    let number = number_in(texts.first()?)?;
    let summary = texts.get(2)?;
    let field = |class: &str| section(head, class).and_then(|part| spans(part).pop());
    let land = id.split('_').next()?.to_owned();
    let mut item = paper_item(&id, &land, &number, &title, row, summary, gather)?;
    item.body = [field("ps-abstrakt"), field("ps-fundstelle")]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n");
    item.actors = divided(field("ps-urheber"), ';');
    item.topics = divided(field("ps-sachgebiet"), ';');
    item.topics.extend(divided(field("ps-schlagwort"), ','));
    let first = item.same.first()?.clone();
    gather.item(item);
    for rest in following.split("class=\"ps-dokument\"").skip(1) {
        follow_up(rest, &land, &title, &first, gather);
    }
    Some(())
}

/// Takes a paper in that followed the first one, such as the answer to a question.
fn follow_up(part: &str, land: &str, title: &str, first: &str, gather: &mut Gather) -> Option<()> {
    let row = part.split("</p>").next()?;
    let texts = spans(row);
    let number = number_in(texts.first()?)?;
    let words = texts.get(1)?;
    let summary = words
        .split_once(" - ")
        .map_or(words.as_str(), |(_, after)| after);
    let summary = format!("{}; {summary}", first_words(summary));
    let id = id_after(row, &format!("title=\"{land}_")).map(|rest| format!("{land}_{rest}"))?;
    let mut item = paper_item(&id, land, &number, title, row, &summary, gather)?;
    item.body = words.clone();
    item.actors = divided(
        section(part, "ps-urheber").and_then(|part| spans(part).pop()),
        ';',
    );
    let what = match item.kind {
        ItemKind::Answer => Relation::Answers,
        ItemKind::Amendment => Relation::Amends,
        _ => Relation::Concerns,
    };
    item.links = vec![Link::new(what, first)];
    gather.item(item);
    Some(())
}

/// The sort that a line begins with, when nothing divides it from what follows: "Antwort" of
/// "Antwort Niedersächsische Staatskanzlei", "Kleine Anfrage" of "Kleine Anfrage 9901".
fn first_words(line: &str) -> String {
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or_default();
    let adjective = ["Kleine", "Große", "Schriftliche", "Mündliche", "Dringliche"].contains(&first);
    match words.next().filter(|_| adjective) {
        Some(second) => format!("{first} {second}"),
        None => first.to_owned(),
    }
}

fn paper_item(
    id: &str,
    land: &str,
    number: &str,
    title: &str,
    row: &str,
    summary: &str,
    gather: &mut Gather,
) -> Option<Item> {
    let key = format!("ps:{id}");
    let sort = summary.split([';', '.', ',']).next().unwrap_or_default();
    let sort = sort.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let day = summary.split([' ', ';', ',']).find(|word| is_day(word));
    let published = gather.day(&key, day.map(str::to_owned));
    Some(Item {
        number: Some(format!("LT {land} {number}")),
        label: Some(sort.to_owned()).filter(|sort| !sort.is_empty()),
        language: Some(Language::De),
        published,
        same: vec![format!("lt-{}-drs:{number}", land.to_lowercase())],
        ..Item::bare(key, kind_of(sort), Country::De, title, address(row)?)
    })
}

/// The part of a page from the element of this class to the end of its paragraph.
fn section<'a>(html: &'a str, class: &str) -> Option<&'a str> {
    let at = html.match_indices(class).map(|(at, _)| at).find(|at| {
        html[..*at].ends_with("class=\"") && html[at + class.len()..].starts_with(['"', ' '])
    })?;
    let rest = &html[at..];
    Some(rest.split("</p>").next().unwrap_or(rest))
}

/// The texts of the innermost spans, in order.
fn spans(html: &str) -> Vec<String> {
    html.split("<span")
        .skip(1)
        .filter_map(|piece| {
            let (_, inner) = piece.split_once('>')?;
            Some(html_to_text(inner.split("</span>").next()?).replace('\n', " "))
        })
        .collect()
}

/// What follows a mark up to the next sign that ends a name: `NW_V1810216_D18DPA251236`.
fn id_after(html: &str, mark: &str) -> Option<String> {
    let (_, rest) = html.split_once(mark)?;
    let id: String = rest
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
        .take(80)
        .collect();
    Some(id).filter(|id| !id.is_empty())
}

/// The number in "Drucksache 18/13631"; one state writes "Dokument".
fn number_in(text: &str) -> Option<String> {
    text.split_whitespace().find_map(paper)
}

/// The address of the paper itself.
fn address(row: &str) -> Option<String> {
    let (_, rest) = row.split_once("href=\"")?;
    let address = html_to_text(rest.split('"').next()?);
    Some(address).filter(|address| address.starts_with("http"))
}

fn divided(text: Option<String>, by: char) -> Vec<String> {
    let parts = text.unwrap_or_default();
    parts.split(by).map(|part| part.trim().to_owned()).collect()
}

/// Whether a word is a day such as 29.04.2025.
fn is_day(word: &str) -> bool {
    let numbers = word.bytes().filter(u8::is_ascii_digit).count();
    word.len() == 10 && numbers == 8 && word.bytes().filter(|b| *b == b'.').count() == 2
}
