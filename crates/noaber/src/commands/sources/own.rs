//! `noaber sources add` and its like: sources of one's own. How every source does is listed beside.

use crate::cli::{AddSource, Cli, Collect, SourceDeed};
use crate::commands::collect;
use crate::compose::Desk;
use crate::out::{self, Answer, Mistyped};
use anyhow::{Result, bail};
use noaber_domain::{Country, Language, Region, Source, SourceId};
use noaber_work::own_sources::{self, Looked, NoSource, Offered, Outward, Seen, Wish};
use std::path::Path;

/// Does what was asked with a source.
pub fn run(cli: &Cli, deed: &SourceDeed) -> Result<Answer> {
    let desk = Desk::existing(cli)?;
    let region = desk.region()?;
    let ctx = desk.ctx(&region);
    let store = &desk.store;
    match deed {
        SourceDeed::Add(args) => return add(cli, args, &desk, &region),
        SourceDeed::Change {
            id,
            name,
            every_hours,
        } => {
            let source = known(&desk, id)?;
            let (text, spoken) = source.name.best(desk.language(&region));
            let (name, spoken) = match name {
                Some(name) => (name.as_str(), desk.language(&region)),
                None => (text, spoken),
            };
            let hours = every_hours.unwrap_or(source.every_hours);
            own_sources::change(store, &ctx, &source.id, (spoken, name), hours)?;
        }
        SourceDeed::Rest { id } => own_sources::rest(store, &ctx, &known(&desk, id)?.id, true)?,
        SourceDeed::Resume { id } => own_sources::rest(store, &ctx, &known(&desk, id)?.id, false)?,
        SourceDeed::Remove { id } => {
            own_sources::remove(store, &ctx, &known(&desk, id)?.id)?;
            out::line(format!(
                "'{id}' is read no more; what it brought stays. `noaber sources restore {id}` brings it back"
            ))?;
        }
        SourceDeed::Restore { id } => {
            own_sources::bring_back(store, &ctx, &known(&desk, id)?.id)?;
        }
    }
    Ok(Answer::Done)
}

fn known(desk: &Desk, id: &str) -> Result<Source> {
    let unknown = || NoSource::Unknown(id.to_owned());
    let id = SourceId::new(id).map_err(|_| unknown())?;
    let known = desk.store.reader()?.known_source(&id)?;
    Ok(known.ok_or_else(unknown)?.source)
}

fn add(cli: &Cli, args: &AddSource, desk: &Desk, region: &Region) -> Result<Answer> {
    let country = args.country.as_deref().map(arena).transpose()?;
    let language = args.language.as_deref().map(tongue).transpose()?;
    if args.read {
        collect::refuse_a_demo(desk, &cli.data)?;
    }
    let found = match seen(args, desk)? {
        Ok(found) => found,
        Err(offers) => return offer(cli, &offers),
    };
    if args.kind.as_ref().is_some_and(|kind| *kind != found.kind) {
        bail!(
            "'{}' is of the kind {}; leave out --kind, or name the address of another",
            found.address,
            found.kind
        );
    }
    tell(cli, args, &found)?;
    if args.dry_run {
        return Ok(Answer::Done);
    }
    let name = args.name.clone().or_else(|| found.title.clone());
    let wish = Wish {
        name: name.unwrap_or_else(|| own_sources::name_of(&found.address)),
        spoken: desk.language(region),
        country: country.or(found.country).unwrap_or_else(|| home(region)),
        language: language.or(found.language),
        kind: found.kind,
        address: found.address,
        every_hours: args.every_hours,
    };
    let outward = outward(args);
    let id = own_sources::add(&desk.store, &desk.ctx(region), &outward, &wish)?;
    if !cli.json {
        out::line(format!("added as source '{id}'"))?;
    }
    if args.read {
        return read(cli, args, &id);
    }
    match cli.json {
        true => out::json(&desk.store.reader()?.known_source(&id)?)?,
        false => out::line(format!(
            "it is read at the next `noaber collect`; at once with `noaber collect {id}`"
        ))?,
    }
    Ok(Answer::Done)
}

