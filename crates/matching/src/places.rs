//! Which organisations of the region a text names. A name that is also a common word, a surname or
//! an abbreviation counts only in its own spelling and with a word of its context near it.

use noaber_domain::{Language, Organisation, OrganisationId};
use noaber_text::document::Analysed;
use noaber_text::{Analyser, Document};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Words within which a context word must stand.
const NEAR: u32 = 30;
/// Words of a title that are read.
const LONG_TITLE: u32 = 200;

/// The names of the organisations of a region, by their first word.
#[derive(Debug, Default)]
pub(crate) struct Names {
    by_first: FxHashMap<String, Vec<Name>>,
    /// Organisations by their place in `Name::organisation`.
    organisations: Vec<OrganisationId>,
}

#[derive(Debug)]
struct Name {
    organisation: usize,
    /// The name as written.
    written: String,
    /// Its words, folded.
    words: Vec<String>,
    /// Folded words of which one must stand near; empty when the name is enough.
    context: Vec<Vec<String>>,
}

/// An organisation that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub organisation: OrganisationId,
    /// As the text writes it.
    pub spelling: String,
    pub in_title: bool,
}

impl Names {
    /// Reads the names of those organisations that are of the region.
    pub fn new(analyser: &Analyser, organisations: &[Organisation]) -> Names {
        let mut names = Names::default();
        for organisation in organisations.iter().filter(|o| o.of_region) {
            let place = names.organisations.len();
            names.organisations.push(organisation.id.clone());
            let spoken = Language::ALL
                .iter()
                .filter_map(|l| organisation.name.get(*l));
            let mut written: Vec<&str> = spoken.collect();
            written.extend(organisation.aliases.iter().map(String::as_str));
            written.sort_unstable();
            written.dedup();
            let context = || organisation.context.iter().map(|c| folded(analyser, c));
            for name in written {
                let words = folded(analyser, name);
                let Some(first) = words.first().cloned() else {
                    continue;
                };
                // Several words together are nobody else's.
                let context = if words.len() == 1 {
                    context().collect()
                } else {
                    Vec::new()
                };
                names.by_first.entry(first).or_default().push(Name {
                    organisation: place,
                    written: name.to_owned(),
                    words,
                    context,
                });
            }
        }
        names
    }

    /// The organisations that title or body names, each once, in order of appearance.
    pub fn find(&self, document: &Document) -> Vec<Named> {
        let mut found: Vec<Named> = Vec::new();
        for (text, in_title) in [(&document.title, true), (&document.body, false)] {
            for at in 0.. {
                let Some(token) = text.at(at) else { break };
                let Some(names) = self.by_first.get(token.folded()) else {
                    continue;
                };
                for name in names {
                    let id = &self.organisations[name.organisation];
                    if found.iter().any(|n| n.organisation == *id) {
                        continue;
                    }
                    if let Some(spelling) = name.stands_at(text, at)
                        && name.is_meant(document, in_title, at)
                    {
                        let spelling = spelling.to_owned();
                        found.push(Named {
                            organisation: id.clone(),
                            spelling,
                            in_title,
                        });
                    }
                }
            }
        }
        found
    }
}

impl Name {
    /// The spelling of the name at a position, when it stands there. A name of one word must have
    /// its own capitals, or be in capitals altogether.
    fn stands_at<'t>(&self, text: &Analysed<'t>, at: u32) -> Option<&'t str> {
        let tokens = self.words.iter().zip(at..).map(|(word, at)| {
            let token = text.at(at)?;
            (token.folded() == word).then_some((token.start, token.end))
        });
        let places: Vec<(usize, usize)> = tokens.collect::<Option<_>>()?;
        let spelling = text.text.get(places.first()?.0..places.last()?.1)?;
        let loud = self.written.chars().count() >= 5 && spelling == self.written.to_uppercase();
        let plain = |c: &str| c.split(['\'', '’']).next() == Some(self.written.as_str());
        (self.words.len() > 1 || loud || plain(spelling)).then_some(spelling)
    }

    /// Whether a word of the context stands near: around the name, in the title, or for a name in
    /// the title at the beginning of the body.
    fn is_meant(&self, document: &Document, in_title: bool, at: u32) -> bool {
        let from = at.saturating_sub(NEAR);
        let near = |words: &Vec<String>| match in_title {
            true => {
                has_words(&document.title, words, 0..LONG_TITLE, Some(at))
                    || has_words(&document.body, words, 0..2 * NEAR, None)
            }
            false => {
                has_words(&document.title, words, 0..LONG_TITLE, None)
                    || has_words(&document.body, words, from..at + NEAR, Some(at))
            }
        };
        self.context.is_empty() || self.context.iter().any(near)
    }
}

/// Whether the words stand in a row somewhere within a stretch of positions. A long context word
/// also meets its longer forms: `gemeente` meets `gemeenten`. The name itself is no context.
fn has_words(text: &Analysed, words: &[String], within: Range<u32>, name: Option<u32>) -> bool {
    let same = |word: &String, at: u32| {
        text.at(at).is_some_and(|token| {
            let longer = word.len() >= 5 && token.folded().starts_with(word.as_str());
            token.folded() == word || longer
        })
    };
    let stretch = within.take_while(|at| text.at(*at).is_some());
    let mut starts = stretch.filter(|at| Some(*at) != name);
    !words.is_empty() && starts.any(|at| words.iter().zip(at..).all(|(word, at)| same(word, at)))
}

fn folded(analyser: &Analyser, text: &str) -> Vec<String> {
    let tokens = analyser.tokens(None, text);
    let words = tokens.iter().filter(|token| !token.whole);
    words.map(|token| token.folded().to_owned()).collect()
}
