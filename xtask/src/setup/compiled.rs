//! Tools from crates.io that have to be compiled: wasm-bindgen's command line and trunk. They take minutes, so they are
//! compiled beside the rest, into a folder outside the checkout.

use crate::{Outcome, clock, paths, shell};
use std::{
    fs::File,
    sync::mpsc::{RecvTimeoutError, channel},
    thread::JoinHandle,
    time::{Duration, Instant},
};

struct Tool {
    package: &'static str,
    program: &'static str,
    version: &'static str,
    /// Flags for `cargo install`.
    flags: &'static [&'static str],
}

const TOOLS: &[Tool] = &[
    // Exactly the version of the wasm-bindgen crate (Cargo.toml): the two talk in a format of their own. Not `--locked`:
    // its lock file names a release of a dependency that cannot be had everywhere.
    Tool { package: "wasm-bindgen-cli", program: "wasm-bindgen", version: "0.2.130", flags: &[] },
    // The newest that builds with the pinned toolchain. Its updates and downloads are of no use here: rustls alone.
    Tool {
        package: "trunk",
        program: "trunk",
        version: "0.21.14",
        flags: &["--locked", "--no-default-features", "--features", "rustls"],
    },
];

/// The compilation of the missing tools, under way in the background.
pub struct Compiling {
    thread: Option<JoinHandle<Outcome>>,
}

impl Compiling {
    /// Starts it; at once over when nothing is missing.
    pub fn start() -> Outcome<Self> {
        let missing: Vec<&'static Tool> = TOOLS.iter().filter(|tool| !is_there(tool)).collect();
        if missing.is_empty() {
            return Ok(Self { thread: None });
        }
        for tool in &missing {
            println!("{} {} is missing; it is compiled beside the rest.", tool.package, tool.version);
        }
        let work = move || missing.iter().try_for_each(|tool| install(tool));
        Ok(Self { thread: Some(std::thread::spawn(work)) })
    }

    /// Waits until the tools are there, saying every half minute that it still does.
    pub fn finish(self) -> Outcome {
        let Some(thread) = self.thread else { return Ok(()) };
        let (done, waiting) = channel::<()>();
        let started = Instant::now();
        let teller = std::thread::spawn(move || {
            while waiting.recv_timeout(Duration::from_secs(30)) == Err(RecvTimeoutError::Timeout) {
                println!("Still compiling tools, {} waited.", clock::spell(started.elapsed()));
            }
        });
        let result = thread.join().map_err(|_| "the thread that compiles the tools broke off".to_owned());
        drop(done);
        teller.join().map_err(|_| "the thread that tells the time broke off".to_owned())?;
        result?
    }
}

fn is_there(tool: &Tool) -> bool {
    let version = paths::tools().and_then(|tools| {
        shell::output(shell::program(&tools.join("bin").join(tool.program).to_string_lossy())?.arg("--version"))
    });
    version.is_ok_and(|said| said.split_whitespace().any(|word| word == tool.version))
}

fn install(tool: &Tool) -> Outcome {
    let tools = paths::tools()?;
    paths::make_dir(&tools)?;
    let log = tools.join(format!("{}.log", tool.package));
    let file = File::create(&log).map_err(|error| format!("cannot write {}: {error}", log.display()))?;
    let started = Instant::now();
    let mut command = shell::cargo(&["install", tool.package, "--version", tool.version, "--root"])?;
    command
        .arg(&tools)
        .args(tool.flags)
        .env("CARGO_TARGET_DIR", tools.join("build"))
        // These run for seconds, so quick to compile matters more than quick: trunk's own profile takes half as long again.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env_remove("RUSTFLAGS")
        .stderr(file);
    if shell::run(&mut command).is_err() {
        let said = paths::read_text(&log)?;
        let end: Vec<&str> = said.lines().rev().take(25).collect();
        let end: Vec<&str> = end.into_iter().rev().collect();
        return Err(format!("{} could not be compiled ({}):\n{}", tool.package, log.display(), end.join("\n")));
    }
    println!("Compiled {} {} in {}.", tool.package, tool.version, clock::spell(started.elapsed()));
    Ok(())
}
