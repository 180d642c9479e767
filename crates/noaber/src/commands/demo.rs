//! `noaber demo`: from nothing to a desk on recorded papers, with today's signals in the terminal.

use crate::cli::{Cli, Demo};
use crate::commands::recordings::{self, Recording};
use crate::commands::region::checked;
use crate::commands::signals::{Words, print};
use crate::commands::{collect, serve};
use crate::compose::Desk;
use crate::out::{self, Answer};
use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use noaber_connectors::{kinds, read_recording};
use noaber_domain::{DateKind, ItemKind, Region, RegionPack, Tier};
use noaber_locale::format;
use noaber_matching::mirror::find_model;
use noaber_work::collect::take_recorded;
use noaber_work::mirror::{add_model, folder_of};
use noaber_work::{Clock, load_region, match_items, setting};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// Name of the setting that says how far the demo was filled.
const DEMO: &str = "demo";
/// Where `cargo xtask model` puts the model in a source tree.
const BUILT_MODEL: &str = "target/model/noaber-meaning-1.bin";
/// Papers that the demo reads for their meaning before it shows anything: the newest of each arena,
/// some twenty seconds.
const READ_FIRST: usize = 6_000;
/// Of a thousand recorded papers so many may be newer than the demo's day: stragglers of another
/// recording do not move the clock away from where most of the life is.
const STRAGGLERS: i64 = 2;

/// Makes the desk, prints today's signals, and serves it unless asked not to.
pub fn run(cli: &Cli, args: &Demo) -> Result<Answer> {
    let Some(mut pack) = checked(&args.pack)? else {
        return Ok(Answer::No);
    };
    let found = recordings::find(&args.from, &pack.sources)?;
    for recording in &found {
        if !pack.sources.iter().any(|s| s.id == recording.source.id) {
            pack.sources.push(recording.source.clone());
        }
    }
    let desk = Desk::open(cli)?;
    let desk = match state(&desk)? {
        State::Empty | State::CutOff => fill(desk, &pack, &found)?,
        State::Whole => again(cli, desk)?,
        State::Other => bail!(
            "'{}' holds a desk that is no demo; it was left as it is. Name another place with --data",
            cli.data
        ),
    };
    let region = desk.region()?;
    tell_today(&desk, &region, args.top)?;
    if args.no_serve {
        Ok(Answer::Done)
    } else {
        serve::serve(&desk, &args.serve)
    }
}

/// What the database holds before the demo begins.
enum State {
    Empty,
    /// A demo whose filling was broken off; filling it again goes on where it was.
    CutOff,
    Whole,
    Other,
}

fn state(desk: &Desk) -> Result<State> {
    let reader = desk.store.reader()?;
    Ok(
        match (
            reader.setting(DEMO)?.as_deref(),
            reader.regions()?.is_empty(),
        ) {
            (Some("whole"), _) => State::Whole,
            (Some(_), _) => State::CutOff,
            (None, true) => State::Empty,
            (None, false) => State::Other,
        },
    )
}

fn mark(desk: &Desk, as_what: &str, now: Timestamp) -> Result<()> {
    Ok(setting::keep(
        &desk.store,
        &desk.who,
        "demo",
        DEMO,
        as_what,
        now,
    )?)
}

/// A demo that is there already is shown again.
fn again(cli: &Cli, desk: Desk) -> Result<Desk> {
    out::line(format!(
        "The demo in '{}' is shown again; remove it to begin anew.",
        cli.data
    ))?;
    Ok(desk)
}

fn fill(mut desk: Desk, pack: &RegionPack, found: &[Recording]) -> Result<Desk> {
    let (day, later) = newest_day(found)?;
    let zone = TimeZone::get(&pack.region.time_zone).unwrap_or(TimeZone::UTC);
    let noon = day
        .at(12, 0, 0, 0)
        .to_zoned(zone)
        .context("the day of the demo does not exist")?;
    let now = noon.timestamp();
    mark(&desk, "cut off", now)?;
    load_region::load(&desk.store, &desk.who, "demo", pack, now)?;
    desk.clock = Clock::fix(
        &desk.store,
        &desk.who,
        "the newest day of the recordings",
        now,
    )?;
    let more = if later > 0 {
        format!("; {later} papers carry a later date")
    } else {
        String::new()
    };
    out::line(format!(
        "The demo's clock stands at {}, the newest day of the recordings{more}.",
        day.strftime("%A %-d %B %Y")
    ))?;
    take_in(&desk, &pack.region, found)?;
    take_model(&desk);
    collect::read_first(&desk, &pack.region, READ_FIRST, &AtomicBool::new(false))?;
    let (ctx, today) = (desk.ctx(&pack.region), desk.clock.today(&pack.region));
    let bar = out::bar("matching");
    let matched = match_items::match_items(&desk.store, &ctx, today, |at, end| {
        bar.set_position(at as u64);
        bar.set_message(format!("of {end}"));
        true
    })?;
    bar.finish_and_clear();
    noaber_work::proof::listen(&desk.store, &ctx, today)?;
    out::line(format!(
        "{} papers read, {} signals for {} dossiers.",
        desk.store.reader()?.item_count()?,
        matched.added,
        pack.dossiers.len()
    ))?;
    mark(&desk, "whole", now)?;
    Ok(desk)
}

