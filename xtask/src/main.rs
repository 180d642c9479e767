//! The chores of the project, each a word after `cargo xtask`. What the product does lives in
//! `crates`; nothing here is shipped.

mod assets;
mod bench;
mod cluster;
mod demo;
mod model;
mod test;
mod tidy;
mod tools;
mod walk;

use anyhow::{Result, bail};
use std::process::ExitCode;

const HELP: &str = "\
The chores of the project:

  cargo xtask demo [-- OPTIONS]       build, fill a database in ./data, show today's signals, serve the desk
                                      (-- --no-serve ends after the table; -- --from DIR takes recorded payloads)
  cargo xtask test [--only STEP]      everything that must pass: format, assets, tidy, clippy, tests, walk
                                      (fetches the model first; NOABER_REQUIRE_MODEL=1 fails where it cannot)
  cargo xtask tidy [--write]          the floors, sizes and what never happens (--write notes new migrations)
  cargo xtask bench [--only NAME]     speed, measured beside a plain baseline; writes target/bench.json
  cargo xtask assets                  stylesheets and scripts of the web desk, when they are not up to date
  cargo xtask model [DIR]             the weights of the sentence encoder, in target/model or the folder named
  cargo xtask walk                    only the browser walk, on a fresh demo database
  cargo xtask cluster                 a private PostgreSQL for tests by hand; ends with Ctrl-C
";

fn main() -> ExitCode {
    match carry_out() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault:#}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let chore = words.next().unwrap_or_default();
    // `cargo xtask demo -- --no-serve` hands the two dashes on; they carry no meaning here.
    let args: Vec<String> = words.filter(|word| word != "--").collect();
    match chore.as_str() {
        "demo" => demo::demo(&args),
        "test" => test::test(&args),
        "tidy" => tidy::run(&args),
        "bench" => bench::bench(&args),
        "assets" => assets::assets(),
        "walk" => walk::alone(),
        "model" => model::model(&args),
        "cluster" => cluster::stand(),
        "" | "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => bail!("there is no chore '{other}'.\n\n{HELP}"),
    }
}
