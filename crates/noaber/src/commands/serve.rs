//! `noaber serve`: the desk in the browser, and what it sees to while it is open.

use crate::cli::{Cli, Serve};
use crate::commands::collect::{keep_on, refuse_a_demo};
use crate::compose::Desk;
use crate::out::{self, Answer};
use anyhow::{Context, Result, bail};
use noaber_domain::Region;
use noaber_locale::Catalog;
use noaber_matching::mirror::MODEL;
use noaber_store::Store;
use noaber_web::{Access, State};
use noaber_work::deliver::deliver_beside;
use noaber_work::mirror::encoder_of;
use noaber_work::own_sources::Outward;
use noaber_work::proof::listen;
use noaber_work::read_meaning::{Portion, read_and_weigh};
use noaber_work::{Clock, Ctx, match_items};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Shortest key that opens a desk beyond this machine, in characters.
const SHORTEST_KEY: usize = 16;
/// How often an open desk looks whether there are papers whose meaning was not read.
const LOOK: Duration = Duration::from_secs(60);
/// Papers that it reads together, and how many times as long it leaves the machine to others.
const AT_ONCE: usize = 64;
const REST: u32 = 3;
/// A pause is slept in parts of this length, so that a desk that closes closes at once.
const NAP: Duration = Duration::from_millis(100);

/// Opens the database and serves it until it is stopped.
pub fn run(cli: &Cli, args: &Serve) -> Result<Answer> {
    let desk = Desk::existing(cli)?;
    serve(&desk, args)
}

/// Serves an open desk until Ctrl-C or termination.
pub fn serve(desk: &Desk, args: &Serve) -> Result<Answer> {
    let region = desk.region()?;
    let access = access(args)?;
    let (ctx, today) = (desk.ctx(&region), desk.clock.today(&region));
    match_items::settle_tiers(&desk.store, &ctx, today)?;
    let state = State {
        store: desk.store.clone(),
        clock: desk.clock,
        region: region.id.clone(),
        access,
        catalog: Arc::new(Catalog::new()),
        backfilling: Default::default(),
        mirror: Default::default(),
        related: Default::default(),
        outward: Outward::new(args.asking.own_network, args.asking.contact.clone()),
    };
    let collecting = match args.collect {
        true => Some(collect_beside(desk, &region, args)?),
        false => None,
    };
    let reading = ReadingBeside::start(desk.store.clone(), desk.clock, ctx.clone(), region.clone());
    deliver_beside_the_desk(desk.store.clone(), desk.clock, ctx.clone(), region.clone());
    settle_when_the_day_turns(desk.store.clone(), desk.clock, ctx, region);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let served = runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(args.listen)
            .await
            .with_context(|| {
                format!(
                    "cannot listen on {}; is another desk running? Choose with --listen",
                    args.listen
                )
            })?;
        let address = listener.local_addr()?;
        out::line(format!("Noaber is at http://{address}/  (Ctrl-C stops it)"))?;
        noaber_web::serve(listener, state, stopped())
            .await
            .context("the desk stopped")
    });
    reading.stop();
    if let Some(stop) = collecting {
        stop.store(true, Ordering::SeqCst);
    }
    served.map(|()| Answer::Done)
}

/// Takes in what is new beside the desk. The thread is asked to stop and not waited for: a page that
/// was not kept yet is asked for again by the next look.
fn collect_beside(desk: &Desk, region: &Region, args: &Serve) -> Result<Arc<AtomicBool>> {
    refuse_a_demo(desk, "this desk")?;
    let stop = Arc::new(AtomicBool::new(false));
    let (told, desk, region, asking) = (
        stop.clone(),
        desk.clone(),
        region.clone(),
        args.asking.clone(),
    );
    std::thread::spawn(move || keep_on(&asking, &desk, &region, &told));
    Ok(stop)
}

