//! Sources that people add at the desk: added once, changed, rested, taken out and brought back. What
//! answers at an address before it is kept is looked at in `look`, the refusals stand in `refusal`.

mod look;
mod refusal;

pub use look::{Looked, Offered, Outward, Seen, look, mail_drop};
pub use refusal::NoSource;

use crate::Ctx;
use crate::slug::{free, slug};
use look::tidy;
use noaber_connectors::folder::WITHIN_DROPS;
use noaber_domain::{Country, Language, Source, SourceId, Wording};
use noaber_store::{Change, KnownSource, Store};

/// Kinds that can be added at the desk; a mail drop on the command line alone.
pub const KINDS: [&str; 3] = ["feed", "ics", "maildrop"];
/// How the ids of own sources begin.
const OWN: &str = "own-";
/// Hours between two looks unless others are asked for.
pub const HOURS: u32 = 6;
/// Hours between two looks at most: a month.
pub const MOST_HOURS: u32 = 24 * 31;
/// Characters of a name at most.
const LONGEST_NAME: usize = 120;
/// Characters of a name that become its id.
const LONGEST_ID: usize = 40;
/// Days without anything new after which one is called silent, until its rhythm is learned.
const SILENT_AFTER_DAYS: u32 = 30;

/// What somebody wants to listen to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// One of [`KINDS`].
    pub kind: String,
    /// Its address, as [`look`] gave it.
    pub address: String,
    /// What people call it.
    pub name: String,
    /// The language of that name.
    pub spoken: Language,
    /// The arena of what it publishes.
    pub country: Country,
    /// The language of what it publishes; absent: as each paper says itself.
    pub language: Option<Language>,
    /// Hours between two looks.
    pub every_hours: u32,
}

/// Adds a source. The address of one that stands is refused; of one that was taken out, it is brought
/// back as it is wished for now, and goes on under its old id.
pub fn add(store: &Store, ctx: &Ctx, outward: &Outward, wish: &Wish) -> Result<SourceId, NoSource> {
    let name = checked(&wish.name, wish.every_hours)?;
    let address = match wish.kind.as_str() {
        "maildrop" => wish.address.clone(),
        kind if KINDS.contains(&kind) => tidy(outward, &wish.address)?,
        kind => return Err(NoSource::Kind(kind.to_owned())),
    };
    let mut change = store.change(&ctx.who, &name, ctx.now)?;
    let known = change.known_sources()?;
    let same = known
        .iter()
        .find(|one| mark(&one.source.address) == mark(&address));
    let id = match same {
        Some(one) if one.removed.is_none() => {
            return Err(NoSource::Stands(
                one.source.id.clone(),
                one.source.name.clone(),
            ));
        }
        Some(one) => one.source.id.clone(),
        None => free_id(&name, &known)?,
    };
    let mut source = wanted(id, address, wish);
    source.name = Wording::of(wish.spoken, &name);
    match same {
        Some(_) => {
            change.bring_back_source(&ctx.region, &source.id)?;
            change.change_own_source(&ctx.region, &source, "source-changed")?;
        }
        None => change.add_own_source(&ctx.region, &source)?,
    }
    change.commit()?;
    Ok(source.id)
}

fn wanted(id: SourceId, address: String, wish: &Wish) -> Source {
    let drops = (wish.kind == "maildrop").then(|| (WITHIN_DROPS.to_owned(), "yes".to_owned()));
    Source {
        id,
        kind: wish.kind.clone(),
        name: Wording::default(),
        address,
        country: wish.country,
        language: wish.language,
        every_hours: wish.every_hours,
        silent_after_days: SILENT_AFTER_DAYS,
        settings: drops.into_iter().collect(),
        active: true,
    }
}

/// Gives an own source another name and rhythm.
pub fn change(
    store: &Store,
    ctx: &Ctx,
    id: &SourceId,
    name: (Language, &str),
    every_hours: u32,
) -> Result<(), NoSource> {
    let text = checked(name.1, every_hours)?;
    let mut change = store.change(&ctx.who, &said(&own(store, id)?), ctx.now)?;
    // Read anew: somebody else may have let it rest meanwhile.
    let (known, source) = held(&mut change, id)?;
    let changed = Source {
        // In another language the old name would stay, and who reads that one would see both.
        name: match source.name.get(name.0) == Some(text.as_str()) {
            true => source.name.clone(),
            false => Wording::of(name.0, &text),
        },
        every_hours,
        ..source.clone()
    };
    if changed == source || known.removed.is_some() {
        return Ok(());
    }
    change.change_own_source(&ctx.region, &changed, "source-changed")?;
    Ok(change.commit()?)
}

/// Lets an own source rest, or takes it up again.
pub fn rest(store: &Store, ctx: &Ctx, id: &SourceId, rests: bool) -> Result<(), NoSource> {
    let mut change = store.change(&ctx.who, &said(&own(store, id)?), ctx.now)?;
    let (_, source) = held(&mut change, id)?;
    if source.active != rests {
        return Ok(());
    }
    let changed = Source {
        active: !rests,
        ..source
    };
    let what = match rests {
        true => "source-rested",
        false => "source-resumed",
    };
    change.change_own_source(&ctx.region, &changed, what)?;
    Ok(change.commit()?)
}

