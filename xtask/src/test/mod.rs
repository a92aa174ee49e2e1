//! `xtask test`: everything that CI checks. It goes on to the end whatever fails, and its last line counts.

mod cargo;
mod journeys;
mod postgres;
mod tally;

use crate::{
    Outcome, check,
    clock::Clock,
    server,
    setup::{self, Compiling, For},
    shell,
    site::{self, Build},
};
pub use postgres::Cluster;
use tally::Tally;

/// What the steps hand to each other.
struct Run {
    clock: Clock,
    tally: Tally,
    compiling: Option<Compiling>,
}

struct Step {
    name: &'static str,
    run: fn(&mut Run) -> Outcome,
}

/// The order keeps a fresh machine busy: what needs no tools of ours comes while those compile.
const STEPS: &[Step] = &[
    Step {
        name: "format",
        run: |run| run.one("format", || shell::run(&mut shell::cargo(&["fmt", "--all", "--check"])?)),
    },
    Step { name: "rules", run: |run| run.one("house rules", || check::run(&[])) },
    Step { name: "lints", run: lints },
    Step { name: "site", run: site },
    Step { name: "sizes", run: |run| run.one("sizes", site::sizes::check) },
    Step { name: "rust", run: rust_tests },
    Step { name: "journeys", run: journey_tests },
];

/// Runs every step, or those that are named.
pub fn run(words: &[String]) -> Outcome {
    if let Some(unknown) = words.iter().find(|word| STEPS.iter().all(|step| step.name != word.as_str())) {
        let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        return Err(format!("there is no step {unknown}; there are {}", names.join(", ")));
    }
    let mut clock = Clock::start();
    let compiling = Some(setup::prepare(For::Test, &mut clock)?);
    let mut run = Run { clock, tally: Tally::default(), compiling };
    let mut problems = Vec::new();
    for step in STEPS.iter().filter(|step| words.is_empty() || words.iter().any(|word| word == step.name)) {
        if let Err(problem) = (step.run)(&mut run) {
            eprintln!("{}: {problem}", step.name);
            problems.push(format!("{}: {problem}", step.name));
            run.tally.failed += 1;
        }
    }
    println!("\nTook {}.", run.clock.summary());
    for reason in &run.tally.reasons {
        println!("Skipped: {reason}");
    }
    for problem in &problems {
        println!("Failed: {problem}");
    }
    // Standard output's last line, by which people and CI judge the run.
    println!("{}", run.tally);
    if run.tally.failed == 0 { Ok(()) } else { Err(String::new()) }
}

impl Run {
    /// A step that counts as one test.
    fn one(&mut self, name: &str, work: impl FnOnce() -> Outcome) -> Outcome {
        self.clock.step(name, work)?;
        self.tally.passed += 1;
        Ok(())
    }
}

fn lints(run: &mut Run) -> Outcome {
    run.one("lints, host", || {
        crate::paths::make_dir(&crate::paths::site())?;
        shell::run(&mut shell::cargo(&["clippy", "--all-targets", "--", "-D", "warnings"])?)
    })?;
    run.one("lints, browser", || {
        let target = "wasm32-unknown-unknown";
        let words = ["clippy", "-p", "frontend", "-p", "widget", "--target", target, "--", "-D", "warnings"];
        shell::run(&mut shell::cargo(&words)?)
    })
}

fn site(run: &mut Run) -> Outcome {
    run.clock.step("server", server::build)?;
    // Asked for again only when a caller names the step twice; then the tools are there.
    let compiling = match run.compiling.take() {
        Some(compiling) => compiling,
        None => Compiling::start()?,
    };
    site::build(Build::Full, compiling, &mut run.clock)?;
    run.tally.passed += 1;
    Ok(())
}

fn rust_tests(run: &mut Run) -> Outcome {
    let tally = &mut run.tally;
    run.clock.step("Rust tests", || {
        let cluster = postgres::Cluster::start()?;
        cargo::test(&cluster.url, tally)
    })
}

fn journey_tests(run: &mut Run) -> Outcome {
    let tally = &mut run.tally;
    let server = run.clock.step("server", server::build)?;
    run.clock.step("journeys", || journeys::test(&server, tally))
}
