//! A folder into which newsletters fall as files: each mail becomes one item with its links. The
//! folder is listed in `folder`, one mail is read in `mail`, its links in `links`. Nothing that a
//! mail refers to is ever fetched.

mod folder;
mod links;
mod mail;

use crate::connector::{Card, Harvest, Kind, Page, Request, Unreadable};
use crate::fault::Fault;
use crate::formats::guard::{Form, text_of};
use noaber_domain::source::Cursor;
use noaber_domain::{ItemKind, Source, Wording};

/// The kind `maildrop`.
pub const KIND: Kind = Kind { card, start, read };

const EXPECTED: &str = "a mail (.eml) or the list of a folder";

fn card() -> Card {
    Card {
        code: "maildrop",
        title: Wording {
            nl: Some("Postmap met nieuwsbrieven (.eml)".into()),
            de: Some("Ablageordner für Newsletter (.eml)".into()),
            en: Some("Drop folder of newsletters (.eml)".into()),
        },
        owner: "the senders of the newsletters",
        licence: "for use within the own organisation, unless the sender says otherwise",
        languages: &[],
        countries: &[],
        requests_per_second: 100.0,
        needs_key: false,
        reads_folder: true,
        home: "https://www.rfc-editor.org/rfc/rfc5322",
        seen: "RFC 5322 and MIME, written by hand",
        settings: &[
            ("kind", "kind of its items, such as report; news by default"),
            ("page", "page for people of a mail without a web version"),
            (
                "within_drops",
                "its folder must lie within the one that NOABER_MAIL_DROPS names; so it is with each that is added at the desk",
            ),
        ],
        notes: &[
            "Address: the folder, as file:///srv/noaber/newsletters; only files in it that end in .eml are read, no folders within, no links.",
            "Files stay where they are and as they are. A mail is known by its Message-ID, so the same mail twice is one item.",
            "Pictures and pages of a mail are never fetched, and links to end a subscription are left out.",
            "Use it for newsletters, not for letters to people: the text of a mail can be read by everybody who may see the source.",
        ],
    }
}

fn start(
    source: &Source,
    cursor: Option<&Cursor>,
    _: jiff::Timestamp,
) -> Result<Vec<Request>, Fault> {
    kind_of(source).ok_or_else(|| Fault::Setting {
        source_id: source.id.to_string(),
        setting: "kind",
        why: "expected a kind of item such as news, report or consultation".into(),
    })?;
    folder::start(source, cursor)
}

fn kind_of(source: &Source) -> Option<ItemKind> {
    match source.settings.get("kind") {
        Some(code) => ItemKind::from_code(code),
        None => Some(ItemKind::News),
    }
}

fn read(source: &Source, page: &Page) -> Result<Harvest, Unreadable> {
    let gate = text_of(page, Form::Json, EXPECTED);
    match gate {
        Ok(_) => folder::read(page),
        Err(closed @ (Unreadable::Blocked { .. } | Unreadable::Empty { .. })) => Err(closed),
        Err(_) => mail::read(source, page),
    }
}
