//! Signals from outside: what is found, what is named, how it is explained and shown.

use noaber_domain::{
    Bearing, Country, DateKind, Dossier, Field, Interest, Item, ItemDate, ItemId, ItemKind,
    Language, LedgerNumber, Organisation, Signal, Tier,
};
use noaber_matching::mirror::{Encoder, find_model, vector_of};
use noaber_matching::{Asked, Closeness, Matcher};
use serde_json::json;

fn dossier(id: &str) -> Dossier {
    let text = json!({ "nl": "Bereikbaarheid over weg en spoor" });
    serde_json::from_value(json!({ "id": id, "title": text, "about": text })).expect("a dossier")
}

fn interest(id: &str, dossier: &str, language: Option<&str>, query: &str) -> Interest {
    let value = json!({ "id": id, "dossier": dossier, "language": language, "query": query });
    serde_json::from_value(value).expect("an interest")
}

fn organisations() -> Vec<Organisation> {
    let organisation = |id: &str, name: &str, aliases: &[&str], context: &[&str]| {
        let value = json!({
            "id": id, "kind": "municipality", "name": { "nl": name }, "country": "nl",
            "aliases": aliases, "context": context, "of_region": true,
        });
        serde_json::from_value(value).expect("an organisation")
    };
    vec![
        organisation("wierden", "Wierden", &[], &["gemeente", "Almelo", "N35"]),
        organisation("losser", "Losser", &[], &["gemeente", "Enschede"]),
        organisation(
            "mst",
            "Medisch Spectrum Twente",
            &["MST"],
            &["ziekenhuis", "Enschede"],
        ),
        organisation("enschede", "Enschede", &[], &[]),
        organisation("rijssen-holten", "Rijssen-Holten", &[], &[]),
    ]
}

fn item(title: &str, body: &str) -> Item {
    serde_json::from_value(json!({
        "key": "tk:zaak:1", "kind": "motion", "country": "nl", "language": "nl",
        "title": title, "body": body, "url": "https://example.org/1", "published": "2026-03-01",
    }))
    .expect("an item")
}

fn read(query: &str, item: &Item) -> Option<Signal> {
    let interests = [interest("i", "d", None, query)];
    let (matcher, bad) = Matcher::new(&[dossier("d")], &interests, &organisations());
    assert!(bad.is_empty(), "{bad:?}");
    let today = "2026-03-10".parse().expect("a date");
    let signals = matcher.read(item, ItemId(7), LedgerNumber(9), today);
    assert!(signals.len() <= 1);
    signals.into_iter().next().inspect(checked)
}

/// What holds for every signal.
fn checked(signal: &Signal) {
    assert!(!signal.reasons.is_empty());
    let sum: f64 = signal.reasons.iter().map(|r| r.share).sum();
    assert!((sum - signal.score.value()).abs() < 1e-9);
    assert!(signal.passages.len() <= 3);
    assert_eq!(signal.trigger.is_none(), signal.bearing == Bearing::Neutral);
    for passage in &signal.passages {
        assert!(
            passage.text.chars().count() <= 302,
            "{}",
            passage.text.chars().count()
        );
        assert!(!passage.marks.is_empty());
        let mut end = 0;
        for &(from, to) in &passage.marks {
            assert!(from >= end && to > from && passage.text.get(from..to).is_some());
            end = to;
        }
    }
}

fn named(title: &str, body: &str) -> Vec<String> {
    let text = format!("spoorverbinding {title}");
    let signal = read(
        "spoorverbinding, \"veilige spoorverbinding\"",
        &item(&text, body),
    );
    let named = signal.expect("a signal").named;
    named.iter().map(ToString::to_string).collect()
}

#[test]
fn a_town_is_told_from_a_verb_and_a_hospital_from_three_letters() {
    assert_eq!(named("in Wierden", "De gemeente wil dit."), ["wierden"]);
    assert_eq!(named("in Wierden aan de N35", ""), ["wierden"]);
    assert!(named("waar zij wierden gemeente", "").is_empty());
    assert!(named("Wierden in Groningen", "").is_empty());
    assert!(named("een losser verband met de gemeente", "").is_empty());
    assert_eq!(named("Losser", "bij Enschede"), ["losser", "enschede"]);
    assert_eq!(
        named("bij het MST", "Dit ziekenhuis ligt aan het spoor."),
        ["mst"]
    );
    assert!(named("MST", "een norm voor metingen").is_empty());
    assert_eq!(named("Medisch spectrum Twente", ""), ["mst"]);
    assert_eq!(named("ENSCHEDE", ""), ["enschede"]);
    assert_eq!(
        named("Enschedes wens; Rijssen-Holten", ""),
        ["rijssen-holten"]
    );
}

#[test]
fn a_bad_interest_is_reported_and_the_others_work() {
    let interests = [
        interest("good", "d", None, "\"spoor naar Münster\""),
        interest("bad", "d", None, "a AND (b"),
    ];
    let (matcher, bad) = Matcher::new(&[dossier("d")], &interests, &[]);
    assert_eq!(bad.len(), 1);
    assert_eq!(bad[0].interest.as_str(), "bad");
    assert_eq!(bad[0].fault.at, 8);
    let found = matcher.found_by(&item("Het spoor naar Munster", ""));
    assert_eq!(found[0].as_str(), "good");
}

