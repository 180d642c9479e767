//! One paper as XML, in its two dialects: `officiele-publicatie` (2010 on) and `kamerwrk`
//! (1995-2009). The search that leads here stands in `search`.

use super::identity;
use super::search::Note;
use super::text::{date_in_words, paragraphs, signatures};
use super::title;
use crate::connector::Page;
use crate::formats::com_number;
use crate::formats::gather::Gather;
use crate::formats::xml::Node;
use noaber_domain::{Country, Item, ItemKind, Language};

/// Takes a paper in; what the search knew of it fills what the paper does not say.
pub fn take(root: &Node, page: &Page, note: &Note, gather: &mut Gather) {
    let known = note.known.clone();
    let own = Own::of(root, page);
    let Some(number) = known
        .as_ref()
        .and_then(|k| k.number.clone())
        .or(own.number.clone())
    else {
        gather.reject(&page.url, "the paper names neither its number nor its file");
        return;
    };
    let key = identity::key(&number);
    let same = match &known {
        Some(known) if !known.same.is_empty() => known.same.clone(),
        _ => identity::of(&number, own.file.as_deref(), None),
    };
    let published = gather.day(&key, own.day.clone());
    let body = paragraphs(root);
    let signed = signatures(root, &body);
    let stated = title::readable(&own.heading, &signed);
    let heading = match (&own.title, &own.file_title) {
        (Some(title), _) => title.clone(),
        (None, Some(file)) if !stated.is_empty() => format!("{stated} — {file}"),
        (None, Some(file)) => file.clone(),
        (None, None) => stated,
    };
    let known_topics = known.as_ref().map(|k| k.topics.clone()).unwrap_or_default();
    let title = match &known {
        Some(known) if own.title.is_none() && !known.title.is_empty() => known.title.clone(),
        _ => heading,
    };
    let links = com_number::links(&title, &body.join("\n"));
    let named = if own.submitters.is_empty() {
        signed
    } else {
        own.submitters
    };
    gather.item(Item {
        kind: kind_of(own.sort.as_deref().unwrap_or(""), &title),
        label: own.sort.or(known.as_ref().and_then(|k| k.label.clone())),
        country: Country::Nl,
        language: Some(Language::Nl),
        title,
        body: body.join("\n"),
        url: known
            .as_ref()
            .map_or_else(|| address(&number), |k| k.url.clone()),
        published: published.or(known.as_ref().and_then(|k| k.published)),
        dates: Vec::new(),
        actors: named,
        committee: None,
        file: own.file.or(known.and_then(|k| k.file)),
        links,
        same,
        state: None,
        topics: own
            .file_title
            .into_iter()
            .chain(own.topics)
            .chain(known_topics)
            .collect(),
        number: Some(number),
        key,
    });
}

/// The page for people of a paper.
pub fn address(number: &str) -> String {
    format!("https://zoek.officielebekendmakingen.nl/{number}.html")
}

/// What a paper says of itself.
struct Own {
    number: Option<String>,
    file: Option<String>,
    file_title: Option<String>,
    title: Option<String>,
    heading: String,
    sort: Option<String>,
    day: Option<String>,
    submitters: Vec<String>,
    topics: Vec<String>,
}

impl Own {
    fn of(root: &Node, page: &Page) -> Own {
        let meta = |name: &str, scheme: &str| -> Vec<String> {
            root.all("meta")
                .into_iter()
                .filter(|m| m.attribute("name") == Some(name))
                .filter(|m| {
                    scheme.is_empty() || m.attribute("scheme").is_some_and(|s| s.ends_with(scheme))
                })
                .filter_map(|m| m.attribute("content").map(str::to_owned))
                .filter(|content| !content.trim().is_empty())
                .collect()
        };
        let first = |name: &str, scheme: &str| meta(name, scheme).into_iter().next();
        let file = file_of(root);
        let date = root.find("datum");
        let day = date.and_then(|d| d.attribute("isodatum").map(str::to_owned));
        Own {
            number: first("DC.identifier", "ParlID")
                .or_else(|| {
                    first("OVERHEIDop.externMetadataRecord", "")
                        .as_deref()
                        .and_then(number_in)
                })
                .or_else(|| composed(root, file.as_deref()))
                .or_else(|| number_in(&page.url)),
            file_title: first("OVERHEIDop.dossiertitel", "").or_else(|| file_title(root)),
            title: first("OVERHEIDop.documenttitel", ""),
            heading: root
                .find("stuk")
                .and_then(|stuk| stuk.child("titel"))
                .map(Node::text)
                .unwrap_or_default(),
            sort: first("DC.type", "KamerstukTypen"),
            day: first("DCTERMS.issued", "")
                .or(day)
                .or_else(|| date_in_words(root)),
            submitters: meta("OVERHEIDop.indiener", ""),
            topics: meta("OVERHEID.category", ""),
            file,
        }
    }
}

