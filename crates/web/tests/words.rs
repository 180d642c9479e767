//! Every key that a page, a handler or a code of the domain asks for has a text, and no text is
//! kept that nobody asks for.

use noaber_domain::pack::SOURCE_KINDS;
use noaber_domain::{
    Bearing, Cadence, Country, DateKind, ItemKind, ItemState, Language, Promise, Reason, Relation,
    Reminder, Tier, Verdict,
};
use noaber_locale::{Catalog, Lang};
use noaber_store::views::Health;
use noaber_work::FEATURES;
use std::collections::BTreeSet;
use std::path::Path;

/// Keys that code puts together from a code of the domain.
fn composed() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut add = |prefix: &str, codes: &[&str], end: &str| {
        keys.extend(codes.iter().map(|code| format!("{prefix}-{code}{end}")));
    };
    let kinds: Vec<&str> = ItemKind::ALL.iter().map(|kind| kind.code()).collect();
    let tiers = Tier::ALL.map(Tier::code);
    add("kind", &kinds, "");
    add("tier", &tiers, "");
    add("tier", &tiers, "-hint");
    add("help-tier", &tiers, "");
    add("bearing", &Bearing::ALL.map(Bearing::code), "");
    add("verdict", &Verdict::ALL.map(Verdict::code), "");
    add("judged", &Verdict::ALL.map(Verdict::code), "");
    add("country", &Country::ALL.map(Country::code), "");
    add("lane", &Country::ALL.map(Country::code), "");
    add("language", &Language::ALL.map(Language::code), "");
    let dates = [
        DateKind::Deadline,
        DateKind::Event,
        DateKind::Vote,
        DateKind::Opening,
    ];
    add("date", &dates.map(DateKind::code), "");
    let all = [
        Health::Fine,
        Health::Silent,
        Health::Late,
        Health::Failing,
        Health::Blocked,
        Health::Changed,
        Health::Unread,
        Health::Off,
    ];
    add("health", &all.map(Health::code), "");
    // Why it does so is told of all but those that are fine, which have keys of their own.
    let why = all
        .into_iter()
        .filter(|h| !matches!(h, Health::Fine | Health::Silent));
    add("health-why", &why.map(Health::code).collect::<Vec<_>>(), "");
    add("source-is", &["late", "failing", "blocked", "changed"], "");
    let unheard = all
        .into_iter()
        .filter(|h| !matches!(h, Health::Fine | Health::Off));
    add("heard", &unheard.map(Health::code).collect::<Vec<_>>(), "");
    add("off", &["cancelled", "withdrawn"], "");
    add("change-signal", &["act", "watch", "dismiss", "undone"], "");
    add("change-dossier", &["added", "changed", "removed"], "");
    add("change-interest", &["added", "changed", "removed"], "");
    let relations: Vec<&str> = Relation::ALL.iter().map(|r| r.code()).collect();
    add("link", &relations, "");
    add("linked", &relations, "");
    let states: Vec<&str> = ItemState::ALL.iter().map(|s| s.code()).collect();
    add("state", &states, "");
    add("promise", &Promise::ALL.map(Promise::code), "");
    add("reminder", &Reminder::ALL.map(Reminder::code), "");
    add("calendar-view", &["ahead", "month", "week"], "");
    add("calendar-scope", &["ours", "all"], "");
    add("commitment-scope", &["ours", "all"], "");
    add("filter", &["view", "scope"], "");
    add("change-mirror", &["added", "changed", "removed"], "");
    add("refused", &["feed-name", "competent", "file-unknown"], "");
    add("change-learning", &["aside", "counts"], "");
    let deeds = ["added", "changed", "rested", "resumed", "removed", "back"];
    add("change-source", &deeds, "");
    let refusals = [
        "address",
        "scheme",
        "password",
        "network",
        "stands",
        "answer",
        "slow",
        "status",
        "too-big",
        "blocked",
        "feed",
        "unreadable",
        "kind",
        "name",
        "rhythm",
        "unknown",
        "of-pack",
    ];
    add("no-source", &refusals, "");
    let one = [
        "item-taken-down",
        "take-down-lifted",
        "items-joined",
        "signals-joined",
    ];
    add("change", &one, "");
    let altered = [
        "date-moved",
        "deadline-moved",
        "date-set",
        "deadline-set",
        "date-dropped",
        "cancelled",
        "reopened",
        "state",
        "title",
        "text-came",
        "text",
        "committee",
        "new-actor",
        "file",
        "published",
        "number",
        "links",
    ];
    add("altered", &altered, "");
    add("learned", &Verdict::ALL.map(Verdict::code), "");
    let features: Vec<&str> = FEATURES.iter().map(|(name, _)| *name).collect();
    add("feature", &features, "");
    add("feature", &["start"], "");
    let shown: Vec<&str> = FEATURES.iter().map(|(_, code)| *code).collect();
    add("reason", &shown, "");
    add("reason", &[Reason::LEARNED], "");
    add("reason", &Reason::MEANING, "");
    add(
        "preview",
        &["lost", "gained", "kept", "newest", "week", "year", "all"],
        "",
    );
    let related = [
        "form", "compound", "spelling", "beside", "meaning", "language",
    ];
    add("related", &related, "");
    let faults = [
        "empty",
        "too-long",
        "too-deep",
        "too-many-terms",
        "unexpected",
        "unclosed",
        "quote",
        "no-word",
        "wildcard",
        "unknown-field",
        "unknown-value",
        "weight",
        "distance",
        "only-not",
        "misplaced",
        "operator",
    ];
    add("query-fault", &faults, "");
    add("who", &["adviser", "noaber", "command-line", "demo"], "");
    add("source-kind", &SOURCE_KINDS, "");
    add("order", &["newest", "best", "deadline"], "");
    add("standing", &["open"], "");
    add("mandate", &["pack", "example", "none"], "");
    add("mandate", &["pack", "example", "none"], "-help");
    add(
        "field",
        &[
            "title",
            "number",
            "published",
            "dates",
            "committee",
            "actors",
            "body",
        ],
        "",
    );
    add(
        "filter",
        &[
            "tier", "bearing", "dossier", "country", "language", "standing", "order", "kind",
            "source",
        ],
        "",
    );
    let reasons = [
        "title-hit",
        "body-hit",
        "phrase",
        "terms",
        "rare-term",
        "region-named",
        "committee",
        "kind",
        "deadline",
        "country",
        "border",
        "money",
        "closeness",
        "about",
        "elsewhere",
    ];
    add("reason", &reasons, "");
    add(
        "relative",
        &["today", "tomorrow", "yesterday", "ahead", "ago"],
        "",
    );
    add(
        "refused",
        &[
            "same-verdict",
            "nothing-to-undo",
            "too-long",
            "no-reason",
            "query",
            "title",
        ],
        "",
    );
    add("cadence", &Cadence::CODES, "");
    add("weekday", &["1", "2", "3", "4", "5", "6", "7"], "");
    add(
        "mail-news",
        &["changed", "also", "withdrawn", "removed"],
        "",
    );
    let outbox = [
        "waiting",
        "claimed",
        "handed",
        "uncertain",
        "sent",
        "failed",
        "held",
        "dropped",
        "moved",
    ];
    add("outbox", &outbox, "");
    add("digest-bad", &["name", "address", "tiers"], "");
    let subscriber = ["added", "changed", "secret", "paused", "resumed", "removed"];
    add("change-subscriber", &subscriber, "");
    add("change", &["digest-made", "letter-retried"], "");
    keys
}