#[test]
fn a_dossier_gets_one_signal_by_its_best_interest() {
    let interests = [
        interest("weak", "d", None, "trein"),
        interest(
            "strong",
            "d",
            None,
            "\"spoorverbinding naar Münster\", spoorverbinding",
        ),
        interest("other", "e", None, "spoorverbinding"),
    ];
    let (matcher, _) = Matcher::new(&[dossier("d"), dossier("e")], &interests, &[]);
    let today = "2026-03-10".parse().expect("a date");
    let item = item("De spoorverbinding naar Münster", "Een trein per uur.");
    let signals = matcher.read(&item, ItemId(1), LedgerNumber(1), today);
    let of: Vec<_> = signals
        .iter()
        .map(|s| (s.dossier.as_str(), s.interest.as_str()))
        .collect();
    assert_eq!(of, [("d", "strong"), ("e", "other")]);
    let body = signals[0].reasons.iter().find(|r| r.code == "body-hit");
    assert!(body.is_none_or(|r| r.words.contains(&"trein".to_owned())));
    assert!(
        signals[0]
            .passages
            .iter()
            .any(|p| p.field == Field::Body && p.text.contains("trein"))
    );
}

#[test]
fn an_interest_of_a_language_reads_only_that_language() {
    let interests = [
        interest("nl", "d", Some("nl"), "grensarbeiders"),
        interest("de", "d", Some("de"), "Grenzpendler"),
    ];
    let (matcher, _) = Matcher::new(&[dossier("d")], &interests, &[]);
    let mut german = item(
        "Entlastung der Grenzpendler und ihrer Familien",
        "grensarbeiders",
    );
    german.language = None;
    german.country = Country::De;
    assert_eq!(matcher.found_by(&german), [interests[1].id.clone()]);
    german.language = Some(Language::Nl);
    assert_eq!(matcher.found_by(&german), [interests[0].id.clone()]);
}

#[test]
fn good_news_is_told_from_bad_with_the_sentence_that_says_so() {
    for (body, want, word) in [
        (
            "Het kabinet wil de spoorverbinding schrappen.",
            Bearing::Threat,
            "schrappen",
        ),
        (
            "Er komt extra geld voor de spoorverbinding.",
            Bearing::Opportunity,
            "extra geld",
        ),
        (
            "Er komen geen bezuinigingen op de spoorverbinding.",
            Bearing::Opportunity,
            "bezuinigingen",
        ),
        ("De spoorverbinding bestaat.", Bearing::Neutral, ""),
    ] {
        let body = format!("Een inleiding zonder oordeel. {body} Nog een slot.");
        let signal = read("spoorverbinding", &item("Spoorverbinding Enschede", &body));
        let signal = signal.expect("a signal");
        assert_eq!(signal.bearing, want, "{body}");
        if let Some(trigger) = signal.trigger {
            assert_eq!(trigger.words, [word]);
            assert!(trigger.text.contains(word) && trigger.text.ends_with('.'));
        }
    }
}

#[test]
fn a_call_is_an_opportunity_by_its_nature() {
    let mut call = item("Open oproep spoorverbinding Enschede", "");
    call.kind = ItemKind::Call;
    let signal = read("spoorverbinding", &call).expect("a signal");
    assert_eq!(signal.bearing, Bearing::Opportunity);
    assert_eq!(signal.trigger.map(|t| t.text), Some(call.title));
    let body = "Er wil een fiche zijn: belemmeringen voor de spoorverbinding weg te nemen.";
    let signal = read("spoorverbinding", &item("Spoorverbinding", body)).expect("a signal");
    assert_eq!(signal.bearing, Bearing::Opportunity);
}

#[test]
fn a_date_ahead_makes_a_tier_and_a_reason() {
    let mut debate = item("Debat over de spoorverbinding Enschede", "");
    debate.kind = ItemKind::Debate;
    let on = "2026-03-20".parse().expect("a date");
    debate.dates = vec![ItemDate {
        on,
        at: None,
        what: DateKind::Event,
    }];
    let signal = read("spoorverbinding", &debate).expect("a signal");
    assert_eq!(signal.tier, Tier::Decide);
    assert_eq!(signal.deadline, Some(debate.dates[0]));
    assert!(
        signal
            .reasons
            .iter()
            .any(|r| r.code == "deadline" && r.words == ["2026-03-20"])
    );
}

#[test]
fn a_long_sentence_is_cut_between_words_with_its_marks_whole() {
    let filler = "woord één ".repeat(80);
    let body = format!("{filler}de spoorverbinding naar Münster {filler}.");
    let signal = read("\"spoorverbinding naar Münster\"", &item("Enschede", &body));
    let passage = &signal.expect("a signal").passages[0];
    let (from, to) = passage.marks[0];
    assert_eq!(&passage.text[from..to], "spoorverbinding naar Münster");
    assert!(passage.text.starts_with('…') && passage.text.ends_with('…'));
    assert!(
        passage
            .text
            .trim_matches('…')
            .split_whitespace()
            .all(|w| "woord één de spoorverbinding naar Münster".contains(w))
    );
}

#[test]
fn hostile_items_give_signals_or_none_and_never_a_panic() {
    let texts = [
        "spoor".repeat(200_000),
        "spoor ".repeat(100_000),
        "spoor;".repeat(100_000),
        "spoor. Nu ".repeat(50_000),
        format!("{}spoor", "🙂".repeat(100_000)),
        "\u{202e}spoor\u{0}\u{7f} schrappen ".repeat(10_000),
        "MST Enschede Wierden gemeente ".repeat(20_000),
        "é".repeat(10) + &"spoor\u{301}".repeat(50_000),
    ];
    for text in &texts {
        for (title, body) in [(text.as_str(), ""), ("Spoor Enschede", text.as_str())] {
            read(
                "spoor*, spoor NEAR/3 spoor, \"spoor spoor\"",
                &item(title, body),
            );
        }
    }
}

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
