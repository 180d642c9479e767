//! The loop of a run: fetch, read, hand over, go on, until the source has nothing more. Fetching is
//! done by `http`, reading by the kind, storing by the caller.

use crate::connector::{Forgives, Harvest, Kind, Page, PageMark, Rejected, Request, Unreadable};
use crate::fault::{Fault, loggable};
use crate::folder;
use crate::http::{Fetched, Fetcher, Validator};
use noaber_domain::Source;
use noaber_domain::source::Cursor;
use sha2::{Digest, Sha256};
use std::collections::{HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};

/// How far a run may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Pages of one run at most; the next run goes on from the cursor.
    pub pages: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { pages: 2_000 }
    }
}

/// What a run did. Told to people, and stored with the source.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Run {
    /// Pages that were read and handed over.
    pub pages: usize,
    /// Requests that were made.
    pub requests: usize,
    /// Answers that said nothing had changed.
    pub not_modified: usize,
    /// Items that were handed over.
    pub items: usize,
    /// Tombstones that were handed over.
    pub tombstones: usize,
    /// Records that were passed over or kept in part, the first 200.
    pub rejected: Vec<Rejected>,
    /// How many such records there were in all.
    pub rejected_count: usize,
    /// Whether the run came to the source's end, rather than to a limit, a stop or a fault.
    pub complete: bool,
    /// Why it ended before its end.
    pub fault: Option<Fault>,
    /// The last cursor that was handed over, else the one the run began with.
    pub cursor: Option<Cursor>,
}

impl Run {
    fn reject(&mut self, rejected: Rejected) {
        self.rejected_count += 1;
        if self.rejected.len() < 200 {
            self.rejected.push(rejected);
        }
    }
}

/// Runs through a source from a cursor. Each page is handed to `on_page`, with the cursor to store
/// in the same transaction; `on_page` answers whether to go on. A page that cannot be had or read
/// ends the run with a fault, and what was handed over before stays: the next run resumes at the
/// stored cursor. What is passed over stands among the rejected records of the page that is handed
/// over in its place. Only a fault of `on_page` itself is returned as an error.
pub async fn harvest<E>(
    kind: Kind,
    source: &Source,
    cursor: Option<Cursor>,
    fetcher: &Fetcher,
    limits: Limits,
    mut on_page: impl FnMut(Harvest) -> Result<bool, E>,
) -> Result<Run, E> {
    let mut walk = Walk {
        kind,
        source,
        fetcher,
        path: Path::default(),
        records: Records::default(),
        held: Vec::new(),
        run: Run {
            cursor: cursor.clone(),
            ..Run::default()
        },
    };
    match (kind.start)(source, cursor.as_ref(), jiff::Timestamp::now()) {
        Ok(first) => walk.through(first.into(), limits, &mut on_page).await?,
        Err(fault) => walk.run.fault = Some(fault),
    }
    walk.let_go(&mut on_page)?;
    Ok(walk.run)
}

/// A run that is under way.
struct Walk<'a> {
    kind: Kind,
    source: &'a Source,
    fetcher: &'a Fetcher,
    path: Path,
    records: Records,
    /// Pages that wait for a record that can be used: had the source changed its form, their cursors
    /// would pass everything.
    held: Vec<Harvest>,
    run: Run,
}

