//! What meaning adds to words, and where it may not speak.

use crate::*;

/// A German item and the signals that it gives a dossier with these interests, where their closeness
/// in meaning is this.
fn by_meaning(interests: &[Interest], title: &str, body: &str, close: Option<f32>) -> Vec<Signal> {
    let (matcher, bad) = Matcher::new(&[dossier("d")], interests, &[]);
    assert!(bad.is_empty(), "{bad:?}");
    let mut german = item(title, body);
    (german.language, german.country) = (Some(Language::De), Country::De);
    let today = "2026-03-10".parse().expect("a date");
    let near = |_: &_| close.map(Closeness);
    matcher.read_with(&german, ItemId(7), LedgerNumber(9), today, near)
}

#[test]
fn our_border_in_a_title_counts_no_more_for_a_closer_meaning() {
    let dutch = [interest("i", "d", Some("nl"), "spoor, trein, grensverkeer")];
    let (matcher, _) = Matcher::new(&[dossier("d")], &dutch, &[]);
    let mut german = item("Bahnverkehr an der deutsch-niederländischen Grenze", "");
    (german.language, german.country) = (Some(Language::De), Country::De);
    let today = "2026-03-10".parse().expect("a date");
    let ids = ["d".parse().expect("an id")];
    let value = |close: f32| {
        let near = |_: &_| Some(Closeness(close));
        let weighed = matcher.weigh_all(&german, today, &ids, near);
        let features = weighed.into_iter().flat_map(|w| w.features);
        let border = features.filter(|f| f.name == "closeness-border");
        border.map(|f| f.value).sum::<f64>()
    };
    assert!((value(0.2) - 0.2).abs() < 1e-6, "{}", value(0.2));
    assert_eq!((value(0.4), value(0.9)), (0.3, 0.3));
}

#[test]
fn a_query_takes_exactly_the_codes_that_items_have() {
    use noaber_text::query::{Field, codes, parse};
    let taken = |field| -> Vec<&str> { codes(field).into_iter().flatten().collect() };
    let kinds: Vec<&str> = ItemKind::ALL.iter().map(|kind| kind.code()).collect();
    assert_eq!(taken(Field::Kind), kinds);
    let countries: Vec<&str> = Country::ALL.iter().map(|c| c.code()).collect();
    assert_eq!(taken(Field::Country), countries);
    for (field, codes) in [("kind", kinds), ("country", countries)] {
        for code in codes {
            let query = format!("{field}:{code}");
            assert_eq!(parse(&query).expect("a query").to_string(), query);
        }
    }
}

const GERMAN: &str = "Entlastung für Grenzpendler im Bahnverkehr";

#[test]
fn what_no_word_finds_is_a_signal_by_its_meaning_where_there_are_no_words_to_find_it_by() {
    let dutch = [
        interest("first", "d", Some("nl"), "spoor, trein, grensverkeer"),
        interest("second", "d", Some("nl"), "station"),
    ];
    let signals = by_meaning(&dutch, GERMAN, "Sie fahren täglich.", Some(0.7));
    assert_eq!(signals.len(), 1);
    let signal = &signals[0];
    assert!(signal.is_by_meaning() && signal.interest.as_str() == "first");
    assert!(signal.score.value() < 0.6, "{:?}", signal.score);
    let sum: f64 = signal.reasons.iter().map(|r| r.share).sum();
    assert!((sum - signal.score.value()).abs() < 1e-9);
    assert_eq!(signal.reasons[0].code, "meaning-very");
    assert_eq!(signal.passages[0].text, GERMAN);
    assert!(signal.passages.iter().all(|p| p.marks.is_empty()));
    for close in [None, Some(0.0), Some(0.34), Some(-1.0), Some(f32::NAN)] {
        assert!(
            by_meaning(&dutch, GERMAN, "", close).is_empty(),
            "{close:?}"
        );
    }
}

#[test]
fn where_a_dossier_has_words_they_decide() {
    let german = "Zugverkehr, Bahnhof, Fernverkehr";
    let own = [interest("de", "d", Some("de"), german)];
    assert!(by_meaning(&own, GERMAN, "", Some(0.9)).is_empty());
    let all = [interest("all", "d", None, "spoor, trein, station")];
    assert!(by_meaning(&all, GERMAN, "", Some(0.9)).is_empty());
    // Two words are too few to be sure of; when one is met, it is what speaks.
    let few = [interest("de", "d", Some("de"), "Zugverkehr, Bahnhof")];
    assert!(by_meaning(&few, GERMAN, "", Some(0.9))[0].is_by_meaning());
    let met = by_meaning(&few, "Der Bahnhof und der Zugverkehr", "", Some(0.9));
    assert!(!met.is_empty() && !met[0].is_by_meaning());
    assert!(!met[0].passages[0].marks.is_empty());
}

