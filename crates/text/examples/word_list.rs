//! Makes the word list of a language from counted words: lines of a word, a tab and its count on
//! standard input; the list on standard output. `cargo run -p noaber-text --example word_list -- nl`.

use noaber_text::{Analyser, Lang};
use std::collections::{BTreeMap, HashMap};
use std::io::BufRead;

/// A word is listed when its forms together occur so often.
const FORMS: u64 = 12;
/// A form is listed when it occurs so often itself.
const FORM: u64 = 3;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let code = std::env::args().nth(1).unwrap_or_default();
    let lang = Lang::from_code(&code).ok_or("expected a language: nl or de")?;
    let analyser = Analyser::new();
    let mut forms: BTreeMap<String, (u64, String)> = BTreeMap::new();
    let mut terms: HashMap<String, u64> = HashMap::new();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let Some((word, count)) = line.split_once('\t') else {
            continue;
        };
        let count: u64 = count.parse()?;
        let tokens = analyser.tokens(Some(lang), word);
        let Some(token) = tokens.first() else {
            continue;
        };
        let folded = token.folded();
        if !(4..=32).contains(&folded.len()) || !folded.bytes().all(|b| b.is_ascii_lowercase()) {
            continue;
        }
        *terms.entry(token.term().to_owned()).or_default() += count;
        let form = forms
            .entry(folded.to_owned())
            .or_insert((0, token.term().to_owned()));
        form.0 += count;
    }
    let listed = forms
        .iter()
        .filter(|(_, (count, term))| *count >= FORM && terms[term] >= FORMS);
    let mut before = "";
    for (word, (_, term)) in listed {
        let shared = word.bytes().zip(before.bytes()).take_while(|(a, b)| a == b);
        let shared = shared.count().min(35);
        let digit = char::from_digit(shared as u32, 36).unwrap_or('0');
        let level = (1.5 * (terms[term] as f64).log2()).round().min(25.0) as u8;
        println!("{digit}{}{}", &word[shared..], char::from(b'A' + level));
        before = word;
    }
    Ok(())
}
