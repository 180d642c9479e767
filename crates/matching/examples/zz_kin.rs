use noaber_domain::Language;
use noaber_matching::kin::{Counted, Lexicon, Tie};
use noaber_text::Analyser;
use std::collections::HashMap;
fn main() {
    let mut all: HashMap<String, Vec<Counted>> = HashMap::new();
    for l in std::fs::read_to_string("/tmp/edb/words.tsv").unwrap().lines() {
        let c: Vec<&str> = l.split('\t').collect();
        all.entry(c[0].into()).or_default().push(Counted { word: c[1].into(), items: c[2].parse().unwrap(), actors: c[3].parse().unwrap() });
    }
    let a = Analyser::new();
    let lex = Lexicon::new(&a, Language::ALL.map(|l| (l, all.remove(l.code()).unwrap_or_default())));
    let mut v: HashMap<String, HashMap<String, Vec<u8>>> = HashMap::new();
    for l in std::fs::read_to_string("/tmp/edb/vectors.tsv").unwrap().lines() {
        let c: Vec<&str> = l.split('\t').collect();
        let b = (0..c[2].len()).step_by(2).map(|i| u8::from_str_radix(&c[2][i..i + 2], 16).unwrap()).collect();
        v.entry(c[0].into()).or_default().insert(c[1].into(), b);
    }
    for l in Language::ALL { lex.learn(l, v.get(l.code()).unwrap_or(&HashMap::new())); }
    let e = noaber_meaning::Encoder::open(std::path::Path::new("/tmp/edb/desk/model/noaber-meaning-1.bin")).unwrap();
    for q in std::env::args().skip(1) {
        let (l, w) = q.split_once(':').unwrap();
        let t = std::time::Instant::now();
        let kin = lex.kin(Some(&e), Language::from_tag(l).unwrap(), &noaber_text::parse(w).unwrap());
        println!("== {q} {:?}", t.elapsed());
        for tie in [Tie::Form, Tie::Spelling, Tie::Compound, Tie::Meaning, Tie::Language] {
            let s: Vec<String> = kin.iter().filter(|k| k.tie == tie).map(|k| format!("{}{} {}", if tie == Tie::Language { format!("{}:", k.language) } else { String::new() }, k.word, k.items)).collect();
            if !s.is_empty() { println!("  {tie:?}: {}", s.join(", ")); }
        }
    }
}
