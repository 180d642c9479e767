//! One file a command. Here only the table of which is which.

mod backup;
mod calendar;
mod check;
mod collect;
mod deliver;
mod demo;
mod digest;
pub mod evaluate;
mod export;
mod extract;
mod matching;
mod model;
mod proof;
mod query;
mod recordings;
mod region;
mod search;
mod serve;
mod signals;
mod sources;
mod take_down;

use crate::cli::{Cli, Command};
use crate::out::Answer;
use anyhow::Result;

/// Does what was asked.
pub fn run(cli: Cli) -> Result<Answer> {
    match &cli.command {
        Command::Serve(args) => serve::run(&cli, args),
        Command::Demo(args) => demo::run(&cli, args),
        Command::Collect(args) => collect::run(&cli, args),
        Command::Match { again } => matching::run(&cli, *again),
        Command::Calendar(args) => calendar::run(&cli, args),
        Command::Signals(args) => signals::run(&cli, args),
        Command::Search(args) => search::run(&cli, args),
        Command::Digest(args) => digest::run(&cli, args),
        Command::Deliver => deliver::run(&cli),
        Command::Sources(args) => sources::run(&cli, args),
        Command::Proof(args) => proof::run(&cli, args),
        Command::TakeDown(args) => take_down::run(&cli, args),
        Command::Query(args) => query::run(args),
        Command::Import { from } => export::read(&cli, from),
        Command::Export { into } => export::write(&cli, into),
        Command::Extract => extract::run(),
        Command::Region(args) => region::run(&cli, args),
        Command::Evaluate(args) => evaluate::run(&cli, args),
        Command::Model(args) => model::run(&cli, args),
        Command::Check { live, asking } => check::run(&cli, *live, asking),
        Command::Backup { file } => backup::run(&cli, file),
    }
}