/// A model that was fetched into the source tree serves the demo too. Without one it works on words
/// alone, so a model that cannot be used is told and no more.
fn take_model(desk: &Desk) {
    let built = Path::new(BUILT_MODEL);
    let folder = folder_of(&desk.store);
    if find_model(&folder).is_some() || !built.is_file() {
        return;
    }
    if let Err(why) = add_model(built, &folder) {
        tracing::warn!(%why, "the model in {BUILT_MODEL} was not added; the demo works on words alone");
    }
}

fn take_in(desk: &Desk, region: &Region, found: &[Recording]) -> Result<()> {
    let mut all = Vec::new();
    for recording in found {
        let bar = out::bar(recording.source.id.as_str());
        let ctx = desk.ctx(region);
        let taken = take_recorded(
            &desk.store,
            &ctx,
            &recording.source,
            recording.pages(),
            |so_far| {
                bar.set_position((so_far.counts.added + so_far.counts.same) as u64);
            },
        )?;
        bar.finish_and_clear();
        if taken.pages > 0 {
            all.push(taken);
        }
    }
    collect::print(&all)
}

/// The newest day of publication, stragglers aside, and how many papers are newer.
fn newest_day(found: &[Recording]) -> Result<(Date, i64)> {
    let bar = out::bar("looking at the dates");
    let limit = Timestamp::now().to_zoned(TimeZone::UTC).date();
    let mut days: BTreeMap<Date, i64> = BTreeMap::new();
    let mut total = 0;
    for recording in found {
        let Some(kind) = kinds::find(&recording.source.kind) else {
            continue;
        };
        for page in recording.pages() {
            let Ok(read) = read_recording(kind, &recording.source, &page.bytes, &page.name) else {
                continue;
            };
            for day in read
                .items
                .iter()
                .filter_map(|i| i.published)
                .filter(|d| *d <= limit)
            {
                *days.entry(day).or_default() += 1;
                total += 1;
            }
            bar.set_position(total as u64);
        }
    }
    bar.finish_and_clear();
    let allowed = total * STRAGGLERS / 1_000;
    let mut later = 0;
    for (day, count) in days.iter().rev() {
        if later + count > allowed {
            return Ok((*day, later));
        }
        later += count;
    }
    bail!("no recorded paper has a date; nothing was changed")
}

fn tell_today(desk: &Desk, region: &Region, top: usize) -> Result<()> {
    let words = Words::new(desk.language(region));
    let day = desk.clock.today(region);
    let today = desk
        .store
        .reader()?
        .today(&region.id, desk.clock.now(), day)?;
    out::line("")?;
    out::line(format!(
        "{} · {}",
        words.say("nav-today"),
        format::day_long(words.lang, day)
    ))?;
    let counts: Vec<String> = today
        .tiers
        .iter()
        .map(|t| {
            format!(
                "{} {}",
                words.say(&format!("tier-{}", t.tier.code())),
                t.total
            )
        })
        .collect();
    out::line(counts.join(" · "))?;
    out::line("")?;
    let mut left = top;
    for part in &today.tiers {
        let share = match part.tier {
            Tier::Decide | Tier::Act => top.div_ceil(3),
            Tier::Know => left,
        };
        for card in part.cards.iter().take(share.min(left)) {
            print(card, &words, day)?;
            left -= 1;
        }
    }
    if !today.agenda.is_empty() {
        out::line(words.say("today-coming"))?;
        for row in today.agenda.iter().take(6) {
            let when = format::day_short(words.lang, row.date.on, day);
            let what = match (row.item.kind, row.date.what) {
                (ItemKind::Commitment, DateKind::Deadline) => words.say("date-promised"),
                (_, what) => words.say(&format!("date-{}", what.code())),
            };
            out::line(format!(
                "  {when:<12} {what:<12} {}",
                out::short(&row.item.title, 80)
            ))?;
        }
        out::line("")?;
    }
    Ok(())
}
