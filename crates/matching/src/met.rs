//! Which terms of a dossier an item meets, how often and in what spelling. What that counts for is
//! the business of `features`.

use crate::features::{Met, apart, shortened};
use crate::matcher::Touched;
use crate::subject::{Subject, Term};
use noaber_text::plan::Hit;
use noaber_text::{Document, Part};
use rustc_hash::FxHashSet;

/// The terms of a dossier that a document meets: as its interests found them, and those of its
/// other interests where their words stand in a row.
pub(crate) fn met(subject: &Subject, document: &Document, group: &[Touched]) -> Vec<Met> {
    let mut met: Vec<Met> = Vec::new();
    for term in &subject.terms {
        let mut counted = Counted::default();
        counted.add_row(document, term);
        if !counted.row {
            let found = group.iter();
            found.for_each(|touched| counted.add_hits(document, term, touched));
        }
        if counted.title + counted.body > 0 {
            met.push(Met {
                spelling: shortened(&counted.spelt.join(" + ")),
                words: term.words,
                weight: term.weight,
                rarity: term.rarity(document.lang),
                in_title: counted.title,
                in_body: counted.body,
                alone: term.is_alone(),
                weak: !counted.whole,
            });
        }
    }
    apart(met)
}

/// How often a term was met.
#[derive(Default)]
struct Counted<'t> {
    title: usize,
    body: usize,
    spelt: Vec<&'t str>,
    /// Whether its words were met as themselves, not within compounds.
    whole: bool,
    /// Whether its words follow each other.
    row: bool,
}

impl<'t> Counted<'t> {
    /// Counts what an interest found: a term of several words stands in the title when all of them
    /// do.
    fn add_hits(&mut self, document: &Document<'t>, term: &Term, touched: &Touched) {
        let number = touched.standing.number;
        let mine = term.atoms.iter().find(|(n, _)| *n == number);
        let Some((_, atoms)) = mine else { return };
        let of_term = touched
            .found
            .hits
            .iter()
            .filter(|hit| atoms.contains(&hit.atom));
        let hits: Vec<_> = of_term.filter(|hit| hit.part != Part::Other).collect();
        let in_part = |part: Part| hits.iter().filter(|hit| hit.part == part).count();
        let distinct = |test: &dyn Fn(&Hit) -> bool| {
            let of: FxHashSet<usize> = hits.iter().filter(|h| test(h)).map(|h| h.atom).collect();
            of.len()
        };
        let all = distinct(&|_| true);
        let title = match term.plain && distinct(&|hit| hit.part == Part::Title) < all {
            true => 0,
            false => in_part(Part::Title),
        };
        self.title += title;
        self.body += match title {
            0 => usize::from(in_part(Part::Title) > 0) + in_part(Part::Body),
            _ => in_part(Part::Body),
        };
        self.whole |= all > 0 && distinct(&|hit| !hit.compound) == all;
        for hit in hits {
            let spelling = crate::context::spelling(document, hit.part, hit.start, hit.end);
            let known = |word: &&str| self.spelt.iter().any(|s| s.eq_ignore_ascii_case(word));
            if let Some(word) = spelling.filter(|word| !known(word))
                && self.spelt.len() < term.words.max(1)
            {
                self.spelt.push(word);
            }
        }
    }

    /// Counts the places where the words of a term stand in a row.
    fn add_row(&mut self, document: &Document<'t>, term: &Term) {
        let (title, first) = term.places(document.lang, &document.title);
        let (body, second) = term.places(document.lang, &document.body);
        if title + body == 0 {
            return;
        }
        (self.title, self.body, self.whole, self.row) = (title, body, true, true);
        let spelt = |text: &'t str, place: Option<(usize, usize)>| text.get(place?.0..place?.1);
        let first = spelt(document.title.text, first);
        self.spelt
            .extend(first.or(spelt(document.body.text, second)));
    }
}
