//! x
use noaber_text::{Analyser, Lang};
fn main() {
    let a = Analyser::new();
    let lang = Lang::from_code(&std::env::args().nth(1).expect("l"));
    for w in std::env::args().skip(2) { print!("{w}={} ", a.words_row(lang, &w).join("+")); }
    println!();
}