impl Walk<'_> {
    async fn through<E>(
        &mut self,
        mut queue: VecDeque<Request>,
        limits: Limits,
        on_page: &mut impl FnMut(Harvest) -> Result<bool, E>,
    ) -> Result<(), E> {
        while let Some(request) = queue.pop_front() {
            if self.run.pages + self.held.len() >= limits.pages {
                return Ok(());
            }
            let read = self.ask(&request).await;
            let mut page = match self.settle(read, &request) {
                Ok(Some(page)) => page,
                Ok(None) => continue,
                Err(fault) => {
                    self.run.fault = Some(fault);
                    return Ok(());
                }
            };
            push_front(&mut queue, std::mem::take(&mut page.harvest.next));
            if !self.hold_or_hand_over(page, on_page)? {
                return Ok(());
            }
        }
        self.run.fault = self.records.in_the_dark();
        self.run.complete = self.run.fault.is_none() && self.held.is_empty();
        if self.run.complete {
            // Only now: had a later page failed, an unchanged first page must not hide it next time.
            let validators = std::mem::take(&mut self.path.validators);
            self.fetcher.remember(validators);
        }
        Ok(())
    }

    /// Asks once, and a second time what would else be passed over.
    async fn ask(&mut self, request: &Request) -> Result<Option<Harvest>, Fault> {
        let mut read = self.ask_once(request).await;
        if request.otherwise.is_some() && read.as_ref().is_err_and(may_pass) {
            // A page may break off once.
            self.path.forget(request);
            read = self.ask_once(request).await;
        }
        if read.as_ref().is_err_and(Fault::is_place_gone) {
            // Begun anew, the same place may be come by once more.
            self.path.forget(request);
        }
        read
    }

    async fn ask_once(&mut self, request: &Request) -> Result<Option<Harvest>, Fault> {
        self.run.requests += 1;
        let rate = (self.kind.card)().requests_per_second;
        let (source, fetcher) = (self.source, self.fetcher);
        one_page(self.kind, source, fetcher, rate, request, &mut self.path).await
    }

    /// What to hand over for a request: its page, or what the kind named for the case that it fails.
    fn settle(
        &mut self,
        read: Result<Option<Harvest>, Fault>,
        request: &Request,
    ) -> Result<Option<Settled>, Fault> {
        let none_came = self.records.hear(&read, request);
        match (read, &request.otherwise) {
            (Ok(Some(harvest)), _) => {
                // A folder has no form that could change: what it leaves out it leaves out each time.
                let unusable = match (self.kind.card)().reads_folder {
                    true => 0,
                    false => lost(&harvest).count(),
                };
                Ok(Some(Settled { harvest, unusable }))
            }
            (Ok(None), _) => {
                self.run.not_modified += 1;
                Ok(None)
            }
            (Err(fault), Some(otherwise)) if !none_came && forgiven(&fault, request.forgives) => {
                let mut harvest = (**otherwise).clone();
                harvest.rejected.push(Rejected {
                    record: loggable(&request.url),
                    fault: fault.to_string(),
                    kept: !(otherwise.items.is_empty() && otherwise.next.is_empty()),
                });
                self.records.pass_over(fault, harvest.next.len());
                let unusable = 0;
                Ok(Some(Settled { harvest, unusable }))
            }
            (Err(fault), _) => Err(fault),
        }
    }

    /// Hands a page over, or holds it until a record comes that can be used.
    fn hold_or_hand_over<E>(
        &mut self,
        page: Settled,
        on_page: &mut impl FnMut(Harvest) -> Result<bool, E>,
    ) -> Result<bool, E> {
        let Settled { harvest, unusable } = page;
        let of_use = !harvest.items.is_empty() || !harvest.tombstones.is_empty();
        let none_before = self.run.items + self.run.tombstones == 0;
        if !of_use && (!self.held.is_empty() || (none_before && unusable > 0)) {
            self.held.push(harvest);
            return Ok(true);
        }
        let held = std::mem::take(&mut self.held);
        for page in held.into_iter().chain([harvest]) {
            if !hand_over(page, &mut self.run, on_page)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Hands over what was held to the end, without its cursors. When nothing else ended the run, it
    /// ends because no record of it could be used.
    fn let_go<E>(&mut self, on_page: &mut impl FnMut(Harvest) -> Result<bool, E>) -> Result<(), E> {
        let held = std::mem::take(&mut self.held);
        if self.run.fault.is_none() {
            let unusable: Vec<&Rejected> = held.iter().flat_map(lost).collect();
            let url = held.iter().find_map(|page| page.mark.as_ref());
            let url = url.map_or(loggable(&self.source.address), |mark| mark.url.clone());
            self.run.fault = none_can_be_used(&unusable).map(|why| Fault::Page { url, why });
        }
        for mut page in held {
            page.cursor = None;
            if !hand_over(page, &mut self.run, on_page)? {
                return Ok(());
            }
        }
        Ok(())
    }
}

/// A page to hand over, and how many of its records its kind could not use.
struct Settled {
    harvest: Harvest,
    unusable: usize,
}

/// What became of the records that were asked for by name, and of what was passed over.
#[derive(Default)]
struct Records {
    /// Whether anything at all was answered.
    answered: bool,
    /// Whether a record that was asked for by name came.
    came: bool,
    /// Of a batch that could not be had: how many of its records are still to be asked for one by
    /// one, and whether one of them came.
    singles: Option<(usize, bool)>,
    /// The last fault that was forgiven and tells of more than one record.
    doubt: Option<Fault>,
}

impl Records {
    /// Hears what came of a request; gives whether it was the last record of a batch of which none
    /// could be had: then it is not the records. Those that are gone may be so together, when others
    /// came.
    fn hear(&mut self, read: &Result<Option<Harvest>, Fault>, request: &Request) -> bool {
        self.answered |= read.is_ok();
        self.came |= read.is_ok() && request.forgives == Forgives::Record;
        let Some((left, came)) = self.singles else {
            return false;
        };
        let (left, came) = (left - 1, came || read.is_ok());
        self.singles = (left > 0).then_some((left, came));
        let excused = self.came && read.as_ref().is_err_and(Fault::is_record_gone);
        left == 0 && !came && !excused
    }

    /// Notes that a fault was forgiven, and how many requests are made in place of the one.
    fn pass_over(&mut self, fault: Fault, instead: usize) {
        if instead > 1 {
            self.singles = Some((instead, false));
        }
        if !fault.is_of_one_record() && !fault.is_place_gone() {
            self.doubt = Some(fault);
        }
    }

    /// Why nothing at all was answered, when that was forgiven each time.
    fn in_the_dark(&mut self) -> Option<Fault> {
        self.doubt.take().filter(|_| !self.answered)
    }
}

/// Whether a second look at the same page may find it whole.
fn may_pass(fault: &Fault) -> bool {
    matches!(fault, Fault::Page { why, .. } if why.safe_to_retry())
}

/// What has been seen on the way.
#[derive(Default)]
struct Path {
    asked: HashSet<String>,
    bodies: HashSet<[u8; 32]>,
    /// What items the last page held, and how many pages in a row held just these.
    last: (u64, u8),
    validators: Vec<(String, Validator)>,
}

impl Path {
    /// Whether this exact request was made before in the run. Parts of a POST count.
    fn repeats(&mut self, request: &Request) -> bool {
        !self.asked.insert(name_of(request))
    }

    fn forget(&mut self, request: &Request) {
        self.asked.remove(&name_of(request));
    }

    /// Whether the same bytes came before in the run and would lead on, or the same items three
    /// times in a row under whatever address: a source that pages in a circle.
    fn comes_round(&mut self, page: &Page, harvest: &Harvest) -> bool {
        let seen = !self.bodies.insert(Sha256::digest(&page.body).into());
        let says_something = !harvest.items.is_empty() || !harvest.tombstones.is_empty();
        let leads_on = says_something && !harvest.next.is_empty();
        let in_a_row = self.in_a_row(harvest);
        leads_on && (seen || in_a_row > 2)
    }

    fn in_a_row(&mut self, harvest: &Harvest) -> u8 {
        let mut hasher = DefaultHasher::new();
        for item in &harvest.items {
            (&item.key, &item.title, item.body.len()).hash(&mut hasher);
        }
        for gone in &harvest.tombstones {
            gone.key.hash(&mut hasher);
        }
        let (content, times) = (hasher.finish(), self.last.1);
        self.last = match content == self.last.0 {
            true => (content, times.saturating_add(1)),
            false => (content, 1),
        };
        self.last.1
    }
}

fn name_of(request: &Request) -> String {
    format!("{} {:?}", request.url, request.method)
}

/// Records of a page from which on it tells something that none of them can be used.
const SOME: usize = 5;

/// A page of which every record was passed over is no list of bad records, but one in another form;
/// were it kept, the cursor would pass them all.
fn in_known_form(harvest: &Harvest) -> Result<(), Unreadable> {
    let none = harvest.items.is_empty() && harvest.tombstones.is_empty();
    let unusable: Vec<&Rejected> = lost(harvest).collect();
    match none_can_be_used(&unusable) {
        Some(why) if none && unusable.len() >= SOME => Err(why),
        _ => Ok(()),
    }
}

/// The records of a page that were passed over.
fn lost(harvest: &Harvest) -> impl Iterator<Item = &Rejected> {
    harvest.rejected.iter().filter(|record| !record.kept)
}

fn none_can_be_used(unusable: &[&Rejected]) -> Option<Unreadable> {
    let first = unusable.first()?;
    let count = unusable.len();
    Some(Unreadable::FormChanged {
        expected: "records of which some can be used",
        why: format!("none of {count} can be; {}: {}", first.record, first.fault),
        start: String::new(),
    })
}

/// Fetches and reads the answer to one request; `None` when nothing changed.
async fn one_page(
    kind: Kind,
    source: &Source,
    fetcher: &Fetcher,
    rate: f64,
    request: &Request,
    path: &mut Path,
) -> Result<Option<Harvest>, Fault> {
    let circle = || Fault::Circle {
        url: loggable(&request.url),
    };
    if path.repeats(request) {
        return Err(circle());
    }
    let fetched = match (kind.card)().reads_folder {
        true => {
            let drops = fetcher.setting(folder::DROPS);
            fetcher.tally().ask();
            let read = folder::fetch(source, request, fetcher.largest(), drops.as_deref())?;
            fetcher.tally().answer();
            read
        }
        false => fetcher.fetch(request, rate).await?,
    };
    let (page, validator) = match fetched {
        Fetched::NotModified => return Ok(None),
        Fetched::Page(page, validator) => (page, validator),
    };
    let url = loggable(&page.url);
    let unreadable = |why| Fault::Page {
        url: url.clone(),
        why,
    };
    let mark = mark_of(&page);
    let page = fetcher.extract().page(page).map_err(unreadable)?;
    let mut harvest = (kind.read)(source, &page).map_err(unreadable)?;
    if !(kind.card)().reads_folder {
        in_known_form(&harvest).map_err(unreadable)?;
    }
    harvest.mark = Some(mark);
    if path.comes_round(&page, &harvest) {
        return Err(circle());
    }
    path.validators
        .extend(validator.map(|v| (request.url.clone(), v)));
    Ok(Some(harvest))
}

/// What proves that a page was fetched.
fn mark_of(page: &Page) -> PageMark {
    let digest: [u8; 32] = Sha256::digest(&page.body).into();
    PageMark {
        at: page.retrieved,
        url: loggable(&page.url),
        status: page.status,
        bytes: page.body.len(),
        digest: digest[..16].iter().map(|b| format!("{b:02x}")).collect(),
    }
}

/// Whether a run may go on after a fault, with what the kind named for it. A host that is down or
/// holds us back ends it even so: the next page would fail too.
fn forgiven(fault: &Fault, forgives: Forgives) -> bool {
    let of_host = matches!(
        fault,
        Fault::Unreachable { .. } | Fault::Busy { .. } | Fault::NoKey { .. }
    );
    match forgives {
        Forgives::Any => !of_host && !fault.is_block(),
        Forgives::Record => fault.is_of_one_record(),
        Forgives::PlaceGone => fault.is_place_gone(),
    }
}

/// Requests that follow from a page come before those that waited, in their own order.
fn push_front(queue: &mut VecDeque<Request>, next: Vec<Request>) {
    for request in next.into_iter().rev() {
        queue.push_front(request);
    }
}

fn hand_over<E>(
    page: Harvest,
    run: &mut Run,
    on_page: &mut impl FnMut(Harvest) -> Result<bool, E>,
) -> Result<bool, E> {
    let cursor = page.cursor.clone();
    run.pages += 1;
    run.items += page.items.len();
    run.tombstones += page.tombstones.len();
    for rejected in &page.rejected {
        run.reject(rejected.clone());
    }
    let go_on = on_page(page)?;
    if cursor.is_some() {
        run.cursor = cursor;
    }
    Ok(go_on)
}
