//! An index made of sampled queries, and the time of one thread.

use super::sample::Asked;
use super::texts::Text;
use anyhow::Result;
use noaber_matching::interests::{Entry, Interests, Scope};
use noaber_text::{Analyser, Plan, parse};
use std::time::{Duration, Instant};

impl Text {
    /// As the index reads it.
    pub fn entry(&self) -> Entry<'_> {
        Entry {
            lang: Some(self.lang),
            title: &self.title,
            body: &self.body,
            ..Entry::default()
        }
    }
}

/// An index of these queries that has seen the texts they were made from.
pub fn index(analyser: &Analyser, asked: &[Asked], seen: &[Text]) -> Result<Interests> {
    let interests = Interests::new(analyser.clone());
    let mut plans = Vec::with_capacity(asked.len());
    for asked in asked {
        let plan = Plan::new(analyser, &parse(&asked.query)?);
        plans.push((
            plan,
            Scope {
                lang: Some(asked.lang),
                bits: 0,
            },
        ));
    }
    interests.load(
        plans
            .iter()
            .zip(0..)
            .map(|((plan, scope), handle)| (handle, plan, *scope)),
    );
    let mut reader = interests.reader();
    for text in seen {
        reader.read(&text.entry());
    }
    reader.tell();
    interests.settle();
    Ok(interests)
}

/// Time that this thread has been at work on a core, where the system says so; what others do on a
/// shared machine is not counted. Elsewhere the time on the clock.
pub struct Core {
    clock: Instant,
    worked: Option<Duration>,
}

impl Core {
    /// Begins.
    pub fn start() -> Core {
        Core {
            clock: Instant::now(),
            worked: worked(),
        }
    }

    /// Seconds since.
    pub fn seconds(&self) -> f64 {
        let passed = worked()
            .zip(self.worked)
            .map(|(now, then)| now.saturating_sub(then));
        passed.unwrap_or_else(|| self.clock.elapsed()).as_secs_f64()
    }
}

fn worked() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = text.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}
