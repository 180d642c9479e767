//! What was measured: a table for people, JSON for machines, and a page for the docs.

use anyhow::{Context, Result};
use serde::Serialize;
use std::path::Path;

/// One measure.
#[derive(Debug, Serialize)]
pub struct Measure {
    /// Its name.
    pub name: &'static str,
    /// What was measured.
    pub value: f64,
    /// In what.
    pub unit: &'static str,
    /// The same by the baseline.
    pub baseline: Option<f64>,
    /// Value divided by baseline.
    pub ratio: Option<f64>,
    /// What must be reached.
    pub goal: f64,
    /// Whether it is.
    pub met: bool,
    /// What exactly was done.
    pub what: &'static str,
}

/// All measures of a run.
pub struct Report {
    only: Option<String>,
    measures: Vec<Measure>,
}

impl Report {
    /// An empty report; `only` keeps the measures whose name begins so.
    pub fn new(only: Option<String>) -> Report {
        Report {
            only,
            measures: Vec::new(),
        }
    }

    /// Whether any measure with this beginning is wanted.
    pub fn wants(&self, name: &str) -> bool {
        self.only
            .as_ref()
            .is_none_or(|o| o.starts_with(name) || name.starts_with(o.as_str()))
    }

    /// Adds a measure of which more is better.
    pub fn at_least(
        &mut self,
        name: &'static str,
        value: f64,
        unit: &'static str,
        baseline: Option<f64>,
        goal: f64,
        what: &'static str,
    ) {
        self.add(name, value, unit, baseline, goal, value >= goal, what);
    }

    /// Adds a measure of which less is better.
    pub fn at_most(
        &mut self,
        name: &'static str,
        value: f64,
        unit: &'static str,
        baseline: Option<f64>,
        goal: f64,
        what: &'static str,
    ) {
        self.add(name, value, unit, baseline, goal, value <= goal, what);
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one argument per column of the report"
    )]
    fn add(
        &mut self,
        name: &'static str,
        value: f64,
        unit: &'static str,
        baseline: Option<f64>,
        goal: f64,
        met: bool,
        what: &'static str,
    ) {
        if self.wants(name) {
            let ratio = baseline.filter(|b| *b > 0.0).map(|b| value / b);
            self.measures.push(Measure {
                name,
                value,
                unit,
                baseline,
                ratio,
                goal,
                met,
                what,
            });
        }
    }

    /// Prints the table.
    pub fn print(&self) {
        println!(
            "{:<22} {:>12} {:<9} {:>12} {:>7} {:>9}  met",
            "measure", "value", "unit", "baseline", "ratio", "goal"
        );
        for m in &self.measures {
            println!(
                "{:<22} {:>12.2} {:<9} {:>12} {:>7} {:>9}  {}",
                m.name,
                m.value,
                m.unit,
                m.baseline.map_or("-".into(), |b| format!("{b:.2}")),
                m.ratio.map_or("-".into(), |r| format!("{r:.2}")),
                m.goal,
                if m.met { "yes" } else { "NO" }
            );
        }
    }

    /// Writes the measures as JSON.
    pub fn save(&self, file: &Path) -> Result<()> {
        std::fs::write(file, serde_json::to_vec_pretty(&self.measures)?)
            .with_context(|| format!("cannot write {}", file.display()))
    }

    /// Writes the page of the docs.
    pub fn write(&self, file: &Path) -> Result<()> {
        let day = jiff::Timestamp::now().strftime("%Y-%m-%d");
        let mut text = format!(
            "# Benchmarks\n\nMade by `cargo xtask bench -- --write` on {day}, on {}. The baseline is a plain SQLite FTS5\ntable with the engine's own tokens, in the same run on the same texts: it keeps a text and its words, and\nnothing else. The machine is shared: ratios hold, figures drift.\n\n| measure | value | unit | baseline | ratio | goal | met | what |\n|---|---|---|---|---|---|---|---|\n",
            machine()
        );
        for m in &self.measures {
            let number = |v: Option<f64>| v.map_or("".into(), |v| format!("{v:.2}"));
            text.push_str(&format!(
                "| {} | {:.2} | {} | {} | {} | {} | {} | {} |\n",
                m.name,
                m.value,
                m.unit,
                number(m.baseline),
                number(m.ratio),
                m.goal,
                if m.met { "yes" } else { "**no**" },
                m.what
            ));
        }
        std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
    }
}

/// Cores, processor and memory of this machine.
fn machine() -> String {
    let read = |file: &str| std::fs::read_to_string(file).unwrap_or_default();
    let value = |text: &str, name: &str| {
        let line = text.lines().find(|l| l.starts_with(name))?.to_owned();
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let processor = value(&read("/proc/cpuinfo"), "model name").unwrap_or("a processor".into());
    let memory = value(&read("/proc/meminfo"), "MemTotal").unwrap_or_default();
    format!("{cores} cores of {processor}, {memory}")
}

/// The value below which this share of all values lies.
pub fn percentile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = ((values.len() as f64 * share).ceil() as usize).saturating_sub(1);
    values.get(at).copied().unwrap_or(0.0)
}
