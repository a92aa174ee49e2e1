//! Developer commands and house checks: `cargo xtask COMMAND`, or `make COMMAND` for those that a newcomer needs.
//!
//! # What `build` leaves behind
//! `target/site/` is what the server serves as it is, and embeds in a release:
//! - `manifest.json` maps logical names to files: `frontend.js`, `frontend.wasm`, `style.css`, `echarts.js`, `widget.js`,
//!   `widget.wasm` (all `assets/NAME.HASH.EXT`, safe to cache for ever) and `loader` (`v1/widget.js`, a stable address).
//!   `PART/FILE.wasm` are what a part of the frontend needs beside `frontend.wasm` (`assets/FILE.HASH.wasm`; a file that
//!   several parts share is named by each); there are none after `dev`, which leaves the frontend whole.
//! - Beside each file stands `FILE.br`, its brotli form (not after `dev`, which saves that time).
//!
//! The page starts the frontend as `frontend/src/lib.rs` shows: `init({ module_or_path: … }).then(hydrate)`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line program talks on its terminal")]
#![allow(
    clippy::disallowed_methods,
    reason = "the bans are about the product: this waits, and reads cargo's environment"
)]

mod bench;
mod check;
mod clock;
mod dev;
mod new;
mod paths;
mod release;
mod run;
mod server;
mod setup;
mod shell;
mod site;
mod test;

use std::process::ExitCode;

/// What a command gives back: nothing, or a sentence that says what is wrong and what to do.
pub type Outcome<T = ()> = Result<T, String>;

struct Command {
    name: &'static str,
    arguments: &'static str,
    about: &'static str,
    run: fn(&[String]) -> Outcome,
}

/// Every command, in the order in which a newcomer meets them.
const COMMANDS: &[Command] = &[
    Command {
        name: "run",
        arguments: "[serve flags]",
        about: "set up, build, start on SQLite in ./data",
        run: run::run,
    },
    Command { name: "dev", arguments: "[serve flags]", about: "like run, rebuilding on every change", run: dev::run },
    Command { name: "test", arguments: "[step …]", about: "everything that CI checks", run: test::run },
    Command { name: "check", arguments: "[rule …]", about: "the house rules alone", run: check::run },
    Command { name: "build", arguments: "", about: "site, widget and server, without starting", run: run::build },
    Command { name: "site", arguments: "[quick]", about: "frontend, style and widget alone", run: run::site },
    Command { name: "release", arguments: "", about: "one binary with everything inside", run: release::run },
    Command { name: "bench", arguments: "[bench flags]", about: "the benchmarks", run: bench::run },
    Command {
        name: "setup",
        arguments: "[test]",
        about: "install what is missing (test: for the tests too)",
        run: setup::run,
    },
    Command { name: "new", arguments: "KIND NAME", about: "a new migration or decision, in its place", run: new::run },
];

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let name = words.next().unwrap_or_else(|| "help".into());
    let rest: Vec<String> = words.collect();
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        println!("cargo xtask COMMAND");
        for command in COMMANDS {
            println!("  {:8} {:15} {}", command.name, command.arguments, command.about);
        }
        return if name == "help" { ExitCode::SUCCESS } else { ExitCode::from(2) };
    };
    match (command.run)(&rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            // An empty problem has been told already, and what was told must stay the last line.
            if !problem.is_empty() {
                eprintln!("\n{name}: {problem}");
            }
            ExitCode::FAILURE
        }
    }
}
