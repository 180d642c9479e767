//! A judged set: dossiers with their terms, items, and what somebody said of pairs of them. How it
//! is ranked is not known here.

use noaber_domain::{
    Bearing, Country, Dossier, DossierId, Interest, InterestId, Item, ItemKind, Language, Wording,
};
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// Why a judged set cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadSet {
    /// The dossiers are no TOML of the expected shape.
    #[error(
        "the dossiers cannot be read: {0}; expected [[dossier]] with id, title_nl, about and terms_nl, _de, _en"
    )]
    Dossiers(#[from] toml::de::Error),
    /// An item is no JSON of the expected shape.
    #[error(
        "line {line} of the items cannot be read: {why}; expected a JSON object with id, language, title and text"
    )]
    Item {
        /// Its line, from 1.
        line: usize,
        /// What is wrong.
        why: String,
    },
    /// A judgement has another shape.
    #[error(
        "line {line} of the judgements cannot be read: '{text}'; expected `dossier item grade [kind]` divided by tabs, or the four columns `dossier 0 item grade`"
    )]
    Judgement {
        /// Its line, from 1.
        line: usize,
        /// The line.
        text: String,
    },
    /// An id that cannot be one.
    #[error("dossier '{0}' has an id that cannot be one: small letters, digits and hyphens")]
    Id(String),
    /// Nothing was judged.
    #[error("no judgement is about a dossier and an item that are both given")]
    Nothing,
}

/// A dossier of a judged set, with an interest for each language that has terms.
#[derive(Debug, Clone)]
pub struct Topic {
    /// The dossier.
    pub dossier: Dossier,
    /// Its interests.
    pub interests: Vec<Interest>,
    /// Its terms by language, as written.
    pub terms: Vec<(Language, Vec<String>)>,
}

/// An item of a judged set.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Its id in the set.
    pub id: String,
    /// The item.
    pub item: Item,
}

/// A judged set.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// The dossiers, in the order of the file.
    pub topics: Vec<Topic>,
    /// The items, in the order of the file.
    pub papers: Vec<Paper>,
    /// Grades by place of dossier and item: 0 not wanted, 1 worth a glance, 2 must be seen.
    pub grades: FxHashMap<(usize, usize), u8>,
    /// What was said of opportunity and threat, where it was.
    pub kinds: FxHashMap<(usize, usize), Bearing>,
}

#[derive(Deserialize)]
struct Dossiers {
    dossier: Vec<Written>,
}

#[derive(Deserialize)]
struct Written {
    id: String,
    #[serde(default)]
    title_nl: Option<String>,
    #[serde(default)]
    title_de: Option<String>,
    #[serde(default)]
    title_en: Option<String>,
    /// In Dutch, or in the languages named.
    #[serde(default)]
    about: Option<String>,
    #[serde(default)]
    about_de: Option<String>,
    #[serde(default)]
    about_en: Option<String>,
    #[serde(default)]
    terms_nl: Vec<String>,
    #[serde(default)]
    terms_de: Vec<String>,
    #[serde(default)]
    terms_en: Vec<String>,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    #[serde(default)]
    collection: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    country: Option<String>,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    date: Option<String>,
    title: String,
    #[serde(default)]
    text: String,
}

impl Judged {
    /// Reads the three files: dossiers (TOML), items (JSON lines) and judgements (tab-divided, with
    /// or without a head, or the four columns of TREC).
    pub fn read(dossiers: &str, items: &str, judgements: &str) -> Result<Judged, BadSet> {
        let mut judged = Judged::default();
        let written: Dossiers = toml::from_str(dossiers)?;
        for written in written.dossier {
            judged.topics.push(topic(written)?);
        }
        for (line, text) in (1..)
            .zip(items.lines())
            .filter(|(_, t)| !t.trim().is_empty())
        {
            let row: Line = serde_json::from_str(text).map_err(|e| BadSet::Item {
                line,
                why: e.to_string(),
            })?;
            judged.papers.push(paper(row));
        }
        judged.hear(judgements)?;
        Ok(judged)
    }

