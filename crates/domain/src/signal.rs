//! A signal: an item that touches a dossier, with its reasons. The rules of triage are here; how
//! score and reasons come about is the business of `matching`.

use crate::id::{DossierId, InterestId, ItemId, LedgerNumber, OrganisationId, SignalId};
use crate::item::ItemDate;
use serde::{Deserialize, Serialize};

/// A number from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Share(f64);

impl Share {
    /// Brings a number within 0 to 1; not-a-number becomes 0.
    pub fn new(value: f64) -> Share {
        Share(if value.is_nan() {
            0.0
        } else {
            value.clamp(0.0, 1.0)
        })
    }
    /// The number.
    pub fn value(self) -> f64 {
        self.0
    }
}

/// What a signal asks of the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// A position or decision is asked before a date.
    Decide,
    /// Something is to be done this week.
    Act,
    /// For information.
    Know,
}

impl Tier {
    /// All tiers, most urgent first.
    pub const ALL: [Tier; 3] = [Tier::Decide, Tier::Act, Tier::Know];
    /// Stable code, also the translation key `tier-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Tier::Decide => "decide",
            Tier::Act => "act",
            Tier::Know => "know",
        }
    }
    /// Reads the stable code.
    pub fn from_code(code: &str) -> Option<Tier> {
        Tier::ALL.into_iter().find(|t| t.code() == code)
    }
}

/// Whether it is good or bad news for the region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bearing {
    /// An opening for what the region wants.
    Opportunity,
    /// A danger for what the region wants.
    Threat,
    /// Neither, or not to be told from the text.
    Neutral,
}

impl Bearing {
    /// All bearings.
    pub const ALL: [Bearing; 3] = [Bearing::Opportunity, Bearing::Threat, Bearing::Neutral];
    /// Stable code, also the translation key `bearing-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Bearing::Opportunity => "opportunity",
            Bearing::Threat => "threat",
            Bearing::Neutral => "neutral",
        }
    }
    /// Reads the stable code.
    pub fn from_code(code: &str) -> Option<Bearing> {
        Bearing::ALL.into_iter().find(|b| b.code() == code)
    }
    /// A sign that stands beside the word, so that colour never carries meaning alone.
    pub fn sign(self) -> &'static str {
        match self {
            Bearing::Opportunity => "▲",
            Bearing::Threat => "▼",
            Bearing::Neutral => "●",
        }
    }
}

/// A part of an item's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The title.
    Title,
    /// The body.
    Body,
}

/// A piece of an item's own words around what matched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Where it stands.
    pub field: Field,
    /// The words, unchanged.
    pub text: String,
    /// Byte ranges `[start, end)` within `text` that matched, in order, not overlapping.
    pub marks: Vec<(usize, usize)>,
}

impl Passage {
    /// The passage as runs of text, each with whether it is marked, for a page or a terminal.
    /// Marks that do not fall on character boundaries are passed over.
    pub fn runs(&self) -> Vec<(&str, bool)> {
        let mut runs = Vec::new();
        let mut from = 0;
        for &(start, end) in &self.marks {
            let (Some(before), Some(marked)) =
                (self.text.get(from..start), self.text.get(start..end))
            else {
                continue;
            };
            if !before.is_empty() {
                runs.push((before, false));
            }
            runs.push((marked, true));
            from = end;
        }
        if let Some(rest) = self.text.get(from..).filter(|r| !r.is_empty()) {
            runs.push((rest, false));
        }
        runs
    }
}

/// The sentence that made a signal an opportunity or a threat, and the words in it that did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The sentence.
    pub text: String,
    /// The words that triggered the rule.
    pub words: Vec<String>,
}

/// One reason for the score, in a form that a page can say in any language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// Code of the feature, the translation key `reason-<code>`; `$words` is its variable.
    pub code: String,
    /// The words, names or numbers it is about.
    pub words: Vec<String>,
    /// Its part of the score, -1 to 1; the parts of all reasons add up to the score.
    pub share: f64,
}

impl Reason {
    /// The code of the reason that says what a dossier learned from verdicts; its words are names of
    /// features.
    pub const LEARNED: &str = "learned";
    /// The codes of the reason that says that no word of the dossier stands in the item, only that it
    /// is near to it in meaning, or very near; it has no words.
    pub const MEANING: [&str; 2] = ["meaning", "meaning-very"];

    /// The one or two reasons that are told in passing, strongest first, each with few words, no word
    /// twice and none that was cut. All of them stand on the page of the item.
    pub fn in_brief(reasons: &[Reason]) -> Vec<Reason> {
        let shown = |r: &&Reason| r.share > 0.0 && r.code != Reason::LEARNED;
        let mut said: Vec<String> = Vec::new();
        let mut brief = Vec::new();
        for one in reasons.iter().filter(shown) {
            let words = new_words(one, &said);
            if words.is_empty() && !one.words.is_empty() {
                continue;
            }
            said.extend(words.iter().map(|word| word.to_lowercase()));
            brief.push(Reason {
                code: code_of(one, &words).to_owned(),
                words,
                share: one.share,
            });
            if brief.len() == IN_BRIEF {
                break;
            }
        }
        if brief.is_empty() {
            brief.extend(reasons.iter().find(|r| r.share > 0.0).cloned());
        }
        brief
    }
}

