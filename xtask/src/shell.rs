//! Calling other programs.

use crate::{Outcome, paths};
use std::{
    ffi::OsString,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

/// A program, started in the root of the checkout, that finds the tools that we compiled.
pub fn program(name: &str) -> Outcome<Command> {
    let mut command = Command::new(name);
    command.current_dir(paths::root()).env("PATH", search_path()?).stdin(Stdio::null());
    Ok(command)
}

/// cargo itself: the one that runs us, so that the toolchain is the same.
pub fn cargo(words: &[&str]) -> Outcome<Command> {
    let mut command = program(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()))?;
    command.args(words);
    Ok(command)
}

/// Runs to the end, its output going to our terminal.
pub fn run(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("{} ended with {status}", spell(command))) }
}

/// Runs to the end and gives back what it printed, without the white space around it.
pub fn output(command: &mut Command) -> Outcome<String> {
    let output = command.output().map_err(|error| cannot_start(command, &error))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        Err(format!("{} ended with {}: {}", spell(command), output.status, said.trim()))
    }
}

/// Runs to the end; each line of its standard output goes to our terminal and to `each`. Says whether it succeeded.
pub fn follow(command: &mut Command, mut each: impl FnMut(&str)) -> Outcome<bool> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| cannot_start(command, &error))?;
    if let Some(stdout) = child.stdout.take() {
        let mut reader = BufReader::new(stdout);
        let mut line = Vec::new();
        // Bytes and not `lines()`: a test may print what is no UTF-8, and the rest of its output still counts.
        while reader.read_until(b'\n', &mut line).map_err(|error| error.to_string())? > 0 {
            let text = String::from_utf8_lossy(&line);
            print!("{text}");
            each(text.trim_end_matches(['\n', '\r']));
            line.clear();
        }
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    Ok(status.success())
}

/// Whether a program is on the search path.
pub fn has(name: &str) -> bool {
    search_path().is_ok_and(|path| std::env::split_paths(&path).any(|folder| is_file(&folder.join(name))))
}

fn is_file(path: &Path) -> bool {
    path.metadata().is_ok_and(|found| found.is_file())
}

fn search_path() -> Outcome<OsString> {
    let mut folders = vec![paths::tools()?.join("bin")];
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    std::env::join_paths(folders).map_err(|error| format!("PATH cannot be used: {error}"))
}

fn spell(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy().into_owned()).collect();
    format!("`{}`", words.join(" "))
}

fn cannot_start(command: &Command, error: &std::io::Error) -> String {
    format!("{} cannot be started: {error}", spell(command))
}