/// A thread beside the desk that reads what papers mean, slowly, and weighs them anew.
struct ReadingBeside {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl ReadingBeside {
    fn start(store: Store, clock: Clock, ctx: Ctx, region: Region) -> ReadingBeside {
        let stop = Arc::new(AtomicBool::new(false));
        let told = stop.clone();
        let thread = std::thread::spawn(move || {
            while !told.load(Ordering::SeqCst) {
                let ctx = Ctx {
                    now: clock.now(),
                    ..ctx.clone()
                };
                if let Err(fault) = read_slowly(&store, &ctx, clock, &region, &told) {
                    tracing::warn!(%fault, "papers were not read for their meaning; tried again soon");
                }
                nap(LOOK, &told);
            }
        });
        ReadingBeside { stop, thread }
    }

    /// Lets it finish the papers it has in hand.
    fn stop(self) {
        self.stop.store(true, Ordering::SeqCst);
        if self.thread.join().is_err() {
            tracing::warn!("reading what papers mean ended badly; what it had kept is kept");
        }
    }
}

/// Reads all there is to read, at a fraction of the machine's pace. Without a model, or with one that
/// cannot be used, nothing is read.
fn read_slowly(
    store: &Store,
    ctx: &Ctx,
    clock: Clock,
    region: &Region,
    stop: &AtomicBool,
) -> Result<()> {
    let (read, all) = store.reader()?.meaning_read(MODEL)?;
    if read >= all {
        return Ok(());
    }
    let Some(encoder) = encoder_of(store)? else {
        return Ok(());
    };
    let portion = Portion {
        most: usize::MAX,
        at_once: AT_ONCE,
    };
    let mut begun = Instant::now();
    let today = clock.today(region);
    let told = read_and_weigh(store, ctx, today, &encoder, portion, |_| {
        nap(begun.elapsed() * REST, stop);
        begun = Instant::now();
        !stop.load(Ordering::SeqCst)
    })?;
    tracing::info!(
        items = told.items,
        signals = told.added,
        "read for their meaning"
    );
    Ok(())
}

/// Sleeps, but not when it is to stop.
fn nap(how_long: Duration, stop: &AtomicBool) {
    let until = Instant::now() + how_long;
    while !stop.load(Ordering::SeqCst) {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return;
        }
        std::thread::sleep(left.min(NAP));
    }
}

/// A desk that stands open overnight asks in the morning what is asked that day. The thread ends
/// with the program.
fn settle_when_the_day_turns(store: Store, clock: Clock, ctx: Ctx, region: Region) {
    let mut settled = clock.today(&region);
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(Duration::from_secs(300));
            let today = clock.today(&region);
            if today != settled {
                let ctx = Ctx {
                    now: clock.now(),
                    ..ctx.clone()
                };
                let done = match_items::settle_tiers(&store, &ctx, today)
                    .and_then(|_| listen(&store, &ctx, today));
                match done {
                    Ok(()) => settled = today,
                    Err(fault) => {
                        tracing::warn!(%fault, "the new day was not taken up; tried again soon")
                    }
                }
            }
        }
    });
}

/// A desk that stands open makes and sends the digests whose time has come. The thread ends with the
/// program; whatever step it is at, nothing is lost.
fn deliver_beside_the_desk(store: Store, clock: Clock, ctx: Ctx, region: Region) {
    std::thread::spawn(move || {
        loop {
            let ctx = Ctx {
                now: clock.now(),
                ..ctx.clone()
            };
            deliver_beside(&store, &ctx, &region, clock);
            std::thread::sleep(LOOK);
        }
    });
}

async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}

/// Who may come in: everybody on this machine, or whoever has the key.
fn access(args: &Serve) -> Result<Access> {
    let Some(file) = &args.key_file else {
        if args.listen.ip().is_loopback() {
            return Ok(Access::Local);
        }
        bail!(
            "{} can be reached from other machines, and positions and verdicts are not public. Give a key: put {SHORTEST_KEY} characters or more on the first line of a file and name it with --key-file; or listen on 127.0.0.1",
            args.listen
        );
    };
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read the key file {}", file.display()))?;
    let key = text.lines().next().unwrap_or("").trim();
    if key.chars().count() < SHORTEST_KEY {
        bail!(
            "the first line of {} is shorter than {SHORTEST_KEY} characters; a longer key is safer",
            file.display()
        );
    }
    Ok(Access::key(key))
}