/// Reasons that are told in passing.
const IN_BRIEF: usize = 2;
/// Words of one of them, and the characters that these have together.
const FEW: (usize, usize) = (3, 40);
/// What stands between words that count together.
const TOGETHER: &str = " + ";

/// The code that goes with these words of a reason: one word alone is not several together.
fn code_of<'r>(reason: &'r Reason, words: &[String]) -> &'r str {
    match words {
        [one] if reason.code == "terms" && !one.contains(TOGETHER) => "phrase",
        _ => &reason.code,
    }
}

/// The first words of a reason that no reason before it said; the names of a region are said again.
fn new_words(reason: &Reason, said: &[String]) -> Vec<String> {
    let known = |word: &str| {
        let lower = word.to_lowercase();
        said.iter().any(|before| before.contains(&lower))
    };
    let again = reason.code == "region-named";
    let whole = reason.words.iter().filter_map(|word| whole(word));
    few(whole.filter(|word| again || !known(word)))
}

/// A word, or words that count together, without what was cut; absent when that leaves nothing.
fn whole(word: &str) -> Option<String> {
    let pieces: Vec<&str> = word.split(TOGETHER).collect();
    let alone = pieces.len() == 1;
    let uncut = pieces
        .into_iter()
        .map(|piece| match piece.strip_suffix('…') {
            // Of a long phrase the last word is cut.
            Some(cut) if alone => cut.rsplit_once(' ').map_or("", |(before, _)| before),
            Some(_) => "",
            None => piece,
        });
    let uncut = uncut.map(str::trim).filter(|piece| !piece.is_empty());
    let told = few(uncut.map(str::to_owned)).join(TOGETHER);
    (!told.is_empty()).then_some(told)
}

/// As many as are told in passing, the first one however long it is.
fn few(words: impl Iterator<Item = String>) -> Vec<String> {
    let (most, room) = FEW;
    let mut used = 0;
    let fits = |word: &String| {
        let first = used == 0;
        used += word.chars().count();
        first || used <= room
    };
    words.take(most).take_while(fits).collect()
}

/// What the adviser said of a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// We do something with it.
    Act,
    /// We keep an eye on it.
    Watch,
    /// Not for us.
    Dismiss,
}

impl Verdict {
    /// All verdicts, in the order of the buttons.
    pub const ALL: [Verdict; 3] = [Verdict::Act, Verdict::Watch, Verdict::Dismiss];
    /// Stable code, also the translation key `verdict-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Verdict::Act => "act",
            Verdict::Watch => "watch",
            Verdict::Dismiss => "dismiss",
        }
    }
    /// Reads the stable code.
    pub fn from_code(code: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|v| v.code() == code)
    }
}

/// Where a signal stands with the adviser. `docs/states/triage.md` draws it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Triage {
    /// Nobody has looked yet.
    Open,
    /// A verdict was given.
    Judged {
        /// The verdict.
        verdict: Verdict,
        /// Why; required for a dismissal of something that asks a decision.
        why: String,
    },
}

/// Why a verdict was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The same verdict stands already.
    #[error("this verdict was given already")]
    SameVerdict,
    /// There is nothing to undo.
    #[error("there is no verdict to undo")]
    NothingToUndo,
    /// The reason is longer than 1,000 characters.
    #[error("the reason is longer than 1,000 characters")]
    TooLong,
}

impl Triage {
    /// Gives a verdict; a new verdict replaces an older one. The same verdict again changes at most
    /// the reason, and never wipes it.
    pub fn judge(self, verdict: Verdict, why: &str) -> Result<Triage, Refusal> {
        let why = why.trim();
        if why.chars().count() > 1_000 {
            return Err(Refusal::TooLong);
        }
        match self {
            Triage::Judged {
                verdict: old,
                why: ref old_why,
            } if old == verdict && (why.is_empty() || old_why == why) => Err(Refusal::SameVerdict),
            Triage::Open | Triage::Judged { .. } => Ok(Triage::Judged {
                verdict,
                why: why.to_owned(),
            }),
        }
    }

    /// Takes the verdict back: the signal is open again.
    pub fn undo(self) -> Result<Triage, Refusal> {
        match self {
            Triage::Open => Err(Refusal::NothingToUndo),
            Triage::Judged { .. } => Ok(Triage::Open),
        }
    }

    /// The verdict, when there is one.
    pub fn verdict(&self) -> Option<Verdict> {
        match self {
            Triage::Open => None,
            Triage::Judged { verdict, .. } => Some(*verdict),
        }
    }
}

