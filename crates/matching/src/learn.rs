//! Learning weights from judged items: a plain logistic regression held back by the squares of its
//! weights. The same examples give the same weights, to the last digit.

use crate::score::{FEATURES, Feature, logistic};
use crate::weights::{Domain, START, Set, Table};

/// What an example counts to see its grade: 0 is not wanted, 1 worth a glance, 2 must be seen.
pub const WANTED: [f64; 3] = [0.0, 0.7, 1.0];
/// Features that judged items cannot teach, since they have no dates, committees or full kinds: set
/// by hand, in log-odds.
pub const BY_HAND: [(&str, f64); 4] = [
    ("deadline", 0.5),
    ("committee", 0.3),
    ("money", 0.2),
    ("kind-paper", 0.3),
];
/// What can be told of an item in a language for which there are no terms.
const FAR: [&str; 12] = [
    START,
    "closeness",
    "closeness-border",
    "closeness-union",
    "title-words",
    "title-term",
    "about-title",
    "about-text",
    "border",
    "elsewhere-title",
    "kind-single",
    "kind-union",
];
/// Features that can only speak for an item: however few judged items of a language have one, what it
/// counts there is never below nothing.
const SPEAKS_FOR: [&str; 18] = [
    "title-words",
    "text-words",
    "title-term",
    "rare-title",
    "terms",
    "title-parts",
    "covered",
    "covered-title",
    "focus",
    "about-title",
    "about-text",
    "core-title",
    "region-title",
    "region-named",
    "border",
    "closeness",
    "closeness-border",
    "closeness-union",
];
/// How much the squares of the weights count against the fit.
const HELD_BACK: f64 = 10.0;
/// What an addition of a domain costs more than a shared weight: the inverse of its square.
const APART: f64 = 0.6;
/// A weight that is kept as nothing.
const LEAST: f64 = 5e-5;
/// Steps within which the regression settles.
const STEPS: usize = 30;

/// An item as somebody judged it for a dossier.
#[derive(Debug, Clone)]
pub struct Example {
    /// Its sort.
    pub domain: Domain,
    /// What holds of it.
    pub features: Vec<Feature>,
    /// How much it is wanted, 0 to 1.
    pub wanted: f64,
}

/// Learns a set of weights. Features that no example has get none; those of [`BY_HAND`] keep
/// theirs. Items far from the terms are learned apart from all others.
pub fn learn(examples: &[Example], with_meaning: bool) -> Set {
    let (far, near): (Vec<&Example>, Vec<&Example>) =
        examples.iter().partition(|e| e.domain == Domain::Far);
    let mut set = Set::default();
    let mut columns = columns(with_meaning);
    columns.retain(|c| !is_left_out(c.name, with_meaning));
    fit(&mut set, columns, &near);
    let mut columns = self::columns(with_meaning);
    columns.retain(|c| c.domain == Some(Domain::De) && FAR.contains(&c.name));
    for column in &mut columns {
        column.domain = Some(Domain::Far);
    }
    fit(&mut set, columns, &far);
    for (name, weight) in BY_HAND {
        set.shared.insert(name.to_owned(), weight);
        set.far.insert(name.to_owned(), weight);
    }
    set
}

/// Fits these columns to examples and keeps the weights in a set. As long as a feature that can only
/// speak for an item speaks against those of a domain, the worst one is left out for that domain.
fn fit(set: &mut Set, mut columns: Vec<Column>, examples: &[&Example]) {
    let mut silent: Vec<Silent> = Vec::new();
    loop {
        let solved = fit_once(&columns, &silent, examples);
        let Some(worst) = worst(&columns, &solved) else {
            return keep_all(set, &columns, &solved, &silent);
        };
        // What counts for Dutch items is what counts for all.
        let domain = Some(worst.domain).filter(|domain| *domain != Domain::Nl);
        columns.retain(|c| c.name != worst.name || c.domain != domain);
        silent.push(worst);
    }
}

