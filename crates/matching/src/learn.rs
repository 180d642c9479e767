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
/// How much the squares of the weights count against the fit.
const HELD_BACK: f64 = 10.0;
/// What an addition of a domain costs more than a shared weight: the inverse of its square.
const APART: f64 = 0.6;
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
    fit(&mut set, &columns, &near);
    let mut columns = self::columns(with_meaning);
    columns.retain(|c| c.domain == Some(Domain::De) && FAR.contains(&c.name));
    for column in &mut columns {
        column.domain = Some(Domain::Far);
    }
    fit(&mut set, &columns, &far);
    for (name, weight) in BY_HAND {
        set.shared.insert(name.to_owned(), weight);
        set.far.insert(name.to_owned(), weight);
    }
    set
}

/// Fits these columns to examples and keeps the weights in a set.
fn fit(set: &mut Set, columns: &[Column], examples: &[&Example]) {
    let mut rows: Vec<Vec<f64>> = examples.iter().map(|e| row(columns, e)).collect();
    let scales = scales(columns, &rows);
    for row in &mut rows {
        for (value, scale) in row.iter_mut().zip(&scales) {
            *value *= scale;
        }
    }
    let wanted: Vec<f64> = examples.iter().map(|e| e.wanted).collect();
    let solved = regress(columns, &rows, &wanted);
    for ((column, weight), scale) in columns.iter().zip(solved).zip(scales) {
        let table = match column.domain {
            None => &mut set.shared,
            Some(domain) => set.table_mut(domain),
        };
        keep(table, column.name, weight * scale);
    }
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

fn row(columns: &[Column], example: &Example) -> Vec<f64> {
    let value = |column: &Column| {
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
    fn nothing_to_learn_from_gives_the_weights_set_by_hand() {
        let set = learn(&[], true);
        let names: Vec<&str> = set.shared.keys().map(String::as_str).collect();
        assert_eq!(names, ["committee", "deadline", "kind-paper", "money"]);
    }
}
