//! A signal as a card: everything an adviser needs to know why it is here and what to say of it,
//! in her language. What the card looks like stands in `templates/_card.html`.

use crate::changed::{ChangedView, changed, lately};
use crate::html::{Marked, Phrase};
use crate::words::Words;
use jiff::civil::Date;
use noaber_domain::{
    Dossier, DossierId, Field, ItemDate, ItemId, ItemKind, ItemState, Network, Reason, RegionId,
    Signal, Triage, Wording,
};
use noaber_locale::Arg;
use noaber_store::views::{ItemHead, SignalCard};
use noaber_store::{Reader, Unseen};
use std::collections::HashMap;

/// Characters of a position on a card.
const POSITION: usize = 150;
/// Days after which a paper comes from the archive.
const YEAR: i64 = 365;

/// What is known around a card: position and carriers of the dossiers, and what changed unseen.
#[derive(Debug, Clone, Default)]
pub struct Background {
    next: HashMap<DossierId, Vec<Step>>,
    unseen: HashMap<ItemId, Unseen>,
    also: HashMap<ItemId, Vec<Wording>>,
    off: HashMap<ItemId, ItemState>,
}

/// A step on the line *what next*.
#[derive(Debug, Clone)]
pub struct Step {
    /// What it is.
    pub label: String,
    /// The step.
    pub text: Phrase,
    /// Whether it was made up as an example.
    pub example: bool,
}

impl Background {
    /// From the region's dossiers and networks.
    pub fn new(w: &Words, dossiers: &[Dossier], networks: &[Network]) -> Background {
        let next = dossiers
            .iter()
            .map(|dossier| (dossier.id.clone(), steps(w, dossier, networks)))
            .collect();
        Background {
            next,
            unseen: HashMap::new(),
            also: HashMap::new(),
            off: HashMap::new(),
        }
    }

    /// With the other sources of the items of these signals, which of them were called off, and what
    /// changed that the desk has not seen.
    pub fn with_items<'r>(
        mut self,
        reader: &Reader,
        region: &RegionId,
        today: Date,
        rows: impl IntoIterator<Item = &'r SignalCard>,
    ) -> Result<Background, noaber_store::Fault> {
        let heads: Vec<&ItemHead> = rows.into_iter().map(|row| &row.item).collect();
        self.unseen = reader.unseen(region, heads.iter().copied(), lately(today))?;
        let ids: Vec<ItemId> = heads.iter().map(|head| head.id).collect();
        self.off = reader.called_off(&ids)?.into_iter().collect();
        self.also = reader.also_told_by(heads)?;
        Ok(self)
    }

    /// What changed of an item that the desk has not seen.
    pub fn unseen(&self, item: ItemId) -> Option<&Unseen> {
        self.unseen.get(&item)
    }
}

fn steps(w: &Words, dossier: &Dossier, networks: &[Network]) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut position = w.wording(&dossier.position);
    if !position.is_empty() {
        position.text = shorten(&position.text, POSITION);
        let label = w.t("card-position");
        steps.push(Step {
            label,
            text: position,
            example: dossier.example,
        });
    }
    let carriers: Vec<String> = dossier
        .networks
        .iter()
        .filter_map(|id| networks.iter().find(|network| network.id == *id))
        .take(3)
        .map(|network| w.wording(&network.name).text)
        .collect();
    if !carriers.is_empty() {
        let text = Phrase {
            text: carriers.join(", "),
            lang: None,
        };
        steps.push(Step {
            label: w.t("card-carriers"),
            text,
            example: false,
        });
    }
    steps
}

