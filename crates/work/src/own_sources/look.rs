//! What answers at an address before a source is made of it: a feed, a calendar, or a page that names
//! some. Nothing is kept here, and nothing below asks longer or takes more than is set.

use super::{KINDS, NoSource, mark};
use noaber_connectors::discover::{Found, discover};
use noaber_connectors::folder::{self, DROPS};
use noaber_connectors::http::{Fetched, LEADS_ASTRAY};
use noaber_connectors::{
    Fault, Fetcher, Harvest, Limits, Manners, Page, Reach, Request, Unreadable, Validators,
    harvest, kinds,
};
use noaber_domain::{Country, Language, Source, SourceId, Wording};
use noaber_store::Store;
use serde::Serialize;
use std::path::Path;
use std::time::Duration;
use url::Url;

/// Seconds that a look takes at most, redirects and all.
const LONGEST: u64 = 20;
/// Bytes of an answer at most; what is larger would not be collected either.
const LARGEST: usize = 20 * 1024 * 1024;
/// Titles that are shown of what was found.
const SHOWN: usize = 5;
/// Files of a mail drop that are opened to look at it, its list counted in.
const MAILS: usize = 50;
const ACCEPT: &str = "application/atom+xml, application/rss+xml, text/calendar, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.8, */*;q=0.1";

/// How the desk may look outward.
#[derive(Debug, Clone)]
pub struct Outward {
    /// Which networks may be asked.
    pub reach: Reach,
    /// Where a publisher can read who asks; stands in the User-Agent.
    pub contact: Option<String>,
}

impl Default for Outward {
    fn default() -> Outward {
        Outward::new(false, None)
    }
}

impl Outward {
    /// Only the public internet, or also the network that the desk stands in.
    pub fn new(own_network: bool, contact: Option<String>) -> Outward {
        let reach = match own_network {
            true => Reach::Any,
            false => Reach::Public,
        };
        Outward { reach, contact }
    }

    /// The public internet and this machine alone; for tests.
    pub fn this_machine() -> Outward {
        Outward {
            reach: Reach::Loopback,
            contact: None,
        }
    }

    fn manners(&self) -> Manners {
        let usual = Manners::default();
        Manners {
            reach: self.reach,
            contact: self.contact.clone().unwrap_or(usual.contact),
            // Somebody waits for the answer: once, and not for long.
            tries: 1,
            // The whole look is ended before, with words of its own.
            timeout: Duration::from_secs(2 * LONGEST),
            largest: LARGEST,
            haste: 100.0,
            ..Manners::default()
        }
    }
}

/// What answered.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// A feed, a calendar or a mail drop.
    Source(Looked),
    /// A web page that names feeds or calendars; never empty.
    Page(Vec<Offered>),
}

/// What was found at an address.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Looked {
    /// The address, as it is to be kept.
    pub address: String,
    /// The kind that reads it.
    pub kind: String,
    /// What it calls itself.
    pub title: Option<String>,
    /// Items in it.
    pub items: usize,
    /// Records in it that cannot be read.
    pub rejected: usize,
    /// The newest day of publication.
    pub newest: Option<jiff::civil::Date>,
    /// The last day on which something happens, of a calendar.
    pub until: Option<jiff::civil::Date>,
    /// Titles of the first items.
    pub titles: Vec<String>,
    /// The arena that its address speaks for, as far as that can be told.
    pub country: Option<Country>,
    /// The language that it says it is in.
    pub language: Option<Language>,
}

/// A feed or calendar that a page names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Offered {
    /// The kind that would read it.
    pub kind: &'static str,
    /// Its address.
    pub address: String,
    /// What the page calls it; may be empty.
    pub title: String,
    /// The source that reads it already, when there is one.
    pub stands: Option<SourceId>,
}