#[test]
fn the_sentences_nearest_in_meaning_are_shown_without_marks() {
    let body = "Der Bundestag hat getagt und beraten. Wer jenseits der Grenze arbeitet, zahlt oft doppelt. Kurz. Das Wetter war gut an jenem Tage.";
    let item = item("Ein Titel", body);
    let near = |sentences: &[&str]| -> Vec<f32> {
        let of = |s: &&str| if s.contains("Grenze") { 0.6 } else { 0.1 };
        sentences.iter().map(of).collect()
    };
    let shown = noaber_matching::nearest_passages(&item, near);
    assert_eq!(shown.len(), 1);
    assert_eq!(
        shown[0].text,
        "Wer jenseits der Grenze arbeitet, zahlt oft doppelt."
    );
    assert_eq!((shown[0].field, shown[0].marks.len()), (Field::Body, 0));
    let nothing = noaber_matching::nearest_passages(&item, |all| vec![0.1; all.len()]);
    assert_eq!(nothing[0].text, "Ein Titel");
    let short = noaber_matching::nearest_passages(&item, |_| Vec::new());
    assert_eq!(short, nothing);
    let mut long = item;
    long.body = "wort ".repeat(2_000);
    let shown = noaber_matching::nearest_passages(&long, |all| vec![1.0; all.len()]);
    assert!(shown.iter().all(|p| p.text.chars().count() <= 302));
}

/// With the model that `cargo xtask model` puts under `target`, and the judged items as the world
/// among which the dossier stands out.
#[test]
fn a_german_paper_finds_a_dutch_dossier_by_the_real_model() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let world = root.join("../shared/data/eval/twente/items.jsonl");
    let (Some(model), Ok(world)) = (
        find_model(&root.join("target/model")),
        std::fs::read_to_string(world),
    ) else {
        println!("skipped: there is no model in target/model, or no judged items");
        return;
    };
    let encoder = Encoder::open(&model).expect("a model");
    let text = |row: &serde_json::Value, name: &str| row[name].as_str().unwrap_or("").to_owned();
    let rows = world
        .lines()
        .step_by(9)
        .filter_map(|line| serde_json::from_str(line).ok());
    let vectors: Vec<Vec<u8>> = rows
        .filter_map(|row: serde_json::Value| {
            vector_of(&encoder, &item(&text(&row, "title"), &text(&row, "text"))).ok()
        })
        .collect();
    let mut work = dossier("d");
    let about = json!({ "nl": "Inwoners die in Duitsland wonen en in Nederland werken, of andersom, lopen vast op belasting, sociale zekerheid en diploma's die niet worden erkend." });
    (work.title, work.about) = (
        serde_json::from_value(json!({ "nl": "Werken over de grens" })).expect("a title"),
        serde_json::from_value(about).expect("a text"),
    );
    let interests = [interest(
        "i",
        "d",
        Some("nl"),
        "grensarbeiders, grenswerkers, grensarbeid",
    )];
    let asked = Asked::new(
        &encoder,
        &[work.clone()],
        &interests,
        vectors.iter().map(Vec::as_slice),
    );
    let (matcher, _) = Matcher::new(&[work], &interests, &[]);
    let read = |title: &str, body: &str| {
        let mut german = item(title, body);
        (german.language, german.country) = (Some(Language::De), Country::De);
        let close = asked
            .close(&vector_of(&encoder, &german).expect("a vector"))
            .expect("closeness");
        let today = "2026-03-10".parse().expect("a date");
        let near = |d: &_| close.get(d).copied();
        let mut signals = matcher.read_with(&german, ItemId(7), LedgerNumber(9), today, near);
        signals
            .iter_mut()
            .for_each(|s| asked.show(&encoder, &german, s));
        (signals, close)
    };
    let body = "Arbeitnehmer, die in den Niederlanden wohnen und in Deutschland arbeiten, zahlen Steuern und Sozialbeiträge oft doppelt. Ihre Berufsabschlüsse werden nicht anerkannt. Die Sitzung begann am Vormittag.";
    let (signals, close) = read(
        "Besteuerung von Grenzpendlern zwischen Deutschland und den Niederlanden",
        body,
    );
    assert!(
        signals.len() == 1 && signals[0].is_by_meaning(),
        "{close:?}"
    );
    assert!(
        signals[0]
            .passages
            .iter()
            .any(|p| p.text.contains("doppelt")),
        "{:?}",
        signals[0].passages
    );
    let (signals, close) = read(
        "Schutz der Meeresschildkröten vor Plastikmüll",
        "Die Strände werden gereinigt.",
    );
    assert!(signals.is_empty(), "{close:?}");
}