/// A feature that says nothing of the items of a domain.
struct Silent {
    name: &'static str,
    domain: Domain,
}

/// The weights of these columns.
fn fit_once(columns: &[Column], silent: &[Silent], examples: &[&Example]) -> Vec<f64> {
    let mut rows: Vec<Vec<f64>> = examples.iter().map(|e| row(columns, silent, e)).collect();
    let scales = scales(columns, &rows);
    for row in &mut rows {
        for (value, scale) in row.iter_mut().zip(&scales) {
            *value *= scale;
        }
    }
    let wanted: Vec<f64> = examples.iter().map(|e| e.wanted).collect();
    let solved = regress(columns, &rows, &wanted).into_iter();
    solved
        .zip(scales)
        .map(|(weight, scale)| weight * scale)
        .collect()
}

/// Keeps the weights; a silent feature takes back in its domain what it counts for all items.
fn keep_all(set: &mut Set, columns: &[Column], solved: &[f64], silent: &[Silent]) {
    for (column, weight) in columns.iter().zip(solved) {
        let table = match column.domain {
            None => &mut set.shared,
            Some(domain) => set.table_mut(domain),
        };
        keep(table, column.name, *weight);
    }
    for Silent { name, domain } in silent {
        let shared = set.shared.get(*name).copied().unwrap_or(0.0);
        if matches!(domain, Domain::De | Domain::En) {
            keep(set.table_mut(*domain), name, -shared);
        }
    }
}

/// The feature that speaks most against the items of a domain though it can only speak for them.
fn worst(columns: &[Column], solved: &[f64]) -> Option<Silent> {
    let of = |name: &str, domain: Option<Domain>| {
        let place = columns
            .iter()
            .position(|c| c.name == name && c.domain == domain);
        place.map(|i| solved[i])
    };
    let sums = columns
        .iter()
        .filter(|c| SPEAKS_FOR.contains(&c.name))
        .map(|c| {
            let domain = c.domain.unwrap_or(Domain::Nl);
            let own = c.domain.and_then(|_| of(c.name, c.domain)).unwrap_or(0.0);
            (own + of(c.name, None).unwrap_or(0.0), c.name, domain)
        });
    let below = sums.filter(|(sum, _, _)| *sum < -LEAST);
    let (_, name, domain) = below.min_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(Silent { name, domain })
}

/// Keeps a weight that says something, to four digits.
fn keep(table: &mut Table, name: &str, weight: f64) {
    let weight = (weight * 1e4).round() / 1e4;
    if weight != 0.0 {
        table.insert(name.to_owned(), weight);
    }
}

/// A feature for all items or for those of a domain.
struct Column {
    name: &'static str,
    domain: Option<Domain>,
}

fn columns(with_meaning: bool) -> Vec<Column> {
    let by_hand = |name: &str| BY_HAND.iter().any(|(known, _)| *known == name);
    let learned = FEATURES.iter().map(|(name, _)| *name);
    let learned = learned.filter(|n| !by_hand(n) && (with_meaning || !n.starts_with("closeness")));
    let names: Vec<&'static str> = std::iter::once(START).chain(learned).collect();
    let domains = [None, Some(Domain::De), Some(Domain::En)];
    let of = |domain| names.iter().map(move |name| Column { name, domain });
    let all = domains.into_iter().flat_map(of);
    // At home the words decide; meaning finds what is said in other languages.
    all.filter(|c| c.domain.is_some() || c.name != "closeness")
        .collect()
}

/// Whether a feature is left to others: where there are terms, an act of the Union counts as far as it
/// is close in meaning, when that is known, and our border in a title by itself.
fn is_left_out(name: &str, with_meaning: bool) -> bool {
    name == "closeness-border" || (with_meaning && name == "kind-union")
}

