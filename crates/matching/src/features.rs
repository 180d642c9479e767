//! What speaks for or against an item: the words it was met by and its circumstances, each as a
//! named number. What a feature counts is the business of `weights`.

use crate::closeness::Closeness;
use crate::places::Named;
use crate::rarity::Rarity;
use crate::score::Feature;
use crate::subject::Subject;
use crate::tier::until;
use jiff::civil::Date;
use noaber_domain::{Country, Item, ItemDate, ItemKind};
use noaber_text::Document;
use noaber_text::document::Analysed;

/// Days ahead within which a date presses.
const PRESSING_DAYS: i64 = 90;
/// A rarity that is as high as one gets, by which rarities are divided.
const RAREST: f64 = 10.0;
/// How soon more of the same word adds nothing (the k1 of BM25), and how much length counts (its b).
const SATURATION: f64 = 1.2;
const LENGTH: f64 = 0.75;
/// How close in meaning a paper that names our border in its title has to be: closer than this adds
/// nothing, for the few judged items of that sort cannot tell.
const CLOSE_ENOUGH: f64 = 0.3;
/// What a word of the title counts beside one of the body.
const TITLE: usize = 2;

/// A term of a dossier that an item was met by.
#[derive(Debug)]
pub(crate) struct Met {
    /// As the text writes it, the first time.
    pub spelling: String,
    pub words: usize,
    pub weight: f64,
    /// As the table of rarities has it.
    pub rarity: f64,
    pub in_title: usize,
    pub in_body: usize,
    /// Whether its single words are unknown to the subject: a beginning or an exact form.
    pub alone: bool,
    /// Whether it was met only within compounds or by its parts: a weaker find.
    pub weak: bool,
}

/// What the words of the dossier say.
pub(crate) fn of_words(subject: &Subject, document: &Document, met: &[Met]) -> Vec<Feature> {
    let whole = || met.iter().filter(|m| !m.weak);
    let titles = || whole().filter(|m| m.in_title > 0);
    let spelt = |met: &mut dyn Iterator<Item = &Met>| -> Vec<String> {
        distinct(met.map(|m| m.spelling.as_str()))
    };
    let rare = |met: &mut dyn Iterator<Item = &Met>| {
        let most = met.max_by(|a, b| a.rarity.total_cmp(&b.rarity));
        most.map(|m| {
            (
                m.rarity * m.weight.min(2.0) / RAREST,
                vec![m.spelling.clone()],
            )
        })
        .unwrap_or_default()
    };
    let single = single_words(subject, document, met);
    let phrase: f64 = titles().map(|m| m.rarity * m.weight).sum();
    let (rarest_title, rarest_title_word) = rare(&mut titles());
    let texts = [&document.title, &document.body];
    let covered = |texts: &[&Analysed]| {
        let parts = subject.terms.iter().map(|t| t.covered(document, texts));
        parts.fold(0.0, f64::max)
    };
    let (about_title, about_words) = subject.shared(document.lang, &document.title);
    let (about_body, about_more) = subject.shared(document.lang, &document.body);
    let (core_title, core_words) = subject.core(document.lang, &document.title);
    let fresh = |word: &&str| {
        let lower = word.to_lowercase();
        !met.iter()
            .any(|m| m.spelling.to_lowercase().contains(&lower))
    };
    let about = |words: Vec<&str>| distinct(words.into_iter().filter(fresh));
    vec![
        feature("title-words", single.title.ln_1p(), single.title_words),
        feature("text-words", single.text.ln_1p(), single.text_words),
        feature("title-term", phrase.ln_1p(), spelt(&mut titles())),
        feature("rare-title", rarest_title, rarest_title_word),
        feature(
            "terms",
            (whole().count() as f64).ln_1p(),
            spelt(&mut whole()),
        ),
        feature("title-parts", single.parts.ln_1p(), single.parts_words),
        feature(
            "covered",
            covered(&texts),
            spelt(&mut met.iter().filter(|m| m.words > 1)),
        ),
        feature("covered-title", covered(&texts[..1]), spelt(&mut titles())),
        feature("focus", single.focus, spelt(&mut titles())),
        feature("about-title", about_title.ln_1p(), about(about_words)),
        feature("about-text", about_body.ln_1p(), about(about_more)),
        feature("core-title", core_title, distinct(core_words)),
    ]
}

/// The single words of all terms, as they stand in title and body.
#[derive(Default)]
struct Single {
    /// Rarity of the distinct words in the title, together.
    title: f64,
    title_words: Vec<String>,
    /// The BM25 sum over title and body.
    text: f64,
    text_words: Vec<String>,
    /// The same for words that stand in compounds of the title only.
    parts: f64,
    parts_words: Vec<String>,
    /// What part of the telling words of the title is among them, 0 to 1.
    focus: f64,
}

