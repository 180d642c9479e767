//! What a letter says in each language of sources that are not heard, of what was called off, and of
//! why a paper is there. What others wrote against it is tried in `hostile`.

use jiff::civil::{date, time};
use noaber_domain::*;
use noaber_reports::spoken::spoken;
use noaber_reports::{Changed, Digest, Entry, Heard, Mail, News, Off, Touch, Unheard, atom, mail};

fn reason(code: &str, words: &[&str], share: f64) -> Reason {
    Reason {
        code: code.into(),
        words: words.iter().map(|word| (*word).to_owned()).collect(),
        share,
    }
}

fn meeting() -> ItemDate {
    ItemDate {
        on: date(2025, 12, 15),
        at: Some(time(14, 0, 0, 0)),
        what: DateKind::Event,
    }
}

fn entry(news: News, changes: Vec<Changed>) -> Entry {
    let together = "Spoorverbinding + Hengelo + trein + Twente + Overijssel + sp…";
    Entry {
        item: ItemId(1),
        ledger: LedgerNumber(1),
        found: "2025-11-22T08:00:00Z".parse().expect("a moment"),
        news,
        title: "Commissievergadering spoor".into(),
        language: Some(Language::Nl),
        url: "https://example.org/1".into(),
        source: Wording::of(Language::Nl, "Gemeente"),
        kind: ItemKind::Debate,
        label: None,
        country: Country::Nl,
        published: Some(date(2025, 11, 20)),
        tier: Tier::Know,
        deadline: None,
        off: None,
        changes,
        touches: vec![Touch {
            dossier: "spoor".parse().expect("an id"),
            title: Wording::of(Language::Nl, "Spoor"),
            signal: Some(SignalId(1)),
            score: Share::new(0.9),
            tier: Tier::Know,
            bearing: Bearing::Neutral,
            reasons: vec![
                reason("terms", &[together, "goederen + Bentheim"], 0.5),
                reason("title-hit", &["trein", "spoor"], 0.2),
                reason("region-named", &["Hengelo", "Almelo"], 0.1),
                reason("country", &["NL"], 0.1),
            ],
            passages: Vec::new(),
        }],
    }
}

fn digest(language: Language, entries: Vec<Entry>, unheard: Option<Vec<Unheard>>) -> Digest {
    Digest {
        region: Wording::of(Language::Nl, "Twente"),
        region_id: "twente".into(),
        number: 1,
        language,
        reader: "Adviseur".into(),
        made: "2025-11-22T08:00:00Z".parse().expect("a moment"),
        today: date(2025, 11, 22),
        entries,
        more: false,
        silences: Vec::new(),
        ahead: Vec::new(),
        heard: Heard {
            papers: 5,
            sources: 2,
            unheard,
        },
        desk: None,
        stop: None,
    }
}

/// Words with one space between them.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every form in which a reader gets a digest.
fn forms(digest: &Digest) -> [String; 4] {
    let Mail { html, text, .. } = mail(digest);
    let page = format!("{:?}", spoken(digest)).replace("\\u{a0}", " ");
    [html, text, page, atom::atom(digest, None)].map(|form| flat(&form))
}

fn sources(why: &str, count: usize) -> Unheard {
    let name = |nr: usize| Wording::of(Language::Nl, format!("Bron {nr}"));
    Unheard {
        why: why.into(),
        names: (1..=count).map(name).collect(),
    }
}

#[test]
fn what_is_not_heard_is_told_by_why_with_three_names_at_most() {
    let unheard = || Some(vec![sources("failing", 55), sources("unread", 1)]);
    for (language, said) in [
        (
            Language::Nl,
            "uit 2 bronnen; 55 bronnen geven een fout (Bron 1, Bron 2, Bron 3 en nog 52); 1 bron is nog nooit gelezen (Bron 1).",
        ),
        (
            Language::De,
            "aus 2 Quellen; 55 Quellen melden einen Fehler (Bron 1, Bron 2, Bron 3 und 52 weitere); 1 Quelle wurde noch nie gelesen (Bron 1).",
        ),
        (
            Language::En,
            "from 2 sources; 55 sources report an error (Bron 1, Bron 2, Bron 3 and 52 more); 1 source has never been read (Bron 1).",
        ),
    ] {
        for form in forms(&digest(language, Vec::new(), unheard())) {
            assert!(form.contains(said), "{said}: {form}");
        }
    }
}

#[test]
fn that_no_source_is_silent_is_said_only_where_that_is_known() {
    let text = |unheard| flat(&mail(&digest(Language::Nl, Vec::new(), unheard)).text);
    assert!(text(Some(Vec::new())).contains("uit 2 bronnen; geen bron is stil."));
    let then = text(None);
    assert!(then.contains("uit 2 bronnen. "), "{then}");
    assert!(!then.contains("stil"), "{then}");
}

#[test]
fn what_was_called_off_says_so_with_its_day_to_everybody() {
    let off = |news, changes| Entry {
        off: Some(Off {
            state: ItemState::Cancelled,
            dates: vec![meeting()],
        }),
        ..entry(news, changes)
    };
    let state = vec![Changed::State(ItemState::Cancelled)];
    for (language, said) in [
        (Language::Nl, "Vervallen: Vergadering ma 15 dec 14:00"),
        (Language::De, "Abgesagt: Sitzung Mo 15. Dez. 14:00"),
        (Language::En, "Cancelled: Meeting Mon 15 Dec 14:00"),
    ] {
        let new = digest(language, vec![off(News::New, Vec::new())], None);
        let [html, text, page, feed] = forms(&new);
        assert!(text.contains(&said.to_uppercase()), "{said}: {text}");
        for form in [html, page, feed] {
            assert!(form.contains(said), "{said}: {form}");
        }
        let known = vec![off(News::Changed, state.clone()); 41];
        let [html, text, page, _] = forms(&digest(language, known, None));
        for form in [html, text, page] {
            assert_eq!(form.matches(said).count(), 41, "{said}: {form}");
        }
    }
}

#[test]
fn why_a_paper_is_there_is_told_in_brief() {
    let all = digest(Language::Nl, vec![entry(News::New, Vec::new())], None);
    for form in forms(&all) {
        assert!(!form.contains("sp…") && !form.contains(", …"), "{form}");
    }
    let [html, ..] = forms(&all);
    assert!(!html.contains("komt uit"), "{html}");
    let said = "meerdere woorden samen: Spoorverbinding + Hengelo + trein · noemt Hengelo, Almelo";
    assert!(html.contains(said), "{said}: {html}");
}

#[test]
fn a_commitment_is_due_and_does_not_close() {
    let by = Entry {
        kind: ItemKind::Commitment,
        deadline: Some(ItemDate {
            on: date(2025, 12, 1),
            at: None,
            what: DateKind::Deadline,
        }),
        ..entry(News::New, Vec::new())
    };
    let text = flat(&mail(&digest(Language::Nl, vec![by], None)).text).to_lowercase();
    assert!(text.contains("uiterlijk ma 1 dec"), "{text}");
    assert!(!text.contains("sluit "), "{text}");
}
