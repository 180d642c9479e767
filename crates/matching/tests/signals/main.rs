//! Signals from outside: what is found, what is named, how it is explained and shown.

mod meaning;

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
fn a_dossier_alone_finds_what_the_whole_region_finds_for_it() {
    let queries = [
        ("d", "spoorverbinding, trein NEAR/3 Münster"),
        ("d", "station* NOT bus"),
        ("e", "grensarbeiders"),
        ("e", "=Wierden AND gemeente"),
        ("f", "trein OR spoor"),
        ("f", "title:\"spoorverbinding naar\""),
    ];
    let all: Vec<Interest> = queries
        .iter()
        .zip(0..)
        .map(|((of, query), n)| interest(&format!("{of}{n}"), of, None, query))
        .collect();
    let dossiers = ["d", "e", "f"].map(dossier);
    let (whole, _) = Matcher::new(&dossiers, &all, &organisations());
    let today = "2026-03-10".parse().expect("a date");
    let items = [
        item(
            "De spoorverbinding naar Münster",
            "Een trein per uur uit Enschede.",
        ),
        item(
            "Stationsplein",
            "De gemeente Wierden en de bus naar het station.",
        ),
        item(
            "Grensarbeiders",
            "Wie in Wierden werkt. De gemeente Wierden reist per trein.",
        ),
        item("Visserij", "Op de Noordzee."),
    ];
    let mut found = 0;
    for one in &dossiers {
        let own = all.iter().filter(|i| i.dossier == one.id).cloned();
        let own: Vec<Interest> = own.collect();
        let (alone, _) = Matcher::new(std::slice::from_ref(one), &own, &organisations());
        for item in &items {
            let mut signals = whole.read(item, ItemId(1), LedgerNumber(1), today);
            signals.retain(|signal| signal.dossier == one.id);
            assert_eq!(alone.read(item, ItemId(1), LedgerNumber(1), today), signals);
            found += signals.len();
        }
    }
    assert!(found >= 3, "{found} signals say little");
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