/// Takes an own source out: it is read no more, what it brought stays.
pub fn remove(store: &Store, ctx: &Ctx, id: &SourceId) -> Result<(), NoSource> {
    let mut change = store.change(&ctx.who, &said(&own(store, id)?), ctx.now)?;
    change.remove_own_source(&ctx.region, id)?;
    Ok(change.commit()?)
}

/// Brings an own source back that was taken out. Refused when its address is read by another by now.
pub fn bring_back(store: &Store, ctx: &Ctx, id: &SourceId) -> Result<(), NoSource> {
    let mut change = store.change(&ctx.who, &said(&own(store, id)?), ctx.now)?;
    let known = change.known_sources()?;
    let (_, source) = held(&mut change, id)?;
    let other = known.iter().find(|one| {
        let same = mark(&one.source.address) == mark(&source.address);
        same && one.removed.is_none() && one.source.id != *id
    });
    if let Some(other) = other {
        let (id, name) = (other.source.id.clone(), other.source.name.clone());
        return Err(NoSource::Stands(id, name));
    }
    change.bring_back_source(&ctx.region, id)?;
    Ok(change.commit()?)
}

/// An own source as it stands now, to name it in the history.
fn own(store: &Store, id: &SourceId) -> Result<Source, NoSource> {
    let known = store.reader()?.known_source(id)?;
    own_one(known, id).map(|(_, source)| source)
}

/// The same, which nobody else changes until the change ends.
fn held(change: &mut Change<'_>, id: &SourceId) -> Result<(KnownSource, Source), NoSource> {
    own_one(change.held_source(id)?, id)
}

fn own_one(known: Option<KnownSource>, id: &SourceId) -> Result<(KnownSource, Source), NoSource> {
    let known = known.ok_or_else(|| NoSource::Unknown(id.to_string()))?;
    match known.own {
        Some(_) => Ok((known.clone(), known.source)),
        None => Err(NoSource::OfPack(id.clone())),
    }
}

/// The name of a source for the history.
fn said(source: &Source) -> String {
    source.name.best(Language::En).0.to_owned()
}

fn checked(name: &str, every_hours: u32) -> Result<String, NoSource> {
    let name = name.trim();
    let one_line = !name.chars().any(char::is_control);
    if name.is_empty() || name.chars().count() > LONGEST_NAME || !one_line {
        return Err(NoSource::Name);
    }
    match (1..=MOST_HOURS).contains(&every_hours) {
        true => Ok(name.to_owned()),
        false => Err(NoSource::Rhythm),
    }
}

/// A name for a source that calls itself nothing: its host, or the folder.
pub fn name_of(address: &str) -> String {
    match mark(address).split_once('/') {
        Some(("", path)) => path.rsplit('/').next().unwrap_or(path).to_owned(),
        Some((host, _)) => host.to_owned(),
        None => mark(address),
    }
}

/// What two addresses of the same thing have in common: without scheme, fragment, `www.`, the port
/// that goes without saying, a slash at the end, and with a host in small letters.
fn mark(address: &str) -> String {
    let bare = address.trim().split('#').next().unwrap_or("");
    let (scheme, rest) = bare.split_once("://").unwrap_or(("", bare));
    let at = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(at);
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let port = match scheme {
        "http" => ":80",
        _ => ":443",
    };
    let host = host.strip_suffix(port).unwrap_or(host);
    format!("{host}{}", path.trim_end_matches('/'))
}

/// An id made of the name, with a number behind it when it is taken. It begins with [`OWN`], so that no
/// source that a pack brings later has the same one.
fn free_id(name: &str, known: &[KnownSource]) -> Result<SourceId, NoSource> {
    let base = match slug(name, LONGEST_ID).as_str() {
        "" => format!("{OWN}source"),
        base => format!("{OWN}{base}"),
    };
    let taken = |id: &str| known.iter().any(|one| one.source.id.as_str() == id);
    SourceId::new(free(&base, taken)).map_err(|_| NoSource::Name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_address_is_known_however_it_is_written() {
        for (one, other) in [
            ("https://Example.org/feed/", "http://www.example.org/feed"),
            (
                "https://example.org:443/feed#top",
                "webcal://example.org/feed",
            ),
            ("http://example.org:80", "https://example.org/"),
        ] {
            assert_eq!(mark(one), mark(other), "{one} and {other}");
        }
        for (one, other) in [
            ("https://example.org/Feed", "https://example.org/feed"),
            (
                "https://example.org/feed?a=1",
                "https://example.org/feed?a=2",
            ),
            ("https://example.org:8443/feed", "https://example.org/feed"),
        ] {
            assert_ne!(mark(one), mark(other), "{one} and {other}");
        }
    }
}