/// `kst-36045-299` in an address such as `https://.../kst-36045-299/metadata.xml`.
fn number_in(address: &str) -> Option<String> {
    let parts = address.split(['/', '?', '#']).rev();
    parts
        .map(|part| part.trim_end_matches(".xml").trim_end_matches(".html"))
        .find(|part| part.starts_with("kst-") && part.len() > 4)
        .map(str::to_owned)
}

/// The number of the file: `36045`, `36410-XIV`, without the blank that is printed in it.
fn file_of(root: &Node) -> Option<String> {
    let joined = |text: String| {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
    };
    if let Some(file) = root.find("dossiernummer") {
        let parts =
            ["dossiernr", "begrotingshoofdstuk", "rijkswetnr"].map(|name| file.text_of(name));
        let parts: Vec<String> = parts.into_iter().flatten().map(joined).collect();
        return Some(parts.join("-")).filter(|file| !file.is_empty());
    }
    let old = root.find("onderw")?.text_of("nummer")?;
    Some(joined(old)).filter(|file| !file.is_empty())
}

fn file_title(root: &Node) -> Option<String> {
    let new = root.find("dossier").and_then(|file| file.text_of("titel"));
    new.or_else(|| {
        root.find("onderw")
            .and_then(|subject| subject.text_of("naam"))
    })
}

/// The number put together from file and place in it: `kst-24138-3`.
fn composed(root: &Node, file: Option<&str>) -> Option<String> {
    let piece = root.find("stuk")?;
    let own = piece
        .text_of("ondernummer")
        .or_else(|| piece.text_of("stuknr"))
        .or_else(|| piece.text_of("nummer"))?;
    let place = own.rsplit(' ').next()?.trim_matches(['.', ' ']).to_owned();
    (!place.is_empty())
        .then(|| format!("kst-{}-{place}", file.unwrap_or_default().trim_matches('-')))
        .filter(|_| file.is_some())
}

/// The kind of a paper, from the repository's own sort, else from its title.
pub fn kind_of(sort: &str, title: &str) -> ItemKind {
    let both = [sort.to_lowercase(), title.to_lowercase()];
    let known: &[(&str, ItemKind)] = &[
        ("motie", ItemKind::Motion),
        ("amendement", ItemKind::Amendment),
        ("nota van wijziging", ItemKind::Amendment),
        ("brief", ItemKind::Letter),
        ("voorstel van wet", ItemKind::Bill),
        ("memorie van toelichting", ItemKind::Bill),
        ("lijst van vragen en antwoorden", ItemKind::Answer),
        ("lijst van vragen", ItemKind::Question),
        ("nota naar aanleiding", ItemKind::Answer),
        ("memorie van antwoord", ItemKind::Answer),
        ("initiatiefnota", ItemKind::Proposal),
        ("jaarverslag", ItemKind::Report),
        ("rapport", ItemKind::Report),
        ("advies", ItemKind::Report),
        ("verslag", ItemKind::Record),
        ("bijlage", ItemKind::Annex),
    ];
    // The word that stands first decides: a letter about a motion is a letter.
    let first = |text: &String| {
        known
            .iter()
            .filter_map(|(word, kind)| Some((text.find(word)?, *kind)))
            .min_by_key(|(at, _)| *at)
    };
    both.iter()
        .find_map(first)
        .map_or(ItemKind::Other, |(_, kind)| kind)
}