/// What matching found for one dossier in one item. The store adds its id and triage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signal {
    /// Its id in the store; 0 before it was kept.
    pub id: SignalId,
    /// The dossier it touches.
    pub dossier: DossierId,
    /// The interest that found it (the one with the best score).
    pub interest: InterestId,
    /// The item.
    pub item: ItemId,
    /// The ledger number of the item's version that was matched.
    pub ledger: LedgerNumber,
    /// The chance that an adviser wants to see it.
    pub score: Share,
    /// What it asks of the reader.
    pub tier: Tier,
    /// Opportunity, threat or neutral.
    pub bearing: Bearing,
    /// The sentence that triggered the bearing; absent when neutral.
    pub trigger: Option<Quote>,
    /// Why, strongest first; never empty.
    pub reasons: Vec<Reason>,
    /// The best passages, at most three.
    pub passages: Vec<Passage>,
    /// Organisations of the region that the item names.
    pub named: Vec<OrganisationId>,
    /// The next date that matters, when one lies ahead.
    pub deadline: Option<ItemDate>,
}

impl Signal {
    /// Whether no word of the dossier was met: only its meaning speaks for the item, and the interest
    /// that the signal stands with did not find it.
    pub fn is_by_meaning(&self) -> bool {
        let codes = Reason::MEANING;
        self.reasons
            .iter()
            .any(|r| codes.contains(&r.code.as_str()))
    }

    /// What the weights that its dossier learned from verdicts add to the score; 0 when none are.
    pub fn learned(&self) -> f64 {
        let own = self.reasons.iter().find(|r| r.code == Reason::LEARNED);
        own.map_or(0.0, |r| r.share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_brief_two_reasons_are_told_with_few_words_and_none_is_cut() {
        let one = |code: &str, words: &[&str], share| Reason {
            code: code.into(),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            share,
        };
        let together = "Spoorverbinding + Hengelo + trein + Twente + Overijssel + sp…";
        let phrase = "de verbinding over de grens bij Oldenzaal en verder naar Rhei…";
        let all = [
            one("terms", &[together, "goederenvervoer + Bentheim"], 0.4),
            one(Reason::LEARNED, &["kind-motion"], 0.3),
            one("title-hit", &["trein", "SPOORVERBINDING"], 0.2),
            one(
                "region-named",
                &["Hengelo", "Almelo", "Borne", "Tubbergen"],
                0.1,
            ),
            one("country", &["NL"], 0.1),
        ];
        let told = |all: &[Reason]| {
            let told = Reason::in_brief(all).into_iter();
            told.map(|r| r.words.join(", ")).collect::<Vec<_>>()
        };
        assert_eq!(
            told(&all),
            [
                "Spoorverbinding + Hengelo + trein",
                "Hengelo, Almelo, Borne"
            ]
        );
        let kept = "de verbinding over de grens bij Oldenzaal en verder naar";
        assert_eq!(told(&[one("phrase", &[phrase], 0.4)]), [kept]);
        assert_eq!(told(&[one("closeness", &[], 0.4)]), [""]);
        let alone = Reason::in_brief(&[one("terms", &["spoorverbinding"], 0.4)]);
        assert_eq!(alone[0].code, "phrase", "one word is not several together");
        assert_eq!(told(&all[1..2]), ["kind-motion"]);
        assert_eq!(told(&[one("country", &["NL"], -0.1)]), Vec::<String>::new());
    }

    #[test]
    fn a_verdict_can_be_given_changed_and_undone() {
        let act = Triage::Open
            .judge(Verdict::Act, " bellen ")
            .expect("open takes a verdict");
        assert_eq!(
            act,
            Triage::Judged {
                verdict: Verdict::Act,
                why: "bellen".into()
            }
        );
        assert_eq!(
            act.clone().judge(Verdict::Act, "bellen"),
            Err(Refusal::SameVerdict)
        );
        let dismissed = act
            .judge(Verdict::Dismiss, "")
            .expect("a verdict may change");
        assert_eq!(dismissed.clone().undo(), Ok(Triage::Open));
        assert_eq!(Triage::Open.undo(), Err(Refusal::NothingToUndo));
        assert_eq!(
            Triage::Open.judge(Verdict::Watch, &"x".repeat(1001)),
            Err(Refusal::TooLong)
        );
    }

    #[test]
    fn runs_give_back_the_whole_passage_with_its_marks() {
        let p = Passage {
            field: Field::Body,
            text: "een spoor naar Münster".into(),
            marks: vec![(4, 9), (15, 23)],
        };
        assert_eq!(
            p.runs(),
            [
                ("een ", false),
                ("spoor", true),
                (" naar ", false),
                ("Münster", true)
            ]
        );
        let joined: String = p.runs().iter().map(|r| r.0).collect();
        assert_eq!(joined, p.text);
    }
}
