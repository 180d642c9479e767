//! `noaber serve`: the desk in the browser.

use crate::cli::{Cli, Serve};
use crate::compose::Desk;
use crate::out::{self, Answer};
use anyhow::{Context, Result, bail};
use noaber_domain::Region;
use noaber_locale::Catalog;
use noaber_store::Store;
use noaber_web::{Access, State};
use noaber_work::{Clock, Ctx, match_items};
use std::sync::Arc;
use std::time::Duration;

/// Shortest key that opens a desk beyond this machine, in characters.
const SHORTEST_KEY: usize = 16;

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
    };
    settle_when_the_day_turns(desk.store.clone(), desk.clock, ctx, region);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
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
    })?;
    Ok(Answer::Done)
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
                match match_items::settle_tiers(&store, &ctx, today) {
                    Ok(_) => settled = today,
                    Err(fault) => {
                        tracing::warn!(%fault, "tiers were not settled; tried again soon")
                    }
                }
            }
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
