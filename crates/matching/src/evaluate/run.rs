//! Ranking a judged set dossier by dossier, each by weights that were learned on the others, beside
//! the plain word search. Reading and printing are not known here.

use super::bearings::Bearings;
use super::calibration::Calibration;
use super::judged::{Judged, Topic};
use super::measures::{Measures, measure};
use super::plain::Plain;
use crate::closeness::Closeness;
use crate::learn::{Example, WANTED, learn};
use crate::matcher::{Matcher, Weighed};
use crate::score::score;
use crate::weights::Set;
use jiff::civil::Date;
use noaber_domain::{DossierId, Interest, Item, Language, Organisation};
use serde::Serialize;

/// The language whose advisers write the dossiers: what is far from it is measured by its terms.
const HOME: Language = Language::Nl;

/// The closeness of meaning between an item and a dossier.
pub type Near<'a> = dyn Fn(&Item, &Topic) -> Closeness + 'a;

/// What a set is evaluated with.
pub struct Setting<'a> {
    /// The organisations whose names count as the region's.
    pub organisations: &'a [Organisation],
    /// Closeness of meaning between an item and a dossier; without it words count alone.
    pub closeness: Option<&'a Near<'a>>,
    /// The day on which the items are looked at.
    pub today: Date,
}

/// How one dossier was ranked.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The dossier, or `all` for the mean.
    pub dossier: String,
    /// The language of the items ranked; all languages when absent.
    pub language: Option<Language>,
    /// Whether only the Dutch description and terms were known.
    pub far: bool,
    /// By the score.
    pub score: Measures,
    /// By the plain search with the terms of all languages.
    pub plain: Measures,
    /// By the plain search with the terms of the language of the items, or of the home language.
    pub plain_own: Measures,
}

/// An evaluation.
#[derive(Debug, Clone, Serialize)]
pub struct Evaluation {
    /// Dossiers, items, judged pairs.
    pub counts: (usize, usize, usize),
    /// Whether closeness of meaning was known.
    pub with_meaning: bool,
    /// Which weights each dossier was ranked by: `held out` (learned on the other dossiers) or
    /// `shipped`.
    pub weights: &'static str,
    /// By dossier and language; the means last.
    pub rows: Vec<Row>,
    /// How well opportunity and threat were told, over wanted pairs of which somebody said it.
    pub bearings: Bearings,
    /// Whether the chances are right, over all judged pairs; what was kept is told by `learn::WANTED`.
    pub calibration: Calibration,
    /// The same for items in other languages as they look to somebody with Dutch terms only.
    pub calibration_far: Calibration,
}

/// A judged pair as it is learned from: place of the item, grade, and what holds.
pub type Pair = (usize, u8, Weighed);

/// What holds of every judged pair, by dossier.
pub fn examples(judged: &Judged, setting: &Setting) -> Vec<Vec<Pair>> {
    let (dossiers, interests) = parts(judged);
    let (matcher, _) = Matcher::new(&dossiers, &interests, setting.organisations);
    let of = |topic: usize| {
        let told = &judged.topics[topic];
        let ids = [told.dossier.id.clone()];
        let weigh = |(paper, grade): (usize, u8)| {
            let item = &judged.papers[paper].item;
            let near = |_: &DossierId| setting.closeness.map(|of| of(item, told));
            let weighed = matcher.weigh_all(item, setting.today, &ids, near);
            weighed.into_iter().map(move |w| (paper, grade, w))
        };
        judged.of(topic).into_iter().flat_map(weigh).collect()
    };
    (0..judged.topics.len()).map(of).collect()
}

fn parts(judged: &Judged) -> (Vec<noaber_domain::Dossier>, Vec<Interest>) {
    let dossiers = judged.topics.iter().map(|t| t.dossier.clone()).collect();
    let interests = judged.topics.iter().flat_map(|t| t.interests.clone());
    (dossiers, interests.collect())
}

/// What is learned from: all pairs, and once more those in other languages as they look to somebody
/// who has Dutch terms only.
struct School {
    near: Vec<Vec<Pair>>,
    far: Vec<Vec<Pair>>,
}

impl School {
    fn new(judged: &Judged, setting: &Setting) -> School {
        let is_home = |pair: &Pair| judged.papers[pair.0].item.language == Some(HOME);
        let mut far = examples(&judged.only(HOME), setting);
        for pairs in &mut far {
            pairs.retain(|pair| !is_home(pair));
        }
        School {
            near: examples(judged, setting),
            far,
        }
    }

    /// Learns on all dossiers but one.
    fn learn_without(&self, without: Option<usize>, with_meaning: bool) -> Set {
        let of = |pairs: &[Vec<Pair>]| -> Vec<Example> {
            let kept = pairs
                .iter()
                .enumerate()
                .filter(|(i, _)| Some(*i) != without);
            let pairs = kept.flat_map(|(_, pairs)| pairs);
            pairs
                .map(|(_, grade, weighed)| example(*grade, weighed))
                .collect()
        };
        let mut lessons = of(&self.near);
        lessons.extend(of(&self.far));
        learn(&lessons, with_meaning)
    }
}

/// A judged pair as an example.
pub(crate) fn example(grade: u8, weighed: &Weighed) -> Example {
    Example {
        domain: weighed.domain,
        features: weighed.features.clone(),
        wanted: WANTED[usize::from(grade.min(2))],
    }
}

/// Learns a set of weights on all dossiers of a judged set.
pub fn learn_all(judged: &Judged, setting: &Setting) -> Set {
    School::new(judged, setting).learn_without(None, setting.closeness.is_some())
}

