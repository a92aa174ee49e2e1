//! Debian packages: only those whose program is missing.

use super::For;
use crate::{Outcome, shell};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest node that esbuild and playwright-core run on.
const NODE: u32 = 18;

struct Package {
    names: &'static [&'static str],
    why: &'static str,
    is_there: fn() -> bool,
    wanted: For,
}

const PACKAGES: &[Package] = &[
    Package {
        names: &["nodejs", "npm"],
        why: "bundles the style sheet and the chart library, and shrinks the wasm",
        is_there: || shell::has("node") && shell::has("npm"),
        wanted: For::Run,
    },
    Package {
        names: &["chromium"],
        why: "the journeys run in it",
        is_there: || shell::has("chromium"),
        wanted: For::Test,
    },
    Package {
        names: &["postgresql"],
        why: "the store's tests start a cluster of their own",
        is_there: || postgres_programs().is_some(),
        wanted: For::Test,
    },
];

/// Installs what is missing and checks the versions that matter.
pub fn install(wanted: For) -> Outcome {
    let missing: Vec<&Package> = PACKAGES
        .iter()
        .filter(|package| (package.wanted == For::Run || wanted == For::Test) && !(package.is_there)())
        .collect();
    if !missing.is_empty() {
        for package in &missing {
            println!("Missing: {} ({}).", package.names.join(" and "), package.why);
        }
        let names: Vec<&str> = missing.iter().flat_map(|package| package.names.iter().copied()).collect();
        apt(&names)?;
    }
    check_node()
}

/// The newest of PostgreSQL's program folders; Debian keeps them off the search path.
pub fn postgres_programs() -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, programs)| programs.join("initdb").exists() && programs.join("postgres").exists())
        .collect();
    found.sort();
    found.pop().map(|(_, programs)| programs)
}

fn apt(names: &[&str]) -> Outcome {
    let by_hand = format!("run `apt-get install --no-install-recommends {}` as root, then try again", names.join(" "));
    if !Path::new("/usr/bin/apt-get").exists() {
        return Err(format!("this is no Debian; install {} by its own means, then try again", names.join(", ")));
    }
    let install = [&["install", "--yes", "--no-install-recommends"], names].concat();
    // Lists may be missing, or older than the packages: only then are they worth half a minute.
    if apt_get(&install).is_ok() {
        return Ok(());
    }
    println!("Trying again with fresh package lists.");
    apt_get(&["update"]).map_err(|problem| format!("{problem}; {by_hand}"))?;
    if apt_get(&install).is_ok() {
        return Ok(());
    }
    // An installation that was broken off earlier leaves dpkg in a state in which it installs nothing else.
    println!("Trying again after finishing what an earlier installation left half done.");
    apt_get(&["--fix-broken", "install", "--yes"]).map_err(|problem| format!("{problem}; {by_hand}"))?;
    apt_get(&install).map_err(|problem| format!("{problem}; {by_hand}"))
}

fn apt_get(words: &[&str]) -> Outcome {
    let mut command = if is_root() { shell::program("apt-get")? } else { shell::program("sudo")? };
    if !is_root() {
        // sudo does not hand the environment on.
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).stdin(std::process::Stdio::inherit());
    }
    // Somebody else's installation may be under way: wait for its end instead of failing.
    command.args(["-q", "-o", "DPkg::Lock::Timeout=300"]).args(words).env("DEBIAN_FRONTEND", "noninteractive");
    shell::run(&mut command)
}

/// Whether we run as root, which needs no sudo, and as which PostgreSQL refuses to run.
pub fn is_root() -> bool {
    shell::output(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}

fn check_node() -> Outcome {
    let version = shell::output(shell::program("node")?.arg("--version"))?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|text| text.parse::<u32>().ok());
    match major {
        Some(major) if major >= NODE => Ok(()),
        _ => Err(format!(
            "node {version} is too old: {NODE} or newer is needed; remove it so that Debian's own can be installed \
             (`apt-get remove nodejs`), or put a newer one first on PATH"
        )),
    }
}
