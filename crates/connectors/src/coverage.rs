//! What an adviser must hear, body by body, which kinds bring it and what is missing. What a kind
//! can do stands on its card; which addresses a region listens to stands in its pack.

/// One thing that a lobby desk must hear.
pub struct Ear {
    /// Where it is published: The Hague, Brussels, across the border, at home.
    pub place: &'static str,
    /// What it is.
    pub what: &'static str,
    /// Codes of the kinds that bring it; empty when none does.
    pub kinds: &'static [&'static str],
    /// What is not heard, or only in part; empty when nothing is known to be missing.
    pub missing: &'static str,
}

const fn ear(
    place: &'static str,
    what: &'static str,
    kinds: &'static [&'static str],
    missing: &'static str,
) -> Ear {
    Ear {
        place,
        what,
        kinds,
        missing,
    }
}

const HAGUE: &str = "The Hague";
const BRUSSELS: &str = "Brussels";
const BORDER: &str = "Across the border";
const HOME: &str = "At home";

/// All of it, in the order of the documentation.
pub const EARS: &[Ear] = &[
    ear(
        HAGUE,
        "Tweede Kamer: cases, papers, motions, votes, agenda, commitments",
        &["tk_syncfeed", "tweede_kamer"],
        "persons, groups and committees are names within papers, not items",
    ),
    ear(HAGUE, "Tweede Kamer: debate reports", &["vlos"], ""),
    ear(
        HAGUE,
        "Kamerstukken of both chambers, in full text",
        &["kst", "koop_sru"],
        "",
    ),
    ear(
        HAGUE,
        "Eerste Kamer: votes and agenda",
        &[],
        "there is no interface for programs",
    ),
    ear(HAGUE, "Staatscourant, Staatsblad", &["koop_sru"], ""),
    ear(HAGUE, "News of the government", &["feed"], ""),
    ear(
        BRUSSELS,
        "Proposals and acts of the Union, in nl, de and en",
        &["cellar"],
        "what changes more than a month after its date",
    ),
    ear(
        BRUSSELS,
        "European Parliament: documents, committee papers, questions, procedures, plenary agenda",
        &["europarl"],
        "the feed of events; the files of papers",
    ),
    ear(
        BRUSSELS,
        "Consultations and calls for evidence",
        &["have_your_say"],
        "",
    ),
    ear(BRUSSELS, "Calls for proposals", &["sedia"], ""),
    ear(
        BRUSSELS,
        "Press of Commission, Parliament and Council",
        &["feed"],
        "",
    ),
    ear(
        BRUSSELS,
        "Comitology register",
        &[],
        "no interface was found that a program may follow",
    ),
    ear(
        BORDER,
        "Bundestag and Bundesrat: procedures, papers, votes, debates",
        &["dip"],
        "activities of single members",
    ),
    ear(
        BORDER,
        "Parliaments of the Länder",
        &["parlamentsspiegel", "feed"],
        "the portal has no interface for programs; its rows are off until somebody has looked at its robots.txt",
    ),
    ear(
        HOME,
        "Municipal councils, provinces and water boards",
        &["open_besluitvorming", "notubiz", "gemeente_oplossingen"],
        "councils on iBabs that are not in Open Besluitvorming: the service wants a key of each council",
    ),
    ear(
        HOME,
        "Provincial, municipal and water board gazettes",
        &["koop_sru"],
        "",
    ),
    ear(
        HOME,
        "Partners: news, calendars, newsletters",
        &["feed", "ics", "maildrop", "jsonl"],
        "",
    ),
];