    /// Reads the judgements. Those of dossiers or items that are not given are passed over.
    fn hear(&mut self, judgements: &str) -> Result<(), BadSet> {
        let topics = self
            .topics
            .iter()
            .map(|t| t.dossier.id.to_string())
            .zip(0..);
        let topics: FxHashMap<String, usize> = topics.collect();
        let papers = self.papers.iter().map(|p| p.id.clone()).zip(0..);
        let papers: FxHashMap<String, usize> = papers.collect();
        for (line, text) in (1..).zip(judgements.lines()) {
            let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
            let cells: Vec<&str> = match cells.len() {
                1 => text.split_whitespace().collect(),
                _ => cells,
            };
            if cells.is_empty() || (line == 1 && text.contains("grade")) {
                continue;
            }
            let (dossier, item, grade, kind) = columns(&cells).ok_or(BadSet::Judgement {
                line,
                text: text.chars().take(80).collect(),
            })?;
            if let (Some(topic), Some(paper)) = (topics.get(dossier), papers.get(item)) {
                self.grades.insert((*topic, *paper), grade);
                if let Some(kind) = kind.and_then(Bearing::from_code) {
                    self.kinds.insert((*topic, *paper), kind);
                }
            }
        }
        match self.grades.is_empty() {
            true => Err(BadSet::Nothing),
            false => Ok(()),
        }
    }

    /// The judged items of a dossier, by place, with their grades, in the order of the items.
    pub fn of(&self, topic: usize) -> Vec<(usize, u8)> {
        let mine = self.grades.iter().filter(|((t, _), _)| *t == topic);
        let mut mine: Vec<(usize, u8)> = mine.map(|((_, paper), grade)| (*paper, *grade)).collect();
        mine.sort_unstable();
        mine
    }

    /// The same set as somebody has it who writes in one language only: other terms and
    /// descriptions left out.
    pub fn only(&self, language: Language) -> Judged {
        let mut only = self.clone();
        for topic in &mut only.topics {
            topic.interests.retain(|i| i.language == Some(language));
            topic.terms.retain(|(l, _)| *l == language);
            for wording in [&mut topic.dossier.title, &mut topic.dossier.about] {
                let text = wording.get(language).map(str::to_owned);
                *wording = text.map_or_else(Wording::default, |t| Wording::of(language, t));
            }
        }
        only
    }
}

/// Reads `dossier item grade [kind ...]` or `dossier 0 item grade`. Grades above 2 count as 2, below
/// 0 as 0.
fn columns<'c>(cells: &[&'c str]) -> Option<(&'c str, &'c str, u8, Option<&'c str>)> {
    let grade = |cell: &str| cell.parse::<i64>().ok().map(|g| g.clamp(0, 2) as u8);
    match cells {
        [dossier, _, item, last] if grade(last).is_some() => {
            Some((dossier, item, grade(last)?, None))
        }
        [dossier, item, third, rest @ ..] => {
            Some((dossier, item, grade(third)?, rest.first().copied()))
        }
        _ => None,
    }
}

fn topic(written: Written) -> Result<Topic, BadSet> {
    let bad = |_| BadSet::Id(written.id.clone());
    let id = DossierId::new(written.id.clone()).map_err(bad)?;
    let listed = [
        (Language::Nl, written.terms_nl),
        (Language::De, written.terms_de),
        (Language::En, written.terms_en),
    ];
    let (interests, terms) = interests_of(&id, listed)?;
    let wording =
        |nl: Option<String>, de: Option<String>, en: Option<String>| Wording { nl, de, en };
    let title = wording(written.title_nl, written.title_de, written.title_en);
    let about = wording(written.about, written.about_de, written.about_en);
    let dossier = Dossier::bare(id, title, about);
    Ok(Topic {
        dossier,
        interests,
        terms,
    })
}

/// Terms by language.
type Terms = Vec<(Language, Vec<String>)>;

/// An interest for each language that has terms, and those terms.
pub(super) fn interests_of(
    id: &DossierId,
    listed: impl IntoIterator<Item = (Language, Vec<String>)>,
) -> Result<(Vec<Interest>, Terms), BadSet> {
    let mut interests = Vec::new();
    let mut terms = Vec::new();
    for (language, listed) in listed.into_iter().filter(|(_, terms)| !terms.is_empty()) {
        let short: String = id.as_str().chars().take(60).collect();
        let name = format!("{}-{language}", short.trim_end_matches('-'));
        interests.push(Interest {
            id: InterestId::new(name).map_err(|_| BadSet::Id(id.to_string()))?,
            dossier: id.clone(),
            language: Some(language),
            query: listed.join(", "),
            always: false,
            example: false,
        });
        terms.push((language, listed));
    }
    Ok((interests, terms))
}

