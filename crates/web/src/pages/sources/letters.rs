//! How letters to readers do, as the page of sources tells it in a line. The outbox itself is a page
//! of its own.

use crate::words::Words;
use jiff::Timestamp;
use noaber_work::proof::{Proof, letters_wait};

/// How letters do.
pub struct LettersView {
    pub told: String,
    /// What waits or was given up, each in a sentence.
    pub trouble: Vec<String>,
    /// What the server said last while something waits, and when.
    pub answer: Option<(String, String)>,
}

impl LettersView {
    /// How letters do, when any were made or wait.
    pub fn of(w: &Words, proof: &Proof) -> Option<LettersView> {
        let letters = &proof.letters;
        let waiting = &letters.waiting;
        if letters.made == 0 && waiting.letters == 0 {
            return None;
        }
        let mut trouble = Vec::new();
        if letters.failed > 0 {
            trouble.push(w.n("proof-letters-failed", letters.failed));
        }
        if letters_wait(letters, proof.now) {
            let moment = |at: Option<Timestamp>| at.map_or_else(|| w.t("never"), |at| w.moment(at));
            let (since, next) = (moment(waiting.since), moment(waiting.next_try));
            let args = [
                ("n", waiting.letters.into()),
                ("since", since.as_str().into()),
                ("next", next.as_str().into()),
            ];
            trouble.push(w.with("proof-letters-wait", &args));
        }
        let (made, sent) = (w.number(letters.made), w.number(letters.sent));
        let args = [
            ("made", made.as_str().into()),
            ("sent", sent.as_str().into()),
        ];
        let answer = waiting.answer.as_ref();
        Some(LettersView {
            told: w.with("proof-letters", &args),
            trouble,
            answer: answer.map(|(at, said)| (w.moment(*at), said.clone())),
        })
    }
}