/// One signal, ready to show.
#[derive(Debug, Clone)]
pub struct Card {
    /// How much of it is shown: `full`, `compact`, `line`; also the class.
    pub shape: &'static str,
    /// Whether it has just come back onto the page.
    pub fresh: bool,
    /// Signal.
    pub id: i64,
    /// Item.
    pub item: i64,
    /// Code of the bearing, also the class.
    pub bearing: &'static str,
    /// Its sign.
    pub sign: &'static str,
    /// Its word.
    pub bearing_word: String,
    /// The tier's word.
    pub tier_word: String,
    /// Code of the tier.
    pub tier: &'static str,
    /// Id of the dossier.
    pub dossier: String,
    /// Title of the dossier.
    pub dossier_title: Phrase,
    /// Source and sort: `Tweede Kamer · motie`.
    pub origin: String,
    /// The other sources that tell of it.
    pub also: Option<String>,
    /// Day of publication.
    pub day: Option<String>,
    /// The same as ISO 8601.
    pub day_iso: String,
    /// Whether it is more than a year old.
    pub archived: bool,
    /// The next date and how far away it is.
    pub due: Option<String>,
    /// That it was called off or taken back, with the dates that are not to be.
    pub off: Option<String>,
    /// Title with its marks.
    pub title: Marked,
    /// Language of the item, when it is not the page's.
    pub lang: Option<&'static str>,
    /// Best passages with marks.
    pub passages: Vec<Marked>,
    /// The sentence that made it an opportunity or a threat.
    pub trigger: Option<Phrase>,
    /// Strongest reasons.
    pub reasons: Vec<String>,
    /// The chance that she wants to see it.
    pub chance: String,
    /// What earlier verdicts did to it, when that shows.
    pub learned: Option<Learned>,
    /// Position and carriers.
    pub next: Vec<Step>,
    /// What was said of it before.
    pub standing: Option<String>,
    /// Why.
    pub why: String,
    /// Whether its source took it away.
    pub gone: bool,
    /// Which version it is, when there were more and nothing is told of them.
    pub version: Option<String>,
    /// What changed that the desk has not seen.
    pub changed: Option<ChangedView>,
}

/// What earlier verdicts on the same dossier did to a signal.
#[derive(Debug, Clone)]
pub struct Learned {
    /// How much, with its sign.
    pub told: String,
    /// By which features.
    pub by: String,
}

/// Builds the card of a signal.
pub fn card(w: &Words, row: &SignalCard, background: &Background, shape: &'static str) -> Card {
    let signal = &row.signal;
    let item = &row.item;
    let lang = w.foreign(item.language);
    let (standing, why) = match &row.triage {
        Triage::Open => (None, String::new()),
        Triage::Judged { verdict, why } => (
            Some(w.t(&format!("judged-{}", verdict.code()))),
            why.clone(),
        ),
    };
    let changed = background
        .unseen(item.id)
        .and_then(|unseen| changed(w, unseen));
    Card {
        shape,
        fresh: false,
        id: signal.id.0,
        item: item.id.0,
        bearing: signal.bearing.code(),
        sign: signal.bearing.sign(),
        bearing_word: w.t(&format!("bearing-{}", signal.bearing.code())),
        tier: signal.tier.code(),
        tier_word: w.t(&format!("tier-{}", signal.tier.code())),
        dossier: signal.dossier.to_string(),
        dossier_title: w.wording(&row.dossier_title),
        origin: origin(w, item),
        also: also(w, background.also.get(&item.id)),
        day: item.published.map(|day| w.day(day)),
        day_iso: item
            .published
            .map(|day| day.to_string())
            .unwrap_or_default(),
        archived: archived(w, item),
        due: signal
            .deadline
            .filter(|date| date.on >= w.today)
            .map(|date| format!("{} · {}", w.date_of(item.kind, &date), w.distance(date.on))),
        off: background
            .off
            .get(&item.id)
            .and_then(|state| off(w, *state, &item.dates)),
        title: Marked::cut(&item.title, &title_marks(signal, &item.title)),
        lang,
        passages: signal
            .passages
            .iter()
            .filter(|passage| passage.field == Field::Body || passage.text != item.title)
            .take(2)
            .map(|passage| Marked::of(&passage.runs()))
            .collect(),
        trigger: signal.trigger.as_ref().map(|quote| Phrase {
            text: quote.words.join(", "),
            lang,
        }),
        reasons: chips(w, &signal.reasons, item),
        chance: w.percent(signal.score.value()),
        learned: learned(w, signal, item),
        next: background
            .next
            .get(&signal.dossier)
            .cloned()
            .unwrap_or_default(),
        standing,
        why,
        gone: item.gone.is_some(),
        version: (item.version > 1 && changed.is_none()).then(|| w.n("item-version", item.version)),
        changed,
    }
}

