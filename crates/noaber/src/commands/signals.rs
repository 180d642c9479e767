//! `noaber signals`: the list of signals, each with its reasons, for people and for machines.

use crate::cli::{Cli, Signals};
use crate::commands::query::marked;
use crate::compose::Desk;
use crate::out::{self, Answer, Mistyped};
use anyhow::Result;
use jiff::civil::Date;
use noaber_domain::{Bearing, Country, DossierId, Language, Reason, Tier};
use noaber_locale::{Arg, Catalog, Lang, format};
use noaber_store::views::{Order, SignalCard, SignalFilter, Standing};
use serde_json::{Value, json};

/// Lists what passes the filter.
pub fn run(cli: &Cli, args: &Signals) -> Result<Answer> {
    let desk = Desk::existing(cli)?;
    let region = desk.region()?;
    let today = desk.clock.today(&region);
    let reader = desk.store.reader()?;
    let part = reader.signals(&region.id, &filter(args, cli.json)?, today)?;
    if cli.json {
        out::json(&part.rows.iter().map(machine).collect::<Vec<_>>())?;
        return Ok(Answer::Done);
    }
    let words = Words::new(desk.language(&region));
    for card in &part.rows {
        print(card, &words, today)?;
    }
    eprintln!("{} of {} signals", part.rows.len(), part.total);
    Ok(Answer::Done)
}

fn filter(args: &Signals, everything: bool) -> Result<SignalFilter> {
    fn one<T>(
        what: &str,
        given: &Option<String>,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>> {
        let unknown =
            |text: &str| format!("'{text}' is no {what}; `noaber signals --help` lists them");
        given
            .as_deref()
            .map(|text| read(text).ok_or_else(|| Mistyped(unknown(text)).into()))
            .transpose()
    }
    Ok(SignalFilter {
        tier: one("tier", &args.tier, Tier::from_code)?,
        bearing: one("bearing", &args.bearing, Bearing::from_code)?,
        dossier: one("dossier", &args.dossier, |text| DossierId::new(text).ok())?,
        country: one("arena", &args.country, Country::from_code)?,
        standing: if args.open {
            Standing::Open
        } else {
            Standing::Any
        },
        order: match args.order.as_str() {
            "newest" => Order::Newest,
            "best" => Order::Best,
            "deadline" => Order::Deadline,
            other => {
                return Err(
                    Mistyped(format!("'{other}' is no order: newest, best or deadline")).into(),
                );
            }
        },
        limit: match args.limit {
            Some(0) => usize::MAX >> 1,
            Some(limit) => limit,
            None if everything => usize::MAX >> 1,
            None => 20,
        },
        ..SignalFilter::default()
    })
}

/// A signal as machines read it.
pub fn machine(card: &SignalCard) -> Value {
    let signal = &card.signal;
    json!({
        "id": signal.id,
        "tier": signal.tier,
        "kind": signal.bearing,
        "score": signal.score,
        "dossier": signal.dossier,
        "interest": signal.interest,
        "ledger": signal.ledger,
        "verdict": card.triage.verdict(),
        "item": {
            "id": card.item.id,
            "key": card.item.key,
            "number": card.item.number,
            "sort": card.item.kind,
            "language": card.item.language,
            "country": card.item.country,
            "source": card.item.source,
            "title": card.item.title,
            "url": card.item.url,
            "published": card.item.published,
        },
        "reasons": signal.reasons,
        "passages": signal.passages,
        "trigger": signal.trigger,
        "named": signal.named,
        "deadline": signal.deadline,
    })
}

/// Texts in one language.
pub struct Words {
    catalog: Catalog,
    /// The language.
    pub lang: Lang,
    /// The same, as the nouns know it.
    pub language: Language,
}

impl Words {
    /// Texts in this language.
    pub fn new(language: Language) -> Words {
        let lang = Lang::from_code(language.code()).unwrap_or(Lang::Nl);
        Words {
            catalog: Catalog::new(),
            lang,
            language,
        }
    }

    /// The text of a key.
    pub fn say(&self, key: &str) -> String {
        self.catalog.text(self.lang, key, &[])
    }

    /// A reason as people read it.
    pub fn reason(&self, code: &str, words: &[String]) -> String {
        let words: Vec<String> = match code {
            Reason::LEARNED => words
                .iter()
                .map(|w| self.say(&format!("feature-{w}")))
                .collect(),
            _ => words.to_vec(),
        };
        let words = words.join(", ");
        self.catalog.text(
            self.lang,
            &format!("reason-{code}"),
            &[("words", Arg::Text(&words))],
        )
    }
}

/// Prints one signal: what it is, the title, the passage, why.
pub fn print(card: &SignalCard, words: &Words, today: Date) -> Result<()> {
    let (signal, item) = (&card.signal, &card.item);
    let bearing = words.say(&format!("bearing-{}", signal.bearing.code()));
    let tier = words.say(&format!("tier-{}", signal.tier.code()));
    let mut head = vec![
        format!("{:>3}%", (signal.score.value() * 100.0).round()),
        tier,
        format!("{} {bearing}", signal.bearing.sign()),
        card.dossier_title.text(words.language).to_owned(),
        format!(
            "{} · {}",
            item.country.code().to_uppercase(),
            source_word(card, words)
        ),
    ];
    head.extend(
        item.published
            .map(|day| format::day_short(words.lang, day, today)),
    );
    out::line(head.join("  "))?;
    out::line(format!("      {}", out::clean(&item.title)))?;
    if let Some(passage) = signal.passages.first() {
        out::line(format!("      “{}”", marked(passage)))?;
    }
    let reasons: Vec<String> = signal
        .reasons
        .iter()
        .map(|r| {
            format!(
                "{} ({:+.0})",
                words.reason(&r.code, &r.words),
                r.share * 100.0
            )
        })
        .collect();
    out::line(format!("      {}", out::clean(&reasons.join(" · "))))?;
    out::line(format!("      {}  #{}", item.url, signal.id))?;
    out::line("")
}

fn source_word(card: &SignalCard, words: &Words) -> String {
    match &card.item.label {
        Some(label) => label.clone(),
        None => words.say(&format!("kind-{}", card.item.kind.code())),
    }
}