/// Ranks the judged items of every dossier by weights learned on the others (`fixed` takes these
/// weights for all instead), and measures it beside the plain search.
pub fn evaluate(judged: &Judged, setting: &Setting, fixed: Option<&Set>) -> Evaluation {
    let with_meaning = setting.closeness.is_some();
    let school = School::new(judged, setting);
    let plain = Plain::new(&judged.papers);
    let mut rows = Vec::new();
    let (mut chances, mut far_chances) = (Vec::new(), Vec::new());
    for topic in 0..judged.topics.len() {
        // With a single dossier there are no others to learn on.
        let learned = match fixed {
            Some(set) => set.clone(),
            None if judged.topics.len() == 1 => {
                crate::weights::Weights::shipped().set(with_meaning).clone()
            }
            None => school.learn_without(Some(topic), with_meaning),
        };
        let ranking = Ranking {
            judged,
            plain: &plain,
            topic,
            set: &learned,
        };
        chances.extend(ranking.chances(&school.near[topic]));
        far_chances.extend(ranking.chances(&school.far[topic]));
        rows.push(ranking.row(&school.near[topic], None, false));
        for language in Language::ALL {
            rows.push(ranking.row(&school.near[topic], Some(language), false));
        }
        rows.push(ranking.row(&school.far[topic], Some(Language::De), true));
    }
    rows.retain(|row| row.score.wanted > 0);
    let means = means(&rows);
    rows.extend(means);
    Evaluation {
        counts: (
            judged.topics.len(),
            judged.papers.len(),
            judged.grades.len(),
        ),
        with_meaning,
        weights: match fixed {
            Some(_) => "shipped",
            None => "held out",
        },
        rows,
        bearings: bearings(judged, setting),
        calibration: Calibration::of(&chances),
        calibration_far: Calibration::of(&far_chances),
    }
}

/// The means over dossiers, for all items and each language.
fn means(rows: &[Row]) -> Vec<Row> {
    let mut means = Vec::new();
    let sorts = [
        None,
        Some(Language::Nl),
        Some(Language::De),
        Some(Language::En),
    ];
    let sorts = sorts
        .into_iter()
        .map(|l| (l, false))
        .chain([(Some(Language::De), true)]);
    for (language, far) in sorts {
        let of: Vec<&Row> = rows
            .iter()
            .filter(|r| (r.language, r.far) == (language, far))
            .collect();
        let mean = |get: fn(&Row) -> Measures| {
            Measures::mean(&of.iter().map(|row| get(row)).collect::<Vec<_>>())
        };
        if !of.is_empty() {
            means.push(Row {
                dossier: "all".into(),
                language,
                far,
                score: mean(|r| r.score),
                plain: mean(|r| r.plain),
                plain_own: mean(|r| r.plain_own),
            });
        }
    }
    means
}

/// What ranks the judged items of one dossier.
struct Ranking<'a> {
    judged: &'a Judged,
    plain: &'a Plain,
    topic: usize,
    set: &'a Set,
}

impl Ranking<'_> {
    fn row(&self, pairs: &[Pair], language: Option<Language>, far: bool) -> Row {
        let of = |pair: &&Pair| {
            language.is_none() || self.judged.papers[pair.0].item.language == language
        };
        let pairs: Vec<&Pair> = pairs.iter().filter(of).collect();
        let topic = &self.judged.topics[self.topic];
        let papers: Vec<usize> = pairs.iter().map(|pair| pair.0).collect();
        let ours = pairs
            .iter()
            .map(|(_, _, w)| score(self.set, w.domain, &w.features).0.value());
        let own = language.filter(|_| !far).unwrap_or(HOME);
        let all: &[Language] = if far { &[HOME] } else { &Language::ALL };
        Row {
            dossier: topic.dossier.id.to_string(),
            language,
            far,
            score: self.measured(&pairs, ours.collect()),
            plain: self.measured(&pairs, self.plain.scores(topic, all, &papers)),
            plain_own: self.measured(&pairs, self.plain.scores(topic, &[own], &papers)),
        }
    }

    /// What the score says of each pair, and what came of it.
    fn chances(&self, pairs: &[Pair]) -> Vec<(f64, f64)> {
        let chance = |(_, grade, w): &Pair| {
            let said = score(self.set, w.domain, &w.features).0.value();
            (said, WANTED[usize::from((*grade).min(2))])
        };
        pairs.iter().map(chance).collect()
    }

    /// Measures pairs ranked by scores; of equals the first id comes first.
    fn measured(&self, pairs: &[&Pair], scores: Vec<f64>) -> Measures {
        let id = |pair: &Pair| &self.judged.papers[pair.0].id;
        let mut ranked: Vec<(f64, &&Pair)> = scores.into_iter().zip(pairs).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| id(a.1).cmp(id(b.1))));
        let grades: Vec<Option<u8>> = ranked.iter().map(|(_, pair)| Some(pair.1)).collect();
        measure(&grades)
    }
}

fn bearings(judged: &Judged, setting: &Setting) -> Bearings {
    let (dossiers, interests) = parts(judged);
    let (matcher, _) = Matcher::new(&dossiers, &interests, setting.organisations);
    let mut pairs: Vec<_> = judged.kinds.iter().collect();
    pairs.sort_by_key(|(pair, _)| **pair);
    let mut bearings = Bearings::default();
    for ((topic, paper), said) in pairs {
        if judged
            .grades
            .get(&(*topic, *paper))
            .is_some_and(|grade| *grade > 0)
        {
            let id = judged.topics[*topic].dossier.id.clone();
            let found = matcher.bearings(&judged.papers[*paper].item, &[id]);
            for (found, _) in found {
                bearings.count(*said, found);
            }
        }
    }
    bearings
}