/// That an item was called off or taken back, with its dates: `Cancelled: Meeting Tue 15 Dec`. Absent
/// for what goes on.
pub fn off(w: &Words, state: ItemState, dates: &[ItemDate]) -> Option<String> {
    let off = matches!(state, ItemState::Cancelled | ItemState::Withdrawn);
    let said = w.t(&format!("off-{}", state.code()));
    let dates: Vec<String> = dates.iter().map(|date| w.date(date)).collect();
    off.then(|| match dates.is_empty() {
        true => said,
        false => format!("{said}: {}", dates.join(", ")),
    })
}

/// What earlier verdicts did to a signal, when it shows in a percentage.
fn learned(w: &Words, signal: &Signal, item: &ItemHead) -> Option<Learned> {
    let by = signal.learned();
    let own = signal.reasons.iter().find(|r| r.code == Reason::LEARNED)?;
    let key = match by > 0.0 {
        true => "card-learned-up",
        false => "card-learned-down",
    };
    let points = w.number((by.abs() * 100.0).round() as i64);
    (by.abs() >= 0.005).then(|| Learned {
        told: w.with(key, &[("by", Arg::Text(&points))]),
        by: reason(w, own, item),
    })
}

/// Whether an item was published more than a year ago.
pub fn archived(w: &Words, item: &ItemHead) -> bool {
    item.published.is_some_and(|day| w.days_to(day) < -YEAR)
}

/// Source and sort of an item: `Tweede Kamer · Motie`.
pub fn origin(w: &Words, item: &ItemHead) -> String {
    let source = w.wording(&item.source_name).text;
    let sort = sort(w, item);
    if source.is_empty() {
        sort
    } else {
        format!("{source} · {sort}")
    }
}

/// The other sources that tell of an item: `also in Parliamentary papers`.
pub fn also(w: &Words, others: Option<&Vec<Wording>>) -> Option<String> {
    let others = others.filter(|others| !others.is_empty())?;
    let names: Vec<String> = others.iter().map(|name| w.wording(name).text).collect();
    let names = names.join(", ");
    Some(w.with("card-also", &[("sources", Arg::Text(&names))]))
}

/// The sort of an item as its source calls it; where that is in another language, it is said in the
/// reader's as well: `Antrag (voorstel)`.
fn sort(w: &Words, item: &ItemHead) -> String {
    let kind = w.t(&format!("kind-{}", item.kind.code()));
    let own = item.label.as_deref().map(str::trim).unwrap_or_default();
    let foreign = item.language != Some(w.language()) && item.kind != ItemKind::Other;
    match own {
        "" => kind,
        own if foreign && own.to_lowercase() != kind.to_lowercase() => format!("{own} ({kind})"),
        own => own.to_owned(),
    }
}

/// The strongest reasons for, in brief; the item's page shows all.
fn chips(w: &Words, reasons: &[Reason], item: &ItemHead) -> Vec<String> {
    let brief = Reason::in_brief(reasons).into_iter();
    brief.map(|one| reason(w, &one, item)).collect()
}

/// The marks that passages set in the title itself.
fn title_marks(signal: &Signal, title: &str) -> Vec<(usize, usize)> {
    let whole = signal
        .passages
        .iter()
        .find(|p| p.field == Field::Title && p.text == title);
    whole
        .map(|passage| passage.marks.clone())
        .unwrap_or_default()
}

/// A reason why `item` is a signal, in words. A code that has no text is said as it is, so that
/// nothing is hidden.
pub fn reason(w: &Words, reason: &Reason, item: &ItemHead) -> String {
    let key = format!("reason-{}", reason.code);
    let said = reason
        .words
        .iter()
        .map(|word| reason_word(w, &reason.code, word, item));
    let words = said.collect::<Vec<_>>().join(", ");
    let said = if w.knows(&key) {
        w.with(&key, &[("words", Arg::Text(&words))])
    } else {
        format!("{}: {words}", reason.code)
    };
    // A reason without words ends where its words would begin.
    said.trim_end().trim_end_matches(':').to_owned()
}

