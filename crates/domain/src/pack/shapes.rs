//! Which noun has which fields in a pack's files: one function a noun, in the order of the
//! handbook's page on region packs. How a field is read and what is noted is the business of
//! `sheet`.

use super::SOURCE_KINDS;
use super::page::Sort;
use super::sheet::Sheet;
use crate::{
    Agenda, Agreement, Argument, Authority, Country, Dossier, Forum, Interest, Language, Line,
    Network, Organisation, OrganisationKind, Programme, Region, Rung, Seat, Source, Wording,
};
use jiff::tz::TimeZoneDatabase;
use std::cell::RefCell;
use std::ops::RangeInclusive;

const YEARS: RangeInclusive<i16> = 1000..=2999;

pub(super) fn region(s: &Sheet) -> Region {
    Region {
        id: s.own_id(Sort::Region),
        name: s.wording("name"),
        about: s.wording("about"),
        language: s.code("language", &Language::ALL, Language::code),
        time_zone: time_zone(s),
        nuts: s.maybe_text("nuts"),
        members: s.ids_of("members", Sort::Organisation),
        ladder: s.each("rung", |s| Rung {
            name: s.wording("name"),
            what: s.maybe_wording("what"),
        }),
        strengths: s.wordings("strengths"),
        contacts: s.wordings("contacts"),
    }
}

fn time_zone(s: &Sheet) -> String {
    let name = s.text("time_zone");
    if !name.is_empty() && TimeZoneDatabase::bundled().get(&name).is_err() {
        let what = format!(
            "`{name}` is not a time zone; expected an IANA name such as `Europe/Amsterdam`"
        );
        s.fault("time_zone", what);
    }
    name
}

pub(super) fn organisation(s: &Sheet) -> Organisation {
    Organisation {
        id: s.own_id(Sort::Organisation),
        kind: s.code("kind", &OrganisationKind::ALL, OrganisationKind::code),
        name: s.wording("name"),
        country: s.code("country", &Country::ALL, Country::code),
        aliases: s.texts("aliases"),
        context: s.texts("context"),
        of_region: s.flag("of_region", false),
    }
}

pub(super) fn network(s: &Sheet) -> Network {
    Network {
        id: s.own_id(Sort::Network),
        name: s.wording("name"),
        scale: s.wording("scale"),
        size: s.maybe_wording("size"),
        about: s.wording("about"),
        part: s.maybe_wording("part"),
        members: s.ids_of("members", Sort::Organisation),
        forums: s.each("forum", forum),
        seats: s.each("seat", seat),
        known_in: s.whole("known_in", YEARS),
    }
}

fn forum(s: &Sheet) -> Forum {
    Forum {
        name: s.wording("name"),
        about: s.maybe_wording("about"),
        lead: s.id_of("lead", Sort::Organisation),
        note: s.maybe_wording("note"),
    }
}

fn seat(s: &Sheet) -> Seat {
    let seat = Seat {
        holder: s.id_of_required("holder", Sort::Organisation),
        body: s.wording("body"),
        count: s.whole_required("count", 1..=100_000),
        of: s.whole("of", 1..=100_000),
    };
    if let Some(of) = seat.of.filter(|of| *of < seat.count) {
        let what = format!("{} seats are held of only {of}", seat.count);
        s.fault("of", what);
    }
    seat
}

pub(super) fn agenda(s: &Sheet) -> Agenda {
    Agenda {
        id: s.own_id(Sort::Agenda),
        title: s.wording("title"),
        owner: s.wording("owner"),
        year: s.whole("year", YEARS),
        about: s.maybe_wording("about"),
        lines: s.each("line", |s| Line {
            id: s.own_id(Sort::Line),
            title: s.wording("title"),
            about: s.maybe_wording("about"),
            serves: s.ids_of("serves", Sort::Line),
        }),
        example: s.flag("example", false),
    }
}

