//! Official publications of every sort from their repository: Staatscourant, Staatsblad, papers of
//! the Eerste Kamer, provincial, municipal and water board gazettes. Which ones is a matter of
//! settings; searching and reading is shared with the kind `kst`.

use super::kst;
use super::kst::search::{self, Scope, either, quoted};
use crate::connector::{Card, Harvest, Kind, Page, Request, Unreadable};
use crate::fault::Fault;
use noaber_domain::source::Cursor;
use noaber_domain::{Country, Language, Source, Wording};

/// The kind `koop_sru`.
pub const KIND: Kind = Kind { card, start, read };

fn card() -> Card {
    Card {
        code: "koop_sru",
        title: Wording {
            nl: Some("Officiële publicaties: Staatscourant, Staatsblad, gemeente- en provinciebladen".into()),
            de: Some("Amtliche Veröffentlichungen: niederländische Gesetz-, Staats-, Provinz- und Gemeindeblätter".into()),
            en: Some("Official publications: Dutch government, provincial and municipal gazettes".into()),
        },
        owner: "KOOP, Kennis- en exploitatiecentrum Officiële Overheidspublicaties",
        licence: "free to use again, with mention of the source",
        languages: &[Language::Nl],
        countries: &[Country::Nl],
        requests_per_second: 2.0,
        needs_key: false,
        reads_folder: false,
        home: "https://repository.overheid.nl",
        seen: "recorded search answers, the error answer among them",
        settings: &[
            (
                "publications",
                "names of the publications, divided by commas: Staatscourant, Staatsblad, Provinciaal blad, Gemeenteblad, Waterschapsblad, Blad gemeenschappelijke regeling, Kamerstuk; all when absent",
            ),
            (
                "creators",
                "who published, divided by semicolons, as the repository writes it: Enschede; Eerste Kamer der Staten-Generaal",
            ),
            (
                "area",
                "product area of the repository; officielepublicaties by default",
            ),
            (
                "by",
                "the date that says what is new: modified (default), issued, or both",
            ),
            ("query", "more conditions in CQL, such as w.dossiernummer==36867"),
            (
                "since",
                "first day to read when there is no cursor yet; 14 days back by default",
            ),
        ],
        notes: &[
            "Address: https://repository.overheid.nl/sru",
            "A source must name publications, creators or a query: the whole repository is never read.",
            "By date of issue alone, what is corrected later is missed; by date of change nothing is.",
            "The names of prefixes are dt, w and c; dcterms is refused with a diagnostic inside an answer with status 200.",
            "The Eerste Kamer has no interface of its own: its papers come from here, its votes and agenda do not.",
            "A Kamerstuk has the same key whether this kind or kst brings it.",
        ],
    }
}

fn start(
    source: &Source,
    cursor: Option<&Cursor>,
    now: jiff::Timestamp,
) -> Result<Vec<Request>, Fault> {
    let narrow = ["publications", "creators", "query"];
    if narrow.iter().all(|name| setting(source, name).is_none()) {
        return Err(Fault::Setting {
            source_id: source.id.to_string(),
            setting: "publications",
            why: "expected publications, creators or a query, found none of them".into(),
        });
    }
    if dates_of(source).is_none() {
        return Err(Fault::Setting {
            source_id: source.id.to_string(),
            setting: "by",
            why: "expected modified, issued or both".into(),
        });
    }
    search::start(source, &scope(source), cursor, now)
}

fn read(source: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    kst::read_within(source, &scope(source), page)
}

fn scope(source: &Source) -> Scope {
    let area = setting(source, "area").unwrap_or("officielepublicaties");
    let mut conditions = vec![format!("c.product-area=={}", word(area))];
    let mut any = |name: &str, index: &str, mark: char| {
        let terms = setting(source, name).unwrap_or("").split(mark);
        let terms: Vec<String> = terms
            .map(str::trim)
            .filter(|term| !term.is_empty())
            .map(|term| format!("{index}=={}", quoted(term)))
            .collect();
        if !terms.is_empty() {
            conditions.push(either(terms));
        }
    };
    any("publications", "w.publicatienaam", ',');
    any("creators", "dt.creator", ';');
    Scope {
        conditions,
        dates: dates_of(source).unwrap_or(&["dt.modified"]),
    }
}

fn dates_of(source: &Source) -> Option<&'static [&'static str]> {
    match setting(source, "by").unwrap_or("modified") {
        "modified" => Some(&["dt.modified"]),
        "issued" => Some(&["dt.issued"]),
        "both" => Some(&["dt.modified", "dt.issued"]),
        _ => None,
    }
}

fn setting<'a>(source: &'a Source, name: &str) -> Option<&'a str> {
    let value = source.settings.get(name)?.trim();
    (!value.is_empty()).then_some(value)
}

/// A name of letters, digits and hyphens: what cannot be part of one is left out.
fn word(text: &str) -> String {
    let fits = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    text.chars().filter(fits).collect()
}