fn reason_word(w: &Words, code: &str, word: &str, item: &ItemHead) -> String {
    match code {
        "kind" if item.label.as_deref() == Some(word) => Some(sort(w, item)),
        "kind" => ItemKind::from_code(word).map(|kind| w.t(&format!("kind-{}", kind.code()))),
        "country" => Some(w.country(item.country)),
        Reason::LEARNED => Some(feature(w, word)),
        "deadline" => word.parse().ok().map(|day| w.distance(day)),
        _ => None,
    }
    .unwrap_or_else(|| word.to_owned())
}

/// A feature in words; one that has no text is called as it is.
pub fn feature(w: &Words, name: &str) -> String {
    let key = format!("feature-{name}");
    match w.knows(&key) {
        true => w.t(&key),
        false => name.to_owned(),
    }
}

/// Cuts a text at the end of a word, so that it has at most `most` characters and an ellipsis.
pub fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    let end = cut.rfind(char::is_whitespace).unwrap_or(cut.len());
    format!(
        "{} …",
        cut[..end].trim_end_matches([',', ';', ':', '.', ' '])
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use noaber_domain::{Country, Language};
    use noaber_locale::{Catalog, Lang};

    fn head(label: &str, language: Language, published: jiff::civil::Date) -> ItemHead {
        ItemHead {
            id: noaber_domain::ItemId(1),
            ledger: noaber_domain::LedgerNumber(1),
            version: 1,
            arrived: jiff::Timestamp::UNIX_EPOCH,
            changed: jiff::Timestamp::UNIX_EPOCH,
            gone: None,
            source: noaber_domain::SourceId::new("kamer").expect("an id"),
            source_name: noaber_domain::Wording::of(Language::Nl, "Kamer"),
            key: "kamer:1".into(),
            number: None,
            kind: ItemKind::Motion,
            label: Some(label.to_owned()),
            country: Country::Nl,
            language: Some(language),
            title: "Titel".into(),
            url: "https://example.org/".into(),
            published: Some(published),
            committee: None,
            dates: Vec::new(),
        }
    }

    #[test]
    fn a_foreign_sort_is_said_in_the_readers_words_too() {
        let today = date(2025, 10, 2);
        let said = |lang, label: &str, language| {
            let w = Words::new(std::sync::Arc::new(Catalog::new()), lang, today, "UTC");
            origin(&w, &head(label, language, today))
        };
        assert_eq!(said(Lang::Nl, "Motie", Language::Nl), "Kamer · Motie");
        assert_eq!(
            said(Lang::De, "Motie", Language::Nl),
            "Kamer · Motie (Entschließungsantrag)"
        );
        assert_eq!(said(Lang::En, "Motion", Language::De), "Kamer · Motion");
        assert_eq!(said(Lang::En, " ", Language::Nl), "Kamer · motion");
    }

    #[test]
    fn reasons_speak_the_readers_language() {
        let w = Words::new(
            std::sync::Arc::new(Catalog::new()),
            Lang::De,
            date(2025, 10, 2),
            "UTC",
        );
        let item = head("Motie", Language::Nl, date(2025, 10, 1));
        let said = |code: &str, words: &[&str]| {
            let words = words.iter().map(|word| (*word).to_owned()).collect();
            let one = Reason {
                code: code.to_owned(),
                words,
                share: 0.1,
            };
            reason(&w, &one, &item)
        };
        let kind = "Art des Dokuments: Motie (Entschließungsantrag)";
        assert_eq!(said("kind", &["Motie"]), kind);
        assert_eq!(said("country", &["NL"]), "kommt aus: Niederlande");
        assert_eq!(said("title-hit", &[]), "im Titel");
        let learned = "frühere Urteile: Antrag oder Entschließung, seltene Wörter im Titel";
        assert_eq!(said("learned", &["kind-motion", "rare-title"]), learned);
    }

    #[test]
    fn a_paper_of_more_than_a_year_ago_comes_from_the_archive() {
        let catalog = std::sync::Arc::new(Catalog::new());
        let w = Words::new(catalog, Lang::Nl, date(2025, 10, 2), "UTC");
        let old = |day| archived(&w, &head("Motie", Language::Nl, day));
        assert!(old(date(2024, 10, 1)) && !old(date(2024, 10, 2)));
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(shorten("een twee drie", 20), "een twee drie");
        assert_eq!(shorten("een twee, drie vier", 11), "een twee …");
        assert_eq!(shorten("ééééééé", 3), "ééé …");
    }
}