fn row(columns: &[Column], silent: &[Silent], example: &Example) -> Vec<f64> {
    let is_silent = |name: &str| {
        let mut silent = silent.iter();
        silent.any(|s| s.name == name && s.domain == example.domain)
    };
    let value = |column: &Column| {
        if is_silent(column.name) {
            return 0.0;
        }
        if column.domain.is_some_and(|domain| domain != example.domain) {
            return 0.0;
        }
        if column.name == START {
            return 1.0;
        }
        let holds = example.features.iter().find(|f| f.name == column.name);
        holds.map_or(0.0, |f| f.value)
    };
    columns.iter().map(value).collect()
}

/// What each column is multiplied by, so that all spread alike and additions cost more.
fn scales(columns: &[Column], rows: &[Vec<f64>]) -> Vec<f64> {
    let count = rows.len().max(1) as f64;
    let spread = |i: usize| {
        let mean = rows.iter().map(|row| row[i]).sum::<f64>() / count;
        let square = |row: &Vec<f64>| (row[i] - mean).powi(2);
        (rows.iter().map(square).sum::<f64>() / count).sqrt()
    };
    // An addition is as wide as the shared column of its feature, where there is one.
    let shared = |name: &str| {
        columns
            .iter()
            .position(|c| c.name == name && c.domain.is_none())
    };
    let scale = |(own, column): (usize, &Column)| {
        let base = shared(column.name);
        let dear = if is_free(column) || base.is_none() {
            1.0
        } else {
            APART
        };
        match (column.name, spread(base.unwrap_or(own))) {
            (START, _) => dear,
            (_, wide) if wide < 1e-9 => 0.0,
            (_, wide) => dear / wide,
        }
    };
    columns.iter().enumerate().map(scale).collect()
}

/// Whether a column is the start of all items, or of those that are learned apart.
fn is_free(column: &Column) -> bool {
    column.name == START && matches!(column.domain, None | Some(Domain::Far))
}

/// Newton's method; the start of all items is free, everything else is held back.
fn regress(columns: &[Column], rows: &[Vec<f64>], wanted: &[f64]) -> Vec<f64> {
    let width = columns.len();
    let held = |i: usize| match is_free(&columns[i]) {
        true => 1e-6,
        false => HELD_BACK,
    };
    let mut weights = vec![0.0; width];
    for _ in 0..STEPS {
        let mut slope: Vec<f64> = (0..width).map(|i| held(i) * weights[i]).collect();
        let mut curve = vec![vec![0.0; width]; width];
        for (i, row) in curve.iter_mut().enumerate() {
            row[i] = held(i);
        }
        for (row, wanted) in rows.iter().zip(wanted) {
            let sum: f64 = row.iter().zip(&weights).map(|(x, w)| x * w).sum();
            let chance = logistic(sum);
            let bend = (chance * (1.0 - chance)).max(1e-9);
            for i in (0..width).filter(|i| row[*i] != 0.0) {
                slope[i] += row[i] * (chance - wanted);
                for j in 0..=i {
                    curve[i][j] += bend * row[i] * row[j];
                }
            }
        }
        let step = solve(curve, slope);
        let far = step.iter().fold(0.0, |most: f64, s| most.max(s.abs()));
        let slow = if far > 4.0 { 4.0 / far } else { 1.0 };
        for (weight, step) in weights.iter_mut().zip(&step) {
            *weight -= slow * step;
        }
        if far < 1e-8 {
            break;
        }
    }
    weights
}

