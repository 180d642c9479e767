//! Putting the rooms together for one command: which database, which region, which language, what
//! time it is, and the wish to stop.

use crate::cli::{Cli, Speak};
use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use noaber_domain::{Language, Region, RegionId, Who};
use noaber_store::Store;
use noaber_work::{Clock, Ctx};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What a command works with.
#[derive(Clone)]
pub struct Desk {
    /// The database.
    pub store: Store,
    /// What time it is there.
    pub clock: Clock,
    /// Who asks.
    pub who: Who,
    region: Option<String>,
    speak: Option<Speak>,
}

impl Desk {
    /// Opens the database that was named, and makes it when absent.
    pub fn open(cli: &Cli) -> Result<Desk> {
        let store = Store::open(&cli.data, Timestamp::now())?;
        let clock = Clock::of(&store)?;
        let (region, speak) = (cli.region.clone(), cli.speak);
        Ok(Desk {
            store,
            clock,
            who: Who(cli.who.clone()),
            region,
            speak,
        })
    }

    /// Opens the database that was named; refuses to make one, since it would be empty.
    pub fn existing(cli: &Cli) -> Result<Desk> {
        if !Store::exists(&cli.data) {
            bail!(
                "there is no desk in '{}'. Make one with `noaber demo`, or with `noaber region load DIR`; another place is named with --data",
                cli.data
            );
        }
        Desk::open(cli)
    }

    /// The region that was named, or the only one there is.
    pub fn region(&self) -> Result<Region> {
        let reader = self.store.reader()?;
        let mut regions = reader.regions()?;
        if let Some(wanted) = &self.region {
            let id = RegionId::new(wanted.as_str())?;
            return reader.region(&id)?.with_context(|| {
                let known: Vec<&str> = regions.iter().map(|r| r.id.as_str()).collect();
                format!(
                    "there is no region '{id}' here; there is: {}",
                    known.join(", ")
                )
            });
        }
        match regions.len() {
            0 => bail!("no region was loaded yet; load one with `noaber region load DIR`"),
            1 => Ok(regions.remove(0)),
            _ => bail!("there are several regions here; name one with --region"),
        }
    }

    /// Who acts now on this region.
    pub fn ctx(&self, region: &Region) -> Ctx {
        Ctx {
            region: region.id.clone(),
            who: self.who.clone(),
            now: self.clock.now(),
        }
    }

    /// The language to speak: the one asked for, that of the terminal, that of the region.
    pub fn language(&self, region: &Region) -> Language {
        let asked = self.speak.map(|speak| match speak {
            Speak::Nl => Language::Nl,
            Speak::De => Language::De,
            Speak::En => Language::En,
        });
        let terminal = || {
            let tag = ["LC_ALL", "LC_MESSAGES", "LANG"]
                .iter()
                .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
            tag.and_then(|tag| Language::from_tag(&tag))
        };
        asked.or_else(terminal).unwrap_or(region.language)
    }
}

/// Logging to standard error; quiet unless asked.
pub fn logging(verbose: u8) {
    let level = match verbose {
        0 => "warn",
        1 => "info",
        _ => "debug",
    };
    let filter = tracing_subscriber::EnvFilter::try_from_env("NOABER_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(level));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}

/// A wish to stop: the first Ctrl-C or termination asks long work to end at the next safe place,
/// the second one ends it at once (which is safe too: what was not committed never happened).
pub fn stop_on_signal() -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = stop.clone();
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
        eprintln!("\nstopping at the next safe place; once more stops at once");
    })
    .context("cannot listen for Ctrl-C")?;
    Ok(stop)
}
