//! What speaks for an item: the words it was met by and its circumstances, each as a named feature
//! between 0 and 1. What a feature counts is the business of `score`.

use crate::context::spelling;
use crate::places::Named;
use crate::score::Feature;
use crate::tier::until;
use jiff::civil::Date;
use noaber_domain::{Country, Item, ItemDate, ItemKind};
use noaber_text::plan::Atom;
use noaber_text::{Document, Found, Part, Plan};

/// Days ahead within which a date presses.
const PRESSING_DAYS: i64 = 90;
/// What something counts that is only mentioned in the body.
const PASSING: f64 = 0.4;
/// What a word counts that the dossier's own description shares with the title.
const ABOUT: f64 = 0.5;
/// Words of a text of middling length.
const MIDDLING: f64 = 300.0;

/// A word or phrase of a query that an item was met by.
#[derive(Debug)]
struct Met<'p> {
    atom: &'p Atom,
    /// How much it tells, 0 to 1.
    telling: f64,
    in_title: usize,
    in_body: usize,
    /// As the text writes it, the first time.
    spelling: String,
}

impl Met<'_> {
    /// How rare a find it is: less when the title does not have it.
    fn rare(&self) -> f64 {
        match self.in_title > 0 {
            true => self.telling,
            false => self.telling * PASSING,
        }
    }
}

/// What the words of the query say.
/// `about` are words of the title that also stand in what the dossier says of itself.
pub(crate) fn of_words(
    plan: &Plan,
    document: &Document,
    found: &Found,
    about: &[String],
) -> Vec<Feature> {
    let met = met(plan, document, found);
    let length = document.body.tokens.len() as f64;
    let lean = 1.0 / (0.6 + 0.4 * length / MIDDLING);
    let in_title = |m: &&Met| m.in_title > 0;
    let in_body = |m: &&Met| m.in_body > 0;
    let title: f64 = met
        .iter()
        .filter(in_title)
        .map(|m| (0.4 + m.telling) * m.atom.weight)
        .sum();
    let body: f64 = met
        .iter()
        .filter(in_body)
        .map(|m| {
            let times = m.in_body as f64 * lean;
            (0.3 + m.telling) * m.atom.weight * times / (times + 0.8)
        })
        .sum();
    let phrases: Vec<&Met> = met.iter().filter(|m| m.atom.words > 1).collect();
    let phrase = match phrases.iter().any(|m| m.in_title > 0) {
        true => 1.0,
        false => PASSING,
    };
    let rarest = met.iter().max_by(|a, b| a.rare().total_cmp(&b.rare()));
    let mut features = vec![
        feature(
            "title-hit",
            1.0 - (-title).exp(),
            met.iter().filter(in_title).map(|m| &m.spelling),
        ),
        feature(
            "body-hit",
            1.0 - (-body).exp(),
            met.iter().filter(in_body).map(|m| &m.spelling),
        ),
    ];
    if !phrases.is_empty() {
        features.push(feature(
            "phrase",
            phrase,
            phrases.iter().map(|m| &m.spelling),
        ));
    }
    let lower: Vec<String> = met.iter().map(|m| m.spelling.to_lowercase()).collect();
    let fresh = |word: &&String| {
        !lower
            .iter()
            .any(|known| known.contains(&word.to_lowercase()))
    };
    let about: Vec<&String> = about.iter().filter(fresh).collect();
    if met.len() + about.len() > 1 {
        let weigh = |m: &Met| if m.in_title > 0 { 1.0 } else { 0.5 };
        let several = met.iter().map(weigh).sum::<f64>() - 0.5 + ABOUT * about.len() as f64;
        let words = met.iter().map(|m| &m.spelling).chain(about);
        features.push(feature("terms", several.clamp(0.0, 4.0) / 4.0, words));
    }
    if let Some(rarest) = rarest {
        features.push(feature("rare-term", rarest.rare(), [&rarest.spelling]));
    }
    features.retain(|f| f.value > 0.0);
    features
}

/// What the circumstances of an item say.
pub(crate) struct Circumstances<'a> {
    pub item: &'a Item,
    pub named: &'a [Named],
    /// Words of the border, where that tells something.
    pub border: Option<Vec<String>>,
    pub money: Vec<String>,
    /// Words of a title that only settles the course of business.
    pub procedural: Vec<String>,
    /// Words that the committee shares with the dossier.
    pub committee: Vec<String>,
    pub deadline: Option<ItemDate>,
    pub today: Date,
    /// Closeness of meaning, 0 to 1, once there is an encoder.
    pub closeness: Option<f32>,
}

