//! Showing that nothing was missed: learning what each source is expected to bring, noticing its
//! silences, and putting before an auditor what was asked, what came, what was matched.

use crate::Ctx;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use noaber_domain::rhythm::days_between;
use noaber_domain::{Country, Day, Interest, RegionId, Rhythm, Source, SourceId, Wording};
use noaber_matching::{VERSION, parse};
use noaber_store::views::{Health, SourceState};
use noaber_store::{
    Fault, InterestHits, Lateness, Letters, MatchingRow, Outlook, PageRow, Reader, SilenceRow,
    Store, Tally,
};
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};

/// Days of which rhythms are learned.
const LEARNED_DAYS: i64 = 182;
/// Days that a source must have been followed before its arrivals say more than its publications.
const FOLLOWED_DAYS: i64 = 35;
/// A letter that waits longer than this to be given to a server is not being sent.
const UNSENT: SignedDuration = SignedDuration::from_hours(1);
/// Pages of a source and walks of matching that a proof lists.
const LISTED: usize = 20;

/// What is proven, at a moment, since a moment.
#[derive(Debug, Clone, Serialize)]
pub struct Proof {
    /// The region.
    pub region: RegionId,
    /// What is told begins here, UTC.
    pub since: Timestamp,
    /// And ends here, UTC.
    pub now: Timestamp,
    /// The last number of the ledger.
    pub ledger_end: i64,
    /// The last number that was matched.
    pub matched_to: i64,
    /// Whether what was matched was matched with the present interests.
    pub fresh: bool,
    /// Each source.
    pub sources: Vec<SourceProof>,
    /// Each interest.
    pub interests: Vec<InterestProof>,
    /// Walks of matching, newest first.
    pub matchings: Vec<MatchingRow>,
    /// Silences that were noticed or go on, newest first.
    pub silences: Vec<SilenceRow>,
    /// How letters to readers do.
    pub letters: Letters,
    /// Whether nothing is silent, failing, blocked, late or behind, and no letter is refused.
    pub fine: bool,
}

/// What a source did.
#[derive(Debug, Clone, Serialize)]
pub struct SourceProof {
    /// How it does, with its last looks.
    #[serde(flatten)]
    pub state: SourceState,
    /// Why there is nothing to listen to, and what can be done, when it stands for something that
    /// cannot be heard.
    pub missing: Option<(Wording, Wording)>,
    /// What is expected of it.
    pub outlook: Option<Outlook>,
    /// How late its papers came.
    pub lateness: Lateness,
    /// What it was asked since the moment asked for, what answered, and what that brought.
    pub tally: Tally,
    /// The pages that were asked for, newest first.
    pub pages: Vec<PageRow>,
}

/// How an interest does.
#[derive(Debug, Clone, Serialize)]
pub struct InterestProof {
    /// When it last found something, and how much.
    #[serde(flatten)]
    pub hits: InterestHits,
    /// Why its query cannot be used, when it cannot.
    pub fault: Option<String>,
    /// Up to this number of the ledger everything was held against it as it stands now. 0 when it
    /// cannot be used, or was changed and everything waits to be matched again.
    pub matched_to: i64,
    /// When a walk of matching last could not use it, UTC, and why.
    pub last_failure: Option<(Timestamp, String)>,
}

/// Learns what is expected of every source from its days, and writes down silences that began or
/// ended. To be called after a look at the sources, once a day at least.
pub fn listen(store: &Store, ctx: &Ctx, today: Date) -> Result<(), Fault> {
    let reader = store.reader()?;
    let from = today.saturating_sub((2 * LEARNED_DAYS).days());
    let mut sittings: BTreeMap<Country, HashSet<Date>> = BTreeMap::new();
    for country in Country::ALL {
        let days = reader.sittings(country, from)?;
        sittings.insert(country, days.into_iter().collect());
    }
    let states = reader.source_health(ctx.now)?;
    let mut learned = Vec::new();
    for source in reader.sources()?.iter().filter(|source| source.active) {
        let newest = states
            .iter()
            .find(|state| state.id == source.id)
            .and_then(|state| state.newest);
        let sits = &sittings[&source.country];
        let outlook = outlook(&reader, source, newest, sits)?;
        learned.push((source.id.clone(), outlook));
    }
    let mut change = store.change(&ctx.who, "listening", ctx.now)?;
    for (source, outlook) in &learned {
        change.set_outlook(source, outlook.as_ref())?;
    }
    change.commit()?;
    note_silences(store, ctx)
}

/// What is expected of a source after its last news. It is learned of the days up to that news: a
/// silence must not teach that silence is usual, nor put off the day on which it is called one.
fn outlook(
    reader: &Reader,
    source: &Source,
    newest: Option<Timestamp>,
    sits: &HashSet<Date>,
) -> Result<Option<Outlook>, Fault> {
    let Some(newest) = newest else {
        return Ok(None);
    };
    let last = newest.to_zoned(TimeZone::UTC).date();
    let from = last.saturating_sub(LEARNED_DAYS.days());
    let Some(rhythm) = rhythm(reader, source, (from, last), sits)? else {
        return Ok(None);
    };
    let patience = rhythm.patience(last, |day| sits.contains(&day));
    Ok(Some(Outlook {
        days: rhythm.days,
        per_day: rhythm.per_working_day(),
        late_after: patience.late,
        silent_after: patience.silent,
        expected: patience.expected,
    }))
}

