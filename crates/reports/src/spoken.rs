//! A digest in words, for a page: the same sentences as in the letter, for a template to lay out.

use crate::digest::{Ahead, Digest, Entry, News};
use crate::mail::{best_passages, upper};
use crate::say::{Say, clean, web_address};

/// A digest in the reader's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// What it brings, as a sentence.
    pub gist: String,
    /// What was read, and what is silent.
    pub heard: String,
    /// The items, in order.
    pub entries: Vec<SpokenEntry>,
    /// Whether there is more.
    pub more: bool,
    /// Sources that fell silent or speak again, a sentence each.
    pub silences: Vec<String>,
    /// What lies ahead, nearest first.
    pub ahead: Vec<SpokenDate>,
}

/// A date in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpokenDate {
    /// Number of the item.
    pub item: i64,
    /// What is on which day.
    pub date: String,
    /// How far away that is.
    pub far: String,
    /// The title of the item.
    pub title: String,
    /// The language of the title, when it is not the reader's.
    pub lang: Option<&'static str>,
    /// The dossiers it touches.
    pub dossiers: String,
}

/// One item in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpokenEntry {
    /// Number of the item.
    pub item: i64,
    /// What it asks of the reader; empty for one that was withdrawn.
    pub asks: String,
    /// Its title.
    pub title: String,
    /// The language of title and passages, when it is not the reader's.
    pub lang: Option<&'static str>,
    /// Its page for people, when that can be followed.
    pub url: Option<String>,
    /// Source, sort and day.
    pub origin: String,
    /// Why it is here, unless it is new: the reason, then what changed.
    pub news: Vec<String>,
    /// The dossiers it touches: title, bearing and fit, and why.
    pub touches: Vec<(String, String, String)>,
    /// The best passages, in runs, each with whether it is marked.
    pub passages: Vec<Vec<(String, bool)>>,
}

/// Puts a digest in words.
pub fn spoken(digest: &Digest) -> Spoken {
    let say = Say::of(digest);
    Spoken {
        gist: format!("{}.", upper(&say.gist(digest))),
        heard: say.heard(digest),
        entries: digest.entries.iter().map(|e| entry(&say, e)).collect(),
        more: digest.more,
        silences: digest.silences.iter().map(|s| say.silence(s)).collect(),
        ahead: digest.ahead.iter().map(|one| date(&say, one)).collect(),
    }
}

fn date(say: &Say, one: &Ahead) -> SpokenDate {
    let (date, far) = say.lies_ahead(one);
    let dossiers: Vec<String> = one.dossiers.iter().map(|d| say.wording(d)).collect();
    SpokenDate {
        item: one.item.0,
        date,
        far,
        title: clean(&one.title),
        lang: say.foreign(one.language),
        dossiers: dossiers.join(", "),
    }
}

fn entry(say: &Say, entry: &Entry) -> SpokenEntry {
    let here = !entry.news.is_gone();
    let mut news = Vec::new();
    if entry.news != News::New {
        news.push(say.t(&format!("mail-news-{}", entry.news.code())));
        news.extend(say.changes(entry));
    }
    let touch = |t| match here {
        true => (say.bears(t), say.reasons(entry, t)),
        false => (String::new(), String::new()),
    };
    let runs = |p: &noaber_domain::Passage| {
        let runs = p.runs().into_iter();
        runs.map(|(text, on)| (text.to_owned(), on)).collect()
    };
    SpokenEntry {
        item: entry.item.0,
        asks: match here {
            true => say.asks(entry),
            false => String::new(),
        },
        title: say.title(entry),
        lang: say.foreign(entry.language),
        url: web_address(&entry.url).map(str::to_owned),
        origin: say.origin(entry),
        news,
        touches: entry
            .touches
            .iter()
            .map(|t| {
                let (bears, why) = touch(t);
                (say.wording(&t.title), bears, why)
            })
            .collect(),
        passages: best_passages(entry).into_iter().map(runs).collect(),
    }
}
