//! Everything that must pass before a change lands, in one command, counted. What each check
//! looks at lives with the thing it checks.

use crate::{assets, cluster, model, tidy, tools, walk};
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Checks that passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Checks that held.
    pub passed: u32,
    /// Checks that did not.
    pub failed: u32,
}

type Step = (&'static str, fn() -> Result<Count>);

/// The steps in order; the quick ones first, so that a slip shows early.
const STEPS: [Step; 6] = [
    ("format", format),
    ("assets", prepared),
    ("tidy", tidied),
    ("clippy", clippy),
    ("tests", tests),
    ("walk", walked),
];

/// Runs every step, or those whose name holds the word after `--only`, and ends with one line
/// `N passed, M failed`.
pub fn test(args: &[String]) -> Result<()> {
    let steps = chosen(args)?;
    let mut sum = Count::default();
    for (name, step) in steps {
        println!("== {name}");
        let started = Instant::now();
        let count = step().unwrap_or_else(|fault| {
            println!("{fault:#}");
            Count {
                passed: 0,
                failed: 1,
            }
        });
        let seconds = started.elapsed().as_secs_f32();
        let Count { passed, failed } = count;
        let verdict = if failed == 0 { "ok" } else { "FAILED" };
        println!(
            "== {name} {verdict} in {seconds:.1} s ({passed} checks held, {failed} did not)\n"
        );
        sum.passed += passed;
        sum.failed += failed;
    }
    println!("{} passed, {} failed", sum.passed, sum.failed);
    std::io::stdout().flush()?;
    std::process::exit(i32::from(sum.failed > 0));
}

fn chosen(args: &[String]) -> Result<Vec<Step>> {
    let names: Vec<&str> = STEPS.iter().map(|step| step.0).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => Ok(STEPS.to_vec()),
        ["--only", word] => {
            let some: Vec<Step> = STEPS
                .iter()
                .filter(|s| s.0.contains(word))
                .copied()
                .collect();
            if some.is_empty() {
                bail!(
                    "no step is called '{word}'; the steps are {}",
                    names.join(", ")
                );
            }
            Ok(some)
        }
        other => bail!(
            "expected nothing or `--only STEP` with one of {}; came {}",
            names.join(", "),
            other.join(" ")
        ),
    }
}

fn held() -> Count {
    Count {
        passed: 1,
        failed: 0,
    }
}

fn format() -> Result<Count> {
    tools::run(&mut tools::cargo(&["fmt", "--all", "--check"]))
        .context("`cargo fmt --all` puts it right")?;
    Ok(held())
}

fn prepared() -> Result<Count> {
    assets::assets().map(|()| held())
}

fn tidied() -> Result<Count> {
    tidy::run(&[]).map(|()| held())
}

fn clippy() -> Result<Count> {
    let lint = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--quiet",
        "--",
        "-D",
        "warnings",
    ];
    tools::run(&mut tools::cargo(&lint))?;
    Ok(held())
}

/// All tests on both engines, with the model of meaning where it can be had. Programs are built by the same command as the tests, so that the
/// walk finds `noaber` built and nothing is built with two sets of features.
fn tests() -> Result<Count> {
    build()?;
    model::at_hand()?;
    let named = std::env::var("NOABER_TEST_PG").is_ok_and(|address| !address.is_empty());
    let cluster = if named { None } else { Some(cluster::start()?) };
    let mut command = tools::cargo(&["test", "--workspace", "--no-fail-fast"]);
    if let Some(cluster) = &cluster {
        command.env("NOABER_TEST_PG", &cluster.address);
    }
    counted(&mut command)
}

fn build() -> Result<()> {
    tools::run(&mut tools::cargo(&[
        "build",
        "--workspace",
        "--all-targets",
        "--quiet",
    ]))
}

fn walked() -> Result<Count> {
    build()?;
    walk::walk()
}

/// Runs a program, shows what it says, and adds up the lines that count checks.
pub fn counted(command: &mut Command) -> Result<Count> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .context("could not start a test program")?;
    let mut count = Count::default();
    let out = child
        .stdout
        .take()
        .context("the test program has no output")?;
    for line in BufReader::new(out).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        println!("{line}");
        if let Some(more) = read_count(&line) {
            count.passed += more.passed;
            count.failed += more.failed;
        }
    }
    let status = child.wait()?;
    if !status.success() && count.failed == 0 {
        println!("a test program ended with {status} without counting a failure");
        count.failed = 1;
    }
    if count == Count::default() {
        bail!("a test program counted no check at all");
    }
    Ok(count)
}

/// Reads `test result: ok. 3 passed; 0 failed; …` and `walk: 3 passed, 0 failed`.
fn read_count(line: &str) -> Option<Count> {
    let rest = line
        .strip_prefix("test result: ")
        .and_then(|rest| rest.split_once(". "))
        .map(|(_, rest)| rest)
        .or_else(|| line.strip_prefix("walk: "))?;
    let mut words = rest.split([' ', ';', ',']).filter(|word| !word.is_empty());
    let passed = words.next()?.parse().ok()?;
    (words.next()? == "passed").then_some(())?;
    let failed = words.next()?.parse().ok()?;
    (words.next()? == "failed").then_some(Count { passed, failed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_of_tests_and_walk_are_counted_and_no_others() {
        let cargo =
            "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; finished in 0.1s";
        let twelve = Some(Count {
            passed: 12,
            failed: 3,
        });
        assert_eq!(read_count(cargo), twelve);
        assert_eq!(read_count("walk: 12 passed, 3 failed"), twelve);
        assert_eq!(read_count("test result_is_read ... ok"), None);
        assert_eq!(read_count("12 passed, 3 failed"), None);
    }

    #[test]
    fn a_program_that_breaks_off_counts_as_a_failure() {
        let mut broken = Command::new("sh");
        broken.args([
            "-c",
            "echo 'test result: ok. 2 passed; 0 failed;'; exit 101",
        ]);
        let count = counted(&mut broken).expect("it counted something");
        assert_eq!(
            count,
            Count {
                passed: 2,
                failed: 1
            }
        );
        assert!(counted(Command::new("sh").args(["-c", "true"])).is_err());
    }

    #[test]
    fn a_step_can_be_chosen_by_a_part_of_its_name() {
        let word = |w: &str| chosen(&["--only".into(), w.into()]);
        assert_eq!(word("clip").map(|s| s.len()).ok(), Some(1));
        assert!(word("nothing-of-the-kind").is_err());
        assert_eq!(chosen(&[]).map(|s| s.len()).ok(), Some(STEPS.len()));
    }
}
