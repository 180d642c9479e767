//! How Tantivy and FTS5 are asked: an index of all texts in memory, then every query in turn. Queries
//! are made ready before the clock starts.

use crate::Match;
use crate::texts::Text;
use anyhow::{Result, bail};
use noaber_text::Analyser;
use noaber_text::terms::{Outline, Unit};
use std::collections::HashMap;
use tantivy::collector::DocSetCollector;
use tantivy::directory::RamDirectory;
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager, WhitespaceTokenizer};
use tantivy::{Index, TantivyDocument, Term};

/// The terms of the texts by their numbers.
pub struct Names(HashMap<u64, String>);

impl Names {
    /// Reads all texts.
    pub fn new(analyser: &Analyser, texts: &[Text]) -> Names {
        let mut names = HashMap::new();
        for text in texts {
            for part in [&text.title, &text.body] {
                for token in analyser.tokens(Some(text.lang), part) {
                    names
                        .entry(token.key())
                        .or_insert_with(|| token.term().to_owned());
                }
            }
        }
        Names(names)
    }
}

/// A query in terms.
pub enum Ask {
    Row(Vec<String>),
    All(Vec<Ask>),
    Any(Vec<Ask>),
    Not(Box<Ask>),
}

impl Ask {
    /// Brings the numbers of an outline back to terms; one that no text has becomes a term of none.
    pub fn new(names: &Names, outline: &Outline) -> Result<Ask> {
        let of = |members: &[Outline]| {
            members
                .iter()
                .map(|m| Ask::new(names, m))
                .collect::<Result<Vec<_>>>()
        };
        Ok(match outline {
            Outline::Rows(_, rows) => {
                let term = |unit: &Unit| match unit {
                    Unit::Term(key) => names.0.get(key).cloned().unwrap_or("xx_none".into()),
                    _ => "xx_none".into(),
                };
                let row = |row: &Vec<Unit>| Ask::Row(row.iter().map(term).collect());
                Ask::Any(rows.iter().map(row).collect())
            }
            Outline::All(members) => Ask::All(of(members)?),
            Outline::Any(members) => Ask::Any(of(members)?),
            Outline::Not(inner) => Ask::Not(Box::new(Ask::new(names, inner)?)),
            other => bail!("no sampled query has {other:?}"),
        })
    }
}

fn field() -> Field {
    Field::from_field_id(0)
}

/// A query for Tantivy.
pub fn for_tantivy(ask: &Ask) -> Box<dyn Query> {
    let term = |text: &String| Term::from_field_text(field(), text);
    match ask {
        Ask::Row(row) if row.len() == 1 => {
            Box::new(TermQuery::new(term(&row[0]), IndexRecordOption::Basic))
        }
        Ask::Row(row) => Box::new(PhraseQuery::new(row.iter().map(term).collect())),
        Ask::Any(members) if members.len() == 1 => for_tantivy(&members[0]),
        Ask::Any(members) => Box::new(BooleanQuery::union(
            members.iter().map(for_tantivy).collect(),
        )),
        Ask::All(members) => {
            let clause = |member: &Ask| match member {
                Ask::Not(inner) => (Occur::MustNot, for_tantivy(inner)),
                other => (Occur::Must, for_tantivy(other)),
            };
            Box::new(BooleanQuery::new(members.iter().map(clause).collect()))
        }
        Ask::Not(inner) => for_tantivy(inner),
    }
}

/// A query for FTS5.
pub fn for_fts5(ask: &Ask) -> String {
    let joined = |members: &[Ask], between: &str| {
        let written: Vec<String> = members.iter().map(for_fts5).collect();
        format!("({})", written.join(between))
    };
    match ask {
        Ask::Row(row) => format!("\"{}\"", row.join(" ")),
        Ask::Any(members) => joined(members, " OR "),
        Ask::All(members) => {
            let wanted = members.iter().filter(|m| !matches!(m, Ask::Not(_)));
            let mut text = wanted.map(for_fts5).collect::<Vec<_>>().join(" AND ");
            for member in members {
                if let Ask::Not(inner) = member {
                    text = format!("({text}) NOT {}", for_fts5(inner));
                }
            }
            format!("({text})")
        }
        Ask::Not(inner) => for_fts5(inner),
    }
}

/// Indexes the texts and asks every query.
pub fn tantivy(texts: &[String], queries: &[Box<dyn Query>]) -> Result<Vec<Match>> {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("spaces")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    schema.add_text_field(
        "terms",
        TextOptions::default().set_indexing_options(indexing),
    );
    let tokenizers = TokenizerManager::new();
    tokenizers.register("spaces", TextAnalyzer::from(WhitespaceTokenizer::default()));
    // One segment, written by this thread: the work of one core, and no merging.
    let index = Index::builder()
        .schema(schema.build())
        .tokenizers(tokenizers);
    let mut writer = index.single_segment_index_writer(RamDirectory::default(), 200_000_000)?;
    for text in texts {
        let mut document = TantivyDocument::default();
        document.add_text(field(), text);
        writer.add_document(document)?;
    }
    let index = writer.finalize()?;
    let searcher = index.reader()?.searcher();
    let mut found = Vec::new();
    for (query, n) in queries.iter().zip(0..) {
        let documents = searcher.search(query, &DocSetCollector)?;
        found.extend(documents.iter().map(|address| (address.doc_id, n)));
    }
    Ok(found)
}

/// Indexes the texts and asks every query.
pub fn fts5(texts: &[String], queries: &[String]) -> Result<Vec<Match>> {
    let connection = rusqlite::Connection::open_in_memory()?;
    connection.execute_batch(
        "CREATE VIRTUAL TABLE texts USING fts5 (terms, content = '', columnsize = 0,
         tokenize = \"unicode61 remove_diacritics 0 tokenchars '-./()_'\"); BEGIN",
    )?;
    {
        let mut insert = connection.prepare("INSERT INTO texts (rowid, terms) VALUES (?1, ?2)")?;
        for (text, n) in texts.iter().zip(0_i64..) {
            insert.execute((n, text))?;
        }
    }
    connection.execute_batch("COMMIT")?;
    let mut select = connection.prepare("SELECT rowid FROM texts WHERE texts MATCH ?1")?;
    let mut found = Vec::new();
    for (query, n) in queries.iter().zip(0..) {
        let rows = select.query_map([query], |row| row.get::<_, u32>(0))?;
        for row in rows {
            found.push((row?, n));
        }
    }
    Ok(found)
}