/// Solves `curve * x = slope` for a symmetric, positive curve of which the lower half is given.
fn solve(mut curve: Vec<Vec<f64>>, mut slope: Vec<f64>) -> Vec<f64> {
    let width = slope.len();
    for i in 0..width {
        for j in 0..=i {
            let before: f64 = (0..j).map(|k| curve[i][k] * curve[j][k]).sum();
            let rest = curve[i][j] - before;
            curve[i][j] = match i == j {
                true => rest.max(1e-12).sqrt(),
                false => rest / curve[j][j],
            };
        }
    }
    for i in 0..width {
        let before: f64 = (0..i).map(|k| curve[i][k] * slope[k]).sum();
        slope[i] = (slope[i] - before) / curve[i][i];
    }
    for i in (0..width).rev() {
        let after: f64 = (i + 1..width).map(|k| curve[k][i] * slope[k]).sum();
        slope[i] = (slope[i] - after) / curve[i][i];
    }
    slope
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::score;

    fn example(name: &'static str, value: f64, domain: Domain, wanted: f64) -> Example {
        let words = Vec::new();
        let features = vec![Feature { name, value, words }];
        Example {
            domain,
            features,
            wanted,
        }
    }

    #[test]
    fn what_goes_with_wanted_items_gets_weight_and_the_chances_are_right_on_average() {
        let mut examples = Vec::new();
        for i in 0..400 {
            let wanted = f64::from(i % 4 != 0);
            examples.push(example("title-words", 2.0, Domain::Nl, wanted));
            examples.push(example("elsewhere", 1.0, Domain::De, 1.0 - wanted));
        }
        let set = learn(&examples, false);
        assert!(set.weight(Domain::Nl, "title-words") > 0.0);
        assert!(set.weight(Domain::De, "elsewhere") < 0.0);
        let chance = |e: &Example| score(&set, e.domain, &e.features).0.value();
        let mean = examples.iter().map(chance).sum::<f64>() / 800.0;
        assert!((mean - 0.5).abs() < 0.01, "{mean}");
        assert!((chance(&examples[0]) - 0.75).abs() < 0.05);
        assert_eq!(set, learn(&examples, false), "the same again");
        assert_eq!(set.shared["deadline"], 0.5);
    }

    #[test]
    fn what_can_only_speak_for_an_item_never_counts_against_it() {
        let mut examples = Vec::new();
        for i in 0..300 {
            let wanted = f64::from(i % 3 == 0);
            for domain in [Domain::Nl, Domain::De] {
                examples.push(example("border", 1.0, domain, 1.0 - wanted));
                examples.push(example("kind-motion", 1.0, domain, wanted));
            }
            for domain in [Domain::En, Domain::Far] {
                examples.push(example("border", 1.0, domain, 0.0));
                examples.push(example("kind-single", 1.0, domain, 1.0));
            }
            examples.push(example("region-named", 1.0, Domain::Nl, 0.0));
            examples.push(example("region-named", 1.0, Domain::De, 1.0));
        }
        let set = learn(&examples, false);
        for domain in [Domain::Nl, Domain::De, Domain::En, Domain::Far] {
            for name in SPEAKS_FOR {
                assert!(set.weight(domain, name) >= -1e-9, "{name} {domain:?}");
            }
        }
        assert!(set.weight(Domain::Nl, "border") > 0.0);
        assert_eq!(set.weight(Domain::En, "border"), 0.0);
        assert_eq!(set.weight(Domain::Far, "border"), 0.0);
        assert!(set.weight(Domain::De, "region-named") > 0.0);
    }

    #[test]
    fn the_shipped_weights_never_hold_against_an_item_what_speaks_for_it() {
        let shipped = crate::weights::Weights::shipped();
        for set in [&shipped.words, &shipped.meaning] {
            for domain in [Domain::Nl, Domain::De, Domain::En, Domain::Far] {
                for name in SPEAKS_FOR {
                    let weight = set.weight(domain, name);
                    assert!(weight >= -1e-9, "{name} {domain:?}: {weight}");
                }
            }
        }
    }

    #[test]
    fn nothing_to_learn_from_gives_the_weights_set_by_hand() {
        let set = learn(&[], true);
        let names: Vec<&str> = set.shared.keys().map(String::as_str).collect();
        assert_eq!(names, ["committee", "deadline", "kind-paper", "money"]);
    }
}