/// The address as it is kept: absolute, without fragment, `webcal` and `feed` as https, a bare
/// `example.org/x` as https too. Refuses what may not be asked as far as the address itself tells.
pub(super) fn tidy(outward: &Outward, typed: &str) -> Result<String, NoSource> {
    let typed = typed.trim();
    let lower = typed.to_ascii_lowercase();
    let web = ["webcal://", "webcals://", "feed://"]
        .iter()
        .find(|scheme| lower.starts_with(**scheme))
        .map(|scheme| format!("https://{}", &typed[scheme.len()..]));
    let text = match web {
        Some(web) => web,
        None if typed.contains("://") || lower.starts_with("file:") => typed.to_owned(),
        None => format!("https://{typed}"),
    };
    let wrong = || NoSource::NoAddress(typed.chars().take(200).collect());
    let mut url = Url::parse(&text).map_err(|_| wrong())?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(NoSource::Scheme(url.scheme().to_owned()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(NoSource::Password);
    }
    let host = url.host_str().unwrap_or_default().to_owned();
    let named = host.contains(['.', ':']) || host == "localhost";
    if !named || typed.contains(char::is_whitespace) || text.len() > 2_000 {
        return Err(wrong());
    }
    url.set_fragment(None);
    match outward.reach.check(url.as_str()) {
        Ok(_) => Ok(url.into()),
        Err(_) => Err(NoSource::OwnNetwork(host)),
    }
}

/// Looks at an address over the network: at most 20 seconds and 20 megabytes. Blocks; not for a
/// thread that serves others.
pub fn look(store: &Store, outward: &Outward, typed: &str) -> Result<Seen, NoSource> {
    let address = tidy(outward, typed)?;
    let known = store.reader()?.sources()?;
    let stands = |address: &str| {
        let mut all = known.iter();
        all.find(|source| mark(&source.address) == mark(address))
    };
    if let Some(one) = stands(&address) {
        return Err(NoSource::Stands(one.id.clone(), one.name.clone()));
    }
    let page = fetch(outward, &address)?;
    match discover(&page) {
        Found::Source { kind, title } => read(&page, address, kind, title).map(Seen::Source),
        Found::Page { offers } if offers.is_empty() => Err(no_feed(&page)),
        Found::Page { offers } => {
            let offered = offers.into_iter().map(|offer| Offered {
                stands: stands(&offer.address).map(|one| one.id.clone()),
                kind: offer.kind,
                address: offer.address,
                title: offer.title,
            });
            Ok(Seen::Page(offered.collect()))
        }
    }
}

fn fetch(outward: &Outward, address: &str) -> Result<Page, NoSource> {
    let fetcher = Fetcher::new(outward.manners(), Validators::default())
        .map_err(|why| NoSource::NoAnswer(why.to_string()))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|why| NoSource::NoAnswer(why.to_string()))?;
    let request = Request::get(address, ACCEPT).in_full();
    let fetched = runtime.block_on(async {
        let answer = fetcher.fetch(&request, 1.0);
        tokio::time::timeout(Duration::from_secs(LONGEST), answer).await
    });
    match fetched {
        Err(_) => Err(NoSource::Slow(LONGEST)),
        Ok(Ok(Fetched::Page(page, _))) => Ok(page),
        Ok(Ok(Fetched::NotModified)) => Err(NoSource::Status(304)),
        Ok(Err(fault)) => Err(why_not(address, fault)),
    }
}

/// The refusal that a fault of fetching amounts to.
fn why_not(address: &str, fault: Fault) -> NoSource {
    let host = || {
        let host = Url::parse(address).ok();
        let host = host.and_then(|url| url.host_str().map(str::to_owned));
        host.unwrap_or_else(|| address.to_owned())
    };
    match fault {
        Fault::Refused { .. } => NoSource::OwnNetwork(host()),
        Fault::Unreachable { why, .. } if why.contains(LEADS_ASTRAY) => {
            NoSource::OwnNetwork(host())
        }
        Fault::Unreachable { why, .. } => NoSource::NoAnswer(why),
        Fault::Status { status, .. } | Fault::Busy { status, .. } => NoSource::Status(status),
        Fault::TooBig { limit, .. } => NoSource::TooBig(limit / 1024 / 1024),
        Fault::Page { why, .. } => unreadable(&why),
        other => NoSource::NoAnswer(other.to_string()),
    }
}