fn single_words<'t>(subject: &Subject, document: &Document<'t>, met: &[Met]) -> Single {
    let table = Rarity::shipped();
    let (title, body) = (&document.title, &document.body);
    let length = title.tokens.len() * TITLE + body.tokens.len();
    let norm = 1.0 - LENGTH + LENGTH * length as f64 / table.middling(document.lang);
    let mut single = Single::default();
    let mut add = |rare: f64, in_title: usize, in_body: usize, spelling: Option<&str>| {
        let times = (TITLE * in_title + in_body) as f64;
        let spelling = spelling.map(str::to_owned);
        if times > 0.0 {
            single.text += rare * times * (SATURATION + 1.0) / (times + SATURATION * norm);
            single.text_words.extend(spelling.clone());
        }
        if in_title > 0 {
            single.title += rare;
            single.title_words.extend(spelling);
        }
    };
    let mut parts: Vec<(f64, Option<&str>)> = Vec::new();
    for (key, rare) in subject.words(document.lang) {
        let places = |text: &Analysed| text.with_key(*key).filter(|t| !t.part).count();
        let spelling = |text: &Analysed<'t>| {
            let token = text.with_key(*key).next()?;
            text.text.get(token.start..token.end)
        };
        let times = (places(title), places(body));
        if times != (0, 0) {
            add(*rare, times.0, times.1, spelling(title).or(spelling(body)));
        } else if title.with_key(*key).next().is_some() {
            parts.push((*rare, spelling(title)));
        }
    }
    for m in met.iter().filter(|m| m.alone) {
        add(m.rarity, m.in_title, m.in_body, Some(&m.spelling));
    }
    single.parts = parts.iter().map(|(rare, _)| rare).sum();
    single.parts_words = distinct(parts.iter().filter_map(|(_, word)| *word));
    let words = title.tokens.iter().filter(|t| !t.whole);
    let rarities = words.map(|t| table.of(document.lang, t.key()));
    let all: f64 = rarities
        .filter(|rare| *rare > crate::subject::TELLING)
        .sum();
    single.focus = (single.title / all.max(1.0)).min(1.0);
    single.title_words = distinct(single.title_words.iter().map(String::as_str));
    single.text_words = distinct(single.text_words.iter().map(String::as_str));
    single
}

/// What the circumstances of an item say.
pub(crate) struct Circumstances<'a> {
    pub item: &'a Item,
    pub named: &'a [Named],
    /// Words of the region's own border in a foreign paper.
    pub border: InTitle,
    /// Other regions and countries that are named.
    pub elsewhere: InTitle,
    pub money: Vec<String>,
    /// Words of a title that only settles the course of business.
    pub procedural: Vec<String>,
    /// Words of a title that is an act of the Union or a paper on one.
    pub union: Vec<String>,
    /// Whether it is one question of one member.
    pub single: bool,
    /// Words that the committee shares with the dossier.
    pub committee: Vec<String>,
    pub deadline: Option<ItemDate>,
    pub today: Date,
    /// Closeness of meaning, where it is known.
    pub closeness: Option<Closeness>,
}

/// Words that were met: those in the title and all.
#[derive(Debug, Clone, Default)]
pub(crate) struct InTitle {
    pub title: Vec<String>,
    pub all: Vec<String>,
}

