//! The front door: reads what was asked, opens what is needed, and hands on. What happens then
//! stands in `commands`.

mod cli;
mod commands;
mod compose;
mod out;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    compose::logging(cli.verbose);
    match commands::run(cli) {
        Ok(answer) => answer.code(),
        Err(fault) if out::is_broken_pipe(&fault) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("noaber: {fault:#}");
            ExitCode::from(if fault.is::<out::Mistyped>() { 2 } else { 3 })
        }
    }
}