fn sources() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    let mut folders = vec![
        root.join("src"),
        root.join("templates"),
        root.join("../noaber/src"),
        root.join("../reports/src"),
    ];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                text.push_str(&std::fs::read_to_string(&path).unwrap_or_default());
            }
        }
    }
    text
}

/// Keys that a template or a handler names in full.
fn named(text: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for call in [".t(\"", ".n(\"", ".with(\""] {
        for piece in text.split(call).skip(1) {
            if let Some((key, _)) = piece.split_once('"') {
                keys.insert(key.to_owned());
            }
        }
    }
    keys
}

fn keys(lang: Lang) -> BTreeSet<String> {
    let is_key = |line: &&str| line.starts_with(|c: char| c.is_ascii_alphabetic());
    let lines = lang.source().lines().filter(is_key);
    lines
        .filter_map(|line| line.split_once(" =").map(|(key, _)| key.to_owned()))
        .collect()
}

#[test]
fn every_key_that_is_asked_for_has_a_text() {
    let catalog = Catalog::new();
    let text = sources();
    let asked: BTreeSet<String> = composed().into_iter().chain(named(&text)).collect();
    assert!(asked.len() > 200, "only {} keys were found", asked.len());
    for lang in Lang::ALL {
        let missing: Vec<&String> = asked.iter().filter(|key| !catalog.has(lang, key)).collect();
        assert!(
            missing.is_empty(),
            "{} has no text for {missing:?}",
            lang.code()
        );
    }
}

#[test]
fn every_text_is_asked_for() {
    let text = sources();
    let composed = composed();
    let unused: Vec<String> = keys(Lang::Nl)
        .into_iter()
        .filter(|key| !composed.contains(key) && !text.contains(&format!("\"{key}\"")))
        .collect();
    assert!(unused.is_empty(), "nobody asks for {unused:?}");
}
