//! `xtask bench`: the benchmarks of docs/benchmarks.md, on a release binary, SQLite and a PostgreSQL of their own.

use crate::{
    Outcome,
    clock::Clock,
    server,
    setup::{self, For},
    shell,
    site::{self, Build},
    test::Cluster,
};

/// The command. Further words go to `romashka bench`.
pub fn run(words: &[String]) -> Outcome {
    let mut clock = Clock::start();
    let compiling = setup::prepare(For::Test, &mut clock)?;
    site::build(Build::Full, compiling, &mut clock)?;
    clock.step("sizes", site::sizes::check)?;
    let binary = clock.step("server", server::build_release)?;
    clock.step("benchmarks", || {
        let cluster = Cluster::start()?;
        let mut bench = shell::program(&binary.to_string_lossy())?;
        shell::run(bench.arg("bench").args(words))?;
        // What depends on the database once more, on PostgreSQL.
        let mut bench = shell::program(&binary.to_string_lossy())?;
        shell::run(bench.args(["bench", "events", "jobs", "chat"]).args(words).env("DATABASE_URL", &cluster.url))
    })?;
    println!("Took {}.", clock.summary());
    Ok(())
}
