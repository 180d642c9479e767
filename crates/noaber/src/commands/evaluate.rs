//! `noaber evaluate`: how well the score ranks what somebody judged, beside a plain word search; a
//! report for the algorithm register; and learning the weights anew.

mod beside;
mod shown;

use crate::cli::Cli;
use crate::out::{self, Answer};
use anyhow::{Context, Result};
use noaber_domain::{Item, Language, Organisation};
use noaber_matching::Closeness;
use noaber_matching::evaluate::{
    Judged, Nearness, Setting, Topic, evaluate, learn_all, recall_report,
};
use noaber_matching::weights::Weights;
use std::path::{Path, PathBuf};

/// Where the judged set stands when none is named, from the root of the project.
const AT_HAND: &str = "../shared/data/eval/twente";

/// Rank judged items by the score, beside a plain word search.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  noaber evaluate
  noaber evaluate --json
  noaber evaluate --topics motions.jsonl.gz
  noaber evaluate --procedures procedures.tsv.gz --model MODEL
  noaber evaluate --dossiers d.toml --items items.jsonl --qrels qrels.tsv --report report.md")]
pub struct Evaluate {
    /// The dossiers: TOML with [[dossier]] id, title_nl, about, terms_nl, terms_de, terms_en.
    #[arg(long, value_name = "FILE", requires_all = ["items", "qrels"])]
    pub dossiers: Option<PathBuf>,
    /// The items: JSON lines with id, language, title and text.
    #[arg(long, value_name = "FILE", requires_all = ["dossiers", "qrels"])]
    pub items: Option<PathBuf>,
    /// The judgements: dossier, item, grade and kind divided by tabs, or the four columns of TREC.
    #[arg(long, value_name = "FILE", requires_all = ["dossiers", "items"])]
    pub qrels: Option<PathBuf>,
    /// The model of the encoder; without it words count alone.
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// The region pack whose organisations count as the region's own.
    #[arg(long, value_name = "FOLDER", default_value = "regions/twente")]
    pub pack: PathBuf,
    /// Rank by the weights of the program instead of weights learned on the other dossiers.
    #[arg(long)]
    pub shipped: bool,
    /// Write a report in plain words to this file.
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// The language of the report: nl, de or en.
    #[arg(long, default_value = "nl", value_name = "CODE")]
    pub language: String,
    /// Learn the weights on all dossiers of the set and write them to this file.
    #[arg(long, value_name = "FILE")]
    pub learn: Option<PathBuf>,
    /// Rank papers with official topics instead: JSON lines (also .gz) with kst, onderwerp, tekst,
    /// dossiernummer and categorie. Terms are learned on one half of the files, the other is ranked.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["learn", "report", "procedures"])]
    pub topics: Option<PathBuf>,
    /// Look by Dutch sentences for German procedures instead: a table (also .gz) divided by tabs with
    /// titel, abstrakt and sachgebiet. Needs --model.
    #[arg(long, value_name = "FILE", requires = "model", conflicts_with_all = ["learn", "report"])]
    pub procedures: Option<PathBuf>,
}

/// Evaluates; the answer is no when a dossier is ranked worse than by the plain search.
pub fn run(cli: &Cli, args: &Evaluate) -> Result<Answer> {
    let language = Language::from_tag(&args.language)
        .with_context(|| format!("'{}' is no language: nl, de or en", args.language))?;
    let organisations = organisations(&args.pack);
    if let Some(file) = &args.topics {
        return beside::topics(cli, file, &organisations);
    }
    if let (Some(file), Some(model)) = (&args.procedures, &args.model) {
        return beside::procedures(cli, file, model);
    }
    let judged = read(args)?;
    let near = nearness(args.model.as_deref(), &judged)?;
    let close = near
        .as_ref()
        .map(|near| move |item: &Item, topic: &Topic| near.of(item, topic));
    let today = jiff::Zoned::now().date();
    let words = Setting {
        organisations: &organisations,
        closeness: None,
        today,
    };
    let setting = Setting {
        closeness: close
            .as_ref()
            .map(|of| of as &dyn Fn(&Item, &Topic) -> Closeness),
        ..words
    };
    if let Some(file) = &args.learn {
        return learn(file, &judged, &words, &setting).map(|()| Answer::Done);
    }
    let fixed = Weights::shipped().set(near.is_some());
    let evaluation = evaluate(&judged, &setting, args.shipped.then_some(fixed));
    if let Some(file) = &args.report {
        std::fs::write(file, recall_report(&evaluation, language))
            .with_context(|| format!("cannot write {}", file.display()))?;
    }
    match cli.json {
        true => out::json(&evaluation)?,
        false => shown::print(&evaluation)?,
    }
    let mut whole = evaluation.rows.iter().filter(|row| row.language.is_none());
    let fine = whole.all(|row| row.score.ndcg10 >= row.plain_own.ndcg10);
    Ok(if fine { Answer::Done } else { Answer::No })
}

fn read(args: &Evaluate) -> Result<Judged> {
    let folder = Path::new(AT_HAND);
    let file =
        |named: &Option<PathBuf>, name: &str| named.clone().unwrap_or_else(|| folder.join(name));
    let text = |path: PathBuf| {
        std::fs::read_to_string(&path).with_context(|| {
            format!(
                "cannot read {}; name a judged set with --dossiers, --items and --qrels",
                path.display()
            )
        })
    };
    let dossiers = text(file(&args.dossiers, "dossiers.toml"))?;
    let items = text(file(&args.items, "items.jsonl"))?;
    let qrels = text(file(&args.qrels, "qrels.tsv"))?;
    Ok(Judged::read(&dossiers, &items, &qrels)?)
}

/// The organisations of a pack; without one nothing counts as the region's own.
fn organisations(pack: &Path) -> Vec<Organisation> {
    match noaber_work::load_region::check(pack) {
        Ok(pack) => pack.organisations,
        Err(fault) => {
            tracing::warn!(%fault, "no organisations count as the region's own");
            Vec::new()
        }
    }
}

fn nearness(model: Option<&Path>, judged: &Judged) -> Result<Option<Nearness>> {
    let Some(file) = model else { return Ok(None) };
    let bar = out::bar("items encoded");
    let near = Nearness::open(file, judged, |done| bar.set_position(done as u64))
        .with_context(|| format!("cannot use the model {}", file.display()))?;
    bar.finish_and_clear();
    Ok(Some(near))
}

/// Learns both sets of weights; without a model that with meaning stays as it is.
fn learn(file: &Path, judged: &Judged, words: &Setting, all: &Setting) -> Result<()> {
    let meaning = match all.closeness {
        Some(_) => learn_all(judged, all),
        None => Weights::shipped().meaning.clone(),
    };
    let ids: Vec<String> = judged
        .topics
        .iter()
        .map(|t| t.dossier.id.to_string())
        .collect();
    let weights = Weights {
        learned_on: format!("{} judged pairs of {}", judged.grades.len(), ids.join(", ")),
        learned_at: all.today.to_string(),
        words: learn_all(judged, words),
        meaning,
    };
    std::fs::write(file, weights.write()?)
        .with_context(|| format!("cannot write {}", file.display()))?;
    out::line(format!("weights written to {}", file.display()))
}
