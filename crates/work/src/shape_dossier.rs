//! Making a dossier, writing what it listens for, and matching the past for what was written. A
//! query that cannot be read is refused and never replaces the one that stands.

use crate::{Ctx, Refused};
use jiff::civil::Date;
use noaber_domain::{
    Dossier, DossierId, Interest, InterestId, ItemId, Language, LedgerNumber, Signal, Wording,
};
use noaber_matching::{Matcher, parse};
use noaber_store::views::SearchAsk;
use noaber_store::{Backfill, Fault, Store};
use serde::Serialize;

/// Items that are matched and kept together.
const AT_ONCE: usize = 500;
/// Finds of a query whose past is matched; newer ones first.
const FARTHEST: usize = 200_000;

/// Makes a dossier of a title, what it is about and the words it listens for.
pub fn add_dossier(
    store: &Store,
    ctx: &Ctx,
    title: &str,
    about: &str,
    language: Language,
    query: &str,
) -> Result<DossierId, Refused> {
    let title = title.trim();
    if title.is_empty() || title.chars().count() > 200 {
        return Err(Refused::Title);
    }
    parse(query).map_err(Refused::Query)?;
    let reader = store.reader()?;
    let known = reader.dossiers(&ctx.region)?;
    let id = free_id(title, |id| {
        id == "new" || known.iter().any(|d| d.id.as_str() == id)
    })?;
    let about = match about.trim() {
        "" => title,
        about => about,
    };
    let (said, about) = (Wording::of(language, title), Wording::of(language, about));
    let dossier = Dossier::bare(id.clone(), said, about);
    let interest = interest(&id, language, query)?;
    let mut change = store.change(&ctx.who, title, ctx.now)?;
    change.save_dossier(&ctx.region, &dossier)?;
    change.save_interest(&ctx.region, &interest)?;
    change.commit()?;
    Ok(id)
}

/// Writes the query of a dossier in one language; live from the next item on, its past is put
/// down to be matched.
pub fn save_query(
    store: &Store,
    ctx: &Ctx,
    dossier: &DossierId,
    language: Language,
    query: &str,
) -> Result<InterestId, Refused> {
    let canonical = parse(query).map_err(Refused::Query)?.to_string();
    let reader = store.reader()?;
    if reader.dossier(&ctx.region, dossier)?.is_none() {
        return Err(Refused::Unknown {
            noun: "dossier",
            id: dossier.to_string(),
        });
    }
    let interests = reader.interests(&ctx.region)?;
    let stands = |i: &&Interest| i.dossier == *dossier && i.language == Some(language);
    let interest = match interests.iter().find(stands) {
        Some(known) if known.query == query => return Ok(known.id.clone()),
        Some(known) => Interest {
            query: query.to_owned(),
            example: false,
            ..known.clone()
        },
        None => interest(dossier, language, query)?,
    };
    let mut change = store.change(&ctx.who, &canonical, ctx.now)?;
    change.save_interest(&ctx.region, &interest)?;
    change.commit()?;
    Ok(interest.id)
}

fn interest(dossier: &DossierId, language: Language, query: &str) -> Result<Interest, Refused> {
    let beginning: String = dossier.as_str().chars().take(60).collect();
    let id = format!("{}-{language}", beginning.trim_end_matches('-'));
    Ok(Interest {
        id: InterestId::new(id).map_err(|_| Refused::Title)?,
        dossier: dossier.clone(),
        language: Some(language),
        query: query.to_owned(),
        always: false,
        example: false,
    })
}

/// An id made of the title, with a number behind it when it is taken.
fn free_id(title: &str, taken: impl Fn(&str) -> bool) -> Result<DossierId, Refused> {
    let mut slug = String::new();
    for c in title.to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            'à'..='å' => slug.push('a'),
            'è'..='ë' => slug.push('e'),
            'ì'..='ï' => slug.push('i'),
            'ò'..='ö' => slug.push('o'),
            'ù'..='ü' => slug.push('u'),
            'ß' => slug.push_str("ss"),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    let base: String = slug.chars().take(50).collect();
    let base = match base.trim_end_matches('-') {
        "" => "dossier",
        base => base,
    };
    let mut ids = std::iter::once(base.to_owned()).chain((2..).map(|n| format!("{base}-{n}")));
    let id = ids.find(|id| !taken(id)).ok_or(Refused::Title)?;
    DossierId::new(id).map_err(|_| Refused::Title)
}

/// What matching the past did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Backfilled {
    /// Interests whose past was matched.
    pub interests: usize,
    /// Items that were looked at.
    pub items: usize,
    /// Signals that are new.
    pub added: i64,
}

/// Matches the past for every interest that waits for it: what its query finds by the full text,
/// and what its dossier had found before. Broken off, it begins that interest again, which is
/// safe. `progress` gets done and total and answers whether to go on.
pub fn backfill(
    store: &Store,
    ctx: &Ctx,
    today: Date,
    mut progress: impl FnMut(usize, usize) -> bool,
) -> Result<Backfilled, Fault> {
    let reader = store.reader()?;
    let waiting = reader.backfills(&ctx.region)?;
    let mut told = Backfilled::default();
    if waiting.is_empty() {
        return Ok(told);
    }
    let (dossiers, interests) = (
        reader.dossiers(&ctx.region)?,
        reader.interests(&ctx.region)?,
    );
    let organisations = reader.organisations(&ctx.region)?;
    let (matcher, _) = Matcher::new(&dossiers, &interests, &organisations);
    for backfill in waiting {
        let Some(interest) = interests.iter().find(|i| i.id == backfill.interest) else {
            end(store, ctx, &backfill)?;
            continue;
        };
        let ask = SearchAsk {
            words: interest.query.clone(),
            language: interest.language,
            ..SearchAsk::default()
        };
        let items = reader.candidates(&ctx.region, &ask, &interest.dossier, FARTHEST)?;
        for (nth, part) in items.chunks(AT_ONCE).enumerate() {
            told.added += match_part(store, ctx, &matcher, part, today)?;
            told.items += part.len();
            let done = nth * AT_ONCE + part.len();
            let mut change = store.change(&ctx.who, "backfill", ctx.now)?;
            change.set_backfill(&ctx.region, &interest.id, done as i64, items.len() as i64)?;
            change.commit()?;
            if !progress(done, items.len()) {
                return Ok(told);
            }
        }
        end(store, ctx, &backfill)?;
        told.interests += 1;
    }
    Ok(told)
}

fn match_part(
    store: &Store,
    ctx: &Ctx,
    matcher: &Matcher,
    part: &[ItemId],
    today: Date,
) -> Result<i64, Fault> {
    let mut found: Vec<Signal> = Vec::new();
    for stored in store.reader()?.items(part)? {
        let (id, ledger): (ItemId, LedgerNumber) = (stored.head.id, stored.head.ledger);
        if stored.head.gone.is_none() {
            found.extend(matcher.read(&stored.item, id, ledger, today));
        }
    }
    let mut change = store.change(&ctx.who, "backfill", ctx.now)?;
    let added = change.keep_signals(&ctx.region, part, &found)?;
    change.commit()?;
    Ok(added)
}

fn end(store: &Store, ctx: &Ctx, done: &Backfill) -> Result<(), Fault> {
    let mut change = store.change(&ctx.who, "backfill", ctx.now)?;
    change.end_backfill(&ctx.region, done)?;
    change.commit()
}