impl Circumstances<'_> {
    /// The features that hold.
    pub fn features(self) -> Vec<Feature> {
        let mut features = Vec::new();
        if !self.named.is_empty() {
            let value = match self.named.iter().any(|n| n.in_title) {
                true => 1.0,
                false => 0.7,
            };
            let names = self.named.iter().map(|n| &n.spelling);
            features.push(feature("region-named", value, names));
        }
        features.push(self.kind());
        features.push(self.country());
        if let Some(date) = self.deadline {
            let days = until(self.today, date.on);
            let value = 1.0 - days as f64 / PRESSING_DAYS as f64;
            features.push(feature("deadline", value.max(0.0), [&date.on.to_string()]));
        }
        if !self.money.is_empty() {
            features.push(feature("money", 1.0, &self.money));
        }
        if !self.committee.is_empty() {
            features.push(feature("committee", 1.0, &self.committee));
        }
        if let Some(closeness) = self.closeness {
            let none: [&String; 0] = [];
            features.push(feature("closeness", f64::from(closeness), none));
        }
        features.retain(|f| f.value != 0.0);
        features
    }

    /// What sort of paper it is; one that only settles the course of business asks nothing.
    fn kind(&self) -> Feature {
        if !self.procedural.is_empty() {
            return feature("kind", -1.0, &self.procedural);
        }
        let label = self.item.label.clone();
        let label = label.unwrap_or_else(|| self.item.kind.code().to_owned());
        feature("kind", of_kind(self.item.kind), [&label])
    }

    /// Whose paper it is. A region is heard at home first, which is where the score starts; a
    /// German paper is its business when it is about the border, and Europe is far.
    fn country(&self) -> Feature {
        let own = [self.item.country.code().to_uppercase()];
        match (self.item.country, &self.border) {
            (Country::De, Some(words)) if !words.is_empty() => feature("country", 0.1, words),
            (Country::De, _) => feature("country", -1.0, &own),
            (Country::Eu, _) => feature("country", -0.7, &own),
            (Country::Nl, _) => feature("country", 0.0, &own),
        }
    }
}

fn feature<'w>(
    code: &'static str,
    value: f64,
    words: impl IntoIterator<Item = &'w String>,
) -> Feature {
    let mut distinct: Vec<String> = Vec::new();
    for word in words {
        let lower = word.to_lowercase();
        if distinct.len() < 6 && !distinct.iter().any(|known| known.to_lowercase() == lower) {
            distinct.push(word.clone());
        }
    }
    Feature {
        code,
        value,
        words: distinct,
    }
}

fn met<'p>(plan: &'p Plan, document: &Document, found: &Found) -> Vec<Met<'p>> {
    let mut met: Vec<(usize, Met)> = Vec::new();
    for hit in &found.hits {
        let place = met.iter().position(|(atom, _)| *atom == hit.atom);
        let place = place.unwrap_or_else(|| {
            let atom = &plan.atoms()[hit.atom];
            let spelling = spelling(document, hit.part, hit.start, hit.end);
            let spelling = spelling.unwrap_or(&atom.label);
            met.push((
                hit.atom,
                Met {
                    atom,
                    telling: telling(&atom.label),
                    in_title: 0,
                    in_body: 0,
                    spelling: shortened(spelling),
                },
            ));
            met.len() - 1
        });
        match hit.part {
            Part::Title => met[place].1.in_title += 1,
            Part::Body => met[place].1.in_body += 1,
            Part::Other => {}
        }
    }
    let met = met.into_iter().map(|(_, met)| met).collect();
    apart(met)
}

/// Of words that lie within each other (`grens` and `over de grens`) only the longest is counted.
fn apart(met: Vec<Met>) -> Vec<Met> {
    let lower: Vec<String> = met.iter().map(|m| m.spelling.to_lowercase()).collect();
    let covered = |i: usize| {
        let within = |j: usize| {
            let longer = lower[j].len() > lower[i].len() || (lower[j] == lower[i] && j < i);
            longer && lower[j].contains(&lower[i])
        };
        (0..lower.len()).any(|j| j != i && within(j))
    };
    let keep: Vec<bool> = (0..met.len()).map(|i| !covered(i)).collect();
    met.into_iter()
        .zip(keep)
        .filter(|(_, keep)| *keep)
        .map(|(m, _)| m)
        .collect()
}

fn shortened(spelling: &str) -> String {
    let spelling = spelling.split_whitespace().collect::<Vec<_>>().join(" ");
    match spelling.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &spelling[..end]),
        None => spelling,
    }
}

/// How much a word tells before anything was counted: long words and phrases are rare, names and
/// codes mean one thing.
fn telling(label: &str) -> f64 {
    let letters = label.chars().filter(|c| c.is_alphanumeric()).count() as f64;
    let length = ((letters - 3.0) / 17.0).clamp(0.0, 1.0);
    let code = label.chars().any(char::is_numeric);
    let capitals = label.chars().filter(|c| c.is_uppercase()).count();
    let name = match (code, capitals) {
        (true, _) => 0.5,
        (false, 2..) => 0.55,
        (false, 1) => 0.4,
        (false, 0) => 0.0,
    };
    length.max(name)
}

/// How much a sort of paper asks of a region.
fn of_kind(kind: ItemKind) -> f64 {
    match kind {
        ItemKind::Debate | ItemKind::Vote | ItemKind::Consultation => 1.0,
        ItemKind::Motion | ItemKind::Bill | ItemKind::Call | ItemKind::Amendment => 0.8,
        ItemKind::Proposal | ItemKind::Commitment => 0.6,
        ItemKind::Letter | ItemKind::Question | ItemKind::Meeting => 0.4,
        ItemKind::Answer | ItemKind::Law | ItemKind::Report | ItemKind::News => 0.2,
        ItemKind::Other => 0.0,
        ItemKind::Record => -0.5,
        ItemKind::Annex => -0.8,
    }
}
