//! Fetching a page politely: one pace per host, conditional requests, retries with growing pauses,
//! limits on size and time. What the page says, and what to fetch next, is not known here.

mod pace;
mod reach;
mod tally;
mod trouble;
mod validators;

pub use reach::{LEADS_ASTRAY, Reach};
pub use tally::Tally;
pub use validators::{Validator, Validators};

use trouble::{Trouble, chain, form, onward, secret};

use crate::connector::{Header, Method, Page, Request};
use crate::extract::Extract;
use crate::fault::{Fault, loggable};
use crate::formats::guard::start_of;
use reqwest::header::{ACCEPT, CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;
use tokio::time::Instant;
use url::Url;

/// How we behave towards those we read.
#[derive(Debug, Clone)]
pub struct Manners {
    /// Where a publisher can find who we are; stands in the `User-Agent`.
    pub contact: String,
    /// Factor on the rate that the card of a kind allows: 1 as it says, 0.5 half as fast. More than
    /// 1 only towards a server of one's own.
    pub haste: f64,
    /// Time for a whole answer.
    pub timeout: Duration,
    /// Bytes of an answer at most, decompressed.
    pub largest: usize,
    /// Tries of a request at most.
    pub tries: u32,
    /// The pause before the second try; it doubles with each further one.
    pub first_pause: Duration,
    /// The longest pause we are willing to make within a run.
    pub longest_pause: Duration,
    /// Which networks may be asked.
    pub reach: Reach,
    /// Where keys come from, by name; the environment, unless the caller keeps them elsewhere.
    pub keys: fn(&str) -> Option<String>,
    /// Who turns files into text; by default nobody, and every file is a fault.
    pub extract: Extract,
    /// Counts what is asked and what answers.
    pub tally: Tally,
}

impl Default for Manners {
    fn default() -> Manners {
        Manners {
            contact: "https://example.org/noaber".into(),
            haste: 1.0,
            timeout: Duration::from_secs(60),
            largest: 20 * 1024 * 1024,
            tries: 4,
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(120),
            reach: Reach::Public,
            keys: |name| std::env::var(name).ok(),
            extract: Extract::default(),
            tally: Tally::default(),
        }
    }
}

/// What a request led to.
#[derive(Debug)]
pub enum Fetched {
    /// A page, and what to remember of it once it has been stored.
    Page(Page, Option<Validator>),
    /// Nothing new since the last time.
    NotModified,
}

/// Fetches pages for one or more runs. Cheap to share by reference.
#[derive(Debug)]
pub struct Fetcher {
    client: Client,
    /// Whether requests may leave through a proxy, which resolves names itself.
    by_proxy: bool,
    manners: Manners,
    next_slot: Mutex<HashMap<String, Instant>>,
    validators: Mutex<Validators>,
}

impl Fetcher {
    /// A fetcher with these manners, which knows the validators of earlier runs.
    pub fn new(manners: Manners, validators: Validators) -> Result<Fetcher, Fault> {
        let provider = rustls::crypto::ring::default_provider();
        // Somebody else in this process may have installed one; either serves.
        let _ = provider.install_default();
        let agent = format!(
            "Noaber/{} (+{})",
            env!("CARGO_PKG_VERSION"),
            manners.contact
        );
        let mut builder = Client::builder();
        if manners.reach == Reach::Loopback {
            // The machine itself is never asked through somebody else.
            builder = builder.no_proxy();
        }
        let client = builder
            .user_agent(agent)
            .timeout(manners.timeout)
            .connect_timeout(manners.timeout.min(Duration::from_secs(20)))
            .redirect(reqwest::redirect::Policy::none())
            .dns_resolver(std::sync::Arc::new(manners.reach))
            .build()
            .map_err(|fault| Fault::Client(chain(&fault)))?;
        Ok(Fetcher {
            client,
            by_proxy: manners.reach == Reach::Public && proxy_is_set(),
            manners,
            next_slot: Mutex::default(),
            validators: Mutex::new(validators),
        })
    }

    /// The validators as they are now, to be stored for the next run.
    pub fn validators(&self) -> Validators {
        lock(&self.validators).clone()
    }

    /// Who turns files into text.
    pub fn extract(&self) -> &Extract {
        &self.manners.extract
    }

    /// A setting of the installation, from where keys come from too.
    pub(crate) fn setting(&self, name: &str) -> Option<String> {
        (self.manners.keys)(name)
    }

    /// What was asked so far, and what answered.
    pub(crate) fn tally(&self) -> &Tally {
        &self.manners.tally
    }

    /// Bytes of a page at most.
    pub fn largest(&self) -> usize {
        self.manners.largest
    }

    /// Remembers that the pages behind these addresses are stored, so that they need not come again
    /// unchanged.
    pub fn remember(&self, stored: Vec<(String, Validator)>) {
        lock(&self.validators).extend(stored);
    }

    /// Fetches the answer to a request; `rate` is what the card allows, in requests a second to one
    /// host.
    pub async fn fetch(&self, request: &Request, rate: f64) -> Result<Fetched, Fault> {
        let mut tries = 0;
        loop {
            tries += 1;
            let trouble = match self.attempt(request, rate).await {
                Ok(fetched) => return Ok(fetched),
                Err(trouble) => trouble,
            };
            let pause = match &trouble {
                Trouble::Final(fault) => return Err(fault.clone()),
                Trouble::Passing { wait, .. } => {
                    wait.unwrap_or_else(|| pace::backoff(&self.manners, tries))
                }
            };
            if tries >= self.manners.tries || pause > self.manners.longest_pause {
                return Err(trouble.fault(&request.url, tries, pause));
            }
            let url = Url::parse(&request.url).ok();
            let host = url.as_ref().and_then(Url::host_str);
            tracing::debug!(host, tries, ?pause, "trying again");
            tokio::time::sleep(pause).await;
        }
    }

    async fn attempt(&self, request: &Request, rate: f64) -> Result<Fetched, Trouble> {
        let mut url = request.url.clone();
        for _ in 0..10 {
            let reach = self.manners.reach;
            let target = reach.check(&url).map_err(Trouble::Final)?;
            if self.by_proxy {
                reach.check_name(&target).await.map_err(Trouble::Final)?;
            }
            self.wait_for_slot(&target, rate).await;
            let call = self.build(request, &target)?;
            self.manners.tally.ask();
            let answer = call
                .send()
                .await
                .map_err(|fault| Trouble::passing(0, chain(&fault)))?;
            self.manners.tally.answer();
            match onward(&answer, &target) {
                Some(next) => url = next,
                None => return self.take(request, answer).await,
            }
        }
        Err(Trouble::Final(Fault::Circle {
            url: loggable(&request.url),
        }))
    }

    async fn wait_for_slot(&self, target: &Url, rate: f64) {
        let host = target.host_str().unwrap_or_default().to_owned();
        let rate = (rate * self.manners.haste).clamp(0.01, 10_000.0);
        let slot = {
            let mut slots = lock(&self.next_slot);
            let now = Instant::now();
            let slot = slots.get(&host).copied().unwrap_or(now).max(now);
            slots.insert(host, slot + Duration::from_secs_f64(1.0 / rate));
            slot
        };
        tokio::time::sleep_until(slot).await;
    }

    fn build(&self, request: &Request, target: &Url) -> Result<RequestBuilder, Trouble> {
        let own_host =
            Url::parse(&request.url).is_ok_and(|first| first.origin() == target.origin());
        let mut call = match &request.method {
            Method::Get => self.client.get(target.clone()),
            Method::PostMultipart(parts) => {
                self.client.post(target.clone()).multipart(form(parts)?)
            }
        };
        call = call.header(ACCEPT, request.accept);
        for header in &request.headers {
            call = match header {
                Header::Plain { name, value } => call.header(*name, value),
                // A key goes to the host it is meant for and nowhere a redirect leads to.
                Header::Secret { .. } if !own_host => call,
                Header::Secret {
                    name,
                    prefix,
                    variable,
                } => call.header(
                    *name,
                    format!("{prefix}{}", secret(self.manners.keys, variable, target)?),
                ),
            };
        }
        if request.method == Method::Get && request.conditional {
            call = lock(&self.validators).apply(&request.url, call);
        }
        Ok(call)
    }

    async fn take(&self, request: &Request, mut answer: Response) -> Result<Fetched, Trouble> {
        let status = answer.status();
        if status == StatusCode::NOT_MODIFIED {
            return Ok(Fetched::NotModified);
        }
        let validator = Validator::of(answer.headers());
        let header = |name| {
            answer
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        };
        let (content_type, retry_after) = (header(CONTENT_TYPE), header(RETRY_AFTER));
        let (page_url, headers) = (answer.url().to_string(), told(answer.headers()));
        let body = self.body(&request.url, &mut answer).await?;
        if pace::passes(status) {
            let wait = retry_after.and_then(|text| pace::retry_after(&text));
            let why = format!(
                "status {status}: {}",
                start_of(&String::from_utf8_lossy(&body))
            );
            return Err(Trouble::Passing {
                status: status.as_u16(),
                wait,
                why,
            });
        }
        if !status.is_success() {
            return Err(Trouble::Final(Fault::Status {
                url: loggable(&request.url),
                status: status.as_u16(),
                start: start_of(&String::from_utf8_lossy(&body)),
            }));
        }
        let page = Page {
            url: page_url,
            status: status.as_u16(),
            content_type,
            body,
            retrieved: jiff::Timestamp::now(),
            carry: request.carry.clone(),
            headers,
        };
        Ok(Fetched::Page(
            page,
            validator.filter(|_| request.method == Method::Get && request.conditional),
        ))
    }

    /// The body, piece by piece, up to the limit: a page of any size costs no more memory than that.
    async fn body(&self, url: &str, answer: &mut Response) -> Result<Vec<u8>, Trouble> {
        let mut body = Vec::new();
        loop {
            match answer.chunk().await {
                Ok(Some(piece)) if body.len() + piece.len() > self.manners.largest => {
                    let limit = self.manners.largest;
                    return Err(Trouble::Final(Fault::TooBig {
                        url: loggable(url),
                        limit,
                    }));
                }
                Ok(Some(piece)) => body.extend_from_slice(&piece),
                Ok(None) => return Ok(body),
                Err(fault) => return Err(Trouble::passing(0, chain(&fault))),
            }
        }
    }
}

/// Whether the environment names a proxy for requests.
fn proxy_is_set() -> bool {
    let names = ["http_proxy", "https_proxy", "all_proxy"];
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    names
        .iter()
        .any(|name| set(name) || set(&name.to_ascii_uppercase()))
}

/// The headers of an answer that a kind may read: a service's own, and `link`.
fn told(headers: &reqwest::header::HeaderMap) -> Vec<(String, String)> {
    let own = |name: &str| name.starts_with("x-") || name == "link";
    headers
        .iter()
        .filter(|(name, _)| own(name.as_str()))
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?)))
        .map(|(name, value)| (name, value.chars().take(2_000).collect()))
        .collect()
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // What is behind these locks stays whole even when a holder panicked.
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}