/// The rhythm of a source: of its arrivals once it was followed for some weeks, before that of the
/// days on which its papers were published.
fn rhythm(
    reader: &Reader,
    source: &Source,
    (from, last): (Date, Date),
    sits: &HashSet<Date>,
) -> Result<Option<Rhythm>, Fault> {
    let arrivals = reader.arrivals(&source.id, from)?;
    let followed = arrivals
        .first()
        .is_some_and(|(first, _)| *first <= last.saturating_sub(FOLLOWED_DAYS.days()));
    let counted: BTreeMap<Date, u32> = match followed {
        // The first day brought the past along and tells nothing of an ordinary one.
        true => arrivals.into_iter().skip(1).collect(),
        false => reader.publications(&source.id, from)?.into_iter().collect(),
    };
    let day = |day: Date| Day {
        day,
        sitting: sits.contains(&day),
        arrivals: counted.get(&day).copied().unwrap_or(0),
    };
    let days: Vec<Day> = days_between(from, last).map(day).collect();
    Ok(Rhythm::learn(&days))
}

/// Writes down which sources fell silent and which speak again.
fn note_silences(store: &Store, ctx: &Ctx) -> Result<(), Fault> {
    let reader = store.reader()?;
    let outlooks: BTreeMap<SourceId, Outlook> = reader.outlooks()?.into_iter().collect();
    let mut change = store.change(&ctx.who, "listening", ctx.now)?;
    for state in reader.source_health(ctx.now)? {
        match state.health {
            Health::Silent => {
                let expected = outlooks.get(&state.id).map_or(0.0, |o| o.expected);
                change.raise_silence(&state.id, state.newest, expected)?;
            }
            Health::Fine => {
                change.close_silence(&state.id)?;
            }
            Health::Off => {
                change.leave_silence(&state.id)?;
            }
            // A source that cannot be asked has not spoken.
            _ => {}
        }
    }
    change.commit()
}

/// What can be proven since a moment.
pub fn prove(
    store: &Store,
    region: &RegionId,
    since: Timestamp,
    now: Timestamp,
) -> Result<Proof, Fault> {
    let reader = store.reader()?;
    let matching = reader.matched(region, VERSION)?;
    let outlooks: BTreeMap<SourceId, Outlook> = reader.outlooks()?.into_iter().collect();
    let known = reader.sources()?;
    let mut sources = Vec::new();
    for state in reader.source_health(now)? {
        let source = known.iter().find(|source| source.id == state.id);
        sources.push(source_proof(&reader, source, state, &outlooks, since)?);
    }
    let through = if matching.fresh { matching.to.0 } else { 0 };
    let mut proof = Proof {
        region: region.clone(),
        since,
        now,
        ledger_end: reader.ledger_end()?.0,
        matched_to: matching.to.0,
        fresh: matching.fresh,
        sources,
        interests: interests(&reader, region, since, through)?,
        matchings: reader.matchings(region, since, LISTED)?,
        silences: reader.silences(since)?,
        letters: reader.letters(region, since)?,
        fine: false,
    };
    proof.fine = is_fine(&proof);
    Ok(proof)
}

/// Whether everybody who should have been told can have been told.
fn is_fine(proof: &Proof) -> bool {
    let last = proof.matchings.first();
    proof.fresh
        && proof.matched_to >= proof.ledger_end
        && last.is_none_or(|walk| walk.fault.is_none())
        && proof.interests.iter().all(|one| one.fault.is_none())
        && proof.sources.iter().all(|one| one.state.health.is_fine())
        && proof.letters.failed == 0
        && !letters_wait(&proof.letters, proof.now)
}

/// Whether letters wait that should be with their readers: a server did not take them, or nobody
/// sends them.
pub fn letters_wait(letters: &Letters, now: Timestamp) -> bool {
    let waiting = &letters.waiting;
    let old = |made: Timestamp| now.duration_since(made) > UNSENT;
    waiting.letters > 0 && (waiting.answer.is_some() || waiting.since.is_some_and(old))
}

fn source_proof(
    reader: &Reader,
    source: Option<&Source>,
    mut state: SourceState,
    outlooks: &BTreeMap<SourceId, Outlook>,
    since: Timestamp,
) -> Result<SourceProof, Fault> {
    let lateness = reader.lateness(&state.id, since)?;
    state.lag_days = (lateness.papers > 0).then_some(lateness.median);
    Ok(SourceProof {
        missing: source.and_then(|source| source.missing().zip(source.remedy())),
        outlook: outlooks.get(&state.id).cloned(),
        lateness,
        tally: reader.tally(&state.id, since)?,
        pages: reader.pages(&state.id, since, LISTED)?,
        state,
    })
}

/// Each interest, with the fault of a query that cannot be used; the ledger was walked with them as
/// they stand up to `through`.
fn interests(
    reader: &Reader,
    region: &RegionId,
    since: Timestamp,
    through: i64,
) -> Result<Vec<InterestProof>, Fault> {
    let all = reader.interests(region)?;
    let hits = reader.hits(region, &all, since)?;
    let mut failures = reader.unusable(region, since)?;
    let mut proof = |(interest, hits): (&Interest, InterestHits)| {
        let fault = parse(&interest.query).err().map(|fault| fault.to_string());
        InterestProof {
            matched_to: if fault.is_some() { 0 } else { through },
            last_failure: failures.remove(&interest.id),
            hits,
            fault,
        }
    };
    Ok(all.iter().zip(hits).map(&mut proof).collect())
}

/// The beginning of a proof that nobody gave one for: thirty days back.
pub fn thirty_days_before(now: Timestamp) -> Timestamp {
    now.saturating_sub(SignedDuration::from_hours(24 * 30))
        .unwrap_or(now)
}
