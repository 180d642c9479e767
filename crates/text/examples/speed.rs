//! Measures the analyser on one core: lines of raw text on standard input, a language as argument.
//! `cargo run --release -p noaber-text --example speed -- nl < texts`.

use noaber_text::{Analyser, Lang};
use std::io::Read;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lang = Lang::from_code(&std::env::args().nth(1).unwrap_or_default());
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let lines: Vec<&str> = text.lines().collect();
    let analyser = Analyser::new();
    let mut best = [f64::MAX; 2];
    let (mut words, mut others, mut bytes) = (0, 0, 0);
    let cold = Instant::now();
    for line in &lines {
        let tokens = analyser.tokens(lang, line);
        others += tokens.iter().filter(|t| t.whole).count();
        words += tokens.iter().filter(|t| !t.whole).count();
    }
    let cold = cold.elapsed().as_secs_f64();
    for _ in 0..7 {
        let start = Instant::now();
        let count: usize = lines.iter().map(|l| analyser.tokens(lang, l).len()).sum();
        best[0] = best[0].min(start.elapsed().as_secs_f64());
        assert_eq!(count, words + others, "the memory changed an answer");
        let start = Instant::now();
        bytes = lines
            .iter()
            .map(|l| analyser.index_terms(lang, l).len())
            .sum();
        best[1] = best[1].min(start.elapsed().as_secs_f64());
    }
    let rate = |seconds: f64| words as f64 / seconds / 1e6;
    println!(
        "{words} words, {others} other tokens; millions of words a second: new {:.2}, remembered {:.2}, index terms {:.2} ({bytes} bytes)",
        rate(cold),
        rate(best[0]),
        rate(best[1])
    );
    Ok(())
}