fn unreadable(why: &Unreadable) -> NoSource {
    match why {
        Unreadable::Blocked { .. } => NoSource::Blocked,
        why => NoSource::Unreadable(why.to_string()),
    }
}

/// What to say of a page that offers nothing: a challenge page looks like one, too.
fn no_feed(page: &Page) -> NoSource {
    let provisional = provisional("feed", &page.url);
    let read = kinds::find("feed").map(|kind| (kind.read)(&provisional, page));
    match read {
        Some(Err(Unreadable::Blocked { .. })) => NoSource::Blocked,
        _ => NoSource::NoFeed,
    }
}

fn read(
    page: &Page,
    address: String,
    kind: &'static str,
    title: Option<String>,
) -> Result<Looked, NoSource> {
    let source = provisional(kind, &address);
    let reader = kinds::find(kind).ok_or_else(|| NoSource::Kind(kind.to_owned()))?;
    let harvest = (reader.read)(&source, page).map_err(|why| unreadable(&why))?;
    Ok(Looked {
        title,
        country: country_of(&address),
        ..told(kind, address, &harvest)
    })
}

fn told(kind: &str, address: String, harvest: &Harvest) -> Looked {
    let items = &harvest.items;
    let dates = items.iter().flat_map(|item| &item.dates);
    Looked {
        address,
        kind: kind.to_owned(),
        title: None,
        items: items.len(),
        rejected: harvest.rejected.len(),
        newest: items.iter().filter_map(|item| item.published).max(),
        until: dates.map(|date| date.on).max(),
        titles: items
            .iter()
            .map(|item| item.title.clone())
            .filter(|title| !title.is_empty())
            .take(SHOWN)
            .collect(),
        country: None,
        language: items.iter().find_map(|item| item.language),
    }
}

/// A source that is not kept, to read one page with.
fn provisional(kind: &str, address: &str) -> Source {
    Source {
        id: SourceId::new("new").expect("three small letters are an id"),
        kind: kind.to_owned(),
        name: Wording::default(),
        address: address.to_owned(),
        country: Country::Nl,
        language: None,
        every_hours: super::HOURS,
        silent_after_days: 7,
        settings: Default::default(),
        active: true,
    }
}

/// The arena that the end of a host speaks for.
fn country_of(address: &str) -> Option<Country> {
    let url = Url::parse(address).ok()?;
    match url.host_str()?.rsplit('.').next()? {
        "nl" => Some(Country::Nl),
        "de" => Some(Country::De),
        "eu" => Some(Country::Eu),
        _ => None,
    }
}

/// Looks at a folder into which newsletters fall. It must lie within the one that the environment
/// variable `NOABER_MAIL_DROPS` names, with all links resolved.
pub fn mail_drop(store: &Store, folder: &Path) -> Result<Looked, NoSource> {
    let drops = std::env::var(DROPS).ok();
    let address = folder::mail_drop(folder, drops.as_deref())
        .map_err(|why| NoSource::Folder(why.to_string()))?;
    let known = store.reader()?.sources()?;
    if let Some(one) = known
        .iter()
        .find(|one| mark(&one.address) == mark(&address))
    {
        return Err(NoSource::Stands(one.id.clone(), one.name.clone()));
    }
    let kind = KINDS[2];
    let reader = kinds::find(kind).ok_or_else(|| NoSource::Kind(kind.to_owned()))?;
    let failed = |why: Fault| NoSource::Folder(why.to_string());
    let fetcher =
        Fetcher::new(Outward::default().manners(), Validators::default()).map_err(failed)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|why| NoSource::Folder(why.to_string()))?;
    let mut all = Harvest::default();
    let gather = |page: Harvest| {
        all.items.extend(page.items);
        all.rejected.extend(page.rejected);
        Ok::<bool, std::convert::Infallible>(true)
    };
    let source = provisional(kind, &address);
    let limits = Limits { pages: MAILS };
    let Ok(run) = runtime.block_on(harvest(reader, &source, None, &fetcher, limits, gather));
    match run.fault {
        Some(why) => Err(failed(why)),
        None => Ok(told(kind, address, &all)),
    }
}