/// An item of a collection, without date.
pub(super) fn paper_of(
    id: &str,
    collection: &str,
    language: &str,
    title: &str,
    text: &str,
) -> Paper {
    paper(Line {
        id: id.to_owned(),
        collection: collection.to_owned(),
        language: language.to_owned(),
        country: None,
        kind: None,
        date: None,
        title: title.to_owned(),
        text: text.to_owned(),
    })
}

/// An item of the set. Arena and kind are read from the name of its collection where it does not
/// say them itself.
fn paper(row: Line) -> Paper {
    let said = row.country.as_deref().and_then(Country::from_code);
    let country = said.unwrap_or_else(|| match row.collection.split('-').next() {
        Some("de") => Country::De,
        Some("eu") => Country::Eu,
        _ => Country::Nl,
    });
    let said = row.kind.as_deref().and_then(ItemKind::from_code);
    let kind = said.unwrap_or_else(|| match row.collection.as_str() {
        c if c.contains("moties") || c.contains("motion") => ItemKind::Motion,
        c if c.contains("call") || c.contains("sedia") => ItemKind::Call,
        c if c.contains("europarl") => ItemKind::Question,
        _ => ItemKind::Other,
    });
    let item = Item {
        key: format!("judged:{}", row.id),
        number: None,
        kind,
        label: None,
        country,
        language: Language::from_tag(&row.language),
        title: row.title,
        body: row.text,
        url: String::new(),
        published: row.date.and_then(|d| d.parse().ok()),
        dates: Vec::new(),
        actors: Vec::new(),
        committee: None,
        file: None,
        links: Vec::new(),
        same: Vec::new(),
        state: None,
        topics: Vec::new(),
    };
    Paper { id: row.id, item }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOSSIERS: &str = "[[dossier]]\nid = 'spoor'\ntitle_nl = 'Spoor'\nabout = 'Treinen.'\nterms_nl = ['trein', 'spoor over de grens']\nterms_de = ['Zug']\n";
    const ITEMS: &str = "{\"id\":\"a\",\"language\":\"nl\",\"title\":\"De trein\",\"text\":\"\"}\n\n{\"id\":\"b\",\"collection\":\"de-x\",\"language\":\"de\",\"title\":\"Der Zug\"}\n";

    #[test]
    fn both_shapes_of_judgements_are_read_alike() {
        let tabs = "dossier_id\titem_id\tgrade\tkind\nspoor\ta\t2\tthreat\nspoor\tb\t0\tneutral\nandere\ta\t1\tneutral\n";
        let trec = "spoor 0 a 2\nspoor 0 b 0\n";
        for text in [tabs, trec] {
            let judged = Judged::read(DOSSIERS, ITEMS, text).expect("a set");
            assert_eq!(judged.of(0), [(0, 2), (1, 0)]);
            assert_eq!(judged.papers[1].item.country, Country::De);
        }
        let judged = Judged::read(DOSSIERS, ITEMS, tabs).expect("a set");
        assert_eq!(judged.kinds[&(0, 0)], Bearing::Threat);
        let only = judged.only(Language::Nl);
        assert_eq!(
            (
                only.topics[0].interests.len(),
                judged.topics[0].interests.len()
            ),
            (1, 2)
        );
    }

    #[test]
    fn what_cannot_be_read_says_where() {
        let fault = |d, i, q| Judged::read(d, i, q).expect_err("a fault").to_string();
        assert!(fault("x", ITEMS, "").contains("[[dossier]]"));
        assert!(fault(DOSSIERS, "{}\n", "").contains("line 1"));
        assert!(fault(DOSSIERS, ITEMS, "spoor\ta\tveel\n").contains("line 1"));
        assert!(fault(DOSSIERS, ITEMS, "andere\ta\t1\n").contains("both given"));
        assert!(fault("[[dossier]]\nid = 'A B'", ITEMS, "").contains("'A B'"));
    }
}