/// A dossier and its interests; the dossier's id is the name of its file.
pub(super) fn dossier(s: &Sheet, stem: &str) -> (Dossier, Vec<Interest>) {
    let dossier = Dossier {
        id: s.id_of_file(Sort::Dossier, stem),
        title: s.wording("title"),
        about: s.wording("about"),
        lines: s.ids_of("lines", Sort::Line),
        position: s.maybe_wording("position"),
        ask: s.maybe_wording("ask"),
        example: s.flag("example", false),
        arguments: s.each("argument", |s| Argument {
            text: s.wording("text"),
            evidence: s.maybe_wording("evidence"),
            example: s.flag("example", false),
        }),
        lead: s.id_of("lead", Sort::Organisation),
        networks: s.ids_of("networks", Sort::Network),
        agreements: s.ids_of("agreements", Sort::Agreement),
        programmes: s.ids_of("programmes", Sort::Programme),
        authorities: authorities(s),
        priority: s.whole("priority", 1..=5).unwrap_or(3),
    };
    let interests = s.each("interest", |s| interest(s, &dossier));
    (dossier, interests)
}

/// Who decides, each once on a side.
fn authorities(s: &Sheet) -> Vec<Authority> {
    let known = RefCell::new(Vec::<(Country, Wording)>::new());
    s.each("authority", |s| {
        let authority = Authority {
            country: s.code("country", &Country::ALL, Country::code),
            name: s.wording("name"),
            decides: s.maybe_wording("decides"),
            known_in: s.whole("known_in", YEARS),
        };
        let same = (authority.country, authority.name.clone());
        if known.borrow().contains(&same) {
            let what = format!(
                "this authority was given before for {}; say all it decides in one place",
                authority.country.code()
            );
            s.fault("name", what);
        }
        known.borrow_mut().push(same);
        authority
    })
}

fn interest(s: &Sheet, dossier: &Dossier) -> Interest {
    let interest = Interest {
        id: s.own_id(Sort::Interest),
        dossier: dossier.id.clone(),
        language: s.maybe_code("language", &Language::ALL, Language::code),
        query: s.text("query"),
        always: s.flag("always", false),
        example: s.flag("example", false),
    };
    s.keep_place_of_query(&interest.id);
    interest
}

pub(super) fn source(s: &Sheet) -> Source {
    Source {
        id: s.own_id(Sort::Source),
        kind: s.code("kind", &SOURCE_KINDS, |kind| kind).to_owned(),
        name: s.wording("name"),
        address: address(s),
        country: s.code("country", &Country::ALL, Country::code),
        language: s.maybe_code("language", &Language::ALL, Language::code),
        every_hours: s.whole("every_hours", 1..=8_784).unwrap_or(6),
        silent_after_days: s.whole("silent_after_days", 1..=366).unwrap_or(7),
        settings: s.settings("settings"),
        active: s.flag("active", true),
    }
}

/// Something the region should hear of but cannot: a source that is switched off, with why and what
/// to do about it.
pub(super) fn missing(s: &Sheet) -> Source {
    let (why, remedy) = (s.wording("why"), s.wording("remedy"));
    Source {
        id: s.own_id(Sort::Source),
        kind: "feed".to_owned(),
        name: s.wording("name"),
        address: address(s),
        country: s.code("country", &Country::ALL, Country::code),
        language: s.maybe_code("language", &Language::ALL, Language::code),
        every_hours: 24,
        silent_after_days: 366,
        settings: Source::missing_settings(&why, &remedy),
        active: false,
    }
}

fn address(s: &Sheet) -> String {
    let address = s.text("address");
    let absolute = url::Url::parse(&address)
        .is_ok_and(|url| matches!(url.scheme(), "http" | "https" | "file"));
    if !address.is_empty() && !absolute {
        let what = format!(
            "`{address}` is not an absolute address; expected https://…, http://… or file:///…"
        );
        s.fault("address", what);
    }
    address
}

pub(super) fn agreement(s: &Sheet) -> Agreement {
    Agreement {
        id: s.own_id(Sort::Agreement),
        name: s.wording("name"),
        about: s.wording("about"),
        parties: s.ids_of("parties", Sort::Organisation),
        others: s.texts("others"),
        year: s.whole("year", YEARS),
        twinning: s.flag("twinning", false),
    }
}

pub(super) fn programme(s: &Sheet) -> Programme {
    let programme = Programme {
        id: s.own_id(Sort::Programme),
        name: s.wording("name"),
        about: s.wording("about"),
        payer: s.wording("payer"),
        from: s.whole("from", YEARS),
        to: s.whole("to", YEARS),
    };
    if let (Some(from), Some(to)) = (programme.from, programme.to)
        && to < from
    {
        s.fault(
            "to",
            format!("the programme ends in {to}, before it begins in {from}"),
        );
    }
    programme
}
