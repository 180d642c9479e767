//! From the table of routes to a listening server. What a request must pass on its way stands in
//! `guard`.

use crate::access::Access;
use crate::backfilling::{self, Backfilling};
use crate::guard;
use crate::pages::preview;
use crate::routes::{self, Method, Route};
use axum::Router;
use axum::extract::Request;
use axum::routing::{MethodRouter, get, post};
use noaber_domain::RegionId;
use noaber_locale::Catalog;
use noaber_store::Store;
use noaber_work::Clock;
use noaber_work::mirror::Mirror;
use noaber_work::own_sources::Outward;
use noaber_work::related::Related;
use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;

/// What the desk needs to serve a region.
pub struct State {
    /// Where everything is kept.
    pub store: Store,
    /// What time it is.
    pub clock: Clock,
    /// Whose desk it is.
    pub region: RegionId,
    /// Who may come in.
    pub access: Access,
    /// What is said in which language.
    pub catalog: Arc<Catalog>,
    /// The thread that matches the past of changed queries.
    pub backfilling: Backfilling,
    /// What says the same in other languages and countries.
    pub mirror: Mirror,
    /// The words of the archive, to tell which are related.
    pub related: Related,
    /// How it may look at an address that somebody wants to add as a source.
    pub outward: Outward,
}

/// The desk as a service, with every route of the table.
pub fn router(state: State) -> Router {
    let state = Arc::new(state);
    let mut paths: BTreeMap<&str, MethodRouter> = BTreeMap::new();
    for route in routes::ROUTES {
        let methods = paths.remove(route.path).unwrap_or_default();
        paths.insert(route.path, with(methods, route, &state));
    }
    let mut router = Router::new();
    for (path, methods) in paths {
        router = router.route(path, methods);
    }
    let lost = state.clone();
    let wrong = state.clone();
    router
        .fallback(move |request: Request| guard::pass(lost.clone(), &routes::LOST, request))
        .method_not_allowed_fallback(move |request: Request| {
            guard::pass(wrong.clone(), &routes::WRONG_METHOD, request)
        })
        .layer(axum::middleware::from_fn_with_state(state, guard::gate))
}

fn with(methods: MethodRouter, route: &'static Route, state: &Arc<State>) -> MethodRouter {
    let state = state.clone();
    let handler = move |request: Request| guard::pass(state.clone(), route, request);
    match route.method {
        Method::Get => methods.merge(get(handler)),
        Method::Post | Method::PostBySecret => methods.merge(post(handler)),
    }
}

/// Serves the desk until `shutdown` is done; requests that are under way are finished.
pub async fn serve(
    listener: tokio::net::TcpListener,
    state: State,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    if let Err(why) = backfilling::begin(&state) {
        tracing::error!("what past waits to be matched could not be read: {why}");
    }
    if let Err(why) = preview::count_words(&state) {
        tracing::error!("whether there are words to count could not be read: {why}");
    }
    let (past, words) = (state.backfilling.clone(), state.related.clone());
    let served = axum::serve(listener, router(state)).with_graceful_shutdown(shutdown);
    let ended = served.await;
    past.close();
    words.close();
    ended
}