/// What is at the address; a page that names one feed alone is followed to it, of several the offers
/// are given.
fn seen(args: &AddSource, desk: &Desk) -> Result<Result<Looked, Vec<Offered>>> {
    if args.kind.as_deref() == Some("maildrop") {
        let path = args.address.strip_prefix("file://");
        let path = Path::new(path.unwrap_or(&args.address));
        return Ok(Ok(own_sources::mail_drop(&desk.store, path)?));
    }
    if let Some(kind) = &args.kind
        && !own_sources::KINDS.contains(&kind.as_str())
    {
        return Err(NoSource::Kind(kind.clone()).into());
    }
    let outward = outward(args);
    let mut offers = match own_sources::look(&desk.store, &outward, &args.address)? {
        Seen::Source(found) => return Ok(Ok(found)),
        Seen::Page(offers) => offers,
    };
    offers.retain(|offer| args.kind.as_deref().is_none_or(|kind| kind == offer.kind));
    let [only] = offers.as_slice() else {
        return Ok(Err(offers));
    };
    match own_sources::look(&desk.store, &outward, &only.address)? {
        Seen::Source(found) => Ok(Ok(found)),
        Seen::Page(_) => Err(NoSource::NoFeed.into()),
    }
}

fn outward(args: &AddSource) -> Outward {
    Outward::new(args.asking.own_network, args.asking.contact.clone())
}

/// Prints what a page names; nothing is added, so the answer is no.
fn offer(cli: &Cli, offers: &[Offered]) -> Result<Answer> {
    if cli.json {
        out::json(&Seen::Page(offers.to_vec()))?;
        return Ok(Answer::No);
    }
    if offers.is_empty() {
        return Err(NoSource::NoFeed.into());
    }
    out::line("this is a web page; it names these. Nothing was added: add the one you want")?;
    let rows: Vec<Vec<String>> = offers
        .iter()
        .map(|offer| {
            let stands = offer.stands.as_ref();
            vec![
                offer.kind.to_owned(),
                stands.map_or_else(String::new, |id| format!("is source '{id}'")),
                out::short(&offer.title, 60),
                offer.address.clone(),
            ]
        })
        .collect();
    out::table(&["kind", "known", "title", "address"], &rows)?;
    Ok(Answer::No)
}

/// Prints what was found; as JSON only where nothing else will be.
fn tell(cli: &Cli, args: &AddSource, found: &Looked) -> Result<()> {
    match (cli.json, args.dry_run) {
        (true, true) => return out::json(&Seen::Source(found.clone())),
        (true, false) => return Ok(()),
        _ => {}
    }
    let title = found.title.as_deref().unwrap_or(&found.address);
    let mut told = format!(
        "{} ({}): {} items",
        out::short(title, 100),
        found.kind,
        found.items
    );
    if let Some(newest) = found.newest {
        told.push_str(&format!(", the newest of {newest}"));
    }
    if let Some(until) = found.until {
        told.push_str(&format!(", with dates until {until}"));
    }
    if found.rejected > 0 {
        told.push_str(&format!("; {} cannot be read", found.rejected));
    }
    out::line(told)?;
    for title in &found.titles {
        out::line(format!("  {}", out::short(title, 90)))?;
    }
    Ok(())
}

fn read(cli: &Cli, args: &AddSource, id: &SourceId) -> Result<Answer> {
    let collect = Collect {
        sources: vec![id.to_string()],
        all: false,
        keep: false,
        asking: args.asking.clone(),
    };
    collect::run(cli, &collect)
}

fn arena(code: &str) -> Result<Country> {
    let known = Country::ALL.into_iter().find(|c| c.code() == code);
    known.ok_or_else(|| {
        Mistyped(format!("there is no arena '{code}'; expected nl, de or eu")).into()
    })
}

fn tongue(code: &str) -> Result<Language> {
    let known = Language::ALL.into_iter().find(|l| l.code() == code);
    known.ok_or_else(|| {
        Mistyped(format!(
            "there is no language '{code}'; expected nl, de or en"
        ))
        .into()
    })
}

/// The arena of a source whose address tells none: that of the region's language.
fn home(region: &Region) -> Country {
    match region.language {
        Language::De => Country::De,
        _ => Country::Nl,
    }
}