impl Circumstances<'_> {
    /// The features that hold.
    pub fn features(self) -> Vec<Feature> {
        let mut features = self.places();
        features.extend(self.kind());
        if let Some(date) = self.deadline {
            let days = until(self.today, date.on);
            let value = 1.0 - days as f64 / PRESSING_DAYS as f64;
            let on = vec![date.on.to_string()];
            features.push(feature("deadline", value.max(0.0), on));
        }
        let held = |words: &[String]| f64::from(u8::from(!words.is_empty()));
        for (name, words) in [("money", &self.money), ("committee", &self.committee)] {
            features.push(feature(name, held(words), words.clone()));
        }
        if let Some(near) = self.closeness {
            features.extend(self.near(f64::from(near.0.max(0.0))));
        }
        features.retain(|f| f.value != 0.0);
        features
    }

    /// What closeness of meaning says, by itself and together with what makes a foreign paper the
    /// region's business: our border in its title, or an act of the Union that binds both sides.
    fn near(&self, close: f64) -> Vec<Feature> {
        let binds = |words: &[String]| match self.item.country != Country::Nl && !words.is_empty() {
            true => close,
            false => 0.0,
        };
        let border = distinct(self.border.title.iter().map(String::as_str));
        vec![
            feature("closeness", close, Vec::new()),
            feature("closeness-border", binds(&border).min(CLOSE_ENOUGH), border),
            feature("closeness-union", binds(&self.union), self.union.clone()),
        ]
    }

    /// Which places it names: those of the region, of its border, and others.
    fn places(&self) -> Vec<Feature> {
        let names = |in_title: bool| {
            let named = self.named.iter().filter(|n| n.in_title || !in_title);
            distinct(named.map(|n| n.spelling.as_str()))
        };
        let (title, all) = (names(true), names(false));
        let home = self.item.country == Country::Nl;
        let held = |holds: bool| f64::from(u8::from(holds));
        let other = title.is_empty();
        vec![
            feature("region-title", held(!title.is_empty()), title),
            feature("region-named", held(!all.is_empty()), all),
            feature(
                "border",
                held(!home && !self.border.all.is_empty()),
                distinct(self.border.all.iter().map(String::as_str)),
            ),
            feature(
                "elsewhere-title",
                held(other && !self.elsewhere.title.is_empty()),
                self.elsewhere.title.clone(),
            ),
            feature(
                "elsewhere",
                held(other && !self.elsewhere.all.is_empty()),
                self.elsewhere.all.clone(),
            ),
        ]
    }

    /// What sort of paper it is.
    fn kind(&self) -> Vec<Feature> {
        let label = self.item.label.clone();
        let label = vec![label.unwrap_or_else(|| self.item.kind.code().to_owned())];
        let held = |holds: bool| f64::from(u8::from(holds));
        let kind = self.item.kind;
        vec![
            feature("kind-motion", held(kind == ItemKind::Motion), label.clone()),
            feature("kind-single", held(self.single), label.clone()),
            feature("kind-paper", of_kind(kind), label),
            feature(
                "kind-course",
                held(!self.procedural.is_empty()),
                self.procedural.clone(),
            ),
            feature(
                "kind-union",
                held(!self.union.is_empty()),
                self.union.clone(),
            ),
        ]
    }
}

fn feature(name: &'static str, value: f64, words: Vec<String>) -> Feature {
    Feature { name, value, words }
}

/// At most six words, each once, short enough to be shown.
pub(crate) fn distinct<'w>(words: impl IntoIterator<Item = &'w str>) -> Vec<String> {
    let mut distinct: Vec<String> = Vec::new();
    for word in words {
        let lower = word.to_lowercase();
        if distinct.len() < 6 && !distinct.iter().any(|known| known.to_lowercase() == lower) {
            distinct.push(shortened(word));
        }
    }
    distinct
}

/// Of words that lie within each other (`grens` and `over de grens`) only the longest is counted.
pub(crate) fn apart(met: Vec<Met>) -> Vec<Met> {
    let lower: Vec<String> = met.iter().map(|m| m.spelling.to_lowercase()).collect();
    let covered = |i: usize| {
        let within = |j: usize| {
            let longer = lower[j].len() > lower[i].len() || (lower[j] == lower[i] && j < i);
            longer && lower[j].contains(&lower[i])
        };
        (0..lower.len()).any(|j| j != i && within(j))
    };
    let keep: Vec<bool> = (0..met.len()).map(|i| !covered(i)).collect();
    let kept = met.into_iter().zip(keep).filter(|(_, keep)| *keep);
    kept.map(|(met, _)| met).collect()
}

/// A spelling on one line of at most 60 characters.
pub(crate) fn shortened(spelling: &str) -> String {
    let spelling = spelling.split_whitespace().collect::<Vec<_>>().join(" ");
    match spelling.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &spelling[..end]),
        None => spelling,
    }
}

/// How much a sort of paper asks of a region, where the judged items do not tell.
fn of_kind(kind: ItemKind) -> f64 {
    match kind {
        ItemKind::Debate | ItemKind::Vote | ItemKind::Consultation => 1.0,
        ItemKind::Bill | ItemKind::Amendment => 0.8,
        ItemKind::Proposal | ItemKind::Commitment => 0.6,
        ItemKind::Letter | ItemKind::Question | ItemKind::Meeting => 0.4,
        ItemKind::Answer | ItemKind::Law | ItemKind::Report | ItemKind::News => 0.2,
        ItemKind::Motion | ItemKind::Call | ItemKind::Other => 0.0,
        ItemKind::Record => -0.5,
        ItemKind::Annex => -0.8,
    }
}
