//! Making a dossier and writing what it listens for; the past of what was written is matched in
//! `backfill`. A query that cannot be read is refused and never replaces the one that stands.

use crate::slug::{free, slug};
use crate::{Ctx, Refused};
use noaber_domain::{Dossier, DossierId, Interest, InterestId, Language, Wording};
use noaber_matching::parse;
use noaber_store::Store;

pub use crate::backfill::{Backfilled, backfill};

/// Characters of a title that become its id.
const LONGEST_ID: usize = 50;

/// Makes a dossier of a title, what it is about, both in `language`, and what it listens for: one
/// query for each language, of which at least one is not empty.
pub fn add_dossier(
    store: &Store,
    ctx: &Ctx,
    title: &str,
    about: &str,
    language: Language,
    queries: &[(Language, &str)],
) -> Result<DossierId, Refused> {
    let title = title.trim();
    if title.is_empty() || title.chars().count() > 200 {
        return Err(Refused::Title);
    }
    let mut written = queries.iter().filter(|(_, query)| !query.trim().is_empty());
    if written.clone().next().is_none() {
        parse("").map_err(Refused::Query)?;
    }
    written.try_for_each(|(_, query)| parse(query).map(|_| ()).map_err(Refused::Query))?;
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
    let mut change = store.change(&ctx.who, title, ctx.now)?;
    change.save_dossier(&ctx.region, &dossier)?;
    for (language, query) in queries.iter().filter(|(_, q)| !q.trim().is_empty()) {
        change.save_interest(&ctx.region, &interest(&id, *language, query)?)?;
    }
    change.commit()?;
    Ok(id)
}

/// Writes the query of a dossier in one language, and whether what it finds is shown whatever its
/// score; live from the next item on, its past is put down to be matched. An empty query takes the
/// language out of the dossier: gives `None`, and writing it again brings it back.
pub fn save_query(
    store: &Store,
    ctx: &Ctx,
    dossier: &DossierId,
    language: Language,
    query: &str,
    always: bool,
) -> Result<Option<InterestId>, Refused> {
    let reader = store.reader()?;
    if reader.dossier(&ctx.region, dossier)?.is_none() {
        return Err(Refused::Unknown {
            noun: "dossier",
            id: dossier.to_string(),
        });
    }
    let interests = reader.interests(&ctx.region)?;
    let stands = |i: &&Interest| i.dossier == *dossier && i.language == Some(language);
    let known = interests.iter().find(stands);
    if query.trim().is_empty() {
        if let Some(known) = known {
            let mut change = store.change(&ctx.who, &known.query, ctx.now)?;
            change.remove_interest(&ctx.region, known)?;
            change.commit()?;
        }
        return Ok(None);
    }
    let canonical = parse(query).map_err(Refused::Query)?.to_string();
    let interest = match known {
        Some(known) if known.query == query && known.always == always => {
            return Ok(Some(known.id.clone()));
        }
        Some(known) => Interest {
            query: query.to_owned(),
            always,
            example: false,
            ..known.clone()
        },
        None => Interest {
            always,
            ..interest(dossier, language, query)?
        },
    };
    let mut change = store.change(&ctx.who, &canonical, ctx.now)?;
    change.save_interest(&ctx.region, &interest)?;
    change.commit()?;
    Ok(Some(interest.id))
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
    let base = match slug(title, LONGEST_ID).as_str() {
        "" => "dossier".to_owned(),
        base => base.to_owned(),
    };
    DossierId::new(free(&base, taken)).map_err(|_| Refused::Title)
}
