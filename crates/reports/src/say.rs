//! Saying things in the reader's language, on the day it is in the region. The texts
//! themselves stand in `locale`.

use crate::digest::{Ahead, Changed, Digest, Entry, News, Off, Silence, Touch, Unheard};
use crate::mail::upper;
use jiff::civil::Date;
use noaber_domain::{DateKind, ItemDate, ItemKind, Language, Reason, Wording};
use noaber_locale::{Arg, Catalog, Lang, format};
use std::sync::LazyLock;

pub(crate) static CATALOG: LazyLock<Catalog> = LazyLock::new(Catalog::new);

/// Sources that are named of those that are not heard for one reason.
const NAMES: usize = 3;

/// Says things in one language, on one day.
pub(crate) struct Say {
    lang: Lang,
    language: Language,
    today: Date,
}

impl Say {
    /// As the reader of this digest is spoken to.
    pub fn of(digest: &Digest) -> Say {
        Say {
            lang: Lang::from_code(digest.language.code()).unwrap_or(Lang::Nl),
            language: digest.language,
            today: digest.today,
        }
    }

    /// Code of the language.
    pub fn code(&self) -> &'static str {
        self.lang.code()
    }

    /// The text of a key.
    pub fn t(&self, key: &str) -> String {
        CATALOG.text(self.lang, key, &[])
    }

    /// The text of a key with a count `n`.
    pub fn n(&self, key: &str, n: usize) -> String {
        CATALOG.text(self.lang, key, &[("n", n.into())])
    }

    /// The text of a key with variables.
    pub fn with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        CATALOG.text(self.lang, key, args)
    }

    /// A wording in the best language there is.
    pub fn wording(&self, wording: &Wording) -> String {
        clean(wording.text(self.language))
    }

    /// The code of a language other than the reader's, for the `lang` attribute.
    pub fn foreign(&self, language: Option<Language>) -> Option<&'static str> {
        language
            .filter(|one| *one != self.language)
            .map(Language::code)
    }

    /// `donderdag 2 oktober 2025`
    pub fn day_long(&self, day: Date) -> String {
        format::day_long(self.lang, day)
    }

    /// `ma 6 okt`
    pub fn day(&self, day: Date) -> String {
        format::day_short(self.lang, day, self.today)
    }

    /// `Debat ma 6 okt 13:00`
    pub fn date(&self, date: &ItemDate) -> String {
        let what = self.t(&format!("date-{}", date.what.code()));
        format!("{what} {}", self.when(date))
    }

    /// `ma 6 okt 13:00`
    fn when(&self, date: &ItemDate) -> String {
        let at = date.at.map(|at| format!(" {}", format::time(at)));
        format!("{}{}", self.day(date.on), at.unwrap_or_default())
    }

    /// `over 4 dagen`
    pub fn distance(&self, day: Date) -> String {
        let days = self.today.until(day).map_or(0, |span| span.get_days());
        CATALOG.relative(self.lang, i64::from(days))
    }

    /// `94%`
    pub fn percent(&self, share: f64) -> String {
        format::percent(self.lang, share)
    }

    /// What a digest brings, in one line for the subject and the head.
    pub fn gist(&self, digest: &Digest) -> String {
        if digest.is_quiet() {
            return self.t("mail-gist-quiet");
        }
        let all = digest.entries.len();
        let papers = match digest.to_decide() {
            0 => self.n("mail-gist", all),
            decide if decide == all => self.n("mail-gist-all", all),
            decide => self.with(
                "mail-gist-decide",
                &[("n", all.into()), ("decide", decide.into())],
            ),
        };
        let due = digest.due();
        let speak = digest.silences.iter().filter(|s| s.until.is_some()).count();
        let silent = digest.silences.len() - speak;
        let parts = [
            (all, papers),
            (due, self.n("mail-gist-due", due)),
            (silent, self.n("mail-gist-silent", silent)),
            (speak, self.n("mail-gist-speak", speak)),
        ];
        let said = parts.into_iter().filter(|(n, _)| *n > 0);
        said.map(|(_, text)| text).collect::<Vec<_>>().join("; ")
    }

    /// Why the reader gets this.
    pub fn why(&self, digest: &Digest) -> String {
        let reader = clean(&digest.reader);
        self.with("mail-why", &[("reader", Arg::Text(&reader))])
    }

    /// A silence as a sentence.
    pub fn silence(&self, silence: &Silence) -> String {
        let source = self.wording(&silence.name);
        // What would have come is told in whole papers, and never as none.
        let expected = silence.expected.round().max(1.0) as i64;
        let since = silence.since.map(|day| self.day(day)).unwrap_or_default();
        let until = silence.until.map(|day| self.day(day)).unwrap_or_default();
        let key = match (silence.since, silence.until) {
            (Some(_), None) => "mail-silence-began",
            (None, None) => "mail-silence-never",
            (Some(_), Some(_)) => "mail-silence-ended",
            (None, Some(_)) => "mail-silence-first",
        };
        let args = [
            ("source", Arg::Text(&source)),
            ("since", Arg::Text(&since)),
            ("until", Arg::Text(&until)),
            ("n", Arg::Number(expected)),
        ];
        self.with(key, &args)
    }

    /// `Sluit wo 8 okt · over 2 dagen`
    pub fn lies_ahead(&self, ahead: &Ahead) -> (String, String) {
        (self.date(&ahead.date), self.distance(ahead.date.on))
    }

    /// The title of an entry; of what was taken down only that there was something.
    pub fn title(&self, entry: &Entry) -> String {
        match entry.news {
            News::Removed => self.t("mail-removed-title"),
            _ => clean(&entry.title),
        }
    }

    /// `Tweede Kamer · Motie · wo 1 okt`
    pub fn origin(&self, entry: &Entry) -> String {
        let mut parts = vec![self.wording(&entry.source), self.sort(entry)];
        parts.extend(entry.published.map(|day| self.day(day)));
        parts.retain(|part| !part.is_empty());
        parts.join(" · ")
    }

    /// The sort as its source calls it; where that is in another language, in the reader's as well.
    fn sort(&self, entry: &Entry) -> String {
        let kind = self.t(&format!("kind-{}", entry.kind.code()));
        let own = clean(entry.label.as_deref().unwrap_or_default());
        let foreign = entry.language != Some(self.language) && entry.kind != ItemKind::Other;
        match own.trim() {
            "" => kind,
            own if foreign && own.to_lowercase() != kind.to_lowercase() => {
                format!("{own} ({kind})")
            }
            own => own.to_owned(),
        }
    }

    /// `Beslissen · Sluit ma 6 okt · over 4 dagen`, or `Weten · Vervallen: Vergadering ma 6 okt 13:00`
    pub fn asks(&self, entry: &Entry) -> String {
        let mut parts = vec![self.t(&format!("tier-{}", entry.tier.code()))];
        // What changed is told below it, and there it says so.
        if let Some(off) = entry.off.as_ref().filter(|off| !tells_off(entry, off)) {
            parts.push(self.off(off));
        }
        if let Some(date) = entry.deadline.filter(|date| date.on >= self.today) {
            parts.push(match (entry.kind, date.what) {
                (ItemKind::Commitment, DateKind::Deadline) => {
                    format!("{} {}", self.t("date-promised"), self.when(&date))
                }
                _ => self.date(&date),
            });
            parts.push(self.distance(date.on));
        }
        parts.join(" · ")
    }

    /// An entry in a line: what it asks, that it was called off, and the dossiers it touches.
    pub fn in_short(&self, entry: &Entry) -> String {
        let mut parts = vec![self.asks(entry)];
        let off = entry.off.as_ref().filter(|off| tells_off(entry, off));
        parts.extend(off.map(|off| self.off(off)));
        let dossiers = entry.touches.iter().map(|t| self.wording(&t.title));
        parts.push(dossiers.collect::<Vec<_>>().join(", "));
        parts.join(" · ")
    }

    /// `Vervallen: Vergadering ma 6 okt 13:00`
    fn off(&self, off: &Off) -> String {
        let said = self.t(&format!("off-{}", off.state.code()));
        let dates: Vec<String> = off.dates.iter().map(|date| self.date(date)).collect();
        match dates.is_empty() {
            true => said,
            false => format!("{said}: {}", dates.join(", ")),
        }
    }

    /// `▲ Kans · past voor 94%`
    pub fn bears(&self, touch: &Touch) -> String {
        let word = self.t(&format!("bearing-{}", touch.bearing.code()));
        let fit = self.percent(touch.score.value());
        format!("{} {word} · {fit}", touch.bearing.sign())
    }

    /// Why, in brief.
    pub fn reasons(&self, entry: &Entry, touch: &Touch) -> String {
        let brief = Reason::in_brief(&touch.reasons);
        let said: Vec<String> = brief.iter().map(|r| self.reason(entry, r)).collect();
        said.join(" · ")
    }

    fn reason(&self, entry: &Entry, reason: &Reason) -> String {
        let key = format!("reason-{}", reason.code);
        let words = reason.words.iter();
        let words: Vec<String> = words
            .map(|word| self.reason_word(entry, &reason.code, word))
            .collect();
        let words = words.join(", ");
        let said = match CATALOG.has(self.lang, &key) {
            true => self.with(&key, &[("words", Arg::Text(&words))]),
            false => format!("{}: {words}", reason.code),
        };
        said.trim_end().trim_end_matches(':').to_owned()
    }

    fn reason_word(&self, entry: &Entry, code: &str, word: &str) -> String {
        let feature = format!("feature-{word}");
        let said = match code {
            "kind" if entry.label.as_deref() == Some(word) => Some(self.sort(entry)),
            "kind" => {
                ItemKind::from_code(word).map(|kind| self.t(&format!("kind-{}", kind.code())))
            }
            "country" => Some(self.t(&format!("country-{}", entry.country.code()))),
            "deadline" => word.parse().ok().map(|day| self.distance(day)),
            Reason::LEARNED if CATALOG.has(self.lang, &feature) => Some(self.t(&feature)),
            _ => None,
        };
        said.unwrap_or_else(|| clean(word))
    }

    /// What changed in an entry, a sentence each; of what was called off the dates are named.
    pub fn changes(&self, entry: &Entry) -> Vec<String> {
        let said = |change: &Changed| match (change, &entry.off) {
            (Changed::State(_), Some(off)) if tells_off(entry, off) => self.off(off),
            _ => upper(&self.change(change)),
        };
        entry.changes.iter().map(said).collect()
    }

    /// A change as a sentence.
    fn change(&self, change: &Changed) -> String {
        let what = |date: &ItemDate| self.t(&format!("date-{}", date.what.code()));
        let told = |key: &str, date: &ItemDate| {
            let (what, on) = (what(date), self.when(date));
            self.with(key, &[("what", Arg::Text(&what)), ("on", Arg::Text(&on))])
        };
        match change {
            Changed::Moved { from, to } => {
                let (what, from, to) = (what(to), self.when(from), self.when(to));
                let args = [
                    ("what", Arg::Text(&what)),
                    ("from", Arg::Text(&from)),
                    ("to", Arg::Text(&to)),
                ];
                self.with("mail-change-moved", &args)
            }
            Changed::Added(date) => told("mail-change-added", date),
            Changed::Dropped(date) => told("mail-change-dropped", date),
            Changed::State(state) => {
                let state = self.t(&format!("state-{}", state.code()));
                self.with("mail-change-state", &[("state", Arg::Text(&state))])
            }
            Changed::Title(old) => {
                let old = clean(old);
                self.with("mail-change-title", &[("old", Arg::Text(&old))])
            }
            Changed::Text => self.t("mail-change-text"),
        }
    }

    /// What was read, and what is not heard.
    pub fn heard(&self, digest: &Digest) -> String {
        let heard = &digest.heard;
        let papers = self.with("mail-heard-papers", &[("n", Arg::Number(heard.papers))]);
        let sources = self.with("mail-heard-sources", &[("n", Arg::Number(heard.sources))]);
        let mut said = format!("{papers} {sources}");
        match heard.unheard.as_deref() {
            None => {}
            Some([]) => said.push_str(&format!("; {}", self.t("mail-heard-none-silent"))),
            Some(all) => {
                for one in all {
                    said.push_str(&format!("; {}", self.unheard(one)));
                }
            }
        }
        said + "."
    }

    /// `55 bronnen geven een fout (Regio, Provincie, Waterschap en nog 52)`
    fn unheard(&self, unheard: &Unheard) -> String {
        let all = unheard.names.len();
        let names: Vec<String> = unheard
            .names
            .iter()
            .take(NAMES)
            .map(|one| self.wording(one))
            .collect();
        let mut names = names.join(", ");
        if all > NAMES {
            let args = [("names", Arg::Text(&names)), ("n", (all - NAMES).into())];
            names = self.with("heard-names", &args);
        }
        let args = [("n", all.into()), ("names", Arg::Text(&names))];
        self.with(&format!("heard-{}", unheard.why), &args)
    }
}

/// Whether the changes of an entry tell that it was called off.
fn tells_off(entry: &Entry, off: &Off) -> bool {
    entry.changes.contains(&Changed::State(off.state))
}

/// A published text as one line of plain words: nothing that steers a terminal, ends a header or
/// turns the line around.
pub(crate) fn clean(text: &str) -> String {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let plain = |c: char| if breaks(c) { ' ' } else { c };
    let text: String = text.chars().filter(|c| !turns(*c)).map(plain).collect();
    text.split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether a character turns the line around or joins what looks apart.
pub(crate) fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{200b}' | '\u{feff}')
}

/// An address that a reader may follow: the web, and nothing that runs.
pub(crate) fn web_address(url: &str) -> Option<&str> {
    let plain = !url.contains(|c: char| c.is_control() || c.is_whitespace() || "<>\"".contains(c));
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    let web = lower.starts_with("http://") || lower.starts_with("https://");
    (plain && web).then_some(url)
}
